"""F2 in the import: a cell is typed over, checked at once, blue, imported; the file stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.edits import RefusedRow
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.screens.sheets import SheetsPage
from kh57_desktop.ui.sheets.sheet_rows import RowState, SheetRow
from tests.support import hands, layout
from tests.support.offices import a_window, lent, settled, texts
from tests.ui.test_sheets import PEOPLE, badges, read

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, worker, real_office):
    """Return a school's window at the page of import."""
    return a_window(qtbot, real_office(), worker, SheetsPage)


@pytest.fixture
def people(tmp_path):
    """Return a list of five people, two rows of which cannot come in."""
    path = tmp_path / "danh sách.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


@pytest.fixture
def page(window, qtbot, people):
    """Return the page with the list read; it stands on the day that does not exist."""
    return read(window, qtbot, people)


def type_over(words, end=Qt.Key.Key_Return):
    """Open the cell, type in place of what it says, and end with a key."""
    hands.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    hands.write(editor, words)
    if end is not None:
        hands.press_in(editor, end)


def mark(page, row, heading):
    """Return how a cell is marked."""
    column = next(one for one in page.rows.columns if one.label == heading)
    return column.mark(page.rows.row(row))


def years(qtbot, window):
    """Return the years of birth that the store has."""
    desk = window.office.desk
    rows = lent(qtbot, window.background, lambda: Keeping(desk).page(Asked("people"))).rows
    return {row["full_name"]: row["birth_year"] for row in rows}


def test_a_refused_cell_is_typed_over_and_comes_in(page, window, qtbot, people):
    """F2, the year, Enter: the row is right, its cell blue; Ctrl+Enter brings it in."""
    type_over("1976")
    settled(qtbot, window)
    row = page.rows.row(1)
    assert row.state is RowState.NEW
    assert mark(page, 1, "Năm sinh").tone is Tone.INFO
    assert mark(page, 1, "Năm sinh").words == "đã sửa tay"
    assert badges(page)[:3] == ["5 dòng đọc", "4 mới", "1 từ chối"]
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 1
    assert "Đã sửa ô Năm sinh, dòng 3" in window.done_line.accessibleName()
    assert "đã sửa tay" in texts(page.fault)

    hands.press(Qt.Key.Key_Return, CTRL)
    settled(qtbot, window)
    assert years(qtbot, window)["A Thút"] == 1976
    assert people.read_text("utf-8") == PEOPLE
    assert "4 không đổi" in badges(page)


def test_a_digit_takes_what_the_cell_probably_means(page, window, qtbot):
    """«Chỉ lấy năm 1976» is offered under 1; taken, the cell is blue and the row comes in."""
    button = page.fault.remedies.itemAt(0).widget()
    assert (button.text(), button.key) == ("Chỉ lấy năm 1976", "1")
    hands.press(Qt.Key.Key_2)
    settled(qtbot, window)
    assert page.rows.row(1).state is RowState.REFUSED
    hands.press(Qt.Key.Key_1)
    settled(qtbot, window)

    assert page.rows.row(1).state is RowState.NEW
    assert mark(page, 1, "Năm sinh").words == "đã sửa tay"
    assert page.fault.remedies.count() == 0


def test_what_a_cell_may_mean_is_taken_with_the_mouse(window, qtbot, tmp_path):
    """A range of people: the officer says which of the two numbers it was."""
    path = tmp_path / "sổ.csv"
    path.write_text("Ngày;Tên hoạt động;Số người\n1/6/2026;Hội nghị;30-40\n", "utf-8")
    page = read(window, qtbot, path, "activities")
    buttons = [page.fault.remedies.itemAt(n).widget() for n in range(2)]
    assert [one.text() for one in buttons] == ["Lấy số 30", "Lấy số 40"]
    buttons[1].click()
    settled(qtbot, window)

    assert page.rows.row(0).cells["Số người"] == "40"


def test_what_is_typed_wrong_stays_red_with_its_reason(page, window, qtbot):
    """The same rules as for the file's own cell."""
    type_over("31/11/1976")
    settled(qtbot, window)

    assert page.rows.row(1).state is RowState.REFUSED
    assert mark(page, 1, "Năm sinh").tone is Tone.ERR
    assert "31/11/1976" in texts(page.fault)


def test_what_is_refused_as_a_whole_leaves_the_cell_as_it_was(page, window, qtbot):
    """A secret stamp typed into a cell: its card, and nothing of it is remembered."""
    type_over("TUYỆT MẬT")
    settled(qtbot, window)

    assert "KH57-1013" in texts(page.findChild(FaultCard))
    assert page.repairing.repairs == ()
    assert not window.done_line.isVisible()
    hands.press(Qt.Key.Key_F5)
    settled(qtbot, window)
    assert page.rows.row(1).state is RowState.REFUSED


def test_ctrl_z_takes_the_typed_cell_back(page, window, qtbot):
    """The done line offers it; the cell is red again as the file has it."""
    type_over("1976")
    settled(qtbot, window)
    hands.press(Qt.Key.Key_Z, CTRL)
    settled(qtbot, window)

    assert page.rows.row(1).state is RowState.REFUSED
    assert "31/02/1976" in texts(page.fault)
    assert page.repairing.repairs == ()


def test_escape_leaves_the_cell_as_it_was(page, window, qtbot):
    """Nothing is checked, nothing told."""
    type_over("1976", Qt.Key.Key_Escape)
    settled(qtbot, window)

    assert page.table.editor.isHidden()
    assert page.table.hasFocus()
    assert page.rows.row(1).state is RowState.REFUSED
    assert not window.done_line.isVisible()


def test_a_cell_opened_and_left_alone_changes_nothing(page, window, qtbot):
    """F2 and Enter without typing, or the same words typed again."""
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_Return)
    type_over("31/02/1976")
    settled(qtbot, window)

    assert page.repairing.repairs == ()
    assert not window.done_line.isVisible()


def test_f4_keeps_the_cell_and_goes_on_to_the_next_fault(page, window, qtbot):
    """Fault after fault without the mouse: F2, words, F4, F2, words, Ctrl+Enter."""
    type_over("1976", end=None)
    hands.press(Qt.Key.Key_F4)
    settled(qtbot, window)
    assert page.table.currentIndex().row() == 3
    type_over("Y Đào", end=None)
    hands.press(Qt.Key.Key_Return, CTRL)
    settled(qtbot, window)

    assert years(qtbot, window)["A Thút"] == 1976
    assert years(qtbot, window)["Y Đào"] == 1990
    assert len(years(qtbot, window)) == 5


def test_going_elsewhere_keeps_what_was_typed(page, window, qtbot):
    """A click into another part of the page is no reason to lose it."""
    type_over("1976", end=None)
    page.kind.setFocus()
    settled(qtbot, window)

    assert page.rows.row(1).state is RowState.NEW


def test_a_right_cell_can_be_typed_over_too(page, window, qtbot):
    """The officer knows better than the file; the row stays right."""
    names = [column.label for column in page.rows.columns]
    page.table.setCurrentIndex(page.rows.index(0, names.index("Họ và tên")))
    type_over("Y Nhok Niê")
    settled(qtbot, window)

    assert page.rows.row(0).cells["Họ và tên"] == "Y Nhok Niê"
    assert mark(page, 0, "Họ và tên").words == "đã sửa tay"


def test_from_the_result_f2_goes_to_the_cell_at_fault(page):
    """Wherever one stands in the row, its fault is meant; the button does the same."""
    last = len(page.rows.columns) - 1
    page.table.setCurrentIndex(page.rows.index(1, last))
    page.fault.write.click()

    assert not page.table.editor.isHidden()
    assert page.table.editor.text() == "31/02/1976"
    assert page.table.editor.accessibleName() == "Sửa ô Năm sinh"


def test_a_row_that_came_in_before_is_not_typed_over(page, window, qtbot):
    """It is a record by now; it is changed in its form."""
    hands.press(Qt.Key.Key_Return, CTRL)
    settled(qtbot, window)
    page.table.setCurrentIndex(page.rows.index(0, 1))
    hands.press(Qt.Key.Key_F2)

    assert page.table.editor.isHidden()
    assert not page.fault.write.isEnabled()


def test_a_row_that_lacks_a_column_cannot_be_mended_here(page):
    """The card says where it can, and F2 opens nothing."""
    fault = RefusedRow("", 3, "", "", "KH57-1001", "thiếu «Ngày tổ chức»")
    row = SheetRow(1, "", 3, {}, frozenset(), RowState.REFUSED, fault)
    page.rows.show((row,))
    page.table.setCurrentIndex(page.rows.index(0, 0))
    page.fault.show_row(row, 1, 1)
    page.table.edit_cell()

    assert "Tệp không có cột này" in texts(page.fault)
    assert not page.fault.write.isEnabled()
    assert page.table.editor.isHidden()


def test_the_cells_of_a_refused_row_are_shown(page):
    """The officer sees whose row it is."""
    assert page.rows.row(1).cells["Họ và tên"] == "A Thút"


def test_what_was_typed_stays_when_the_file_is_read_again(page, window, qtbot):
    """F5, or another meaning of a column: the cell is still as it was typed."""
    type_over("1976")
    settled(qtbot, window)
    page.mapping.changed.emit("Ghi chú", "position")
    settled(qtbot, window)

    assert page.rows.row(1).state is RowState.NEW


def test_another_file_begins_without_what_was_typed(page, window, qtbot, tmp_path):
    """Each file has its own faults."""
    type_over("1976")
    settled(qtbot, window)
    other = tmp_path / "danh sách khác.csv"
    other.write_text(PEOPLE, "utf-8")
    page.read(other)
    settled(qtbot, window)

    assert page.rows.row(1).state is RowState.REFUSED


def test_nothing_is_cut_while_a_cell_is_typed_over(qtbot, worker, real_office, people):
    """The box fits into the table at every scale."""
    office = real_office()

    def made():
        window = a_window(qtbot, office, worker, SheetsPage)
        read(window, qtbot, people).table.edit_cell()
        return window

    assert layout.faults_at_every_scale(made) == {}
