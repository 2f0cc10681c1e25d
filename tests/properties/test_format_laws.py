"""Laws of writing and reading: what the program writes, it reads back."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain import formats, typed

TODAY = dt.date(2026, 3, 18)
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(days)
def test_every_way_of_writing_a_day_is_read_back(day):
    """A day copied from the screen, from a paper or from a citation means the same day."""
    for written in (
        formats.day(day),
        formats.paper_day(day),
        formats.cited_day(day),
        day.isoformat(),
    ):
        assert typed.day(written, TODAY) == day


@given(days, st.integers(0, 3650))
def test_a_day_without_its_year_lies_in_the_past(day, later):
    """What was typed as 20/5 has happened, and not more than a leap year's wait ago."""
    today = day + dt.timedelta(days=later)

    found = typed.day(formats.day_and_month(day), today)

    assert (found.month, found.day) == (day.month, day.day)
    assert dt.timedelta() <= today - found < dt.timedelta(days=8 * 366)


@given(st.integers(0, 10**9))
def test_a_count_is_read_back_as_it_was_written(number):
    """A figure copied from a table is the same figure."""
    assert typed.count(formats.number(number)) == number
    assert typed.count(formats.counted(number)) == number
    assert typed.count(f"{formats.number(number)} lượt") == number


@given(st.integers(0, 100_000))
def test_a_duration_is_read_back_as_it_was_written(seconds):
    """2 phút 30 giây and 150 are one duration."""
    assert typed.seconds(formats.duration(seconds)) == seconds
    assert typed.seconds(str(seconds)) == seconds


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_phone_number_is_read_back_as_it_was_written(phone):
    """However its digits are grouped."""
    assert typed.phone(formats.phone(phone)) == phone
    assert typed.phone(f"+84{phone[1:]}") == phone
    assert typed.phone(phone[1:]) == phone


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percent_never_flatters(numerator, denominator):
    """The printed percent is at most the true one, and 100,0% means all."""
    whole, tenth = formats.percent(numerator, denominator).rstrip("%").replace(".", "").split(",")
    printed = int(whole) * 10 + int(tenth)

    assert printed * denominator <= 1000 * numerator < (printed + 1) * denominator


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_value_or_a_reason(text):
    """No key stroke makes the program fail."""
    for read in (typed.day, typed.born):
        assert read(text, TODAY) is not None
    for read in (typed.count, typed.decimal, typed.seconds, typed.phone):
        assert read(text) is not None
