"""Read days as people type them into sheets: text day first, serial numbers, spans (rule 10)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import fold
from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.i18n import vi
from kh57_desktop.importing.years import Years

if TYPE_CHECKING:
    from kh57_desktop.importing.grid import Cell

NO_YEARS = Years()

_WEEKDAYS = r"\b(?:(?:thu|t)\s*(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn)\b"
_WEEKDAY = re.compile(
    rf"{_WEEKDAYS}(?!\s*[/.-]?\s*[0-9])[\s,.:()-]*"
    rf"|{_WEEKDAYS}[\s,.:(-]+(?:ngay\s*)?(?=[0-9])"
)
_HOUR = (
    r"[0-9]{1,2}\s*(?:(?:h|g|gio)\s*(?:[0-9]{1,2}\b\s*(?:p|ph|phut|')?)?(?![a-z/])"
    r"|:[0-9]{2}(?::[0-9.]+)?)"
)
_TIME = re.compile(rf"(?:\btu\s+)?\bt?{_HOUR}(?:\s*(?:-|den)\s*{_HOUR})?(?:\s*(?:am|pm)\b)?")
_ISO_HOUR = re.compile(r"(?<=[0-9])t(?=[0-9]{2}:)")
_PART_OF_DAY = re.compile(r"\b(?:buoi|sang|trua|chieu|toi|luc|vao|hoi|ca ngay|mung|mong)\b")
_IN_WORDS = re.compile(
    r"([0-9]{1,2})\s*thang\s*([0-9]{1,2})(?:\s*,?\s*nam\s*([0-9]{4}|[0-9]{2})\b)?"
)
_NOISE = re.compile(r"\bngay\b|[()]")
_YEAR_WORD = re.compile(r"([0-9])\s*,?\s*nam\s*(?=[0-9]{4})")

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*([/. -])\s*([0-9]{1,2})(?:\s*\2\s*([0-9]{4}|[0-9]{2}))?")
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,2})")
_SEVERAL = re.compile(
    r"(?:tu\s+)?([0-9]{1,2})(?:\s*(?:[-,;&+]|va|den)\s*[0-9]{1,2})*\s*(?:[-,;&+]|va|den)\s*([0-9]{1,2})"
    r"\s*([/.])\s*([0-9]{1,2})(?:\s*\3\s*([0-9]{4}|[0-9]{2}))?"
)
_FROM_TO = re.compile(
    r"(?:tu\s+)?(.+?)\s*(?:\s-\s|\bden\b|\bva\b|[,;&~]|(?<=[0-9])-(?=[0-9]))\s*(.+)"
)
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # 2000 to 2099
_EPOCH = dt.date(1899, 12, 30)
_SHORT_YEAR = 2
_LONGEST = 120  # letters that a day may take: what is longer is a story


@dataclass(frozen=True, slots=True)
class Span:
    """The first day of something, and the last one where it took several."""

    first: dt.date
    last: dt.date | None = None


def read_span(cell: Cell, years: Years = NO_YEARS) -> Span | Unreadable:
    """Return the day or days a cell names; a missing year is that of the lines around it."""
    if isinstance(cell, dt.datetime):
        return Span(cell.date())
    if isinstance(cell, dt.date):
        return Span(cell)
    if isinstance(cell, int | float):
        return _serial(cell)
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return _unreadable(cell)
    said = _simplified(cell)
    if _SERIAL.fullmatch(said):
        return _serial(float(said))
    return _one(cell, said, years) or _span(cell, said, years) or _unreadable(cell)


def first_parts(cell: Cell) -> int | None:
    """Return the first number of a day typed with numbers, which is its day; else None."""
    is_typed = isinstance(cell, str) and len(cell) <= _LONGEST
    found = _DAY_FIRST.fullmatch(_simplified(str(cell))) if is_typed else None
    return int(found[1]) if found else None


def exchanged(day: dt.date) -> dt.date:
    """Return the day that was meant where a computer took the day for the month."""
    return day.replace(month=day.day, day=day.month)


def _simplified(text: str) -> str:
    """Return a folded text without weekday, hour and the words around the numbers."""
    said = _ISO_HOUR.sub(" ", fold(text).replace("\u2044", "/"))
    said = _IN_WORDS.sub(lambda found: "/".join(part for part in found.groups() if part), said)
    said = _TIME.sub(" ", _WEEKDAY.sub(" ", said))
    said = _YEAR_WORD.sub(r"\1/", _NOISE.sub(" ", _PART_OF_DAY.sub(" ", said)))
    return " ".join(said.split()).strip(" .,;:-")


def _one(cell: str, said: str, years: Years) -> Span | Unreadable | None:
    """Read a single day; None where the text is none."""
    if found := _YEAR_FIRST.fullmatch(said):
        return _spanned(cell, [(int(found[4]), int(found[3]), int(found[1]))])
    if found := _DAY_FIRST.fullmatch(said):
        month = int(found[3])
        return _spanned(cell, [(int(found[1]), month, _year(found[4]) or years.of(month))])
    return None


def _span(cell: str, said: str, years: Years) -> Span | Unreadable | None:
    """Read several days of one month, or from one day to another."""
    if found := _SEVERAL.fullmatch(said):
        month = int(found[4])
        year = _year(found[5]) or years.of(month)
        return _spanned(cell, [(int(found[1]), month, year), (int(found[2]), month, year)])
    parted = _FROM_TO.fullmatch(said)
    if parted is None:
        return None
    ends = [_DAY_FIRST.fullmatch(part.strip()) for part in parted.groups()]
    if ends[0] is None or ends[1] is None:
        return None
    (day, month, year), (last_day, last_month, last_year) = (
        (int(end[1]), int(end[3]), _year(end[4])) for end in ends if end
    )
    last_year = last_year or years.of(last_month)
    if year is None and last_year is not None:
        year = last_year - (month > last_month)
    return _spanned(cell, [(day, month, year), (last_day, last_month, last_year)])


def _spanned(cell: str, days: list[tuple[int, int, int | None]]) -> Span | Unreadable:
    made: list[dt.date] = []
    for day, month, year in days:
        if year is None:
            return Unreadable(cell, vi("thiếu năm"))
        try:
            made.append(dt.date(year, month, day))
        except ValueError:
            return Unreadable(cell, vi("không có ngày này trong lịch"))
    if made[-1] < made[0]:
        return Unreadable(cell, vi("ngày kết thúc trước ngày bắt đầu"))
    return Span(made[0], made[-1] if made[-1] != made[0] else None)


def _serial(number: float) -> Span | Unreadable:
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return Unreadable(f"{number:g}", vi("không đọc được thành ngày"))
    return Span(_EPOCH + dt.timedelta(days=int(number)))


def _year(said: str | None) -> int | None:
    """Return the year of four or two digits: what is planned and done now is of 20xx."""
    if said is None:
        return None
    return int(said) if len(said) > _SHORT_YEAR else 2000 + int(said)


def _unreadable(cell: Cell) -> Unreadable:
    return Unreadable("" if cell is None else str(cell), vi("không đọc được thành ngày"))
