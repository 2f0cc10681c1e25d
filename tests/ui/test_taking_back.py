"""Ctrl+Z and Ctrl+Y of the window, and F6 from block to block."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.errors import DiskFull, NoSuchRecord
from kh57_desktop.journal.undoing import Undone
from kh57_desktop.ui import blocks_walk
from kh57_desktop.ui.parts.blocks import Block, Label, across, down
from tests.support import hands, layout

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def saved(school):
    """Return a desk at which a title was just changed, on the first page."""
    school.open("home")
    record = school.ask(lambda office: office.home.unit().recent[0].record)
    school.record = (record.kind, record.id)
    school.before = record["title"]

    def change(office):
        return office.records.save(Edit(*school.record, {"title": "Tên đã sửa"}))

    school.ask(change)
    school.settle()
    return school


def title(school):
    """Return how the record is called now."""
    return school.ask(lambda office: office.records.show(*school.record))["title"]


def said(school):
    """Return what the line at the bottom says."""
    return school.window.done_line.accessibleName()


def test_undo_from_the_search_box_and_redo(saved):
    """Nothing is typed in the box: Ctrl+Z takes the last ledger back, Ctrl+Y puts it there."""
    saved.window.header.search.setFocus()
    hands.press(Qt.Key.Key_Z, CTRL)
    saved.settle()
    assert title(saved) == saved.before
    assert said(saved) == "Đã hoàn tác việc vừa ghi; Ctrl+Y làm lại."
    saved.window.press("redo")
    saved.settle()

    assert title(saved) == "Tên đã sửa"
    assert said(saved) == "Đã làm lại."


def test_a_second_undo_takes_the_one_before_back(saved):
    """Ctrl+Z pressed twice: what was changed first goes too, nothing is put there again."""
    saved.ask(lambda office: office.records.save(Edit(*saved.record, {"title": "Sửa lần hai"})))
    saved.settle()
    titles = []
    for _ in range(2):
        saved.window.press("undo")
        saved.settle()
        titles.append(title(saved))

    assert titles == ["Tên đã sửa", saved.before]
    assert said(saved) == "Đã hoàn tác việc vừa ghi; Ctrl+Y làm lại."


def test_two_undone_are_two_to_redo(saved):
    """Ctrl+Z twice, Ctrl+Y twice: all is as it was, and a third has nothing to put back."""
    saved.ask(lambda office: office.records.save(Edit(*saved.record, {"title": "Sửa lần hai"})))
    saved.settle()
    titles = []
    for key in ("undo", "undo", "redo", "redo", "redo"):
        saved.window.press(key)
        saved.settle()
        titles.append(title(saved))

    assert titles[1:] == [saved.before, "Tên đã sửa", "Sửa lần hai", "Sửa lần hai"]
    assert said(saved) == "Không có gì để làm lại."


def test_what_somebody_changed_since_is_said_to_stay(saved, monkeypatch):
    """The line does not claim to have taken back what another officer built upon."""
    left = Undone(Changes(), (("activities", 7, "title"),))
    monkeypatch.setattr(type(saved.office.history), "undo", lambda _self: left)
    saved.window.press("undo")
    saved.settle()

    assert said(saved) == "Không hoàn tác: việc vừa ghi đã được sửa tiếp hoặc duyệt."


def test_without_an_undo_there_is_nothing_to_redo(saved):
    """Ctrl+Y alone changes nothing."""
    saved.window.press("redo")
    saved.settle()

    assert said(saved) == "Không có gì để làm lại."
    assert title(saved) == "Tên đã sửa"


@pytest.mark.parametrize(
    ("error", "cards"), [(NoSuchRecord(what="undo"), 0), (DiskFull(drive="C:", free="0 KB"), 1)]
)
def test_an_undo_that_fails_is_said(saved, monkeypatch, error, cards):
    """Nothing to take back is a line; a full disk is a card with its three sentences."""

    def refuse(_self):
        raise error

    monkeypatch.setattr(type(saved.office.history), "undo", refuse)
    saved.window.press("undo")
    saved.settle()

    assert saved.page.cards.count() == cards
    assert (said(saved) == "Không có gì để hoàn tác.") is (cards == 0)


def test_f6_goes_from_block_to_block_and_round(school):
    """From the search box into what waits, on to the last records, to the side, and round."""
    school.open("home")
    school.settle()
    seen = []
    for _ in range(12):
        hands.press(Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        if focused in seen:
            break
        seen.append(focused)
    blocks = {block for block in school.page.findChildren(Block) for one in seen
              if block.isAncestorOf(one)}  # fmt: skip

    assert len(seen) >= 3
    assert len(blocks) >= len(seen)
    hands.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() in seen


def test_a_page_without_fields_leaves_the_focus(qtbot):
    """F6 where nothing can be focused does nothing."""
    page, block = QWidget(), Block()
    block.add(Label("chỉ có chữ"))
    page.setLayout(down(block))
    qtbot.addWidget(page)
    layout.show_at(page, (300, 200))

    assert not blocks_walk.step(page, 1)


def test_a_block_within_a_block_is_no_stop_of_its_own(qtbot):
    """Only the outer cards of a page are stops, the left column before the right one."""
    page, left, inner, right = QWidget(), Block(), Block(), Block()
    fields = [QLineEdit() for _ in range(3)]
    inner.add(fields[1])
    left.add(fields[0], inner)
    right.add(fields[2])
    page.setLayout(across(left, right))
    qtbot.addWidget(page)
    layout.show_at(page, (600, 300))
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is page.windowHandle())

    fields[0].setFocus()
    visited = []
    for _ in range(3):
        blocks_walk.step(page, 1)
        visited.append(fields.index(QApplication.focusWidget()))
    assert visited == [2, 0, 2]
