"""The frame: pages built at their first visit, every key alive, room used as there is."""

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from kh57_desktop.domain.edits import Changes, Saved
from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import DiskFull
from kh57_desktop.ui.background import Work
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.navigation import Place
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.shortcuts import KEYS
from kh57_desktop.ui.status_bar import State
from kh57_desktop.ui.window import MainWindow
from tests.support import layout
from tests.support.hands import write

NOW = dt.datetime(2026, 6, 16, 14, 36, tzinfo=dt.timezone(dt.timedelta(hours=7)))


class First(Page):
    """A page of the test that remembers what happened to it."""

    name = "first"

    def __init__(self, frame):
        super().__init__(frame, "Trang một", "của bài thử")
        self.line = QLineEdit()
        self.body.addWidget(self.line)
        self.told, self.asked, self.kept, self.widths, self.pressed = [], [], 0, [], []
        self.commands["new_activity"] = lambda: self.pressed.append("new_activity")

    def opened(self, **what):
        """Remember what was asked for."""
        self.asked.append(what)

    def changed(self, changes):
        """Remember the changes."""
        self.told.append(changes)

    def fit(self, width):
        """Remember the width."""
        self.widths.append(width)

    def keep_draft(self):
        """Count."""
        self.kept += 1

    def first_focus(self):
        """Begin in the line."""
        return self.line


class Second(First):
    """Another page."""

    name = "second"


class Hidden(First):
    """A page below the first."""

    name = "hidden"


PLACES = (
    Place("first", "Trang chính", "home", First),
    Place("second", "Hoạt động", "clipboard_task", Second),
    Place("hidden", "", "", Hidden, "first"),
)


@pytest.fixture
def window(qtbot, worker):
    """Return the main window on two pages and a hidden one."""
    made = MainWindow(SimpleNamespace(), worker, PLACES, lambda: NOW)
    made.header.show_officer("Nguyễn Thị Hạnh")
    made.header.show_saved("Đã lưu 14:36")
    made.status.show_place("Trường TH-THCS Nguyễn Tất Thành", "Cán bộ nhập liệu")
    made.status.show_states(
        [State("Xã đã nhận đến 12/6, 08:15", "checkmark_circle"), State("Đồng hồ khớp", "clock")]
    )
    qtbot.addWidget(made)
    layout.show_at(made, (1366, 697))
    made.activateWindow()
    made.open("first")
    return made


def hit(window, keys):
    """Press a key combination in whatever has the focus."""
    combination = QKeySequence(keys)[0]
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def test_a_page_is_built_at_its_first_visit_and_kept(window):
    """Start-up builds one page; coming back finds it as it was."""
    assert window.stack.count() == 1
    first = window.page
    window.open("second")
    window.open("first", id=7)

    assert window.page is first
    assert first.asked[-1] == {"id": 7}
    assert window.stack.count() == 2


def test_alt_and_a_digit_goes_to_a_page_with_the_focus_in_it(window):
    """Alt+2 opens the second page, and typing goes there at once."""
    hit(window, "Alt+2")

    assert window.page.name == "second"
    assert window.page.line.hasFocus()
    assert window.sidebar._lines["second"].isChecked()
    assert not window.sidebar._lines["first"].isChecked()


def test_a_page_without_a_place_lights_the_one_above_it(window):
    """A page reached from another one keeps that one lit."""
    window.open("hidden")

    assert window.sidebar._lines["first"].isChecked()


def test_esc_goes_back_to_where_one_was(window):
    """One step back, with what was shown there."""
    window.open("first", id=7)
    window.open("second")
    hit(window, "Esc")

    assert window.page.name == "first"
    assert window.page.asked[-1] == {"id": 7}
    hit(window, "Esc")
    assert window.page.name == "first"


def test_esc_puts_the_done_line_away_first(window):
    """The nearest thing goes first."""
    window.open("second")
    window.done_line.tell("Đã lưu.")
    hit(window, "Esc")

    assert not window.done_line.isVisible()
    assert window.page.name == "second"


@pytest.mark.parametrize("key", [k for k in KEYS.values() if k.keys != "Esc"], ids=lambda k: k.name)
def test_every_key_is_alive_even_in_a_field(window, key):
    """Whatever field has the focus, every key reaches the page; undo belongs to the text."""
    page = window.page
    page.line.setFocus()
    page.commands = {name: lambda name=name: page.pressed.append(name) for name in KEYS}
    hit(window, key.keys)

    of_the_text = {"undo", "redo"}
    meant = {k.name for k in KEYS.values() if k.keys == key.keys}
    assert (set(page.pressed) & meant) or key.name in of_the_text


def test_ctrl_k_goes_to_the_search_box(window):
    """The search box is one key away."""
    hit(window, "Ctrl+K")

    assert window.header.search.hasFocus()


def test_undo_takes_back_what_the_line_tells(window):
    """Ctrl+Z outside a text undoes the last thing done."""
    undone = []
    window.done_line.tell("Đã xóa.", lambda: undone.append(1))
    window.press("undo")

    assert undone == [1]


def test_changes_reach_every_page_and_the_header(window, worker, qtbot):
    """A save in one page refreshes the others, and the top says when."""
    window.open("second")
    changes = Changes((("activities", 5),))
    worker.run(lambda: Saved(5, changes))
    qtbot.waitUntil(lambda: bool(window.page.told))

    assert window._pages["first"].told == [changes]
    assert window.header._saved.text() == "Đã lưu 14:36"


@pytest.mark.logs("a job failed unheard")
def test_a_fault_nobody_heard_is_shown_on_the_page(window, worker, qtbot):
    """The red card is where the officer looks."""

    def job():
        raise DiskFull(drive="C:", free="0 MB")

    worker.run(job)
    qtbot.waitUntil(lambda: bool(window.page.findChildren(FaultCard)))

    card = window.page.findChildren(FaultCard)[0]
    assert card.said.code == "KH57-2001"


def test_leaving_a_page_hands_over_what_is_half_typed(window):
    """Nothing typed waits for a Save."""
    first = window.page
    window.open("second")
    assert first.kept == 1
    window.keep_drafts()

    assert first.kept == 2
    assert window.where() == ("second", {})


def test_a_period_filters_the_page_in_front(window, qtbot):
    """Choosing a period shows the page anew."""
    period = Period.named("2026-H1")
    with qtbot.waitSignal(window.period_chosen):
        window.header.period.chosen.emit(period)

    assert window.period == period
    assert window.header.period.accessibleName() == "Kỳ: 6 tháng đầu năm 2026"
    assert len(window.page.asked) == 2


def test_the_list_of_periods_opens_and_chooses(window, qtbot):
    """The chooser offers the periods and all time."""
    chooser = window.header.period
    chooser.offer([Period.named("2026-H1"), Period.named("2026-03")])
    chooser.open()
    menu = chooser.findChildren(QMenu)[-1]
    words = [act.text() for act in menu.actions()]
    assert words == ["6 tháng đầu năm 2026", "Tháng 3 năm 2026", "Mọi kỳ"]
    with qtbot.waitSignal(chooser.chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == [Period.named("2026-03")]
    menu.close()


@pytest.mark.parametrize(
    ("width", "expected"), [(1366, Width.WIDE), (1280, Width.MIDDLE), (911, Width.NARROW)]
)
def test_less_room_shows_icons_alone(window, width, expected):
    """The navigation becomes icons below 1340 pixels; pages are told."""
    layout.show_at(window, (width, 600))

    assert window.width_class is expected
    assert window.sidebar.width() == (200 if expected is Width.WIDE else 64)
    if expected is not Width.WIDE:
        assert window.page.widths[-1] is expected
        assert window.sidebar._lines["first"].toolTip() == "Trang chính (Alt+1)"


def test_what_waits_is_counted_in_the_navigation(window):
    """The red count is told to screen readers too."""
    window.show_count("second", 4)

    assert window.sidebar._lines["second"].accessibleName() == "Hoạt động, 4 việc chờ"


def test_a_turning_mark_shows_while_work_lasts(window, worker, qtbot):
    """Nothing for a moment's work, a word for longer work, nothing afterwards."""
    gate = threading.Event()
    work = Work("Đang kiểm tra gói")
    worker.run(gate.wait, work=work)
    assert window.status._busy.text() == ""
    work.begun -= 1
    qtbot.waitUntil(lambda: window.status._busy.text() == "Đang kiểm tra gói")
    gate.set()
    qtbot.waitUntil(lambda: window.status._busy.text() == "")

    assert worker.is_idle


def test_the_state_of_things_is_shown_with_icon_and_word(window):
    """A warning in the status bar has its tone and its words."""
    window.status.show_states([State("Còn thiếu thay đổi của 1 đơn vị", "warning", Tone.WARN)])
    layout.settle(window)

    words = [label.text() for label in window.status.findChildren(type(window.status._busy))]
    assert "Còn thiếu thay đổi của 1 đơn vị" in words


def test_practice_has_its_band(qtbot, worker):
    """In practice an amber band says so on every page."""
    window = MainWindow(SimpleNamespace(), worker, PLACES, lambda: NOW, is_practice=True)
    qtbot.addWidget(window)
    layout.show_at(window, (1366, 697))

    assert window.band.isVisible()
    assert "TẬP LUYỆN" in window.band.accessibleName()


def test_searching_asks_as_the_hand_rests_and_moves_with_arrows(window, qtbot):
    """The box asks after a moment; arrows, Enter and Esc are told."""
    box, moved = window.header.search, []
    box.setFocus()
    with qtbot.waitSignal(box.asked) as asked:
        write(box, "y đào")
    assert asked.args == ["y đào"]
    box.moved.connect(moved.append)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert moved == [1, -1]
    with qtbot.waitSignal(box.taken):
        QTest.keyClick(box, Qt.Key.Key_Return)
    with qtbot.waitSignal(box.given_up):
        QTest.keyClick(box, Qt.Key.Key_Escape)


def test_nothing_of_the_frame_is_cut(qtbot, worker):
    """Header, navigation and status bar are whole at every scale and text size."""

    def made():
        window = MainWindow(SimpleNamespace(), worker, PLACES, lambda: NOW, is_practice=True)
        window.header.show_officer("Nguyễn Thị Hạnh")
        window.header.show_saved("Đã lưu 14:36")
        window.choose_period(Period.named("2026-H1"))
        window.status.show_place("Trường TH-THCS Nguyễn Tất Thành", "Cán bộ nhập liệu")
        window.status.show_states([State("Xã đã nhận đến 12/6, 08:15", "checkmark_circle")])
        qtbot.addWidget(window)
        window.open("first")
        return window

    assert layout.faults_at_every_scale(made) == {}
