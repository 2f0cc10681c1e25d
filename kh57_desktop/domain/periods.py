"""Reporting periods: months from the 15th to the 14th and what they add up to (DOMAIN 2.3)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kh57_desktop.domain.choice import Choice
from kh57_desktop.errors import CommandUnclear
from kh57_desktop.i18n import vi

FIRST_DAY = 15  # of the month before
LAST_DAY = 14  # of the month itself
DAYS_TO_REPORT = 5  # «trước ngày 20»: received by the end of the 19th
YEARS = range(2000, 2101)

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH_NAME = re.compile(r"([0-9]{4})-([0-9]{2})")
_PART_NAME = re.compile(r"([0-9]{4})(?:-(Q[1-4]|H[12]|9M))?")
_DAYS_NAME = re.compile(rf"({_DAY})\.\.({_DAY})")
_MONTHS_OF_PART = {
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "9M": (1, 9),
    "": (1, 12),
}
_ROMAN = ("", "I", "II", "III", "IV")


class PeriodKind(Choice):
    """What a period is: its months decide, apart from freely chosen days."""

    MONTH = "month", vi("Tháng")
    QUARTER = "quarter", vi("Quý")
    HALF = "half", vi("6 tháng")
    NINE_MONTHS = "nine_months", vi("9 tháng")
    YEAR = "year", vi("Năm")
    DAYS = "days", vi("Khoảng ngày")


@dataclass(frozen=True, slots=True)
class Period:
    """The days that one report is about, both ends included."""

    kind: PeriodKind
    name: str
    first: dt.date
    last: dt.date

    @classmethod
    def named(cls, name: str) -> Period:
        """Return the period of a name such as 2026-03, 2026-Q1, 2026-H1, 2026, or two days.

        Raises `CommandUnclear` for anything else (COMMAND_LINE.md, Periods).
        """
        wanted = name.strip().upper()
        if month := _MONTH_NAME.fullmatch(wanted):
            return _month(_year(month[1], name), _month_number(month[2], name))
        if part := _PART_NAME.fullmatch(wanted):
            return _part(_year(part[1], name), part[2] or "")
        if days := _DAYS_NAME.fullmatch(wanted):
            return cls.of_days(_day(days[1], name), _day(days[2], name))
        raise _unclear(name)

    @classmethod
    def of_day(cls, day: dt.date) -> Period:
        """Return the month whose figures count the day: from the 15th on, the next month's."""
        return _month(*_next_month(day.year, day.month, 1 if day.day >= FIRST_DAY else 0))

    @classmethod
    def of_days(cls, first: dt.date, last: dt.date) -> Period:
        """Return freely chosen days; raises `CommandUnclear` when they stand the wrong way."""
        name = f"{first.isoformat()}..{last.isoformat()}"
        if last < first or first.year not in YEARS or last.year not in YEARS:
            raise _unclear(name)
        return cls(PeriodKind.DAYS, name, first, last)

    def contains(self, day: dt.date) -> bool:
        """Tell whether the day is one of the period's."""
        return self.first <= day <= self.last

    def before(self) -> Period:
        """Return the period of the same kind that ends the day before this one begins.

        Of nine months, the nine months of the year before; of free days, as many days.
        """
        if self.kind is PeriodKind.NINE_MONTHS:
            return self.year_before()
        if self.kind is PeriodKind.DAYS:
            day = dt.timedelta(days=1)
            return Period.of_days(self.first - (self.last - self.first) - day, self.first - day)
        months = self._month_count()
        end = _next_month(self.last.year, self.last.month, -months)
        return _of_months(self.kind, *end)

    def after(self) -> Period:
        """Return the period whose `before` is this one."""
        if self.kind is PeriodKind.NINE_MONTHS:
            return _part(self.last.year + 1, "9M")
        if self.kind is PeriodKind.DAYS:
            day = dt.timedelta(days=1)
            return Period.of_days(self.last + day, self.last + (self.last - self.first) + day)
        return _of_months(
            self.kind, *_next_month(self.last.year, self.last.month, self._month_count())
        )

    def year_before(self) -> Period:
        """Return the same period of the year before."""
        if self.kind is PeriodKind.DAYS:
            return Period.of_days(_year_earlier(self.first), _year_earlier(self.last))
        return Period.named(self.name.replace(self.name[:4], str(self.last.year - 1), 1))

    def since_year_start(self) -> Period:
        """Return the days from the 15th of December that opens the reporting year to the last."""
        year = Period.of_day(self.last).last.year
        return Period.of_days(dt.date(year - 1, 12, FIRST_DAY), self.last)

    def months(self) -> tuple[Period, ...]:
        """Return the months that hold the period's days, in order."""
        found = [Period.of_day(self.first)]
        while found[-1].last < self.last:
            found.append(found[-1].after())
        return tuple(found)

    @property
    def label(self) -> str:
        """Return the period as it is called on paper."""
        if self.kind is PeriodKind.DAYS:
            return vi("từ ngày {first} đến ngày {last}").format(
                first=f"{self.first:%d/%m/%Y}", last=f"{self.last:%d/%m/%Y}"
            )
        year, month = self.last.year, self.last.month
        if self.kind is PeriodKind.MONTH:
            number = f"{month:02}" if month in {1, 2} else f"{month}"  # as Decree 30 writes months
            return vi("tháng {month} năm {year}").format(month=number, year=year)
        if self.kind is PeriodKind.QUARTER:
            return vi("quý {quarter} năm {year}").format(quarter=_ROMAN[month // 3], year=year)
        if self.kind is PeriodKind.NINE_MONTHS:
            return vi("9 tháng năm {year}").format(year=year)
        if self.kind is PeriodKind.YEAR:
            return vi("năm {year}").format(year=year)
        half = vi("6 tháng đầu năm {year}") if month == 6 else vi("6 tháng cuối năm {year}")  # noqa: PLR2004 - June
        return half.format(year=year)

    @property
    def deadline(self) -> dt.date | None:
        """Return the last day on which a report of the period is in time; free days have none.

        The plan sets it for the half-year and the year: 19/6 and 19/12 (V.4); the other periods
        keep the same five days after their last.
        """
        if self.kind is PeriodKind.DAYS:
            return None
        return self.last + dt.timedelta(days=DAYS_TO_REPORT)

    @property
    def is_of_the_plan(self) -> bool:
        """Tell whether the plan itself asks for a report of this period (20/6 and 20/12)."""
        return self.kind is PeriodKind.YEAR or (
            self.kind is PeriodKind.HALF and self.last.month == 6  # noqa: PLR2004 - June
        )

    @property
    def reminder_day(self) -> dt.date | None:
        """Return the deadline, or the working day before it when it falls on a weekend."""
        return None if self.deadline is None else working_day(self.deadline)

    def days_late(self, received: dt.date) -> int:
        """Return by how many days something received then is late; 0 in time or undated."""
        return 0 if self.deadline is None else max(0, (received - self.deadline).days)

    def _month_count(self) -> int:
        """Return how many months the period has."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month


def working_day(day: dt.date) -> dt.date:
    """Return the day itself, or the Friday before it when it is a Saturday or a Sunday."""
    return day - dt.timedelta(days=max(0, day.isoweekday() - 5))


def _month(year: int, month: int) -> Period:
    before_year, before_month = _next_month(year, month, -1)
    return Period(
        PeriodKind.MONTH,
        f"{year:04}-{month:02}",
        dt.date(before_year, before_month, FIRST_DAY),
        dt.date(year, month, LAST_DAY),
    )


def _part(year: int, part: str) -> Period:
    first, last = _MONTHS_OF_PART[part]
    kind = {
        "": PeriodKind.YEAR,
        "9M": PeriodKind.NINE_MONTHS,
        "H1": PeriodKind.HALF,
        "H2": PeriodKind.HALF,
    }.get(part, PeriodKind.QUARTER)
    name = f"{year:04}-{part}" if part else f"{year:04}"
    return Period(kind, name, _month(year, first).first, _month(year, last).last)


def _of_months(kind: PeriodKind, year: int, last_month: int) -> Period:
    """Return the period of this kind whose last month it is."""
    if kind is PeriodKind.MONTH:
        return _month(year, last_month)
    if kind is PeriodKind.QUARTER:
        return _part(year, f"Q{last_month // 3}")
    if kind is PeriodKind.HALF:
        return _part(year, f"H{last_month // 6}")
    return _part(year, "")


def _next_month(year: int, month: int, steps: int) -> tuple[int, int]:
    years, months = divmod(year * 12 + month - 1 + steps, 12)
    return years, months + 1


def _year_earlier(day: dt.date) -> dt.date:
    """Return the same day a year earlier; of 29 February, the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _year(text: str, name: str) -> int:
    if int(text) not in YEARS:
        raise _unclear(name)
    return int(text)


def _month_number(text: str, name: str) -> int:
    if not 1 <= int(text) <= 12:  # noqa: PLR2004 - months of a year
        raise _unclear(name)
    return int(text)


def _day(text: str, name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _unclear(name) from None


def _unclear(name: str) -> CommandUnclear:
    return CommandUnclear(problem=vi("kỳ «{name}»").format(name=name))
