"""Import: a file becomes rows, faults stand in their place, right rows come in, once."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.screens.sheets import SheetsPage
from kh57_desktop.ui.sheets.sheet_rows import RowState
from tests.support import hands, layout
from tests.support.offices import (
    a_window,
    lent,
    settled,
    texts,
)

PEOPLE = """STT;Họ và tên;Năm sinh;Nữ;Thôn;CCCD;Ghi chú
1;Y Nhok;1990;x;Tua Team;;
2;A Thút;31/02/1976;;Pa Cheng;;
3;nguyễn  văn bình;1979;;Pa Cheng;051079001234;tổ trưởng
4;;1990;;Pa Cheng;;
5;Y Byen;1985;x;Đăk Wek;;
"""


class Another(Page):
    """A page to go away to."""

    name = "another"


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


def read(window, qtbot, path, kind="people"):
    """Open the page for a kind and read a file."""
    window.open("sheets", kind=kind)
    window.page.read(path)
    settled(qtbot, window)
    return window.page


def badges(page):
    """Return the counts at the top."""
    box = page.steps._counts
    return [box.itemAt(n).widget().accessibleName() for n in range(box.count())]


def kept(qtbot, window):
    """Return how many people the store has."""
    desk = window.office.desk
    return lent(qtbot, window.background, lambda: Keeping(desk).page(Asked("people"))).total


def test_a_file_is_understood_by_its_headings(window, qtbot, people):
    """Columns are recognized, private ones are named and never taken, counts stand on top."""
    page = read(window, qtbot, people)

    assert badges(page) == ["5 dòng đọc", "3 mới", "2 từ chối", "3 còn thiếu"]
    assert [column.label for column in page.rows.columns] == [
        "Dòng", "Họ và tên", "Năm sinh", "Thôn", "Kết quả"
    ]  # fmt: skip
    assert "CCCD: không nhập" in texts(page.mapping)
    assert page.title.text() == "Nhập người từ bảng tính"
    assert page.card.button.text() == "Nhập 3 dòng"


def test_refused_rows_stand_in_their_place(window, qtbot, people):
    """The page stands on the first fault at once; F4 goes on, from the last to the first."""
    page = read(window, qtbot, people)
    assert "Dòng 3, ô Năm sinh" in texts(page.fault)
    assert "31/02/1976" in texts(page.fault)
    assert [row.state is RowState.REFUSED for row in page.understood.rows] == [
        False, True, False, True, False
    ]  # fmt: skip

    hands.press(Qt.Key.Key_F4)
    assert "Dòng 5, ô Họ và tên" in texts(page.fault)
    hands.press(Qt.Key.Key_F4)
    assert "Dòng 3, ô Năm sinh" in texts(page.fault)


def test_right_rows_come_in_and_the_same_file_changes_nothing(window, qtbot, people):
    """Ctrl+Enter brings three people in; the file read again has nothing new."""
    page = read(window, qtbot, people)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    assert kept(qtbot, window) == 3
    assert window.done_line.isVisible()
    assert badges(page) == ["5 dòng đọc", "3 không đổi", "2 từ chối"]
    assert not page.card.button.isEnabled()

    window.press("finish")
    settled(qtbot, window)
    assert kept(qtbot, window) == 3


def test_ctrl_z_takes_the_whole_import_back(window, qtbot, people):
    """One key undoes all rows of the file."""
    page = read(window, qtbot, people)
    before = badges(page)
    window.press("finish")
    settled(qtbot, window)
    assert page.card.button.text() == "Nhập 0 dòng"
    hands.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)

    assert kept(qtbot, window) == 0
    assert badges(page) == before
    assert page.card.button.text() == "Nhập 3 dòng"
    assert window.done_line.isVisible()
    assert window.done_line.accessibleName() == "Đã hoàn tác việc nhập 3 dòng mới."


def test_rows_are_judged_anew_when_one_comes_back_to_them(qtbot, worker, real_office, people):
    """The import was undone from another page: the rows are new again, and the file is asked."""
    window = a_window(qtbot, real_office(), worker, SheetsPage, Another)
    page = read(window, qtbot, people)
    window.press("finish")
    settled(qtbot, window)
    window.open("another")
    window.press("undo")
    settled(qtbot, window)
    window.open("sheets")
    settled(qtbot, window)

    assert page.card.button.text() == "Nhập 3 dòng"


def test_a_file_without_anything_new_says_so(window, qtbot, tmp_path):
    """A clean file a second time: 0 changes."""
    path = tmp_path / "hai người.csv"
    path.write_text("Họ và tên;Năm sinh\nY Nhok;1990\nA Thút;1976\n", "utf-8")
    page = read(window, qtbot, path)
    window.press("finish")
    settled(qtbot, window)

    assert "0 thay đổi" in texts(page.card)
    assert "Không dòng nào bị từ chối" in texts(page.fault)


def test_delete_leaves_a_row_out(window, qtbot, people):
    """The officer leaves one right row out; two come in."""
    page = read(window, qtbot, people)
    page.table.setCurrentIndex(page.rows.index(0, 1))
    hands.press(Qt.Key.Key_Delete)
    assert page.rows.data(page.rows.index(0, 4)) == "Bỏ"
    assert page.card.button.text() == "Nhập 2 dòng"
    window.press("finish")
    settled(qtbot, window)

    assert kept(qtbot, window) == 2


def test_a_row_left_out_can_be_taken_again(window, qtbot, people):
    """Delete a second time takes the row in again; the last row stays current."""
    page = read(window, qtbot, people)
    page.table.setCurrentIndex(page.rows.index(4, 1))
    for _ in range(2):
        hands.press(Qt.Key.Key_Delete)

    assert page.card.button.text() == "Nhập 3 dòng"
    assert page.table.currentIndex().row() == 4


def test_a_column_is_mapped_by_hand(window, qtbot, people):
    """The notes are not taken until the officer says that they are the position."""
    page = read(window, qtbot, people)
    page.mapping.changed.emit("Ghi chú", "position")
    settled(qtbot, window)

    assert "Ghi chú" in [column.label for column in page.rows.columns]
    row = next(row for row in page.understood.rows if row.row == 4)
    assert row.cells["Ghi chú"] == "tổ trưởng"


def test_boxes_say_what_each_column_is(window, qtbot, people):
    """Each heading has its box; choosing another word in it reads the file anew."""
    page = read(window, qtbot, people)
    boxes = {}
    for n in range(page.mapping._rows.count()):
        row = page.mapping._rows.itemAt(n).widget()
        boxes[row.box.accessibleName()] = row.box
    assert boxes["Cột Họ và tên"].currentText() == "Họ và tên"
    assert boxes["Cột Ghi chú"].currentText() == "Bỏ qua"

    box = boxes["Cột Ghi chú"]
    box.setCurrentIndex(box.findData("position"))
    box.edited.emit()
    settled(qtbot, window)
    assert page._mapping == {"Ghi chú": "position"}


def test_the_file_is_mended_and_read_again(window, qtbot, people):
    """F5 reads the file anew after it was mended in the spreadsheet program."""
    page = read(window, qtbot, people)
    people.write_text(PEOPLE.replace("31/02/1976", "1976"), "utf-8")
    hands.press(Qt.Key.Key_F5)
    settled(qtbot, window)

    assert "4 mới" in badges(page)
    assert page.fault._place.accessibleName() == "1/1"


def test_another_name_of_a_village_is_shown_as_mended(window, qtbot, tmp_path):
    """Blue cells: what the file calls otherwise is shown by the catalog's name."""
    path = tmp_path / "làng.csv"
    path.write_text(
        "Họ và tên;Năm sinh;Thôn\nY Nhok;1990;PA CHENG\nA Thút;1976;thôn Pa Cheng\n", "utf-8"
    )
    page = read(window, qtbot, path)

    assert [row.cells["Thôn"] for row in page.understood.rows] == ["Pa Cheng", "Pa Cheng"]
    assert [row.repaired for row in page.understood.rows] == [frozenset(), frozenset({"Thôn"})]
    assert "Ô xanh" not in texts(page.fault)
    page.table.setCurrentIndex(page.rows.index(1, 1))
    assert "Ô xanh" in texts(page.fault)


def test_a_file_is_chosen_by_dialog_or_dropped(window, qtbot, monkeypatch, people):
    """Ctrl+O asks for the file; one may also be dropped on the page."""
    window.open("sheets", kind="people")
    monkeypatch.setattr(file_choice, "file", lambda *_: None)
    window.press("choose_file")
    assert window.page.preview is None
    monkeypatch.setattr(file_choice, "file", lambda *_: people)
    window.press("choose_file")
    settled(qtbot, window)
    assert window.page.preview is not None

    window.open("sheets", kind="people")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(people))])
    at, act, button = QPointF(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no_key = Qt.KeyboardModifier.NoModifier
    window.page.dropEvent(QDropEvent(at, act, dropped, button, no_key))
    settled(qtbot, window)
    assert window.page.preview is not None


def test_another_kind_reads_the_file_for_it(window, qtbot, people):
    """A list of people is no list of activities: the page says so and nothing comes in."""
    page = read(window, qtbot, people)
    page.kind.show_value("activities")
    page.kind.edited.emit()
    settled(qtbot, window)

    assert "KH57-1005" in texts(page.findChild(FaultCard))


def test_what_is_no_sheet_is_refused(window, qtbot, tmp_path):
    """A picture called xlsx is refused with its code."""
    path = tmp_path / "ảnh.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 30)
    page = read(window, qtbot, path)

    assert "KH57-" in texts(page.findChild(FaultCard))
    assert page.preview is None


def test_without_a_file_the_page_says_what_to_do(window):
    """Before a file is chosen the page asks for one; the keyboard is on that button."""
    page = window.page

    assert "Chọn bảng tính, hoặc kéo tệp vào đây" in texts(page)
    assert page.first_focus().hasFocus()
    assert not page.card.button.isEnabled()


def test_nothing_is_cut_at_any_scale(qtbot, worker, real_office, people):
    """Every word fits at 100, 125 and 150 % and in larger texts."""
    office = real_office()

    def made():
        window = a_window(qtbot, office, worker, SheetsPage)
        read(window, qtbot, people)
        return window

    assert layout.faults_at_every_scale(made) == {}
