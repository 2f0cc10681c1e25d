"""The sheet: letters mark and go on, Backspace goes back, digits jump."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.ui.attendance.roster_list import Line, RosterList
from tests.support import layout
from tests.support.hands import write


def people(count):
    """Return a sheet of so many people."""
    names = ["Nguyễn Văn Bình", "A Blong", "Y Byen", "Trần Thị Cúc", "A Glưih"]
    return [Line(2**62 + n, n, f"{names[n % 5]}", "Kon Teo Đăk Lấp") for n in range(1, count + 1)]


@pytest.fixture
def sheet(qtbot):
    """Return a sheet of 46 people on the screen; marks are shown at once."""
    view = RosterList()
    QAbstractItemModelTester(view.sheet, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    qtbot.addWidget(view)
    view.sheet.show_lines(people(46))
    view.marked.connect(lambda person, mark: view.sheet.mark({person: mark}))
    layout.show_at(view, (780, 530))
    view.activateWindow()
    view.go(0)
    view.setFocus()
    return view


def test_46_names_stand_on_one_screen(sheet):
    """The whole paper sheet is seen without turning a page."""
    boxes = [sheet.visualRect(sheet.sheet.index(row)) for row in range(46)]

    assert all(sheet.viewport().rect().contains(box) for box in boxes)
    assert boxes[22].x() == boxes[0].x()
    assert boxes[23].x() > boxes[0].right()


def test_a_letter_marks_and_goes_on(sheet):
    """Three letters mark three people."""
    write(sheet, "cvp")

    assert [line.mark for line in sheet.sheet.lines[:4]] == [
        Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED, None,
    ]  # fmt: skip
    assert sheet.current.ordinal == 4


def test_forty_people_are_marked_from_the_keyboard(sheet):
    """Forty letters, forty marks, no mouse."""
    write(sheet, "c" * 40)

    assert sum(line.mark is Mark.PRESENT for line in sheet.sheet.lines) == 40


def test_a_strange_letter_does_nothing(sheet):
    """A letter that is no mark neither marks nor moves nor searches."""
    write(sheet, "nxz")

    assert sheet.current.ordinal == 1
    assert all(line.mark is None for line in sheet.sheet.lines)


def test_backspace_goes_back_and_clears(sheet, qtbot):
    """A wrong letter is taken back with one key."""
    write(sheet, "cc")
    qtbot.keyClick(sheet, Qt.Key.Key_Backspace)

    assert sheet.current.ordinal == 2
    assert [line.mark for line in sheet.sheet.lines[:2]] == [Mark.PRESENT, None]


def test_digits_jump_to_a_number(sheet, qtbot):
    """Typing 23 goes to the 23rd; after a moment digits begin anew."""
    write(sheet, "23")
    assert sheet.current.ordinal == 23
    qtbot.waitUntil(lambda: sheet._digits == "")
    write(sheet, "4")

    assert sheet.current.ordinal == 4


def test_page_down_turns_to_the_next_names(sheet, qtbot):
    """Of 120 people the second screen is one key away."""
    sheet.sheet.show_lines(people(120))
    layout.settle(sheet)
    sheet.go(0)
    qtbot.keyClick(sheet, Qt.Key.Key_PageDown)
    assert sheet.current.ordinal == 1 + sheet.page_length()
    qtbot.keyClick(sheet, Qt.Key.Key_PageUp)

    assert sheet.current.ordinal == 1


def test_arrows_move_without_marking(sheet, qtbot):
    """Looking is not marking."""
    qtbot.keyClick(sheet, Qt.Key.Key_Down)

    assert sheet.current.ordinal == 2
    assert sheet.sheet.lines[0].mark is None


def test_the_first_open_line_is_found(sheet):
    """Work goes on where it stopped."""
    write(sheet, "ccc")
    sheet.go(0)
    sheet.go_to_first_open()

    assert sheet.current.ordinal == 4


def test_a_mark_that_was_not_kept_is_red(sheet):
    """What is not stored does not look as if it were."""
    person = sheet.sheet.lines[0].person
    sheet.sheet.mark({person: Mark.PRESENT}, failed=True)

    assert sheet.sheet.lines[0].failed
    assert sheet.grab().toImage().pixelColor(5, 5).isValid()


def test_a_screen_reader_hears_the_whole_line(sheet):
    """Number, name, place and mark in one sentence."""
    write(sheet, "v")
    index = sheet.sheet.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert said == "1. A Blong, Kon Teo Đăk Lấp: Vắng"
    assert sheet.sheet.index(1).data(Qt.ItemDataRole.AccessibleTextRole).endswith("chưa ghi")
