"""Cells typed over by hand: read by the same rules as the file's own, while they still apply."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Repair
from kh57_desktop.errors import SecretStamp
from kh57_desktop.importing.staging import stage
from tests.support.sheets import a_sheet, known

HEAD = ["STT", "Ngày", "Tên hoạt động", "Số người", "CCCD"]
ROWS = [
    HEAD,
    [1, "32/10/2025", "Tọa đàm", 3, None],
    [2, "nt", "Hội thi", 4, None],
    [3, "9/10/2025", None, "nhiều", "051079001234"],
]


def read(*repairs, rows=ROWS, **named):
    """Return what a log brings with some cells typed over."""
    return stage([a_sheet(rows)], "activities", known(), repairs=repairs, **named)


def over(row, heading, text, was=None, sheet="Sheet1"):
    """Return a cell typed over."""
    return Repair(sheet, row, heading, text, was)


def test_a_wrong_day_is_typed_over_and_the_row_comes_in():
    """The rows below that say «nt» follow, as they would in the file."""
    assert [one.row for one in read().refused] == [2, 3, 4]
    found = read(over(2, "Ngày", "31/10/2025"))

    assert [draft.values["starts_on"] for draft in found.drafts] == [dt.date(2025, 10, 31)] * 2
    assert [one.row for one in found.refused] == [4]
    assert found.repairs == (over(2, "Ngày", "31/10/2025", "32/10/2025"),)


def test_what_is_typed_wrong_is_refused_like_the_file_s_own():
    """The officer reads why, with what was typed."""
    found = read(over(2, "Ngày", "31/11/2025"))

    assert (found.refused[0].row, found.refused[0].value) == (2, "31/11/2025")


def test_several_cells_of_a_row_are_typed_over():
    """One after another: the row comes in with the last."""
    title = over(4, "Tên hoạt động", "Chào cờ")
    assert [one.heading for one in read(title).refused if one.row == 4] == ["Số người"]
    found = read(title, over(4, "Số người", "40"))
    (draft,) = [one for one in found.drafts if one.at.row == 4]

    assert (draft.values["title"], draft.values["reach_count"]) == ("Chào cờ", 40)


def test_a_short_row_gets_the_cell_it_lacks():
    """A spreadsheet stores no empty cells at the end of a row."""
    rows = [HEAD[:4], [1, "1/10/2025", "Tọa đàm", 3], [2, "2/10/2025", "Hội thi"]]
    found = read(over(3, "Số người", "12"), rows=rows)

    assert [draft.values["reach_count"] for draft in found.drafts] == [3, 12]


def test_a_cell_that_is_emptied_says_nothing():
    """A count that nobody knows is left out, and the row comes in."""
    found = read(over(4, "Số người", "  "), over(4, "Tên hoạt động", "Chào cờ"))

    assert "reach_count" not in found.drafts[-1].values


@pytest.mark.parametrize(
    "repair",
    [
        over(2, "Ngày", "31/10/2025", was="40/10/2025"),
        over(2, "Ngày", "32/10/2025"),
        over(9, "Ngày", "31/10/2025"),
        over(2, "Nơi", "31/10/2025"),
        over(2, "", "31/10/2025"),
        over(2, "CCCD", "051079001234"),
        over(2, "Ngày", "31/10/2025", sheet="Sheet2"),
    ],
    ids=["mended in the file", "the same", "no row", "no column", "no heading", "private", "sheet"],
)
def test_what_does_not_apply_is_dropped(repair):
    """A file mended since, another row, a column that is never kept: nothing is written over."""
    found = read(repair)

    assert found.repairs == ()
    assert found.refused == read().refused


def test_a_row_typed_over_is_known_again_as_typed():
    """The same cell typed the same way another time: the same row, not a new one."""
    first, again = (read(over(2, "Ngày", "31/10/2025")).drafts[0] for _ in range(2))
    in_file = read(rows=[HEAD, [1, "31/10/2025", "Tọa đàm", 3, None]]).drafts[0]

    assert first.row_hash == again.row_hash == in_file.row_hash


def test_a_refused_row_tells_what_its_other_columns_say():
    """The officer recognizes the row; an identity number is never among it."""
    beside = {place.row: cells for place, cells in read().beside.items()}

    assert beside[2] == {"Ngày": "32/10/2025", "Tên hoạt động": "Tọa đàm", "Số người": "3"}
    assert "051079001234" not in str(beside)


def test_a_refused_name_is_typed_over_on_a_list_of_marks():
    """A list of attendance is repaired like any other."""
    rows = [["STT", "Họ và tên", "7/10/2025"], [1, "A Thút 5", "x"], [2, "Y Nhok", "?!"]]
    sheet = a_sheet(rows)
    repairs = (over(2, "Họ và tên", "A Thút"), over(3, "7/10/2025", "v"))
    refused = stage([sheet], "attendance", known()).refused
    found = stage([sheet], "attendance", known(), repairs=repairs)

    assert [one.row for one in refused] == [2, 3]
    assert [draft.values["full_name"] for draft in found.drafts] == ["A Thút", "Y Nhok"]
    assert found.refused == ()


def test_a_secret_stamp_is_neither_typed_over_nor_typed_in():
    """Whoever types over the stamp does not make the document an open one."""
    stamped = [*ROWS[:3], [3, "9/10/2025", "MẬT", 3, None]]
    with pytest.raises(SecretStamp):
        read(over(4, "Tên hoạt động", "Chào cờ"), rows=stamped)
    with pytest.raises(SecretStamp):
        read(over(4, "Tên hoạt động", "MẬT"))
