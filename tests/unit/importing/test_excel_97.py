"""Error cells of an old Excel workbook are told, never taken for empty."""

import random
import struct

import pytest

from kh57_desktop.importing.excel_97 import error_cells
from kh57_desktop.importing.recognition import tables
from tests.support.sources import ROOT
from tests.support.workbooks import an_xls

ROWS = [["Tên", "Ngày", "Số"], ["#REF!", "#N/A", 3.0], ["a", None, "#DIV/0!"]]
OLD = sorted((ROOT / "tests" / "samples").glob("*.xls"))


@pytest.mark.parametrize("large", [False, True], ids=["small blocks", "large blocks"])
def test_an_error_cell_shows_what_excel_shows(large):
    """A constant error and a formula that failed stand in the sheet as in an xlsx."""
    (sheet,) = tables(an_xls(ROWS, large=large))

    assert sheet.rows == (
        (1, ("Tên", "Ngày", "Số")),
        (2, ("#REF!", "#N/A", 3)),
        (3, ("a", None, "#DIV/0!")),
    )


@pytest.mark.parametrize("shown", ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"])
def test_every_error_has_its_own_text(shown):
    """The officer reads the same words as in the file."""
    assert error_cells(an_xls([[shown, shown]])) == ({(1, 1): shown, (1, 2): shown},)


def test_an_error_nobody_knows_is_an_error_too():
    """A code of a later Excel is no empty cell."""
    book = bytearray(an_xls([["#REF!"]]))
    at = book.index(struct.pack("<HHHHHBB", 0x205, 8, 0, 0, 0, 23, 1))
    book[at + 10] = 43

    assert error_cells(bytes(book)) == ({(1, 1): "#ERROR!"},)


def test_errors_stay_in_their_own_sheet():
    """Each sheet of a workbook has its own."""
    first, second = tables(an_xls([["a", "b"]], [["a", "#NUM!"]]))

    assert first.rows == ((1, ("a", "b")),)
    assert second.rows == ((1, ("a", "#NUM!")),)


def test_a_true_or_false_is_no_error():
    """Excel keeps both in one kind of record."""
    book = bytearray(an_xls([["#REF!"]]))
    at = book.index(struct.pack("<HHHHHBB", 0x205, 8, 0, 0, 0, 23, 1))
    book[at + 10 : at + 12] = b"\x01\x00"

    assert error_cells(bytes(book)) == ({},)


def test_a_chart_inside_a_sheet_does_not_end_it():
    """What stands behind an embedded chart is read too."""
    book = an_xls([["#REF!", "#N/A"]], large=True)
    mark = struct.pack("<HHHHH", 6, 22, 0, 1, 0)
    at = book.index(mark)
    chart = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 32, 0, 0, 0, 0) + struct.pack("<HH", 10, 0)
    grown = book[:at] + chart + book[at : len(book) - len(chart)]

    assert error_cells(grown) == ({(1, 1): "#REF!", (1, 2): "#N/A"},)


def test_a_long_list_of_tables_is_followed():
    """The workbook of many megabytes names the blocks of its tables in a list of its own."""
    book = bytearray(an_xls(ROWS, large=True))
    last = len(book) // 512 - 1
    book += struct.pack("<128I", 0, *[0xFFFFFFFF] * 126, 0xFFFFFFFE) + bytes(512 * 110)
    struct.pack_into("<I", book, 44, 110)
    struct.pack_into("<I", book, 68, last)
    struct.pack_into("<109I", book, 76, *[0xFFFFFFFF] * 109)

    assert error_cells(bytes(book)) == ({(2, 1): "#REF!", (2, 2): "#N/A", (3, 3): "#DIV/0!"},)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (30, 7),  # blocks of no size that is used
        (44, 0xFFFFFFFF),  # more tables than the file has room for
        (48, 0x7FFFFFFF),  # a directory beyond the file
        (512, 0),  # a chain that bites its tail
        (1024, 0),  # no workbook by its name
    ],
)
def test_a_container_that_does_not_fit_together_is_left_to_the_reader(at, value):
    """Nothing is guessed about a damaged file, and nothing hangs."""
    book = bytearray(an_xls(ROWS))
    struct.pack_into("<I", book, at, value)
    if at == 512:
        struct.pack_into("<II", book, 512, 1, 1)
    if at == 1024:
        book[1024 : 1024 + 512] = bytes(512)

    assert error_cells(bytes(book)) == ()


def test_random_damage_never_breaks_the_search():
    """Whatever bytes stand there, the answer is a list of cells."""
    chance, book = random.Random(57), an_xls(ROWS)  # noqa: S311  damage, not a secret
    for _ in range(2000):
        hurt = bytearray(book)
        for _ in range(chance.randint(1, 6)):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        assert isinstance(error_cells(bytes(hurt[: chance.randint(8, len(hurt))])), tuple)


@pytest.mark.parametrize("path", OLD, ids=lambda path: path.stem)
def test_the_samples_have_no_error_cells(path):
    """A real workbook is walked through without finding what is not there."""
    assert not any(error_cells(path.read_bytes()))
