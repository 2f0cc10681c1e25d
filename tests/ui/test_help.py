"""Help and undo: every key is told, and what was written last can be taken back."""

from PySide6.QtCore import Qt

from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.parts.buttons import KeyCap
from tests.support.hands import press

CTRL = Qt.KeyboardModifier.ControlModifier


def test_f1_lists_every_key(school):
    """No key is a secret."""
    school.open("home")
    press(Qt.Key.Key_F1)
    school.settle()
    caps = {cap.key for cap in school.page.findChildren(KeyCap)}
    told = {shortcuts.shown(key.keys) for key in shortcuts.KEYS.values()}

    assert school.page.name == "help"
    assert {
        cap for cap in told if not cap.startswith("Alt+") or not cap[-1].isdigit()
    } - caps == set()
    assert "Alt+1 … 9" in caps


def test_undo_takes_back_the_last_thing_written(school):
    """A save without a line at the bottom is undone from the journal."""
    page = school.open("activities")
    page.start_new()
    page.desk.form.write("title", "Ngày hội số")
    page.desk.save.click()
    school.settle()
    school.window.done_line.leave()
    page.list.table.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    school.settle()
    titles = {r["title"] for r in school.ask(lambda o: o.records.page(Asked("activities"))).rows}

    assert "Ngày hội số" not in titles
    assert "hoàn tác" in school.window.done_line.accessibleName()
