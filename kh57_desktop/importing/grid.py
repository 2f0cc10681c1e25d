"""What a sheet is once it was read: rows of clean cells, and how they cross between processes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell: TypeAlias = str | int | float | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""Texts are NFC and without controls, whole numbers are int, an empty cell is None."""

Merge: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows count from 1, columns from 0."""


class Row(NamedTuple):
    """A row with something in it, under the number that a spreadsheet program shows."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet or a table of a document; rows without any value are left out."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    above: tuple[str, ...] = ()
    """The lines of text before the table of a document."""


def packed(sheets: Iterable[Sheet]) -> list[dict[str, Any]]:
    """Return sheets as plain JSON values; days and times stand apart, as they are few."""
    return [
        {
            "name": sheet.name,
            "numbers": [row.number for row in sheet.rows],
            "rows": [
                [cell if isinstance(cell, _PLAIN) else None for cell in row.cells]
                for row in sheet.rows
            ],
            "moments": [
                (at, column, *_told(cell))
                for at, row in enumerate(sheet.rows)
                for column, cell in enumerate(row.cells)
                if not isinstance(cell, _PLAIN)
            ],
            "merges": sheet.merges,
            "above": sheet.above,
        }
        for sheet in sheets
    ]


def unpacked(told: Sequence[dict[str, Any]]) -> tuple[Sheet, ...]:
    """Return the sheets that `packed` told; raises `ValueError`, `TypeError` or `LookupError`."""
    return tuple(_sheet(one) for one in told)


_PLAIN = (str, int, float, type(None))


def _told(cell: Cell) -> tuple[str, str | float]:
    if isinstance(cell, dt.datetime):
        return "moment", cell.isoformat()
    if isinstance(cell, dt.date):
        return "day", cell.isoformat()
    if isinstance(cell, dt.time):
        return "time", cell.isoformat()
    if isinstance(cell, dt.timedelta):
        return "span", cell.total_seconds()
    raise TypeError(type(cell))


def _sheet(one: dict[str, Any]) -> Sheet:
    cells: list[list[Cell]] = one["rows"]
    for at, column, kind, value in one["moments"]:
        cells[at][column] = _heard(kind, value)
    rows = zip(one["numbers"], cells, strict=True)
    return Sheet(
        str(one["name"]),
        tuple(Row(number, tuple(row)) for number, row in rows),
        tuple((a, b, c, d) for a, b, c, d in one["merges"]),
        tuple(one["above"]),
    )


def _heard(kind: str, value: Any) -> Cell:
    if kind == "moment":
        return dt.datetime.fromisoformat(value)
    if kind == "day":
        return dt.date.fromisoformat(value)
    if kind == "time":
        return dt.time.fromisoformat(value)
    return dt.timedelta(seconds=value)
