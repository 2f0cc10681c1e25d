"""The workbook: a sheet for each table, texts as texts, numbers as numbers."""

import io
import zipfile

from kh57_desktop.reports.document import (
    Abreast,
    Align,
    Cell,
    Column,
    Document,
    Row,
    RowKind,
    Stack,
    Table,
    line,
)
from kh57_desktop.reports.xlsx import render
from tests.support.paper import read_xlsx


def a_book(*blocks, title="Danh sách", landscape=False):
    """Return the workbook of some blocks."""
    return render(Document("x", title, "Ủy ban", blocks, is_landscape=landscape))


def a_table(*rows, group=""):
    """Return a table of three columns."""
    columns = (
        Column("STT", 10, Align.CENTER),
        Column("Tên", 60, Align.LEFT),
        Column("Số", 20, group=group),
    )
    return Table(columns, rows)


def part(content, name):
    """Return one file inside the workbook."""
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_what_looks_like_a_formula_stays_text():
    """A title that begins with = is no command for the spreadsheet program."""
    hostile = ("=1+1", "+84 912", "-5", "@SUM(A1)", "https://dakpxi.vn", "007")
    content = a_book(a_table(*(Row((Cell("1", 1), Cell(text), Cell())) for text in hostile)))

    sheet = read_xlsx(content)["Danh sách"]
    assert [row[1] for row in sheet[1:]] == list(hostile)
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in part(content, "xl/worksheets/sheet1.xml")


def test_numbers_can_be_added_up_and_look_as_on_paper():
    """A rise keeps its sign, an approximate number its word, a year no dots."""
    cells = (Cell("11.906", 11906), Cell("+12", 12), Cell("-3", -3), Cell("khoảng 89", 89))
    content = a_book(
        a_table(*(Row((Cell("1", 1), Cell("x"), cell)) for cell in (*cells, Cell("1960", 1960))))
    )

    assert [row[2] for row in read_xlsx(content)["Danh sách"][1:]] == [11906, 12, -3, 89, 1960]
    styles = part(content, "xl/styles.xml")
    assert "khoảng &quot;#,##0" in styles
    assert "&quot;+&quot;#,##0" in styles


def test_each_table_has_a_sheet_named_by_its_heading():
    """The officer finds A, B and C at the foot of the window; names are short and unlike."""
    long = "B. Kết quả theo nhiệm vụ của Kế hoạch: tháng [3]"
    content = a_book(
        line("Tiêu đề"),
        *(line("A. Chỉ số", stays=True), a_table()),
        *(line(long, stays=True), a_table()),
        *(line(long, stays=True), a_table()),
        line("Ghi chú", stays=True),
    )
    sheets = read_xlsx(content)

    assert list(sheets) == [
        "A. Chỉ số",
        "B. Kết quả theo nhiệm vụ của Kế",
        "B. Kết quả theo nhiệm vụ của 2",
    ]
    assert all(len(name) <= 31 for name in sheets)
    assert sheets["A. Chỉ số"][0][0] == "Tiêu đề"
    assert list(sheets.values())[-1][-1][0] == "Ghi chú"


def test_a_sheet_without_words_is_called_a_page():
    """A name of forbidden signs alone is none."""
    assert list(read_xlsx(a_book(line("x"), title="***"))) == ["Trang"]


def test_a_name_without_blanks_is_cut():
    """A heading in one long word still names its sheet."""
    assert list(read_xlsx(a_book(line("x"), title="A" * 40))) == ["A" * 31]


def test_the_heading_is_repeated_and_the_page_is_a4():
    """Printed from the spreadsheet program the table looks like the paper."""
    content = a_book(a_table(Row((Cell("Nhóm"),), RowKind.GROUP), group="Tập huấn"), landscape=True)

    assert "Print_Titles" in part(content, "xl/workbook.xml")
    set_up = part(content, "xl/worksheets/sheet1.xml").partition("<pageSetup")[2]
    assert 'paperSize="9"' in set_up
    assert 'orientation="landscape"' in set_up


def test_spanning_cells_are_merged():
    """Group rows, totals and headings over two columns span what they span."""
    table = Table(
        (
            Column("STT", 10),
            Column("Lớp", 20, group="Tập huấn"),
            Column("Buổi", 20, group="Tập huấn"),
        ),
        (
            Row((Cell("Cơ quan"),), RowKind.GROUP),
            Row((Cell("Tổng cộng"), Cell("7", 7)), RowKind.TOTAL, 2),
        ),
        row_height=9,
    )
    merged = part(a_book(table), "xl/worksheets/sheet1.xml")

    for where in ("A1:A2", "B1:C1", "A3:C3", "A4:B4"):
        assert f'<mergeCell ref="{where}"/>' in merged


def test_stacks_stand_side_by_side():
    """Issuer left and motto right, three places for signatures in three columns."""
    three = Abreast(tuple(Stack((line(text),), 1 / 3) for text in ("Một", "Hai", "Ba")))
    two = Abreast((Stack((line("Trái"),), 0.4), Stack((line("Phải"), line("dưới")), 0.6)))
    rows = read_xlsx(a_book(two, a_table(), three))["Danh sách"]

    assert [cell for cell in rows[0] if cell] == ["Trái", "Phải"]
    assert [cell for cell in rows[1] if cell] == ["dưới"]
    assert rows[-1] == ["Một", "Hai", "Ba"]
