"""Far-apart cells are found before the reader would make room for all between them."""

import pytest

from kh57_desktop.errors import InputTooBig, SheetUnreadable
from kh57_desktop.importing import extents
from kh57_desktop.importing.recognition import tables
from tests.support.workbooks import SHEET, a_raw_xlsx, a_zip, an_ods

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        FAR,
        FAR.replace('"', "'"),
        FAR.replace("<c r=", "<c s='1' r="),
        FAR.replace("XFD1048576", "&#88;FD1048576"),
        FAR.replace(" r=", "\tr="),
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2000000"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="BAA1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B200000"><v>1</v></c></row>',
    ],
    ids=["plain", "quotes", "other order", "reference", "prefix", "row", "columns", "row in cell"],
)
def test_two_cells_far_apart_are_refused(rows):
    """A file of 1 kB that would abort the whole process is refused with a code."""
    with pytest.raises(InputTooBig):
        tables(a_raw_xlsx(rows))


def test_a_sheet_under_another_name_is_measured_too():
    """The workbook may name any member as its sheet."""
    hidden = a_raw_xlsx(FAR)

    with pytest.raises(InputTooBig):
        tables(hidden.replace(SHEET.encode(), b"xl/worksheets/sheet1.bin"))


def test_empty_formatted_cells_down_to_the_last_row_come_in():
    """Formats filled down to row 1,048,576 are common and weigh nothing."""
    formats = "".join(
        f'<row r="{number}" s="1"><c r="A{number}" s="1"/><c r="B{number}" s="1"></c></row>'
        for number in range(2, 60_000)
    )
    last = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'

    sheets = tables(a_raw_xlsx(f'<row r="1"><c r="A1"><v>7</v></c></row>{formats}{last}'))

    assert [row for sheet in sheets for row in sheet.rows] == [(1, (7,))]


def test_a_rectangle_of_millions_is_refused():
    """Two million cells are the limit, wherever they lie."""
    column = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="ZZ90000"><v>1</v></c></row>'
    )

    with pytest.raises(InputTooBig):
        tables(a_raw_xlsx(column))


def test_cells_without_a_place_are_counted():
    """A writer may leave the places out; they follow each other."""
    sheets = tables(
        a_raw_xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    )

    assert sheets[0].rows == ((1, (1, 2)), (2, (3, None)))


def test_the_declared_size_is_not_believed():
    """Exports that declare four rows of sixteen thousand are read whole."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 301))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:BS4"/><sheetData>{rows}</sheetData></worksheet>'
    )

    assert len(tables(a_raw_xlsx("", **{SHEET: sheet}))[0].rows) == 300


def test_the_limit_admits_a_hundred_thousand_records():
    """A hundred thousand rows below their heading come in."""
    extent = extents.Extent()
    extent.take_in(1, 1)
    extent.take_in(100_001, 10)

    with pytest.raises(InputTooBig):
        extent.take_in(100_100, 10)


REPEATED = (
    '<table:table-row table:number-rows-repeated="{rows}">'
    '<table:table-cell table:number-columns-repeated="{columns}" {value}/></table:table-row>'
)
VALUE = 'office:value-type="float" office:value="1"'


@pytest.mark.parametrize(
    ("rows", "columns"), [(1_048_576, 1), (1, 16_384), (3_000, 1_000), (1_048_576, 16_384)]
)
def test_repeated_filled_cells_are_multiplied_out(rows, columns):
    """0.8 kB of an ods file may stand for billions of filled cells."""
    with pytest.raises(InputTooBig):
        tables(an_ods(REPEATED.format(rows=rows, columns=columns, value=VALUE)))


def test_repeated_empty_cells_weigh_nothing():
    """An ods file always says how far its formats reach."""
    filled = REPEATED.format(rows=1, columns=1, value=VALUE)
    empty = REPEATED.format(rows=1_048_575, columns=16_384, value="")

    assert len(tables(an_ods(filled + empty))[0].rows) == 1


def test_a_far_text_in_an_ods_is_found_without_a_type():
    """A cell with text alone is filled too."""
    far = (
        '<table:table-row table:number-rows-repeated="900000"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
    )
    first = f"<table:table-row><table:table-cell {VALUE}/></table:table-row>"

    with pytest.raises(InputTooBig):
        tables(an_ods(first + far))


def test_an_error_cell_shows_what_the_program_shows():
    """A formula that failed is told as it stands in the sheet, never taken for empty."""
    rows = '<row r="2"><c r="B2" t="e"><f>A1</f><v>#REF!</v></c><c r="C2"><v>1</v></c></row>'

    assert tables(a_raw_xlsx(rows))[0].rows == ((2, (None, "#REF!", 1)),)


DOCTYPE = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize("book", [a_raw_xlsx("", before=DOCTYPE), an_ods("", before=DOCTYPE)])
def test_document_types_are_refused(book):
    """No document type and no entity is read, harmless as it may look."""
    with pytest.raises(SheetUnreadable):
        tables(book)


@pytest.mark.parametrize(
    "part",
    [
        '<?xml version="1.0" encoding="UTF-16"?><a/>',
        '<?xml version="1.0" encoding="UTF-7"?><a/>',
        "<a/>".encode("utf-16"),
        "<a><b/></a>".encode("utf-16-le"),
    ],
)
def test_other_encodings_of_markup_are_refused(part):
    """An encoding that hides a document type from us is not read at all."""
    with pytest.raises(SheetUnreadable):
        tables(a_raw_xlsx("", **{"docProps/app.xml": part}))


def test_broken_markup_is_refused():
    """A sheet that is no XML is told, not guessed at."""
    with pytest.raises(SheetUnreadable):
        tables(a_raw_xlsx("<row><c></row>"))


def test_an_archive_of_something_else_is_refused():
    """A zip of documents is no workbook."""
    with pytest.raises(SheetUnreadable):
        tables(a_zip({"readme.txt": b"x"}))


def test_a_part_that_dies_in_the_reader_is_refused():
    """A workbook that only looks like one is refused with a code."""
    with pytest.raises(SheetUnreadable):
        tables(a_zip({"xl/workbook.xml": "<workbook/>"}))
