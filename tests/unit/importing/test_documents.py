"""Word tables, web pages and Excel 2003 XML: what travels as a sheet without being one."""

import datetime as dt

import pytest

from kh57_desktop.errors import InputTooBig, SheetUnreadable
from kh57_desktop.importing.recognition import tables
from kh57_desktop.importing.staging import stage
from tests.support.sheets import known
from tests.support.workbooks import a_docx, a_word_cell, a_word_row, a_zip

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def a_table(*rows):
    """Return the XML of a Word table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def cells(data):
    """Return the rows of every table without their numbers."""
    return [[row.cells for row in sheet.rows] for sheet in tables(data)]


def test_the_tables_of_a_document_are_numbered():
    """Each is a sheet under its number; rows count within it."""
    letterhead = a_table(a_word_row("UBND XÃ", "CỘNG HÒA"))
    log = a_table(a_word_row("TT", "Ngày"), a_word_row("1", "7/10/2025"))

    sheets = tables(a_docx(f"{letterhead}<w:p><w:r><w:t>SỔ NĂM 2025</w:t></w:r></w:p>{log}"))

    assert [sheet.name for sheet in sheets] == ["1", "2"]
    assert sheets[1].rows[1] == (2, ("1", "7/10/2025"))
    assert sheets[1].above == ("SỔ NĂM 2025",)


def test_a_title_above_a_word_table_lends_its_year():
    """The paragraph above says the year, the rows do not."""
    log = a_table(
        a_word_row("TT", "Ngày", "Nội dung", "Số người"), a_word_row("1", "7/10", "A", "30")
    )

    found = stage(
        tables(a_docx(f"<w:p><w:r><w:t>Năm 2025</w:t></w:r></w:p>{log}")), "activities", known()
    )

    assert [draft.values["starts_on"] for draft in found.drafts] == [dt.date(2025, 10, 7)]


def test_cells_merged_across_and_down_in_word():
    """A cell over two columns, one over three rows, one row with a gap before it."""
    wide, top, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = a_table(
        f"<w:tr>{a_word_cell('wide', wide)}{a_word_cell('c')}</w:tr>",
        f"<w:tr>{a_word_cell('down', top)}{a_word_cell('b')}{a_word_cell('c')}</w:tr>",
        f"<w:tr>{a_word_cell('', below)}{a_word_cell('e')}{a_word_cell('f')}</w:tr>",
        f"<w:tr>{a_word_cell('', below)}{a_word_cell('g')}{a_word_cell('h')}</w:tr>",
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{a_word_cell("late")}</w:tr>',
    )

    (sheet,) = tables(a_docx(table))

    assert [row.cells for row in sheet.rows] == [
        *(("wide", None, "c"), ("down", "b", "c"), (None, "e", "f"), (None, "g", "h")),
        (None, "late", None),
    ]
    assert set(sheet.merges) == {(1, 0, 1, 1), (2, 0, 4, 0)}


def test_only_what_is_shown_is_text():
    """Tabs and breaks part words; deleted text, field codes and fallbacks are not read."""
    run = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<mc:AlternateContent><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent><w:ins><w:r><w:t>d</w:t></w:r></w:ins>"
    )
    table = a_table(f"<w:tr><w:tc><w:p>{run}</w:p><w:p><w:r><w:t>e</w:t></w:r></w:p></w:tc></w:tr>")

    assert cells(a_docx(table)) == [[("a b\ncd\ne",)]]


def test_a_table_inside_a_cell_is_a_table_of_its_own():
    """A layout of tables in tables still gives the rows of each."""
    inner = a_table(a_word_row("x", "y"))
    outer = a_table(f"<w:tr><w:tc>{inner}<w:p/></w:tc>{a_word_cell('z')}</w:tr>")

    assert sorted(cells(a_docx(outer)), key=str) == [[("x", "y")], [(None, "z")]]


def test_a_document_without_tables_is_refused():
    """A letter brings no rows."""
    with pytest.raises(SheetUnreadable):
        tables(a_docx("<w:p><w:r><w:t>Kính gửi</w:t></w:r></w:p>"))


def test_a_document_with_a_document_type_is_refused():
    """No entity is followed in a document either."""
    with pytest.raises(SheetUnreadable):
        tables(a_docx("", before='<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'))


def test_spans_without_end_are_kept_small():
    """A cell that claims a million columns takes one."""
    claim = a_word_cell("a", '<w:gridSpan w:val="1000000"/>')

    assert cells(a_docx(a_table(f"<w:tr>{a_word_cell('b')}{claim}</w:tr>")))[0][0][:2] == ("b", "a")


PAGE = """<html><head><meta charset="utf-8"><title>x</title><style>td{}</style></head><body>
<h3>DANH SÁCH NĂM 2025</h3>
<table border=1><tr><th>TT<th>Họ và&nbsp;tên<th colspan=2>Ngày sinh</tr>
<tr><td rowspan="2">1</td><td>Nguyễn <b>Văn</b> An<br>tổ trưởng</td><td>1</td><td>2016</td></tr>
<tr><td>Y Đrim<td>2<td>2017
</table><script>evil()</script><p>Ghi chú</p></body></html>"""


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.encode("utf-16"),
        PAGE.replace("utf-8", "x-none").encode(),
        b"\n\n" + PAGE.encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "unknown", "blank lines"],
)
def test_a_web_page_under_the_name_of_a_workbook(data):
    """Text between tables is a row, cells may span, tags need not be closed."""
    (sheet,) = tables(data)

    assert sheet.rows == (
        (1, ("DANH SÁCH NĂM 2025", None, None, None)),
        (2, ("TT", "Họ và tên", "Ngày sinh", None)),
        (3, ("1", "Nguyễn Văn An\ntổ trưởng", "1", "2016")),
        (4, (None, "Y Đrim", "2", "2017")),
        (5, ("Ghi chú", None, None, None)),
    )
    assert (3, 0, 4, 0) in sheet.merges
    assert (2, 2, 2, 3) in sheet.merges


def test_a_page_names_its_sheet():
    """Excel writes the sheet's name into a comment."""
    note = "<!--[if gte mso 9]><xml><x:Name>Khối 4</x:Name></xml><![endif]-->"
    page = f"<html>{note}<table><tr><td>a</table>"

    assert tables(page.encode())[0].name == "Khối 4"


def test_a_table_within_a_table_of_a_page():
    """Old programs lay their pages out with tables."""
    page = "<table><tr><td><table><tr><td>a<td>b</table></td></tr></table>"

    assert tables(page.encode())[0].rows[0].cells == ("a", "b")


def test_a_span_of_a_page_without_end_is_kept_small():
    """A cell that claims millions of columns takes one."""
    page = "<table><tr><td rowspan=x>a<td colspan=9000000>b<td colspan=99999999>c</table>"

    assert tables(page.encode())[0].rows[0].cells == ("a", "b", "c")


def test_a_page_of_a_hundred_thousand_rows_too_many_is_refused():
    """The limits hold for pages too."""
    with pytest.raises(InputTooBig):
        tables(b"<table>" + b"<tr><td>1<td>2" * 100_050 + b"</table>")


def test_a_web_archive_gives_the_tables_of_its_pages():
    """Excel's «single file web page»."""
    archive = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n"
        'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
        "<table><tr><td>T=C3=AAn<td>2</table>\n--b\nContent-Type: text/css\n\nx\n--b--\n"
    )

    assert cells(archive.encode()) == [[("Tên", "2")]]


def a_markup_workbook(sheets, before=""):
    """Return an Excel 2003 XML file."""
    return (
        f'<?xml version="1.0"?>{before}<Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{sheets}</Workbook>'
    ).encode()


def test_excel_2003_markup_is_read():
    """Numbers, days, texts, places said and left out, merged and hidden."""
    visible = (
        '<Worksheet ss:Name="T10"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">'
        'a</Data></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>'
        '<Row ss:Index="4"><Cell ss:Index="2" ss:MergeDown="1"><Data ss:Type="DateTime">'
        '2025-10-07T00:00:00.000</Data></Cell><Cell><Data ss:Type="DateTime">2025-10-07T08:30:00'
        '</Data></Cell></Row><Row><Cell><Data ss:Type="Number">x</Data></Cell><Cell/></Row></Table>'
        "</Worksheet>"
    )
    hidden = (
        '<Worksheet ss:Name="cũ"><Table><Row><Cell><Data ss:Type="String">b</Data></Cell></Row>'
        "</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
        "</Worksheet>"
    )

    (sheet,) = tables(a_markup_workbook(visible + hidden))

    moment = dt.datetime.combine(dt.date(2025, 10, 7), dt.time(8, 30))
    assert sheet.name == "T10"
    assert sheet.rows == (
        (1, ("a", None, 7)),
        (4, (None, dt.date(2025, 10, 7), moment)),
        (5, ("x", None, None)),
    )
    assert sheet.merges == ((1, 0, 1, 1), (4, 1, 5, 1))


def test_excel_2003_markup_with_a_document_type_is_refused():
    """No entity is followed here either."""
    with pytest.raises(SheetUnreadable):
        tables(a_markup_workbook("", "<!DOCTYPE w>"))


def test_excel_2003_markup_far_apart_is_refused():
    """Two cells a million rows apart."""
    cell = '<Row ss:Index="{}"><Cell><Data ss:Type="Number">1</Data></Cell></Row>'
    rows = cell.format(1) + cell.format(1_000_000)
    table = f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet>'

    with pytest.raises(InputTooBig):
        tables(a_markup_workbook(table))


def test_an_archive_that_holds_a_document_and_no_workbook():
    """The parts decide what an archive is."""
    with pytest.raises(SheetUnreadable):
        tables(a_zip({"word/document.xml": "<w:document><w:body>"}))
