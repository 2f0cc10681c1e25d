"""Lists: a window of rows, one current row kept by its id, what is seen can be copied."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from kh57_desktop.ui.lists.rows import PAGE, Column, Rows
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Tone
from tests.support import layout


@dataclass(frozen=True)
class Row:
    """A row of the test."""

    id: int
    title: str


@dataclass(frozen=True)
class Got:
    """What a fetch answers."""

    rows: tuple
    total: int


class Shelf:
    """Rows behind a table; answers at once and remembers what was asked."""

    def __init__(self, count):
        self.rows = [Row(2**62 + n, f"Hoạt động số {n}") for n in range(count)]
        self.asked = []

    def fetch(self, start, limit, done):
        """Answer a fetch."""
        self.asked.append(start)
        done(Got(tuple(self.rows[start : start + limit]), len(self.rows)))


COLUMNS = (
    Column("TT", lambda row: str(row.id - 2**62), 50, align="right"),
    Column("Hoạt động", lambda row: row.title, second=lambda _row: "NV-3.6"),
    Column("Lượt", lambda _row: "45", 60, align="right", always=False),
    Column(
        "Trạng thái", lambda _row: "Đã duyệt", 110, badge=lambda _row: Badge("Đã duyệt", Tone.OK)
    ),
)


@pytest.fixture
def shelf():
    """Return a thousand rows."""
    return Shelf(1000)


@pytest.fixture
def table(qtbot, shelf):
    """Return a table over the shelf, on the screen."""
    rows = Rows(COLUMNS, lambda row: row.id, shelf.fetch)
    made = Table(rows)
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    rows.reload()
    layout.show_at(made, (500, 400))
    return made


def test_rows_are_fetched_as_they_are_looked_at(table, shelf):
    """Opening a long list fetches one page; jumping to its end fetches the last."""
    assert table.model().rowCount() == 1000
    assert shelf.asked == [0]
    table.scrollToBottom()
    layout.settle(table)

    assert 3 * PAGE in shelf.asked
    assert table.model().key_at(999) == 2**62 + 999


def test_few_pages_are_held_at_once():
    """A list of any length costs the same memory."""
    shelf = Shelf(PAGE * 20)
    rows = Rows(COLUMNS, lambda row: row.id, shelf.fetch)
    rows.reload()
    for page in range(20):
        rows.row(page * PAGE)

    assert len(rows._pages) <= 8
    assert rows.row(19 * PAGE).title == f"Hoạt động số {19 * PAGE}"


def test_the_current_row_stays_the_same_record(table, shelf):
    """A new record above does not move the officer to another one."""
    table.select_key(2**62 + 5)
    assert table.currentIndex().row() == 5
    shelf.rows.insert(0, Row(2**62 + 5000, "Mới"))
    table.model().reload()

    assert table.currentIndex().row() == 6
    assert table.current_key == 2**62 + 5


def test_a_change_of_a_row_is_shown(table, shelf):
    """The list shows the new title without being opened again."""
    shelf.rows[3] = Row(2**62 + 3, "Tên mới")
    table.model().reload()

    assert table.model().index(3, 1).data() == "Tên mới"


def test_an_answer_that_comes_too_late_is_dropped():
    """After the filter changed, rows of the old filter never appear."""
    waiting = []
    rows = Rows(COLUMNS, lambda row: row.id, lambda *asked: waiting.append(asked[2]))
    rows.reload()
    rows.reload()
    waiting[0](Got((Row(1, "cũ"),), 1))
    assert rows.rowCount() == 0
    waiting[1](Got((Row(2, "mới"),), 1))

    assert rows.key_at(0) == 2


def test_enter_opens_and_the_id_keeps_all_its_digits(table, qtbot):
    """Enter opens the record itself, whatever the size of its number."""
    table.setFocus()
    table.select_key(2**62 + 7)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [2**62 + 7]


def test_wandering_through_the_list_is_told(table, qtbot):
    """The form beside the list follows the arrow keys."""
    table.setFocus()
    table.select_key(2**62)
    with qtbot.waitSignal(table.wandered) as wandered:
        qtbot.keyClick(table, Qt.Key.Key_Down)

    assert wandered.args == [2**62 + 1]


def test_copied_cells_carry_their_heads(table, qtbot):
    """Ctrl+C gives a piece of a spreadsheet."""
    table.setFocus()
    table.select_key(2**62 + 2)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QGuiApplication.clipboard().text().splitlines() == [
        "TT\tHoạt động\tLượt\tTrạng thái",
        "2\tHoạt động số 2\t45\tĐã duyệt",
    ]


def test_narrow_windows_drop_a_column(table):
    """Less room shows fewer columns and cuts none."""
    table.show_columns(all_of_them=False)

    assert table.isColumnHidden(2)
    assert "Lượt" not in table.as_text()
    table.show_columns(all_of_them=True)
    assert not table.isColumnHidden(2)


def test_a_screen_reader_hears_the_column_with_the_value(table):
    """A cell says «Hoạt động: …, NV-3.6»."""
    index = table.model().index(1, 1)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Hoạt động: Hoạt động số 1, NV-3.6"
    assert (
        table.model().index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Trạng thái: Đã duyệt"
    )


def test_no_head_and_no_badge_is_cut(table):
    """Heads and badges fit their columns."""
    assert layout.faults(table) == []


def test_a_record_that_left_the_list_leaves_no_other_one_lit(table, shelf):
    """A filter takes the open record away: no row stands for it; without the filter it is back."""
    whole = list(shelf.rows)
    table.select_key(2**62 + 1)
    shelf.rows[:] = [row for row in whole if row.id != 2**62 + 1][:2]
    table.model().restart()
    assert not table.currentIndex().isValid()
    assert table.selectionModel().selectedRows() == []

    shelf.rows[:] = whole
    table.model().restart()
    assert table.current_key == 2**62 + 1


def test_no_row_is_lit_for_a_new_record(table):
    """The form begins anew, and the list stands on nothing."""
    table.select_key(2**62 + 3)
    table.select_key(None)

    assert table.selectionModel().selectedRows() == []


def test_a_row_far_below_is_told_once_it_is_held(qtbot):
    """End goes to the last of a thousand rows: its record is opened when it has been fetched."""
    waiting = []
    rows = Rows(COLUMNS, lambda row: row.id, lambda *asked: waiting.append(asked))
    made = Table(rows)
    qtbot.addWidget(made)
    rows.reload()
    waiting.pop()[2](Got(tuple(Row(n, "x") for n in range(PAGE)), 1000))
    made.select_key(5)
    told = []
    made.wandered.connect(told.append)
    made.setCurrentIndex(rows.index(999, 0))
    assert told == []
    start, _, take = next(asked for asked in waiting if asked[0] == 3 * PAGE)
    take(Got(tuple(Row(start + n, "x") for n in range(1000 - start)), 1000))

    assert told == [999]
    assert made.current_key == 999
