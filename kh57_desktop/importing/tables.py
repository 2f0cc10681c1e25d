"""Cut the sheets of a file into tables of one kind: their heads, and the rows that are records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.importing.grid import Row
from kh57_desktop.importing.headings import Finder, Head, finder
from kh57_desktop.importing.lines import DATED, Line, counts_its_rows, is_numbered, line
from kh57_desktop.importing.meanings import NUMBER
from kh57_desktop.importing.spellings import REQUIRED
from kh57_desktop.importing.values import is_ditto
from kh57_desktop.importing.years import Years, years_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kh57_desktop.importing.grid import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is a record, with what merged cells and «nt» lend it, and its years."""

    number: int
    cells: tuple[Cell, ...]
    years: Years


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet: its head, its records, the lines of text around them."""

    sheet: Sheet
    head: Head
    entries: tuple[Entry, ...]
    years: Years
    beside: tuple[str, ...] = field(default=(), repr=False)
    """Titles, notes and legends: every text that is no record."""


def tables(sheets: Sequence[Sheet], kind: str, asked: Mapping[str, str]) -> tuple[Table, ...]:
    """Return the tables of a kind in all sheets; a table that suits another kind only if alone."""
    for is_loose in (False, True):
        look = finder(kind, asked, is_loose=is_loose)
        found = tuple(table for sheet in sheets for table in _of_sheet(sheet, look))
        if found:
            return found
    return ()


def _of_sheet(sheet: Sheet, look: Finder) -> Iterator[Table]:
    heads = look.heads(sheet)
    begin = heads[0].first if heads else 0
    above = [*sheet.above, *(text for row in sheet.rows[:begin] for text in _texts(row))]
    years = years_in(above).or_else(years_in([sheet.name]))
    lent = _lent(sheet)
    for head in heads:
        end = next((h.first for h in heads if h.first > head.first), len(sheet.rows))
        rows = _within(head, heads, sheet.rows[head.last + 1 : end])
        cut = _Cut(head, look.kind, rows, lent)
        entries = tuple(cut.entries(years))
        above = [*above, *cut.beside]
        yield Table(sheet, head, entries, years, tuple(above))
        years = years_in(cut.beside[-_TITLE_LINES:]).or_else(years)


_TITLE_LINES = 4


def _within(head: Head, heads: Sequence[Head], rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with the cells of this table alone, where others stand beside it."""
    if sum(other.first == head.first for other in heads) == 1:
        return rows
    places = {column.place for column in head.columns}
    parts = [
        Row(row.number, tuple(c if at in places else None for at, c in enumerate(row.cells)))
        for row in rows
    ]
    return [row for row in parts if any(cell is not None for cell in row.cells)]


@dataclass(slots=True)
class _Cut:
    """The rows below one head, of which some are records."""

    head: Head
    kind: str
    rows: Sequence[Row]
    lent: Mapping[tuple[int, int], Cell]
    beside: list[str] = field(default_factory=list)

    def entries(self, years: Years) -> Iterator[Entry]:
        """Give the records; the texts of the other rows are kept beside."""
        is_counted = counts_its_rows(self.rows, self.head)
        above: Sequence[Cell] | None = None
        is_signed = False
        for place, row in enumerate(self.rows):
            said = line(row, self.head, self.kind, is_counted=is_counted)
            if said is Line.END:
                self.beside.extend(text for rest in self.rows[place:] for text in _texts(rest))
                return
            # a numbered record tells that the table had not ended after all
            goes_on = said is Line.RECORD and is_numbered(row, self.head)
            is_signed = (is_signed or said is Line.SIGNED) and not goes_on
            if is_signed or said is not Line.RECORD or self._is_group(place):
                self.beside.extend(_texts(row))
                years = years if is_signed else _years_of_group(row, years)
                continue
            resolved = _as_above(self._filled(row), above)
            above = resolved
            yield Entry(row.number, resolved, years)

    def _filled(self, row: Row) -> tuple[Cell, ...]:
        """Return the cells of a row with what those merged from above lend it."""
        if not self.lent:
            return tuple(row.cells)
        return tuple(
            cell if cell is not None else self.lent.get((row.number, column))
            for column, cell in enumerate(row.cells)
        )

    def _is_group(self, place: int) -> bool:
        """Tell whether a numbered row with a title alone heads rows counted from 1 again."""
        number, title = self.head.column(NUMBER), self.head.column(REQUIRED[self.kind][0])
        if number is None or title is None or self.kind not in DATED:
            return False
        row, below = self.rows[place], self.rows[place + 1 : place + 2]
        filled = {column for column, cell in enumerate(row.cells) if cell is not None}
        if not below or not filled <= {number.place, title.place}:
            return False
        own, under = (str(r.cells[number.place] or "").strip(" .)") for r in (row, below[0]))
        return under.startswith(f"{own}.") or (under == "1" and own != "1")


def _years_of_group(row: Row, years: Years) -> Years:
    """Return the years that a group row says, else those before it."""
    said = years_in(_texts(row))
    return said if said.by_month or said.whole or said.school else years


def _as_above(cells: tuple[Cell, ...], before: Sequence[Cell] | None) -> tuple[Cell, ...]:
    """Put the value above in place of «nt» and its like; without a row above they say nothing."""
    if not any([isinstance(cell, str) and is_ditto(cell) for cell in cells]):  # noqa: C419 - quicker
        return cells
    above = before or (None,) * len(cells)
    return tuple(
        above[column] if isinstance(cell, str) and is_ditto(cell) else cell
        for column, cell in enumerate(cells)
    )


def _lent(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """Return what cells merged downward lend to the rows below their first."""
    rows = {row.number: row.cells for row in sheet.rows}
    lent: dict[tuple[int, int], Cell] = {}
    for top, left, bottom, _ in sheet.merges:
        if bottom <= top or top not in rows or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for number in range(top + 1, min(bottom, sheet.rows[-1].number) + 1):
            if value is not None and number in rows:
                lent[number, left] = value
    return lent


def _texts(row: Row) -> list[str]:
    return [cell for cell in row.cells if isinstance(cell, str)]
