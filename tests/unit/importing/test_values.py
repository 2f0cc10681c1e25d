"""Counts, durations, phones, sexes, marks and words as people type them."""

import datetime as dt

import pytest

from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.domain.vocabulary import ActivityKind, Audience, Mark, MediaKind, Sex
from kh57_desktop.importing import values

TODAY = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *((35, 35), (35.0, 35), ("35", 35), ("05", 5), ("1.234", 1234), ("35 người", 35)),
        *(("40 lượt", 40), ("~40", 40), ("khoảng 40 người", 40), ("hơn 100", 100), (0, 0)),
        *(("\xa038\xa0", 38), ("Trên 200 lượt người", 200), ("1.234.567", 1234567)),
    ],
)
def test_counts_as_people_write_them(typed, number):
    """A count is the number that was meant."""
    assert values.read_count(typed) == number


@pytest.mark.parametrize(
    "typed", ["30-35", "đông", "35/40", -3, 2.5, "-5", "1,5", dt.date(2025, 1, 1), "mười"]
)
def test_what_is_no_count_is_told(typed):
    """A range, a fraction or a word is no number of people."""
    assert isinstance(values.read_count(typed), Unreadable)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        *(("2 phút 30 giây", 150), ("2'30\"", 150), ("02:30", 150), ("150 giây", 150)),
        *(("150", 150), (150, 150), ("1:02:03", 3723), ("2 phút", 120)),
        *((dt.time(0, 2, 30), 150), (dt.time(2, 30), 150), (dt.timedelta(seconds=200), 200)),
        (dt.datetime.combine(dt.date(1899, 12, 31), dt.time(0, 3, 20)), 200),
    ],
)
def test_durations_as_people_write_them(typed, seconds):
    """Also what a spreadsheet made of 02:30: two hours and a half, meant as minutes."""
    assert values.read_seconds(typed) == seconds


@pytest.mark.parametrize(("typed", "seconds"), [(3, 180), ("3", 180), ("2,5", 150), ("3:20", 200)])
def test_a_heading_in_minutes_counts_bare_numbers_in_minutes(typed, seconds):
    """Under «Thời lượng (phút)» a 3 is three minutes."""
    assert values.read_seconds(typed, in_minutes=True) == seconds


@pytest.mark.parametrize("typed", ["dài", "", None])
def test_what_is_no_duration_is_told(typed):
    """A word is no duration."""
    assert isinstance(values.read_seconds(typed), Unreadable)


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        *(("+84319241352", "0319241352"), ("0386.458.129", "0386458129")),
        *((329945996, "0329945996"), ("0370 722 830", "0370722830")),
        *(("0912-345-678 / 0987654321", "0912345678"), (912345678.0, "0912345678")),
    ],
)
def test_phones_as_people_write_them(typed, phone):
    """Ten digits come out, also where a number cell lost the 0."""
    assert values.read_phone(typed) == phone


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("NGUYỄN VĂN AN", "Nguyễn Văn An"), ("nguyễn văn an", "Nguyễn Văn An")),
        *(("Y BRƯK", "Y Brưk"), ("A\xa0Rôh", "A Rôh"), ("đặng  thị tuyết ", "Đặng Thị Tuyết")),
        *(("H'HEN NIÊ", "H'Hen Niê"), ("Lê Văn An (tổ trưởng)", "Lê Văn An")),
    ],
)
def test_names_take_their_normal_form(typed, name):
    """However a list was typed, the name is written as on paper."""
    assert values.read_name(typed) == name


@pytest.mark.parametrize("typed", ["12", "Lê Văn 3", "…", "", None, 7])
def test_what_is_no_name_is_told(typed):
    """A number is no name."""
    assert isinstance(values.read_name(typed), Unreadable)


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        *((1998, 1998), ("1998", 1998), ("1998.0", 1998), (dt.date(2016, 5, 10), 2016)),
        *(("10/05/2016", 2016), ("10/5/65", 1965), ("1/1/20", 2020), ("5/1960", 1960)),
        *(
            ("00/00/1955", 1955),
            ("  /  /1960", 1960),
            (42500, 2016),
            ("ngày 5 tháng 6 năm 2010", 2010),
        ),
        (dt.datetime.combine(dt.date(1971, 2, 3), dt.time(0, 0)), 1971),
    ],
)
def test_births_give_their_year(typed, year):
    """A day, a serial number or a year alone: the year is kept."""
    assert values.read_birth_year(typed, TODAY) == year


@pytest.mark.parametrize(
    "typed", ["31/02/2010", "không rõ", 1700, "1700", 2099, "1/1/2030", 65, -4, dt.date(2030, 1, 1)]
)
def test_births_that_cannot_be_are_told(typed):
    """Nobody was born in 1700 or will be in 2030."""
    assert isinstance(values.read_birth_year(typed, TODAY), Unreadable)


@pytest.mark.parametrize(
    ("typed", "sex"),
    [
        *(("Nam", Sex.MALE), ("NỮ", Sex.FEMALE), ("M", Sex.MALE), ("f", Sex.FEMALE)),
        *(("nu", Sex.FEMALE), ("Nam giới", Sex.MALE), ("Gái", Sex.FEMALE)),
    ],
)
def test_sexes_as_people_write_them(typed, sex):
    """A word or a letter in either language."""
    assert values.read_sex(typed) == sex


def test_an_unknown_sex_is_told():
    """A number says nothing here: 0 and 1 mean either in different programs."""
    assert isinstance(values.read_sex(1), Unreadable)


@pytest.mark.parametrize(
    ("typed", "is_ticked"),
    [("x", True), ("✓", True), (1, True), ("", False), (None, False), ("0", False), ("1992", True)],
)
def test_ticks_under_nam_or_nu(typed, is_ticked):
    """An x, a 1 or a year of birth ticks; an empty cell does not."""
    assert values.read_tick(typed) is is_ticked


def test_a_tick_that_is_none_is_told():
    """A remark under Nữ says nothing about the sex."""
    assert isinstance(values.read_tick("chuyển trường"), Unreadable)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *(("Bài viết", MediaKind.ARTICLE), ("Tin, bài", MediaKind.ARTICLE)),
        *(("infographic", MediaKind.INFOGRAPHIC), ("Video clip", MediaKind.VIDEO)),
        *(("Phóng sự ảnh", MediaKind.PHOTO), ("Motion graphic", MediaKind.MOTION_GRAPHIC)),
        ("Video (có phụ đề)", MediaKind.VIDEO),
    ],
)
def test_words_of_a_closed_list_by_their_spellings(typed, kind):
    """The list's word, an alias, or its first part."""
    assert values.read_word(MediaKind, typed) == kind


def test_a_word_outside_the_list_is_told():
    """What is not in the list is left to the officer."""
    assert isinstance(values.read_word(ActivityKind, "múa lân"), Unreadable)


def test_several_words_of_a_list():
    """Known ones are taken, each once and in order; alone unknown ones are told."""
    several = values.read_words(Audience, "Học sinh, học viên; Nhân dân, khách")

    assert several
    assert all(Audience(slug).is_known for slug in several)
    assert isinstance(values.read_words(Audience, "khách mời"), Unreadable)


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        *(("x", Mark.PRESENT), ("X", Mark.PRESENT), ("+", Mark.PRESENT), ("✓", Mark.PRESENT)),
        *((1, Mark.PRESENT), ("1", Mark.PRESENT), ("Có", Mark.PRESENT), ("m", Mark.LATE)),
        *(("T", Mark.LATE), ("muộn", Mark.LATE), ("trễ", Mark.LATE), ("p", Mark.EXCUSED)),
        *(("CP", Mark.EXCUSED), ("phép", Mark.EXCUSED), ("k", Mark.ABSENT), ("V", Mark.ABSENT)),
        *(("vắng", Mark.ABSENT), (0, Mark.ABSENT), ("thay", Mark.SUBSTITUTED)),
        ("Cử người thay", Mark.SUBSTITUTED),
    ],
)
def test_marks_of_an_attendance_sheet(typed, mark):
    """The usual signs, small or large."""
    assert values.read_mark(typed) == mark


def test_a_legend_wins_over_the_usual_signs():
    """Where the file says that v is present, it is."""
    assert values.read_mark("V", {"v": Mark.PRESENT}) == Mark.PRESENT
    assert isinstance(values.read_mark("?"), Unreadable)


def test_cells_are_shown_as_the_officer_sees_them():
    """A refusal shows what stands in the file."""
    moment = dt.datetime.combine(dt.date(2025, 10, 7), dt.time(8, 30))

    assert [values.read_text(cell) for cell in (None, " a  b ", 7, 2.5, 1e15, moment, TODAY)] == [
        *("", "a b", "7", "2.5", "1e+15", "07/10/2025 08:30", "31/03/2026")
    ]
