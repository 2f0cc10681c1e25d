"""Turn the cells of one row into the values of a record's fields."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain import names
from kh57_desktop.domain.names import bare
from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.i18n import vi
from kh57_desktop.importing.days import Span, exchanged, first_parts, read_span
from kh57_desktop.importing.spellings import REQUIRED
from kh57_desktop.importing.values import (
    read_count,
    read_phone,
    read_seconds,
    read_text,
    read_tick,
    read_word,
    read_words,
)
from kh57_desktop.records.fields import Field, FieldType
from kh57_desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.importing.columns import Column
    from kh57_desktop.importing.grid import Cell
    from kh57_desktop.importing.known import Registers
    from kh57_desktop.importing.tables import Entry, Table

_NEVER_LEFT_OUT = {"reach_count", "people_count", "unit"}
"""Beside days and names: what is there and cannot be read refuses its row (rules 9, 16)."""

_NOTHING = re.compile(r"[-–—.…_\s]+")
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|####*)|Err:[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that refuses its row."""

    heading: str
    value: str
    why: str


@dataclass(slots=True)
class Reading:
    """What one row gave: values, what the file says there, and what refuses the row."""

    values: dict[str, Value] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    meets: int | None = None


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell says nothing: empty, or a dash that stands for nothing."""
    return cell is None or (isinstance(cell, str) and _NOTHING.fullmatch(cell) is not None)


def is_error(cell: Cell) -> bool:
    """Tell whether a cell holds the mark of a formula that failed."""
    return isinstance(cell, str) and _ERROR.fullmatch(cell.strip()) is not None


def is_month_first(cells: Iterable[Cell]) -> bool:
    """Tell whether days were typed day first on a computer set to month first (rule 11).

    Then those up to the 12th became real dates with day and month exchanged, the others stayed
    text.
    """
    real: list[int] = []
    typed: list[int] = []
    for cell in cells:
        if isinstance(cell, dt.date):
            real.append(cell.day)
        elif (part := first_parts(cell)) is not None:
            typed.append(part)
    return bool(real) and bool(typed) and max(real) <= _MONTHS < min(typed)


_MONTHS = 12


@dataclass(slots=True)
class FieldReader:
    """Reads the rows of one table of a log or a list of units."""

    kind: str
    table: Table
    registers: Registers
    plan_items: dict[str, int]
    turned: frozenset[int]
    """The places of the columns where day and month were exchanged."""
    _memory: dict[tuple[str, Cell], Value | Unreadable] = field(default_factory=dict)

    def read(self, entry: Entry) -> Reading:
        """Return the values of a row."""
        reading = Reading()
        for column in self.table.head.columns:
            described = KINDS[self.kind].fields.get(column.meaning or "")
            if described is None or column.place >= len(entry.cells):
                continue
            cell = entry.cells[column.place]
            reading.typed[described.name] = read_text(cell)
            reading.headings[described.name] = column.heading
            if not is_blank(cell):
                self._take(reading, described, column, cell, entry)
        self._ask_for_required(reading)
        return reading

    def _take(
        self, reading: Reading, described: Field, column: Column, cell: Cell, entry: Entry
    ) -> None:
        if described.holds is FieldType.DAY:
            value: Value | Unreadable = self._day(reading, described, column, cell, entry)
        else:
            value = self._remembered(described, column, cell)
        name, longest = described.name, described.about.longest
        if self.kind == "units" and name == "name":
            reading.meets = self.registers.units.meet(read_text(cell))
        refuses = described.holds is FieldType.DAY or name in _NEVER_LEFT_OUT | {
            *REQUIRED[self.kind]
        }
        if isinstance(value, Unreadable):
            if refuses:
                reading.faults.append(Fault(column.heading, read_text(cell), value.why))
        elif isinstance(value, str) and longest is not None and len(value) > longest:
            why = vi("dài quá {longest} chữ cái").format(longest=longest)
            reading.faults.append(Fault(column.heading, value, why))
        else:
            reading.values[name] = value

    def _day(
        self, reading: Reading, described: Field, column: Column, cell: Cell, entry: Entry
    ) -> dt.date | Unreadable:
        """Return a day; the last day of several goes to its own field where no column gives it."""
        span = read_span(cell, entry.years)
        if isinstance(span, Unreadable):
            return Unreadable(span.text, vi("ô báo lỗi")) if is_error(cell) else span
        if isinstance(cell, dt.date) and column.place in self.turned:
            span = Span(exchanged(span.first))
        if described.name == "starts_on" and span.last is not None:
            reading.values.setdefault("ends_on", span.last)
        return span.last if described.name == "ends_on" and span.last else span.first

    def _remembered(self, described: Field, column: Column, cell: Cell) -> Value | Unreadable:
        key = described.name, cell
        if key not in self._memory:
            self._memory[key] = (
                Unreadable(read_text(cell), vi("ô báo lỗi"))
                if is_error(cell)
                else self._value(described, column, cell)
            )
        return self._memory[key]

    def _value(self, described: Field, column: Column, cell: Cell) -> Value | Unreadable:
        if described.name == "duration_seconds":
            return read_seconds(cell, in_minutes="phut" in bare(column.heading).split())
        if described.holds is FieldType.REFERENCE:
            return self._reference(described, read_text(cell))
        if described.word is not None:
            several = described.holds is FieldType.WORDS
            return (read_words if several else read_word)(described.word, cell)
        return _PLAIN[described.holds](cell, described)

    def _reference(self, described: Field, text: str) -> int | Unreadable:
        meet: dict[str, Callable[[str], int | None]] = {
            "unit": self.registers.units.meet,
            "village": self.registers.villages.meet,
            "plan_item": self._plan_item,
        }
        found = meet.get(described.about.refers_to or "", _unknown)(text)
        why = vi("không có trong danh mục của xã")
        return found if found is not None else Unreadable(text, why)

    def _plan_item(self, text: str) -> int | None:
        return self.plan_items.get(text.upper().replace(" ", ""))

    def _ask_for_required(self, reading: Reading) -> None:
        """Refuse a row without a value its kind needs."""
        for name in reversed(REQUIRED[self.kind]):
            column = self.table.head.column(name)
            heading = column.heading if column else ""
            if name not in reading.values and all(f.heading != heading for f in reading.faults):
                label = KINDS[self.kind].fields[name].about.label
                why = vi("thiếu «{label}»").format(label=label)
                reading.faults.insert(0, Fault(heading, reading.typed.get(name, ""), why))


def _unknown(_text: str) -> int | None:
    return None


def _text(cell: Cell, described: Field) -> str:
    if isinstance(cell, str):
        return names.tidy(cell, multiline=described.about.multiline)
    return read_text(cell)


_PLAIN: dict[FieldType, Callable[[Cell, Field], Value | Unreadable]] = {
    FieldType.TEXT: lambda cell, described: (
        read_phone(cell) if described.name == "phone" else _text(cell, described)
    ),
    FieldType.INTEGER: lambda cell, _: read_count(cell),
    FieldType.FLAG: lambda cell, _: read_tick(cell),
}


def turned_columns(tables: Sequence[Table]) -> frozenset[int]:
    """Return the columns of one sheet in which day and month were exchanged."""
    cells: dict[int, list[Cell]] = {}
    for table in tables:
        for column in table.head.columns:
            if column.meaning in _DAYS:
                cells.setdefault(column.place, []).extend(
                    entry.cells[column.place]
                    for entry in table.entries
                    if column.place < len(entry.cells)
                )
    return frozenset(place for place, found in cells.items() if is_month_first(found))


_DAYS = {"starts_on", "ends_on", "produced_on", "held_on"}
