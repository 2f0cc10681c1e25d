"""Lay cells that an officer typed over into the sheets that were read; the file keeps its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare
from kh57_desktop.importing.grid import Row, Sheet
from kh57_desktop.importing.meanings import EXCLUDED
from kh57_desktop.importing.values import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.domain.edits import Repair
    from kh57_desktop.importing.grid import Cell
    from kh57_desktop.importing.tables import Entry, Table


def repaired(
    sheets: Sequence[Sheet], found: Sequence[Table], repairs: Sequence[Repair]
) -> tuple[tuple[Sheet, ...], tuple[Repair, ...]]:
    """Return the sheets as if the file said what was typed, and the repairs that still apply.

    A repair is dropped where the file says something else by now, or the same as was typed.
    """
    written: dict[int, dict[tuple[int, int], str]] = {}
    standing = []
    for repair in repairs:
        for table, entry, place in _cells_of(found, repair):
            was = read_text(entry.cells[place]) if place < len(entry.cells) else ""
            if was == repair.text or repair.was not in {None, was}:
                continue
            standing.append(replace(repair, was=was))
            written.setdefault(id(table.sheet), {})[entry.number, place] = repair.text
    return tuple(_written(sheet, written.get(id(sheet), {})) for sheet in sheets), tuple(standing)


def _cells_of(found: Sequence[Table], repair: Repair) -> Iterator[tuple[Table, Entry, int]]:
    """Give the cell that a repair means, in the first table that has its row and its column."""
    wanted = bare(repair.heading)
    for table in found:
        if table.sheet.name != repair.sheet:
            continue
        columns = [c for c in table.head.columns if bare(c.heading) == wanted]
        entry = next((e for e in table.entries if e.number == repair.row), None)
        known = [c for c in columns if c.meaning not in {None, EXCLUDED}]
        if wanted and entry is not None and known:
            yield table, entry, known[0].place
            return


def _written(sheet: Sheet, cells: dict[tuple[int, int], str]) -> Sheet:
    if not cells:
        return sheet
    by_row: dict[int, dict[int, str]] = {}
    for (number, place), text in cells.items():
        by_row.setdefault(number, {})[place] = text
    rows = tuple(
        Row(row.number, _laid(row.cells, by_row[row.number])) if row.number in by_row else row
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _laid(cells: tuple[Cell, ...], typed: dict[int, str]) -> tuple[Cell, ...]:
    """Return the cells of a row with what was typed; an emptied cell says nothing."""
    width = max(len(cells), max(typed) + 1)
    whole = (*cells, *(None for _ in range(width - len(cells))))
    return tuple(
        (typed[place].strip() or None) if place in typed else cell
        for place, cell in enumerate(whole)
    )
