"""Text files are read in whatever encoding and with whatever separator they were saved."""

import unicodedata

import pytest

from kh57_desktop.errors import InputTooBig, SheetUnreadable
from kh57_desktop.importing.delimited import decoded, read_delimited
from kh57_desktop.importing.recognition import tables

TEXT = "STT;Họ và tên;Thôn\n1;Nguyễn Thị Thủy;Đăk Xế Kơ Ne\n2;Y Brưk;Kon Pao Kơ La\n"
ROWS = (
    (1, ("STT", "Họ và tên", "Thôn")),
    (2, ("1", "Nguyễn Thị Thủy", "Đăk Xế Kơ Ne")),
    (3, ("2", "Y Brưk", "Kon Pao Kơ La")),
)


def windows_1258(text):
    """Return the bytes of a text as Windows-1258 keeps it: half decomposed."""
    tones = {0x300: 0xCC, 0x301: 0xEC, 0x303: 0xDE, 0x309: 0xD2, 0x323: 0xF2}
    result = bytearray()
    for letter in text:
        try:
            result += letter.encode("cp1258")
        except UnicodeEncodeError:
            result += half_decomposed(letter, tones)
    return bytes(result)


def half_decomposed(letter, tones):
    """Return a letter with its tone apart."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next(part for part in parts if ord(part) in tones)
    base = unicodedata.normalize("NFC", parts.replace(tone, ""))
    return base.encode("cp1258") + bytes([tones[ord(tone)]])


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        windows_1258(TEXT),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode() + b"\x1a",
    ],
    ids=["utf-8", "mark", "utf-16", "be", "le bare", "be bare", "1258", "crlf", "cr", "ctrl-z"],
)
def test_every_usual_encoding_is_read(data):
    """Whatever program saved the list, the names are right."""
    assert tables(data)[0].rows == ROWS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_separator_is_found(separator):
    """The separator of another country or program is found by the rows it makes."""
    assert read_delimited(TEXT.replace(";", separator).encode()).rows == ROWS


def test_commas_in_texts_do_not_win():
    """A title with commas in it is one cell where the rows are parted by semicolons."""
    text = "STT;Tên;Loại\n1;Ảnh, bài, tin;Tin, bài\n2;a, b, c;Tin, bài\n"

    assert read_delimited(text.encode()).rows[1] == (2, ("1", "Ảnh, bài, tin", "Tin, bài"))


@pytest.mark.parametrize("first", ["sep=;\n", "SEP=;\r\n", "\ufeffsep=;\n"])
def test_a_line_that_names_the_separator_is_no_row(first):
    """Excel writes sep=; on top; the rows count from the line below."""
    sheet = read_delimited((first + TEXT).encode())

    assert sheet.rows == ROWS


def test_the_named_separator_wins():
    """Even where another one would make more even rows."""
    assert read_delimited(b"sep=|\na;b|c;d\n").rows == ((1, ("a;b", "c;d")),)


def test_rows_are_counted_as_a_spreadsheet_program_shows_them():
    """Empty lines count, and a line break inside a cell does not."""
    sheet = read_delimited('TT;Tên\n\n1;"Ảnh\nlớp học"\n\n2;An\n'.encode())

    assert [row.number for row in sheet.rows] == [1, 3, 5]
    assert sheet.rows[1].cells == ("1", "Ảnh\nlớp học")


def test_a_quote_that_is_never_closed_swallows_nothing():
    """One forgotten quote must not make one cell of the rest of the file."""
    sheet = read_delimited('TT;Tên\n1;"Bình dân học vụ\n2;An\n3;Bình\n'.encode())

    assert [row.cells for row in sheet.rows] == [
        ("TT", "Tên"),
        ("1", '"Bình dân học vụ'),
        ("2", "An"),
        ("3", "Bình"),
    ]


def test_texts_that_look_like_formulas_stay_letter_for_letter():
    """Nothing is computed and nothing is cut off."""
    cells = ["=1+1", "+84 chung tay", "-Tuyên truyền", "@SUM(1)", "'=dấu nháy"]

    sheet = read_delimited(("a;b;c;d;e\n" + ";".join(cells)).encode())

    assert sheet.rows[1].cells == tuple(cells)


def test_a_cell_without_end_is_refused():
    """No officer types a hundred thousand letters into one cell."""
    with pytest.raises(InputTooBig):
        read_delimited(b'a,b\n"' + b"x" * 200_000 + b'",1\n')


@pytest.mark.parametrize(
    "data", [b"a\0\1\0" * 50, b"a\0\0\xd8a\0b\0", bytes(range(256)), b"\xff\xfea", b"ab\1cd"]
)
def test_bytes_that_are_no_text_are_refused(data):
    """A program or a picture under the name of a list is told."""
    with pytest.raises(SheetUnreadable):
        decoded(data)


def test_a_stray_control_costs_its_cell_nothing_else():
    """A bell in one title is taken out of it; the list is read."""
    text = TEXT + "3;Hội\x07 nghị\x1b;Tin, bài\n"
    sheet = read_delimited(text.encode())

    assert sheet.rows[:-1] == read_delimited(TEXT.encode()).rows
    assert sheet.rows[-1].cells == ("3", "Hội nghị", "Tin, bài")


def test_a_list_in_an_old_font_is_decoded():
    """A text saved with the bytes of TCVN3 comes out in Unicode."""
    data = b"STT;H\xe4 v\xb5 t\xaan\n1;Nguy\xd4n V\xa8n H\xadng\n2;Tr\xc7n Th\xde \xb8nh\n"

    assert [row.cells[1] for row in tables(data)[0].rows] == [
        "Họ và tên",
        "Nguyễn Văn Hưng",
        "Trần Thị ánh",
    ]


def test_a_million_empty_lines_are_harmless():
    """A program saves the formats of empty rows as lines of separators."""
    data = TEXT.encode() + b";;\n" * 300_000 + b"3;A Huy;\n"

    assert read_delimited(data).rows[-1] == (300_004, ("3", "A Huy", None))


@pytest.mark.parametrize("data", [b"1;2\n" * 100_100, b";" * 1_100 + b"x\n"])
def test_a_text_above_the_limits_is_refused(data):
    """Rows and columns have the same limits in every kind of file."""
    with pytest.raises(InputTooBig):
        read_delimited(data)


def test_letters_written_as_numbers_of_a_web_page():
    """Some programs export &#7877; for ễ; what is no letter stays as it is."""
    sheet = read_delimited(b"a\tb\nNguy&#7877;n &#x110;an\t&#0;&#99999999;&#10;\n")

    assert sheet.rows[1].cells == ("Nguyễn Đan", "&#0;&#99999999;&#10;")
