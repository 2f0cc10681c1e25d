"""The board of units: tiles in wrapping lines, counts that filter, Enter that opens."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from kh57_desktop.domain.periods import Period
from kh57_desktop.services.periods import BoardTile
from kh57_desktop.ui.home.board import Board, tile_height
from kh57_desktop.ui.home.commune_home import tile_of
from tests.support import layout
from tests.ui.conftest import TODAY

H1 = Period.named("2026-H1")
DAY = dt.date(2026, 6, 12)


def a_tile(code="U1", **changed):
    """Return how a unit stands, with some facts changed."""
    facts = {"approved": 7, "waiting": 0, "returned": 0, "has_reported": True, "days_late": 0}
    facts |= {"data_until": DAY, "handed_over_on": DAY} | changed
    return BoardTile(code=code, name="Trường TH Đăk Pxi", unit=1, **facts)


@pytest.mark.parametrize(
    ("rows", "room", "high"),
    [(6, 400, 65), (6, 380, 63), (6, 354, 59), (6, 353, 65), (0, 100, 65)],
)
def test_tiles_give_way_a_little_so_that_all_are_seen(rows, room, high, qapp):  # noqa: ARG001
    """A few pixels less show all 29 units at once; much less would not be read."""
    assert tile_height(rows, room) == high


@pytest.mark.parametrize(
    ("changed", "state", "said"),
    [
        ({}, "Đủ", "duyệt 7"),
        ({"waiting": 3}, "Còn thiếu", "chờ 3"),
        ({"returned": 1}, "Trả lại", "trả lại 1"),
        ({"has_reported": False, "approved": 0, "days_late": 4}, "Chưa báo cáo", "4 ngày"),
    ],
)
def test_a_tile_says_how_a_unit_stands(changed, state, said):
    """State, icon, word and number: never color alone."""
    tile = tile_of(a_tile(**changed), "TH Đăk Pxi", H1, TODAY)

    assert (tile.state, tile.rest) == (state, said)
    assert tile.icon
    assert state.lower() in tile.sentence


def test_before_the_end_of_a_period_nobody_is_late():
    """In the middle of a month a unit without data has not sent yet, no more."""
    tile = tile_of(
        a_tile(has_reported=False, approved=0, data_until=None, handed_over_on=None),
        "TH Đăk Pxi",
        Period.named("2026-07"),
        TODAY,
    )

    assert tile.state == "Chưa gửi"
    assert tile.until == "chưa có gói"


def test_a_bundle_without_data_is_told():
    """What came in is told even when no day counts yet."""
    tile = tile_of(a_tile(data_until=None), "TH Đăk Pxi", H1, TODAY)

    assert tile.until == "gói 12/6"


@pytest.fixture
def board(qtbot):
    """Return a board of 29 units."""
    made = Board()
    QAbstractItemModelTester(made.tiles, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    late = {"has_reported": False, "approved": 0, "days_late": 4}
    tiles = [a_tile(f"U{n}", **(late if n % 7 == 0 else {})) for n in range(29)]
    made.tiles.show_tiles([tile_of(t, f"Tổ {t.code}", H1, TODAY) for t in tiles])
    layout.show_at(made, (782, 430))
    made.activateWindow()
    made.setFocus()
    return made


def test_29_tiles_stand_on_one_screen(board):
    """Five beside one another, six lines, nothing scrolled away."""
    boxes = [board.visualRect(board.tiles.index(row)) for row in range(29)]

    assert all(board.viewport().rect().contains(box) for box in boxes)
    assert len({box.x() for box in boxes}) == 5


def test_enter_opens_the_unit_under_the_ring(board, qtbot):
    """Arrows move in both directions, Enter opens."""
    board.setCurrentIndex(board.tiles.index(0))
    qtbot.keyClick(board, Qt.Key.Key_Down)
    qtbot.keyClick(board, Qt.Key.Key_Right)
    with qtbot.waitSignal(board.opened) as opened:
        qtbot.keyClick(board, Qt.Key.Key_Return)

    assert opened.args == ["U6"]


def test_a_count_filters_the_tiles(board):
    """Only the late ones, then all again."""
    board.tiles.only("Chưa báo cáo")
    assert board.tiles.rowCount() == 5
    board.tiles.only("")

    assert board.tiles.rowCount() == 29


def test_a_small_board_scrolls(board):
    """Where the room is short a scroll bar appears and tiles keep their size."""
    layout.show_at(board, (500, 200))

    assert board.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    layout.show_at(board, (782, 430))
    assert board.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
