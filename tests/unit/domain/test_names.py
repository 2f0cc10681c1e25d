"""Names and texts: as they are kept, sorted, searched and matched."""

import unicodedata

import pytest

from kh57_desktop.domain.names import (
    bare,
    fold,
    full_name,
    given_name,
    match_key,
    person_base,
    search_text,
    sort_key,
    text_key,
    tidy,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn  văn an ", "Nguyễn Văn An"),
        ("A SƯƠNG", "A Sương"),
        ("y thưm", "Y Thưm"),
        ("Y BRƯK", "Y Brưk"),
        ("A\xa0Rôh", "A Rôh"),
        ("vũ thị thu thủy", "Vũ Thị Thu Thủy"),
        ("H'MLANG", "H'Mlang"),
        ("k'brôi", "K'Brôi"),
        ("A Xrem", "A Xrem"),
        ("ĐĂK pxi", "Đăk Pxi"),
        ("Trần Mc'Donald", "Trần Mc'Donald"),
        (unicodedata.normalize("NFD", "Đỗ Thị Hằng"), "Đỗ Thị Hằng"),
    ],
)
def test_a_name_gets_a_capital_at_each_word(typed, kept):
    """However a list was typed, the roster shows names one way; A and Y stay what they are."""
    assert full_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hội   nghị\u00a0quán triệt ", "Hội nghị quán triệt"),
        ("Đăk\u200bPxi\ufeff", "ĐăkPxi"),
        ("\u00d0ăk Pxi, x\u00e3 \u00f0\u1eb9p", "Đăk Pxi, xã đẹp"),
        ("dòng một\ndòng hai", "dòng một dòng hai"),
        ("a\x00b\tc", "ab c"),
    ],
)
def test_a_text_is_composed_and_has_single_blanks(typed, kept):
    """Texts that look alike are alike: no hidden letters, no second blank, no foreign Đ."""
    assert tidy(typed) == kept


def test_a_text_of_several_lines_keeps_them():
    """What was written as a paragraph stays a paragraph."""
    assert tidy(" một \r\n\n hai  ba \n", multiline=True) == "một\n\nhai ba"


@pytest.mark.parametrize(
    ("name", "given"), [("Nguyễn Văn An", "An"), ("A Blong", "Blong"), ("", "")]
)
def test_people_are_called_by_the_last_word(name, given):
    """Lists are sorted by it, whether a family name stands before it or not."""
    assert given_name(name) == given


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăk Xế Kơ Ne", "dak xe ko ne"),
        ("ĐĂK PXI", "dak pxi"),
        ("Văn hóa – Xã hội", "van hoa - xa hoi"),
        ("“Bình dân học vụ số”", "'binh dan hoc vu so'"),
        (unicodedata.normalize("NFD", "Tọa đàm"), "toa dam"),
        ("Krong\u00a0 Đuân", "krong duan"),
    ],
)
def test_a_search_knows_no_marks(text, folded):
    """An officer types without marks and finds what was written with them."""
    assert fold(text) == folded


def test_bare_words_know_no_punctuation():
    """«Tin, bài» and «tin bai» are one spelling."""
    assert bare(" Tin, bài (ảnh) ") == "tin bai anh"


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("kĩ năng", "Kỹ năng số"),
        ("kỹ năng", "Kĩ năng số"),
        ("Quí", "Nguyễn Thị Quý"),
        ("quy", "Nguyễn Thị Quí"),
        ("hoà", "Văn hóa, hòa bình"),
        ("HMong", "Đồng bào H'Mông"),
        ("h'mong", "Đồng bào H’Mông"),
        ("quyết", "Nghị quyết"),
    ],
)
def test_other_spellings_are_found(query, written):
    """Old and new tone placement, i and y, with and without apostrophe lead to the same text."""
    words = search_text(written).split()

    assert all(any(word.startswith(part) for word in words) for part in fold(query).split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lê Thị Thủy", "lê thị thuỷ"),
        ("Trần Văn Hòa", "Trần Văn Hoà"),
        ("Nguyễn Thị Quý", "NGUYỄN THỊ QUÍ"),
        ("Lý Thị Mỹ", "Lí Thị Mĩ"),
        ("H'Mông Đạt", "Hmông Đạt"),
    ],
)
def test_two_spellings_of_one_name_match(one, other):
    """A list typed twice does not make two people."""
    assert match_key(one) == match_key(other)


def test_a_lone_y_is_a_name_of_its_own():
    """Y Blong and I Blong are two names: only a syllable with a consonant loses its y."""
    assert match_key("Y Blong") == "y blong"


def test_names_are_listed_by_given_name_in_vietnamese_order():
    """An comes before Ăn and Ân, no mark before a mark, d before đ, and blanks before letters."""
    in_order = [
        "Lê An",
        "Trần An",
        "Lê Àn",
        "Lê Ản",
        "Lê Ãn",
        "Lê Án",
        "Lê Ạn",
        "Phạm Anh",
        "Lê Ánh",
        "Lê Ăn",
        "Nguyễn Ân",
        "A Blong",
        "Y Blong",
        "Đỗ Dân",
        "Lê Đạt",
        "Lê Hoa",
        "Lê Hòa",
        "Đỗ Thị Lụa",
        "Y Wek",
    ]

    mixed = in_order[1::2] + in_order[::2]

    assert sorted(mixed, key=sort_key) == in_order


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ab", "áb"),
        ("an", "ân"),
        ("ba na", "bac"),
        ("10", "a"),
        ("tin", "Tin"),
        ("Tin", "tính"),
        ("zê", "字"),
        ("", "a"),
        ("đ", "e"),
        ("ŏ", "ô"),
        ("a\u0331", "b"),
    ],
)
def test_titles_are_listed_in_vietnamese_order(first, second):
    """Letters weigh more than tones, tones more than capitals; strange letters come last."""
    assert text_key(first) < text_key(second)


def test_a_mark_that_stands_alone_is_sorted_too():
    """A text damaged on its way still has a place in the list."""
    assert text_key("\u0301") != text_key("")


def test_a_person_is_told_apart_by_name_year_sex_and_village():
    """The commune counts a resident of two classes once, by what both lists know."""
    one = person_base("Lê Thị Thủy", 1990, "female", "THON-01")

    assert one == "le thi thuy|1990|female|THON-01"
    assert one == person_base("LÊ THỊ THUỶ", 1990, "female", "THON-01")
    assert one != person_base("Lê Thị Thủy", 1990, "female", "THON-02")


@pytest.mark.parametrize(
    ("name", "year", "village"),
    [("A Blong", None, "THON-01"), ("A Blong", 1990, None), (" ", 1990, "T")],
)
def test_without_year_or_village_nobody_is_taken_for_another(name, year, village):
    """Same names are common: without birth year or village a person counts by the record alone."""
    assert person_base(name, year, None, village) is None
