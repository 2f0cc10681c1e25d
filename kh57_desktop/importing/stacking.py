"""Bring the lines of a head that stands on several rows, with merged cells, into one shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.importing.grid import Cell, Row, Sheet

_MOST_LINES = 3


def stacked(sheet: Sheet, place: int) -> list[list[Cell]]:
    """Return the lines of a head: the row and those below that only part its wide cells."""
    first = sheet.rows[place]
    lines = [_spread(sheet, first)]
    if sum(cell is not None for cell in first.cells) < 2:  # noqa: PLR2004 - a title, no head
        return lines
    own: Sequence[Cell] = first.cells
    for below in sheet.rows[place + 1 : place + _MOST_LINES]:
        if below.number != first.number + len(lines) or not _parts(own, below.cells):
            break
        shared = [
            cell if cell is not None else _inherited(own, column)
            for column, cell in enumerate(lines[-1])
        ]
        lines[-1] = [
            shared[column] if below.cells[column] is not None else cell
            for column, cell in enumerate(lines[-1])
        ]
        lines.append(list(below.cells))
        own = below.cells
    return lines


def _parts(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether every cell of a row stands below a wide one: with an empty cell beside it."""
    groups: dict[int, int] = {}
    group = -1
    for column, cell in enumerate(above):
        group = column if cell is not None else group
        groups[column] = group
    sizes = {g: sum(1 for other in groups.values() if other == g) for g in groups.values()}
    filled = [column for column, cell in enumerate(below) if cell is not None]
    return bool(filled) and all(groups[c] >= 0 and sizes[groups[c]] > 1 for c in filled)


def _inherited(cells: Sequence[Cell], column: int) -> Cell:
    """Return the nearest cell to the left."""
    return next((cells[at] for at in range(column, -1, -1) if cells[at] is not None), None)


def _spread(sheet: Sheet, row: Row) -> list[Cell]:
    """Return the cells of a row with what hangs down into it from a merged cell above."""
    cells = list(row.cells)
    above = {other.number: other for other in sheet.rows} if sheet.merges else {}
    for top, left, bottom, _ in sheet.merges:
        if top < row.number <= bottom and left < len(cells) and cells[left] is None:
            owner = above.get(top)
            cells[left] = owner.cells[left] if owner is not None else None
    return cells
