"""Reporting periods: the 14th belongs to the month, the 15th to the next one."""

import datetime as dt

import pytest

from kh57_desktop.domain.periods import Period, PeriodKind, working_day
from kh57_desktop.errors import CommandUnclear


def day(text):
    """Return the day of an ISO text."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("name", "first", "last", "label"),
    [
        ("2026-03", "2026-02-15", "2026-03-14", "tháng 3 năm 2026"),
        ("2026-01", "2025-12-15", "2026-01-14", "tháng 01 năm 2026"),
        ("2025-12", "2025-11-15", "2025-12-14", "tháng 12 năm 2025"),
        ("2026-Q1", "2025-12-15", "2026-03-14", "quý I năm 2026"),
        ("2026-q4", "2026-09-15", "2026-12-14", "quý IV năm 2026"),
        ("2026-9M", "2025-12-15", "2026-09-14", "9 tháng năm 2026"),
        ("2026-H1", "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026"),
        ("2026-H2", "2026-06-15", "2026-12-14", "6 tháng cuối năm 2026"),
        (" 2026 ", "2025-12-15", "2026-12-14", "năm 2026"),
        (
            "2026-02-10..2026-03-20",
            "2026-02-10",
            "2026-03-20",
            "từ ngày 10/02/2026 đến ngày 20/03/2026",
        ),
    ],
)
def test_a_name_means_exact_days(name, first, last, label):
    """Every name of the command line gives its first and last day and its words on paper."""
    period = Period.named(name)

    assert (period.first, period.last, period.label) == (day(first), day(last), label)


@pytest.mark.parametrize(
    "name",
    [
        *("", "2026-00", "2026-13", "2026-Q5", "2026-H3", "2026-8M", "26-03", "1999-12", "2101"),
        *(
            "2026-03-20..2026-02-10",
            "2026-02-30..2026-03-01",
            "2026-02-10..",
            "tháng 3",
            "\uff12026",
        ),
        *("1999-02-10..2026-03-20", "2026-02-10..2101-01-01", "2026-3"),
    ],
)
def test_a_name_that_means_no_period_is_refused(name):
    """A slip of the pen gets a coded error, never another period."""
    with pytest.raises(CommandUnclear):
        Period.named(name)


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2026-03-14", "2026-03"),
        ("2026-03-15", "2026-04"),
        ("2025-12-14", "2025-12"),
        ("2025-12-15", "2026-01"),
        ("2026-01-01", "2026-01"),
    ],
)
def test_a_day_counts_in_the_month_that_closes_after_it(date, month):
    """What happened on the 15th is counted in the next month's summary."""
    assert Period.of_day(day(date)).name == month


@pytest.mark.parametrize(
    ("name", "before", "year_before"),
    [
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026-H2", "2026-H1", "2025-H2"),
        ("2026-9M", "2025-9M", "2025-9M"),
        ("2026", "2025", "2025"),
        ("2026-03-11..2026-03-20", "2026-03-01..2026-03-10", "2025-03-11..2025-03-20"),
        ("2028-02-29..2028-02-29", "2028-02-28..2028-02-28", "2027-02-28..2027-02-28"),
    ],
)
def test_the_trend_compares_with_the_period_before_and_with_last_year(name, before, year_before):
    """The monthly summary sets a figure beside last month's and last year's."""
    period = Period.named(name)

    assert period.before() == Period.named(before)
    assert period.year_before() == Period.named(year_before)


@pytest.mark.parametrize(
    ("name", "deadline", "reminder", "asked"),
    [
        ("2026-H1", "2026-06-19", "2026-06-19", True),
        ("2027-H1", "2027-06-19", "2027-06-18", True),
        ("2025", "2025-12-19", "2025-12-19", True),
        ("2026", "2026-12-19", "2026-12-18", True),
        ("2027", "2027-12-19", "2027-12-17", True),
        ("2026-H2", "2026-12-19", "2026-12-18", False),
        ("2026-03", "2026-03-19", "2026-03-19", False),
    ],
)
def test_a_report_before_the_20th_is_in_time_until_the_end_of_the_19th(
    name, deadline, reminder, asked
):
    """The days of DOMAIN 2.3; a deadline on a weekend is reminded of on the Friday before."""
    period = Period.named(name)

    assert (period.deadline, period.reminder_day) == (day(deadline), day(reminder))
    assert period.is_of_the_plan is asked


def test_free_days_have_no_deadline():
    """An ad-hoc report is due when whoever asked for it says so."""
    period = Period.named("2026-02-10..2026-03-20")

    assert (period.deadline, period.reminder_day, period.days_late(day("2030-01-01"))) == (
        None,
        None,
        0,
    )


@pytest.mark.parametrize(
    ("received", "late"), [("2026-06-14", 0), ("2026-06-19", 0), ("2026-06-20", 1)]
)
def test_lateness_is_counted_in_days_after_the_last(received, late):
    """Received on the 20th is one day late."""
    assert Period.named("2026-H1").days_late(day(received)) == late


def test_both_ends_belong_to_the_period():
    """The first and the last day count, their neighbors do not."""
    period = Period.named("2026-03")

    held = [
        date
        for date in ("2026-02-14", "2026-02-15", "2026-03-14", "2026-03-15")
        if period.contains(day(date))
    ]

    assert held == ["2026-02-15", "2026-03-14"]


def test_the_running_total_begins_on_the_15th_of_december():
    """«Lũy kế từ 15/12» of a month in spring reaches back to the year before."""
    assert Period.named("2026-03").since_year_start().name == "2025-12-15..2026-03-14"


def test_a_quarter_knows_its_months():
    """The months of a quarter are those that hold its days."""
    assert [month.name for month in Period.named("2026-Q2").months()] == [
        "2026-04",
        "2026-05",
        "2026-06",
    ]


def test_kinds_of_period_have_words():
    """The period box says what it offers."""
    assert [kind.label for kind in PeriodKind][:2] == ["Tháng", "Quý"]


@pytest.mark.parametrize(
    ("date", "working"),
    [("2026-06-19", "2026-06-19"), ("2026-12-19", "2026-12-18"), ("2027-12-19", "2027-12-17")],
)
def test_the_working_day_before_a_weekend_is_its_friday(date, working):
    """Nobody is reminded on a Sunday."""
    assert working_day(day(date)) == day(working)
