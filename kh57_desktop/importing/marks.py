"""Read the days and marks of an attendance sheet, and the legend that explains its signs."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare, fold
from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.i18n import vi
from kh57_desktop.importing.days import Span, exchanged, read_span
from kh57_desktop.importing.fields import is_month_first
from kh57_desktop.importing.meanings import LESSON
from kh57_desktop.importing.values import read_mark, read_text
from kh57_desktop.importing.years import Years, years_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kh57_desktop.importing.columns import Column
    from kh57_desktop.importing.grid import Cell
    from kh57_desktop.importing.known import KnownTraining
    from kh57_desktop.importing.tables import Entry, Table

_EXPLAINED = re.compile(
    r"([^:=;()\n]{1,40}?)\s*[:=]\s*([^:=;()\n]+?)(?=\s*[;()\n]|,\s*[^,;:=]{1,12}[:=]|$)"
)
_IN_TEXT = re.compile(r"[0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}(?:\s*[/.-]\s*(?:[0-9]{4}|[0-9]{2}))?")
_COUNTS_LESSONS = re.compile(r"^(?!.*\bngay\b).*\bbuoi\b")
_ORDINAL = re.compile(r"\b(?:buoi|b)\s*(?:thu|so)?\s*([0-9]{1,3})\b")
_PREFIX = re.compile(r"^\W*(?:ghi chú|chú thích|chú giải|ký hiệu|quy ước)[^:]*:", re.IGNORECASE)
_BETWEEN_SIGNS = re.compile(r"[,/]|\bhoặc\b")
_SIGN_LETTERS = 12
_LONGEST = 500  # letters of a line that are looked at


def legend(lines: Iterable[str]) -> dict[str, Mark]:
    """Return the signs that the file explains: «x, +: có mặt; p: vắng có phép»."""
    found: dict[str, Mark] = {}
    for text in lines:
        for signs, meaning in _EXPLAINED.findall(_PREFIX.sub("", text[:_LONGEST])):
            mark = _meant(meaning)
            for sign in _BETWEEN_SIGNS.split(signs):
                if mark is not None and 0 < len(sign.strip()) <= _SIGN_LETTERS:
                    found[sign.strip().lower()] = mark
    return found


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark of one person: at which lesson, under which heading, as typed."""

    held_on: dt.date
    sitting: int
    """Which of the lessons of that day, from 1."""
    heading: str
    typed: str
    mark: Mark | Unreadable


@dataclass(slots=True)
class MarkReader:
    """Reads the marks of one attendance sheet: a grid of days, or one column of marks."""

    table: Table
    training: KnownTraining | None
    signs: Mapping[str, Mark]
    lessons: tuple[tuple[dt.date, int], ...] = field(init=False)
    _days: dict[int, tuple[dt.date, int]] = field(init=False)
    _only: dt.date | None = field(init=False)

    def __post_init__(self) -> None:
        self._days = self._numbered(lesson_days(self.table, self.training))
        self._only = only_day(self.table.beside)
        self.lessons = tuple(self._days.values())

    def read(self, entry: Entry) -> Iterator[FoundMark]:
        """Give the marks of a row; an empty cell is none."""
        for column in self.table.head.columns:
            if column.place >= len(entry.cells) or entry.cells[column.place] is None:
                continue
            cell = entry.cells[column.place]
            if column.meaning == LESSON:
                lesson = self._days.get(column.place)
            elif column.meaning == "mark" and not self._days:  # beside a grid it counts them
                lesson = self._day_of(entry)
            else:
                continue
            text = read_text(cell)
            mark = read_mark(cell, self.signs)
            if lesson is None:
                mark = Unreadable(text, vi("không rõ ngày học"))
            held_on, sitting = lesson or (dt.date.min, 1)
            yield FoundMark(held_on, sitting, column.heading, text, mark)

    def _day_of(self, entry: Entry) -> tuple[dt.date, int] | None:
        """Return the lesson of a row that names its day, else the one day of the titles."""
        column = self.table.head.column("held_on")
        if column is None:
            return (self._only, 1) if self._only else None
        span = read_span(entry.cells[column.place], entry.years)
        return (span.first, 1) if isinstance(span, Span) else None

    @staticmethod
    def _numbered(days: Mapping[int, dt.date]) -> dict[int, tuple[dt.date, int]]:
        """Return each lesson with its number within its day."""
        times: Counter[dt.date] = Counter()
        numbered: dict[int, tuple[dt.date, int]] = {}
        for place, day in sorted(days.items()):
            times[day] += 1
            numbered[place] = day, times[day]
        return numbered


def lesson_days(table: Table, training: KnownTraining | None) -> dict[int, dt.date]:
    """Return the day of each lesson by the place of its column; what names no day is left out."""
    columns = [column for column in table.head.columns if column.meaning == LESSON]
    turned = is_month_first(column.lines[-1] for column in columns)
    years = table.years.or_else(_years_of(training))
    days: dict[int, dt.date] = {}
    for column in columns:
        day = _day(column, years, training)
        if day is not None:
            is_real = isinstance(column.lines[-1], dt.date)
            days[column.place] = exchanged(day) if turned and is_real else day
    return days


def only_day(lines: Sequence[str]) -> dt.date | None:
    """Return the one day that the titles of a list name; None when they name several or none."""
    found = {
        span.first
        for text in lines
        for said in re.findall(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}", text)
        if isinstance(span := read_span(said), Span)
    }
    return found.pop() if len(found) == 1 else None


def _day(column: Column, years: Years, training: KnownTraining | None) -> dt.date | None:
    """Return the day of a heading: a date, 13/10, 13 below «Tháng 10», or «Buổi 1» of the class."""
    cell: Cell = column.lines[-1]
    above = years_in(str(line) for line in column.lines[:-1] if isinstance(line, str)).or_else(
        years
    )
    if isinstance(cell, int) or (isinstance(cell, str) and cell.strip().isdigit()):
        if _COUNTS_LESSONS.search(bare(" ".join(str(line) for line in column.lines[:-1]))):
            return training.lessons.get(int(cell)) if training else None
        year = above.of(above.month) if above.month else None
        return _made(year, above.month, int(cell))
    for line in reversed(column.lines):
        span = read_span(line, above)
        if isinstance(span, Unreadable) and isinstance(line, str):
            said = _IN_TEXT.search(fold(line))
            span = read_span(said[0], above) if said else span
        if isinstance(span, Span):
            return span.first
    ordinal = _ORDINAL.search(bare(str(cell)))
    lessons: Mapping[int, dt.date] = training.lessons if training else {}
    return lessons.get(int(ordinal[1])) if ordinal else None


def _made(year: int | None, month: int | None, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year and month else None
    except ValueError:
        return None


def _years_of(training: KnownTraining | None) -> Years:
    """Return the years of a training's days, for headings that name none."""
    days = [day for day in (training.starts_on, training.ends_on) if day] if training else []
    return years_in([f"{day:%d/%m/%Y}" for day in days])


def _meant(text: str) -> Mark | None:
    """Return the mark that a legend's words mean."""
    said = bare(text)
    for words, mark in _WORDS:
        if re.search(words, said):
            return mark
    return None


_WORDS = (
    (r"\bthay\b", Mark.SUBSTITUTED),
    (r"\b(?:khong|ko|k) (?:co )?(?:phep|ly do)|vang khong|bo hoc", Mark.ABSENT),
    (r"\bphep\b|\bco ly do\b", Mark.EXCUSED),
    (r"\b(?:muon|tre)\b", Mark.LATE),
    (r"\bvang\b|\bnghi\b", Mark.ABSENT),
    (r"\bco mat\b|\bdu hoc\b|\bdi hoc\b|\btham (?:gia|du)\b|\bco\b", Mark.PRESENT),
)
