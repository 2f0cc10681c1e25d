"""Every page of the program, on the practice commune: whole at every size, alive by keyboard."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.look import style, theme
from kh57_desktop.ui.navigation import PLACES
from tests.support import hands, layout

NAMES = [place.name for place in PLACES]


def asked_of(desk, name):
    """Return what a page is asked to show, so that it is full."""
    kinds = {"training": "trainings", "attendance": "trainings"}
    kind = kinds.get(name, name)
    if kind not in {"activities", "trainings", "media", "people"}:
        return {}
    rows = desk.ask(lambda office: office.records.page(Asked(kind))).rows
    own = [row.id for row in rows if row.unit == desk.office.desk.post.code]
    if not own:
        return {}
    return {"training" if name == "attendance" else "record": own[0]}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("desk", ["school", "commune"])
def test_nothing_of_a_page_is_cut_at_any_scale(name, desk, request):
    """At 100, 125 and 150 % of a small screen every label, button and badge is whole."""
    desk = request.getfixturevalue(desk)
    desk.open("home")
    desk.window.open(name, **asked_of(desk, name))
    found = {}
    for scale, size in layout.SCALES:
        layout.show_at(desk.shell, size)
        desk.settle()
        found[scale] = layout.faults(desk.shell)

    assert {scale: faults for scale, faults in found.items() if faults} == {}


@pytest.mark.parametrize("percent", layout.TEXT_SIZES[1:])
def test_larger_text_fits_on_every_page(percent, school):
    """With text at 115 and 130 % nothing is cut either."""
    style.change(theme.Theme.LIGHT, percent)
    school.open("home")
    found = {}
    for name in NAMES:
        school.window.open(name, **asked_of(school, name))
        school.settle()
        found[name] = layout.faults(school.shell)

    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_be_walked_through_with_tab(name, school):
    """Tab reaches every button and field of a page and never gets stuck."""
    school.open("home")
    school.window.open(name, **asked_of(school, name))
    school.settle()
    school.window.header.search.setFocus()
    seen = {}
    for _ in range(120):
        hands.press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused in seen:
            break
        seen[focused] = focused.isVisible()  # now: going on may put away what belongs to it alone

    assert len(seen) > 3
    assert all(seen.values())


@pytest.mark.parametrize("desk", ["school", "commune"])
def test_everything_tab_reaches_has_a_name(desk, request):
    """A screen reader says what each field, list and button is."""
    desk = request.getfixturevalue(desk)
    desk.open("home")
    nameless = set()
    for name in NAMES:
        desk.window.open(name, **asked_of(desk, name))
        desk.settle()
        for widget in desk.shell.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                spoken = QAccessible.queryAccessibleInterface(widget)
                if spoken is None or not spoken.text(QAccessible.Text.Name):
                    nameless.add((name, type(widget).__name__))

    assert nameless == set()


class Windows(QObject):
    """Sees every window that is shown."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, widget, event):
        """Remember a window that is shown."""
        if event.type() == QEvent.Type.Show and isinstance(widget, QWidget) and widget.isWindow():
            self.shown.append(type(widget).__name__)
        return False


@pytest.mark.parametrize("desk", ["school", "commune"])
def test_no_stray_window_flashes(desk, request, qapp):
    """Building the pages shows no window but ours, and the focus stays in it."""
    desk, windows = request.getfixturevalue(desk), Windows()
    qapp.installEventFilter(windows)
    try:
        desk.open("home")
        for name in NAMES:
            desk.window.open(name)
            desk.settle()
    finally:
        qapp.removeEventFilter(windows)

    assert windows.shown == ["Shell"]
    assert qapp.activeWindow() is desk.shell
