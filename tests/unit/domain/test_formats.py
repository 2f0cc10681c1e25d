"""How days, numbers and the like are written."""

import datetime as dt
from decimal import Decimal

import pytest

from kh57_desktop.domain import formats

SIXTH_OF_JUNE = dt.date(2026, 6, 6)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2026, 6, 5), "ngày 05 tháng 6 năm 2026"),
        (dt.date(2025, 10, 7), "ngày 07 tháng 10 năm 2025"),
        (dt.date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (dt.date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (dt.date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
    ],
)
def test_days_on_paper_follow_decree_30(day, written):
    """Days below 10 and the months 1 and 2 have a leading zero, the months 3 to 9 have none."""
    assert formats.paper_day(day) == written


def test_a_day_not_known_yet_is_left_to_the_pen():
    """The clerk writes day and month by hand; the year may stand there already."""
    assert formats.paper_day(None) == "ngày … tháng … năm …"
    assert formats.place_and_day("Đăk Pxi", None, 2026) == "Đăk Pxi, ngày … tháng … năm 2026"


def test_place_and_day_stand_on_one_line():
    """A comma parts them."""
    assert formats.place_and_day("Đăk Pxi", SIXTH_OF_JUNE) == "Đăk Pxi, ngày 06 tháng 6 năm 2026"


def test_days_on_the_screen_are_day_first():
    """Tables show 06/06/2026, short lines 06/06, forms the day of the week beside it."""
    assert formats.day(SIXTH_OF_JUNE) == "06/06/2026"
    assert formats.day_and_month(SIXTH_OF_JUNE) == "06/06"
    assert formats.weekday(SIXTH_OF_JUNE) == "thứ Bảy"
    assert formats.moment(dt.datetime(2026, 6, 6, 14, 36)) == "14:36 06/06/2026"  # noqa: DTZ001 - any zone


def test_a_week_has_seven_names():
    """From Monday, «thứ Hai», to Sunday."""
    week = [formats.weekday(dt.date(2026, 6, 1) + dt.timedelta(days=n)) for n in range(7)]

    assert week == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1.234"),
        (1234567, "1.234.567"),
        (-1200, "-1.200"),
        (Decimal("1234.5"), "1.234,5"),
    ],
)
def test_numbers_have_dots_between_thousands_and_a_decimal_comma(value, written):
    """1.234,5 as every office writes it."""
    assert formats.number(value) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1200, "1.200")]
)
def test_counts_below_ten_have_a_leading_zero(value, written):
    """«01 chương trình», «05 lớp», as the plan itself writes."""
    assert formats.counted(value) == written


@pytest.mark.parametrize(
    ("numerator", "denominator", "written"),
    [
        (27, 29, "93,1%"),
        (9996, 10000, "99,9%"),
        (29, 29, "100,0%"),
        (0, 29, "0,0%"),
        (1, 3, "33,3%"),
        (2, 3, "66,6%"),
        (20000, 10, "200.000,0%"),
        (0, 0, "Không phát sinh"),
        (None, 29, "Chưa đủ dữ liệu"),
        (3, None, "Chưa đủ dữ liệu"),
    ],
)
def test_a_percent_is_cut_never_rounded_up(numerator, denominator, written):
    """Only the whole prints 100,0%; a missing part is said, not made 0."""
    assert formats.percent(numerator, denominator) == written


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [(9, 5, "+4"), (5, 9, "-4"), (5, 5, "0"), (1500, 0, "+1.500"), (None, 5, "-"), (5, None, "-")],
)
def test_the_trend_shows_its_sign(now, before, written):
    """A month before without figures gives a dash, not a rise."""
    assert formats.change(now, before) == written


@pytest.mark.parametrize(
    ("form", "kind", "symbol", "value", "written"),
    [
        ("{number}/{kind}-{symbol}", "BC", "VHXH", 5, "05/BC-VHXH"),
        ("{number}/{kind}-{symbol}", "BC", "UBND", 134, "134/BC-UBND"),
        ("{number}-{kind}/{symbol}", "BC", "ĐTN", 7, "07-BC/ĐTN"),
        ("{number}/{kind}-{symbol}", "BC", "VHXH", None, "…/BC-VHXH"),
        ("", "BC", "", 5, ""),
    ],
)
def test_document_numbers_follow_the_form_of_their_issuer(form, kind, symbol, value, written):
    """Numbers below 10 have a leading zero; a village's team has no numbers at all."""
    assert formats.document_number(form, kind, symbol, value) == written


def test_a_citation_never_invents_what_is_missing():
    """While the plan has no number, every paper cites it with brackets."""
    blank = formats.citation("Kế hoạch", None, "/KH-UBND", None)
    whole = formats.citation("Kế hoạch", "58/KH-UBND", "", dt.date(2025, 8, 5))

    assert blank == "Kế hoạch số [...]/KH-UBND ngày [...]"
    assert whole == "Kế hoạch số 58/KH-UBND ngày 05/8/2025"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0 giây"),
        (45, "45 giây"),
        (150, "2 phút 30 giây"),
        (3600, "1 giờ"),
        (3723, "1 giờ 2 phút 3 giây"),
    ],
)
def test_durations_are_written_in_words(seconds, written):
    """A clip of 150 seconds lasts «2 phút 30 giây»."""
    assert formats.duration(seconds) == written


@pytest.mark.parametrize(
    ("size", "written"),
    [(0, "0 B"), (10, "10 B"), (2048, "2 KB"), (1_300_000, "1,2 MB"), (5 * 1024**4, "5.120 GB")],
)
def test_sizes_are_written_for_people(size, written):
    """The page of exchange says how large a bundle is."""
    assert formats.size(size) == written


def test_phone_numbers_are_written_in_groups():
    """Ten digits are easier to read aloud in three groups."""
    assert formats.phone("0912345678") == "0912 345 678"
    assert formats.phone("02603862111") == "0260 386 2111"
