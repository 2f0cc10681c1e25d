"""Laws of the periods: they tile, and before and after undo each other."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.periods import Period

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2001, 1, 1), dt.date(2099, 12, 31))
years = st.integers(2001, 2099)


@st.composite
def periods(draw):
    """Return a period of any kind."""
    year = draw(years)
    names = (
        *(f"{year}-{month:02}" for month in range(1, 13)),
        *(f"{year}-{part}" for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M")),
        f"{year}",
    )
    if draw(st.booleans()):
        first, last = sorted((draw(days), draw(days)))
        return Period.of_days(max(first, last - 400 * DAY), last)
    return Period.named(draw(st.sampled_from(names)))


@given(days)
def test_every_day_counts_in_exactly_one_month(day):
    """No activity is counted twice and none is forgotten."""
    month = Period.of_day(day)

    assert month.contains(day)
    assert not month.before().contains(day)
    assert not month.after().contains(day)


@given(periods())
def test_a_period_and_the_one_before_touch(period):
    """Between two reports no day is lost."""
    if period.name.endswith("9M"):
        assert period.before().last < period.first
    else:
        assert period.before().last + DAY == period.first


@given(periods())
def test_after_undoes_before(period):
    """Turning one page back and one page on shows the same page."""
    if period.kind.value == "days":
        assert period.before().after().last == period.last
    else:
        assert period.before().after() == period.after().before() == period


@given(periods())
def test_a_period_is_found_again_by_its_name(period):
    """What the command line prints can be typed back."""
    assert Period.named(period.name) == period


@given(years)
def test_months_tile_quarters_halves_and_the_year(year):
    """The half-years make the year, the months make them all: sums agree by construction."""
    named = {part: Period.named(f"{year}-{part}") for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2")}
    months = Period.named(f"{year}").months()

    assert [month.name for month in months] == [f"{year}-{month:02}" for month in range(1, 13)]
    assert all(one.last + DAY == other.first for one, other in pairwise(months))
    assert named["Q1"].months() + named["Q2"].months() == named["H1"].months()
    assert named["Q3"].months() + named["Q4"].months() == named["H2"].months()
    assert named["H1"].months() + named["H2"].months() == months
    assert named["H1"].months() + named["Q3"].months() == Period.named(f"{year}-9M").months()


@given(periods())
def test_the_months_of_a_period_hold_all_its_days(period):
    """Whatever days are chosen, the months around them are known."""
    months = period.months()

    assert months[0].contains(period.first)
    assert months[-1].contains(period.last)
    assert all(one.last + DAY == other.first for one, other in pairwise(months))


@given(periods())
def test_a_period_lies_in_its_running_total(period):
    """The running total ends with the period and begins on a 15th of December."""
    total = period.since_year_start()

    assert total.last == period.last
    assert (total.first.month, total.first.day) == (12, 15)
    assert total.first <= total.last


@given(years)
def test_the_deadlines_of_the_plan_are_the_19th_of_june_and_december(year):
    """«Trước ngày 20/6» and «trước ngày 20/12», reminded of on a working day at most two before."""
    half, whole = Period.named(f"{year}-H1"), Period.named(f"{year}")

    assert (half.deadline, whole.deadline) == (dt.date(year, 6, 19), dt.date(year, 12, 19))
    for period in (half, whole):
        assert period.reminder_day.isoweekday() <= 5
        assert 0 <= (period.deadline - period.reminder_day).days <= 2
