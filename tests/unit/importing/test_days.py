"""Days as people type them, and the years that titles lend them."""

import datetime as dt

import pytest

from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.importing.days import Span, exchanged, first_parts, read_span
from kh57_desktop.importing.years import Years, years_in

OCTOBER = years_in(["SỔ THEO DÕI", "Tháng 10 năm 2025"])
THE_7TH, THE_9TH = dt.date(2025, 10, 7), dt.date(2025, 10, 9)


@pytest.mark.parametrize(
    "typed",
    [
        "7/10/2025",
        "07.10.2025",
        "7-10-25",
        "7 10 2025",
        "2025-10-07",
        "2025/10/07",
        "2025-10-07T00:00:00",
        "2025-10-07 08:30:00",
        "7/10",
        "ngày 7 tháng 10",
        "Ngày 07 tháng 10, năm 2025",
        "7/10 năm 2025",
        "8h00 ngày 7/10/2025",
        "18h30' ngày 7/10/2025",
        "8 giờ 00 phút, ngày 7 tháng 10 năm 2025",
        "7g30 ngày 7/10",
        "8:00 7/10/2025",
        "8h00-11h00 ngày 7/10/2025",
        "Từ 8h00 đến 11h00 ngày 7/10/2025",
        "7/10/2025, 8h",
        "7/10/2025 lúc 19h00",
        "07/10/2025 08:00:00 AM",
        "Thứ Ba, 07/10/2025",
        "T3 07/10/2025",
        "thứ ba ngày 7 tháng 10",
        "7/10/2025 (thứ 3)",
        "07/10/2025 - Thứ Ba",
        "Sáng 7/10/2025",
        " 7 / 10 / 2025 ",
        "07/10/2025.",
        "45937",
        45937,
        45937.5,
        dt.date(2025, 10, 7),
        dt.datetime.combine(dt.date(2025, 10, 7), dt.time(8, 30)),
    ],
)
def test_one_day_in_every_spelling(typed):
    """Whatever way the day was written, it is the seventh of October."""
    assert read_span(typed, OCTOBER) == Span(THE_7TH)


@pytest.mark.parametrize(
    "typed",
    [
        "7-9/10/2025",
        "7, 8, 9/10/2025",
        "7 và 9/10/2025",
        "từ 7/10 đến 9/10/2025",
        "từ ngày 7/10/2025 đến ngày 9/10/2025",
        "Từ ngày 07 đến 09 tháng 10 năm 2025",
        "7/10 - 9/10",
        "7/10-9/10/2025",
        "07/10/2025 – 09/10/2025",
    ],
)
def test_several_days_give_the_first_and_the_last(typed):
    """What took three days begins on the seventh and ends on the ninth."""
    assert read_span(typed, OCTOBER) == Span(THE_7TH, THE_9TH)


def test_days_over_the_turn_of_the_year():
    """From December to January the year of the first day is the one before."""
    assert read_span("30/12 - 2/1/2026") == Span(dt.date(2025, 12, 30), dt.date(2026, 1, 2))


@pytest.mark.parametrize("typed", ["31/11/2025", "30/02/2026", "7/13/2025", "0/1/2025"])
def test_a_day_that_is_not_in_the_calendar_is_told(typed):
    """The 31st of November is refused in these words."""
    read = read_span(typed)

    assert isinstance(read, Unreadable)
    assert read.why == "không có ngày này trong lịch"


@pytest.mark.parametrize(
    "typed",
    ["cuối tháng", "10/2025", "tháng 10", "2025", "10-11/2025", "dự kiến 7/10/2025", "#REF!", 7, "",
     None, dt.time(8), "99999999", "7/10/2025 8/10/2025", "quý IV", "thường xuyên", "1/1/1", 10**9],
)  # fmt: skip
def test_what_is_no_day_is_told(typed):
    """A month, a quarter or a word is no day, and nobody guesses one."""
    read = read_span(typed, OCTOBER)

    assert isinstance(read, Unreadable)
    assert read.why == "không đọc được thành ngày"


def test_days_in_the_wrong_order_are_told():
    """An end before the beginning is a slip of the keyboard."""
    assert read_span("9-7/10/2025").why == "ngày kết thúc trước ngày bắt đầu"


def test_a_year_that_nothing_tells_is_asked_for():
    """Without a year in the cell, the titles or the group above, the row is refused."""
    assert read_span("7/10").why == "thiếu năm"
    assert read_span("7/10 - 9/10").why == "thiếu năm"


@pytest.mark.parametrize(
    ("lines", "october", "january"),
    [
        (["Tháng 10 năm 2025"], 2025, 2025),
        (["QUÝ IV NĂM 2025 - TRƯỜNG TH-THCS"], 2025, 2025),
        (["Từ ngày 13/10/2025 đến ngày 24/10/2025. Địa điểm"], 2025, 2025),
        (["DANH SÁCH", "NĂM HỌC 2025-2026"], 2025, 2026),
        (["Năm học: 2025 - 2026"], 2025, 2026),
        (["NGHỊ QUYẾT 57-NQ/TW NGÀY 22/12/2024", "THÁNG 10/2025"], 2025, 2025),
        (["Kế hoạch số 12/KH-UBND ngày 10 tháng 10 năm 2024", "Năm 2025"], 2025, 2025),
        (["từ 15/10/2025 đến 14/1/2026"], 2025, 2026),
        (["Tháng 10/2025, tháng 01/2026"], 2025, 2026),
        (["THÁNG 10, THÁNG 11 NĂM 2025"], 2025, 2025),
        (["T10.2025"], 2025, 2025),
        (["Năm 2024 và năm 2025"], None, None),
        (["không nói gì"], None, None),
        (["1/10/2024", "2/10/2025"], None, None),
        (["từ 15/12/2022 đến 14/12/2025"], None, None),
    ],
)
def test_titles_lend_their_year(lines, october, january):
    """The year stands in the title, often beside the day of a document that says nothing."""
    years = years_in(lines)

    assert (years.of(10), years.of(1)) == (october, january)


def test_a_group_row_says_more_than_the_title():
    """What a nearer line says wins; what it leaves open is asked of the farther one."""
    nearer, farther = years_in(["Tháng 11/2024"]), years_in(["Năm 2025"])

    assert nearer.or_else(farther).of(11) == 2024
    assert Years().or_else(farther).of(11) == 2025


def test_the_first_part_of_a_typed_day():
    """Only numbers typed day first tell how a column was typed."""
    assert [first_parts(cell) for cell in ("17/10/2025", "17.10", "cuối tháng", 17, None)] == [
        *(17, 17),
        *(None, None, None),
    ]
    assert exchanged(dt.date(2025, 3, 11)) == dt.date(2025, 11, 3)
