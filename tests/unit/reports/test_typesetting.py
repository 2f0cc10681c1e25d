"""Words into lines, cells into rows, rows onto pages."""

from dataclasses import replace

import pytest

from kh57_desktop.domain.letters import unprintable
from kh57_desktop.reports.document import (
    Abreast,
    Align,
    Cell,
    Column,
    Document,
    Face,
    Line,
    Row,
    RowKind,
    Stack,
    Table,
    Words,
    line,
)
from kh57_desktop.reports.faces import Unprintable, composed, font_name, replaced, typeface
from kh57_desktop.reports.grid import SIDE, Grid
from kh57_desktop.reports.layout import pages_of
from kh57_desktop.reports.sheet import PORTRAIT
from kh57_desktop.reports.wrapping import EASE, Wrapping
from kh57_desktop.system.paths import resource

SENTENCE = "Hướng dẫn người dân thôn Đăk Xế Kơ Ne cài đặt ứng dụng định danh điện tử VNeID"
ADDRESS = "https://dakpxi.quangngai.gov.vn/" + "tin-tuc/" * 20

PICTURES_END = 0x20000


def pages(*blocks, landscape=False):
    """Return the set pages of some blocks."""
    return pages_of(Document("x", "x", "x", blocks, is_landscape=landscape), typeface())


def rows(count, *, kind=RowKind.PLAIN, cells=2):
    """Return rows that say their number."""
    return tuple(Row((Cell(str(n)),) * cells, kind) for n in range(1, count + 1))


def a_table(count, **more):
    """Return a table of two columns."""
    columns = (Column("STT", 10, Align.CENTER), Column("Tên", 90, Align.LEFT))
    return Table(columns, rows(count), **more)


def down_to(left):
    """Return blocks that fill a page but for what is left of it."""
    return (line("đầu"), line("cuối", above=PORTRAIT.depth - left - 30))


def said(page):
    """Return the texts of a page in the order they were set."""
    return [text.text for text in page.texts]


def test_lines_are_no_wider_than_their_room():
    """Whatever the text, nothing sticks out of its cell."""
    wrapping = Wrapping(typeface())

    for text in (SENTENCE, ADDRESS, "A", "", "một\nhai ba"):
        broken = wrapping.text(text, Face.BOLD, 11, 60)
        assert all(typeface().width(part, Face.BOLD, 11) <= 60 + EASE for part in broken)
        assert "".join(broken).replace(" ", "") == "".join(text.split())


def test_a_line_break_in_a_text_is_kept():
    """«Buổi 1» and its day stand one below the other."""
    assert Wrapping(typeface()).text("Buổi 1\n05/3", Face.BOLD, 11, 200) == ("Buổi 1", "05/3")


def test_a_word_made_for_its_column_is_not_cut():
    """A rounding of the last digit breaks no number in two."""
    wrapping = Wrapping(typeface())
    width = typeface().width("11.906", Face.REGULAR, 11)

    assert wrapping.text("11.906", Face.REGULAR, 11, width) == ("11.906",)
    assert wrapping.longest_word("11.906 lượt", Face.REGULAR, 11) == pytest.approx(width)


def test_a_word_may_change_its_face_in_the_middle():
    """A number in bold with a full stop after it stays one word."""
    mixed = Line((Words("Có "), Words("11.906", Face.BOLD, "turns"), Words(". Hết")))
    words = Wrapping(typeface()).line(mixed, 500)[0]

    assert [[piece.text for piece in word] for word in words] == [["Có"], ["11.906", "."], ["Hết"]]


def test_a_title_is_broken_into_lines_of_about_one_length():
    """A school's long name is no long line with one lost word below it."""
    wrapping = Wrapping(typeface())
    title = line("TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ NGUYỄN TẤT THÀNH", align=Align.CENTER)
    lines = wrapping.line(title, 300)
    widths = [sum(piece.width for word in words for piece in word) for words in lines]

    assert len(lines) == 2
    assert min(widths) > 0.6 * max(widths)
    assert len(wrapping.line(line("A " * 400, align=Align.CENTER), 300)) > 2


def test_a_very_long_word_in_a_sentence_is_cut():
    """An address longer than the line goes on below."""
    broken = Wrapping(typeface()).line(line("Xem " + ADDRESS), 200)

    assert len(broken) > 2
    assert "".join(piece.text for words in broken for word in words for piece in word) == (
        "Xem" + ADDRESS
    )


def test_justified_lines_end_at_both_edges():
    """A paragraph of a report stands flush left and right but for its last line."""
    page = pages(line(SENTENCE * 5, align=Align.JUSTIFY, indent=12.7))[0]
    lines = {}
    for text in page.texts:
        lines.setdefault(round(text.y), []).append(text)
    ends = [max(text.x + text.width for text in texts) for texts in lines.values()]

    assert ends[:-1] == pytest.approx([PORTRAIT.width - PORTRAIT.right] * (len(ends) - 1))
    assert min(lines[min(lines)][0].x, PORTRAIT.left + 36) == PORTRAIT.left + 36


def test_a_paragraph_longer_than_a_page_goes_on_overleaf():
    """Nothing is lost at the foot of a page."""
    made = pages(line(SENTENCE * 200))

    assert len(made) > 1
    assert said(made[1])[0] == "2"
    assert sum(len(page.texts) for page in made) > 100


def test_a_heading_goes_over_with_what_it_heads():
    """«B. KẾT QUẢ» is never the last line of a page."""
    made = pages(*down_to(40), line("B. KẾT QUẢ", stays=True), a_table(3))

    assert "B. KẾT QUẢ" in said(made[1])
    assert "B. KẾT QUẢ" not in said(made[0])


def test_a_line_may_ask_for_a_new_page():
    """The second list of lessons begins on its own sheet."""
    made = pages(line("một"), line("hai", on_new_page=True))

    assert [said(page)[-1] for page in made] == ["một", "hai"]


def test_the_heading_of_a_table_is_repeated_on_every_page():
    """Whoever reads page 3 knows what the columns are."""
    made = pages(a_table(150))

    assert len(made) > 2
    assert all("STT" in said(page) for page in made)
    assert [text for page in made for text in said(page) if text == "150"] == ["150"] * 2


def test_rows_are_never_cut():
    """The lines of one cell stand on one page."""
    table = Table(
        (Column("STT", 10), Column("Tên", 60, Align.LEFT)),
        tuple(Row((Cell(str(n)), Cell(f"{SENTENCE} {SENTENCE}"))) for n in range(40)),
    )
    made = pages(table)

    assert len(made) > 1
    for page in made:
        words = " ".join(text for text in said(page) if text not in {"STT", "Tên"}).split(SENTENCE)
        assert "".join("".join(words).split()).isdigit()


def test_only_a_row_higher_than_a_page_is_cut():
    """A result of two thousand letters in a narrow column is printed whole."""
    table = Table((Column("Kết quả", 10), Column("", 150)), (Row((Cell("từ " * 300), Cell())),))
    made = pages(table)

    assert len(made) > 1
    assert sum(" ".join(said(page)).split().count("từ") for page in made) == 300


def test_the_last_rows_go_over_with_the_signatures():
    """No page holds signatures alone: somebody signs for something."""
    signatures = Abreast((Stack((line("KÝ", above=80),), 1.0),), above=10)
    for count in range(30, 60):
        made = pages(a_table(count), line("Tổng số: 7", stays=True), signatures)
        last = said(made[-1])
        assert "KÝ" in last
        assert str(count) in last


def test_stacks_side_by_side_stay_on_one_page():
    """The places for signatures are not torn apart."""
    stack = Stack(tuple(line(text) for text in ("TM. ỦY BAN", "CHỦ TỊCH")))
    made = pages(*down_to(20), Abreast((stack, stack)))

    assert said(made[0]) == ["đầu", "cuối"]
    assert said(made[1]).count("CHỦ TỊCH") == 2


def test_every_text_of_a_table_fits_its_cell():
    """No cell is clipped, however narrow its column was wished."""
    table = Table(
        (
            Column("STT", 1),
            Column("Đơn vị tính", 1, group="Nhóm"),
            Column("Lượt người dự", 1, group="Nhóm"),
            Column("Nội dung", 200, Align.LEFT),
        ),
        (
            Row((Cell("Cơ quan"),), RowKind.GROUP),
            Row((Cell("1"), Cell("lượt người dự"), Cell("1.234.567"), Cell(SENTENCE))),
            Row((Cell("Tổng cộng"), Cell("1.234.567"), Cell("")), RowKind.TOTAL, 2),
        ),
    )
    grid = Grid(table, Wrapping(typeface()), 400)

    assert sum(grid.widths) == pytest.approx(400)
    for band in (grid.heading(), *grid.rows(600)):
        for box in band.boxes:
            assert all(width <= box.width - 2 * SIDE + EASE for _, width in box.lines)
            assert box.y + box.height <= band.height + EASE
            for placed in box.placed(0, 0, grid.size):
                assert box.y <= placed.top < placed.bottom <= box.y + box.height
    numbers = [line for band in grid.rows(600) for box in band.boxes for line, _ in box.lines]
    assert numbers.count("1.234.567") == 2


def test_columns_that_cannot_all_be_wide_enough_share_the_room():
    """With more words than room every column gets its part and words are cut."""
    table = Table(tuple(Column("Nghiêng" * 6, 1) for _ in range(12)), rows(1, cells=12))
    grid = Grid(table, Wrapping(typeface()), 300)

    assert sum(grid.widths) == pytest.approx(300)
    assert min(grid.widths) > 0


def test_columns_are_as_wide_as_wished_where_nothing_forbids_it():
    """A table with room enough keeps the proportions it was given."""
    grid = Grid(a_table(3), Wrapping(typeface()), 400)

    assert grid.widths == pytest.approx((40, 360))


def test_a_letter_the_typeface_lacks_is_replaced():
    """A smiling face copied from a telephone prints as a box: it stops no paper."""
    (text,) = pages(line("Hội nghị 😀 xã"))[0].texts

    assert text.text == "Hội nghị □ xã"


def test_what_is_replaced_is_told():
    """The notice quotes each text once, whole, with every sign it lacks."""
    texts = ("Hội nghị", "- Ngày 😀 và 🎉😀", "- Ngày 😀 và 🎉😀", "plain")

    assert replaced(texts) == (Unprintable(("😀", "🎉"), "Ngày 😀 và 🎉😀"),)


def test_the_letters_that_print_are_those_of_the_fonts():
    """What the form reminds of is what the four faces lack, sign by sign."""
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = [TTFont(face.value, resource("fonts", f"{font_name(face)}.ttf")) for face in Face]
    common = set.intersection(*(set(font.face.charToGlyph) for font in fonts)) - {0}
    set_apart = {*map(ord, "\t\n"), *range(0xD800, 0xE000), *range(0xFE00, 0xFE10)}
    lacked = set(map(chr, set(range(1, PICTURES_END)) - common - set_apart))

    assert unprintable("".join(map(chr, sorted(common)))) == ()
    assert set(unprintable(" ".join(sorted(lacked)))) ^ lacked == set()


def test_decomposed_letters_are_composed():
    """A text typed with another input method prints the same."""
    assert composed("Đăk Pxi\tthôn") == "Đăk Pxi thôn"
    assert composed("a\r\nb") == "a\nb"


def test_the_gap_above_a_line_vanishes_at_the_top_of_a_page():
    """A heading that goes over begins at the margin."""
    first = pages(line("một", above=40))[0].texts[0]
    plain = pages(line("một"))[0].texts[0]

    assert first.y == plain.y


def test_right_aligned_lines_end_at_the_margin():
    """The unit of measure stands at the right, above its table."""
    text = pages(line("Đơn vị tính: lượt", align=Align.RIGHT))[0].texts[0]

    assert text.x + text.width == pytest.approx(PORTRAIT.width - PORTRAIT.right)


def test_a_row_height_for_pens_is_kept():
    """Rows people sign in are at least as high as was asked."""
    grid = Grid(replace(a_table(3), row_height=9.5), Wrapping(typeface()), 400)

    assert {round(band.height, 1) for band in grid.rows(600)} == {round(9.5 * 72 / 25.4, 1)}
