"""What officers type: days, counts, durations, phones."""

import datetime as dt
from decimal import Decimal

import pytest

from kh57_desktop.domain import typed
from kh57_desktop.domain.typed import Unreadable

TODAY = dt.date(2026, 3, 18)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hôm nay", "2026-03-18"),
        ("Hôm qua", "2026-03-17"),
        ("hôm kia", "2026-03-16"),
        ("ngày mai", "2026-03-19"),
        ("t2", "2026-03-16"),
        ("T4", "2026-03-18"),
        ("thứ năm", "2026-03-12"),
        ("Thứ 7", "2026-03-14"),
        ("CN", "2026-03-15"),
        ("chủ nhật", "2026-03-15"),
        ("20/5", "2025-05-20"),
        ("17/3", "2026-03-17"),
        ("18-3", "2026-03-18"),
        ("20 5", "2025-05-20"),
        ("29/2", "2024-02-29"),
        ("15", "2026-03-15"),
        ("19", "2026-02-19"),
        ("31", "2026-01-31"),
        ("7/10/2025", "2025-10-07"),
        ("07.10.2025", "2025-10-07"),
        ("7-10-25", "2025-10-07"),
        (" 12 / 11 / 2025 ", "2025-11-12"),
        ("2025-10-07", "2025-10-07"),
        ("2025-10-07 00:00:00", "2025-10-07"),
        ("2025-10-07T08:30:00.0", "2025-10-07"),
        ("07102025", "2025-10-07"),
        ("071025", "2025-10-07"),
        ("ngày 7 tháng 10", "2025-10-07"),
        ("Ngày 10 tháng 11 năm 2025", "2025-11-10"),
        ("8h00 ngày 7/10/2025", "2025-10-07"),
        ("8h30 17/3", "2026-03-17"),
        ("Thứ Ba, 07/10/2025", "2025-10-07"),
        ("CN 15/3", "2026-03-15"),
        ("17/3 14:30", "2026-03-17"),
    ],
)
def test_a_day_is_understood_however_it_is_typed(text, day):
    """Day first always; what is missing is the latest that is not in the future."""
    assert typed.day(text, TODAY) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"), [("20/5", "2026-05-20"), ("20/12", "2025-12-20"), ("18/3", "2026-03-18")]
)
def test_a_planned_day_is_the_nearest(text, day):
    """The first day of a class may lie ahead."""
    assert typed.day(text, TODAY, ahead=True) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text", ["31/2", "31/11/2025", "0/5", "5/13/2025", "29/2/2026", "20/5/0000", "00", "45"]
)
def test_a_day_that_the_calendar_lacks_is_named_so(text):
    """31/11 is a slip, and the officer reads that there is no such day."""
    found = typed.day(text, TODAY)

    assert found == Unreadable(text, "không có ngày này trong lịch")


@pytest.mark.parametrize(
    "text", ["", "cuối tháng", "#REF!", "10/2025", "2025", "sắp tới", "7/10/025"]
)
def test_a_text_that_is_no_day_is_named_so(text):
    """Nothing is guessed."""
    assert typed.day(text, TODAY) == Unreadable(text, "không đọc được thành ngày")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1998", 1998),
        ("1998.0", 1998),
        ("10/05/2016", dt.date(2016, 5, 10)),
        ("5/6/98", dt.date(1998, 6, 5)),
        ("5/6/26", dt.date(2026, 6, 5)),
        ("5/6/27", dt.date(1927, 6, 5)),
    ],
)
def test_a_birth_may_be_a_year_alone(text, found):
    """Lists often know the year only; two digits mean the latest year that has come."""
    assert typed.born(text, TODAY) == found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("35", 35),
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("35 người", 35),
        ("136 lượt", 136),
        ("~220", 220),
        ("khoảng 103 người", 103),
        ("hơn 218", 218),
        ("05", 5),
        ("\xa038\xa0", 38),
        ("12,0", 12),
        ("195.0", 195),
        ("không có", 0),
        ("0", 0),
    ],
)
def test_a_count_is_understood_with_its_words(text, number):
    """Dots are thousands; «người», «lượt», «khoảng» go."""
    assert typed.count(text) == number


@pytest.mark.parametrize("text", ["30-35", "đông", "1,5", "1.5", "1,234", "", "12 nam 13 nữ"])
def test_what_is_no_whole_number_is_not_guessed(text):
    """A range or a doubtful comma is asked about."""
    assert typed.count(text) == Unreadable(text, "không đọc được thành một số")


def test_a_negative_count_is_named_so():
    """Nobody attends a meeting minus five times."""
    assert typed.count("-5") == Unreadable("-5", "số không được âm")


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234,5", "1234.5"), ("1,5", "1.5"), ("1.5", "1.5"), ("1.234", "1234"), ("12", "12")],
)
def test_a_decimal_has_a_comma(text, number):
    """1.234,5 is a thousand and more, 1.234 as well."""
    assert typed.decimal(text) == Decimal(number)


def test_a_text_is_no_decimal():
    """A word in a column of hours is left out."""
    assert isinstance(typed.decimal("nửa ngày"), Unreadable)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2 phút 30 giây", 150),
        ("2'30\"", 150),
        ("2\u203230\u2033", 150),
        ("3'20''", 200),
        ("5'", 300),
        ('30"', 30),
        ("02:30", 150),
        ("03:20", 200),
        ("1:02:03", 3723),
        ("150 giây", 150),
        ("150", 150),
        ("150.0", 150),
        ("1 giờ 30", 5400),
        ("1h", 3600),
        ("1 giờ 2 phút 3 giây", 3723),
    ],
)
def test_a_duration_is_understood_in_its_usual_forms(text, seconds):
    """Minutes and seconds of a clip, as its author noted them."""
    assert typed.seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "dài", "2:75"])
def test_a_text_without_a_duration_is_named_so(text):
    """Nothing is guessed."""
    assert typed.seconds(text) == Unreadable(text, "không đọc được thành thời lượng")


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0319256721", "0319256721"),
        ("+84319241352", "0319241352"),
        ("84 912 345 678", "0912345678"),
        ("0386.458.129", "0386458129"),
        ("0352-372-132", "0352372132"),
        ("329945996", "0329945996"),
        ("329945996.0", "0329945996"),
        ("0260 3862 111", "02603862111"),
        ("0912345678 / 0987654321", "0912345678"),
    ],
)
def test_a_phone_number_comes_to_ten_digits(text, phone):
    """Country code, dots and a 0 that a spreadsheet lost make no other number."""
    assert typed.phone(text) == phone


@pytest.mark.parametrize("text", ["", "12", "0112345678", "062216022779", "không có"])
def test_other_digits_are_no_phone_number(text):
    """An identity number in the wrong column is not kept as a phone."""
    assert typed.phone(text) == Unreadable(text, "không phải số điện thoại")
