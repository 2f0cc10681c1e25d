"""Find the year that titles and group rows lend to days written without one (rule 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# a document's symbol and the day of that document say nothing about the rows
_DOCUMENT = re.compile(
    r"\b[0-9]+[-/][a-z]{2,6}(?:[-/][a-z0-9-]+)*(?:,?\s*ngay\s*[0-9]{1,2}\s*(?:/|thang)\s*[0-9]{1,2}"
    r"\s*(?:/|nam)\s*[0-9]{4})?"
)
_SCHOOL_YEAR = re.compile(r"nam hoc\s*:?\s*(20[0-9]{2})\s*[-/]\s*(20[0-9]{2}|[0-9]{2})\b")
_DAY = re.compile(
    r"\b[0-9]{1,2}\s*(?:[/.-]|thang)\s*([0-9]{1,2})\s*(?:[/.-]|,?\s*nam)\s*(20[0-9]{2})\b"
)
_MONTH = re.compile(r"\b(?:thang|t)\s*([0-9]{1,2})\s*(?:[/.-]|,?\s*nam)\s*(20[0-9]{2})\b")
_YEAR = re.compile(r"(?<![0-9/.-])(20[0-9]{2})(?![0-9])")
_MONTH_ALONE = re.compile(r"\bthang\s*([0-9]{1,2})\b")

_SCHOOL_BEGINS = 7
_MONTHS = 12
_LONGEST = 500  # letters of a line that are looked at


@dataclass(frozen=True, slots=True)
class Years:
    """What lines of text say about the year of a day and a month."""

    by_month: Mapping[int, int] = field(default_factory=dict)
    whole: int | None = None
    """The one year that is named at all."""
    school: int | None = None
    """The year in which the school year begins."""
    month: int | None = None
    """The one month that is named."""

    def of(self, month: int) -> int | None:
        """Return the year of a month; None where nothing tells."""
        if month in self.by_month:
            return self.by_month[month]
        if self.whole is not None:
            return self.whole
        if self.school is not None:
            return self.school if month > _SCHOOL_BEGINS else self.school + 1
        return None

    def or_else(self, other: Years) -> Years:
        """Return these years, or the others where these say nothing."""
        says_nothing = not self.by_month and self.whole is None and self.school is None
        chosen = other if says_nothing else self
        return Years(chosen.by_month, chosen.whole, chosen.school, self.month or other.month)


def years_in(lines: Iterable[str]) -> Years:
    """Return what some lines say about years; a year said twice differently says nothing."""
    text = _DOCUMENT.sub(" ", " ; ".join(fold(line[:_LONGEST]) for line in lines))
    school = _SCHOOL_YEAR.search(text)
    text = _SCHOOL_YEAR.sub(" ", text)
    dated = [(int(m), int(y)) for m, y in _DAY.findall(text)]
    rest = _DAY.sub(" ", text)
    monthly = [(int(m), int(y)) for m, y in _MONTH.findall(rest)]
    pairs = _between(dated) + monthly
    named = {year for _, year in pairs} | {int(year) for year in _YEAR.findall(rest)}
    months = {int(m) for m in _MONTH_ALONE.findall(rest)} & set(range(1, _MONTHS + 1))
    return Years(
        {month: year for month, year in pairs if _agree(month, year, pairs)},
        named.pop() if len(named) == 1 else None,
        int(school[1]) if school else None,
        months.pop() if len(months) == 1 else None,
    )


def _between(dated: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the months from the first to the last of two days, when they are less than a year."""
    if len(dated) != 2:  # noqa: PLR2004 - from and to
        return dated
    first, last = (year * _MONTHS + month - 1 for month, year in dated)
    if not 0 <= last - first < _MONTHS:
        return dated
    return [(at % _MONTHS + 1, at // _MONTHS) for at in range(first, last + 1)]


def _agree(month: int, year: int, pairs: Iterable[tuple[int, int]]) -> bool:
    return all(other == year for at, other in pairs if at == month)
