"""Statement texts, spelled once per table and sent as they are (BENCH 3.2)."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

MANY = 200
"""How many rows are asked for at a time; shorter lists repeat their last one."""


_PARAMETERS = 900
"""About how many parameters a statement with many rows carries."""


def spelled(template: str, **parts: str) -> str:
    """Return a statement with names put in: identifiers from the records, never from outside."""
    text = template
    for name, part in parts.items():
        text = text.replace(f"«{name}»", part)
    return text


def quoted(*names: str) -> str:
    """Return column names in quotes, with commas between."""
    return ", ".join(f'"{name}"' for name in names)


def marks(count: int) -> str:
    """Return so many places for parameters."""
    return ", ".join("?" * count)


def insert_many(
    con: Connection, text: tuple[str, str], width: int, rows: Sequence[tuple[Any, ...]]
) -> int:
    """Insert rows, many to a statement; return how many were written."""
    if not rows:
        return 0
    before, after = text
    one = f"({marks(width)})"
    many = max(1, _PARAMETERS // width)
    whole = len(rows) // many * many
    written = 0
    if whole:
        flat = [tuple(chain.from_iterable(rows[k : k + many])) for k in range(0, whole, many)]
        values = ", ".join([one] * many)
        written = driver.execute_many(con, f"{before} VALUES {values} {after}", flat)
    if whole < len(rows):
        rest = f"{before} VALUES {one} {after}"
        written += driver.execute_many(con, rest, rows[whole:])
    return written


@lru_cache(maxsize=256)
def standing_one(shape: Shape) -> str:
    """Select one row as it stands: number, key, fields and clock columns."""
    return spelled(
        "SELECT «columns» FROM «table» WHERE «where»",
        columns=quoted(*shape.columns),
        table=quoted(shape.table),
        where=shape.where,
    )


@lru_cache(maxsize=256)
def standing_many(shape: Shape) -> str:
    """Select many rows as they stand; the parameters are their primary keys."""
    one = f"({marks(len(shape.at))})"
    names = [f"k{n}" for n in range(len(shape.at))]
    return spelled(
        "WITH asked(«names») AS (VALUES «rows») "
        "SELECT «columns» FROM asked CROSS JOIN «table» t ON «joined»",
        names=", ".join(names),
        rows=", ".join([one] * MANY),
        columns=", ".join(f't."{name}"' for name in shape.columns),
        table=quoted(shape.table),
        joined=" AND ".join(f't."{a}" = asked.{k}' for a, k in zip(shape.at, names, strict=True)),
    )


@lru_cache(maxsize=256)
def fields_many(shape: Shape, fields: tuple[str, ...]) -> str:
    """Select primary key, some fields and the clock of many rows."""
    chosen = ", ".join(f't."{name}"' for name in (*shape.at, *fields, "_h", "_s", "_q"))
    whole = ", ".join(f't."{name}"' for name in shape.columns)
    return standing_many(shape).replace(whole, chosen)


@lru_cache(maxsize=256)
def insert(shape: Shape) -> str:
    """Insert a row with everything."""
    return spelled(
        "INSERT INTO «table»(«columns») VALUES («marks»)",
        table=quoted(shape.table),
        columns=quoted(*shape.columns),
        marks=marks(len(shape.columns)),
    )


@lru_cache(maxsize=1024)
def update(shape: Shape, fields: tuple[str, ...]) -> str:
    """Update some columns of a row."""
    return spelled(
        "UPDATE «table» SET «fields» WHERE «where»",
        table=quoted(shape.table),
        fields=", ".join(f'"{name}" = ?' for name in fields),
        where=shape.where,
    )


@lru_cache(maxsize=256)
def alive(shape: Shape) -> str:
    """Say of a row whether it is gone, unless it says so already."""
    return spelled(
        'UPDATE «table» SET "_gone" = ? WHERE «where» AND "_gone" = ?',
        table=quoted(shape.table),
        where=shape.where,
    )


CLOCKS_ONE = (
    "SELECT row, col, h, s, q, NULL FROM sync_field_clock WHERE tbl = ? AND row = ? "
    "UNION ALL "
    "SELECT row, col, h, s, q, val FROM sync_sibling WHERE tbl = ? AND row = ?"
)
CLOCKS_MANY = spelled(
    "SELECT row, col, h, s, q, NULL FROM sync_field_clock WHERE tbl = ? AND row IN («marks») "
    "UNION ALL "
    "SELECT row, col, h, s, q, val FROM sync_sibling WHERE tbl = ? AND row IN («marks»)",
    marks=marks(MANY),
)
PUT_CLOCK = (
    "INSERT INTO sync_field_clock(tbl, row, col, h, s, q) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(tbl, row, col) DO UPDATE SET h = excluded.h, s = excluded.s, q = excluded.q"
)
DROP_SIBLINGS = "DELETE FROM sync_sibling WHERE tbl = ? AND row = ? AND col = ?"
PUT_SIBLING = (
    "INSERT INTO sync_sibling(tbl, row, col, h, s, q, val) VALUES (?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO NOTHING"
)
_TOUCHES = (
    "SELECT row, s, q FROM sync_touch WHERE tbl = ?1 AND row «rows» UNION "
    "SELECT row, s, q FROM sync_field_clock WHERE tbl = ?1 AND row «rows» UNION "
    "SELECT row, s, q FROM sync_sibling WHERE tbl = ?1 AND row «rows» AND s > 0"
)
TOUCHES_ONE = spelled(_TOUCHES, rows="= ?2")
"""The changes that touched a row after its creation: those whose clocks stand, and the past."""
TOUCHES_MANY = spelled(_TOUCHES, rows=f"IN ({', '.join(f'?{n + 2}' for n in range(MANY))})")
PUT_TOUCH = "INSERT INTO sync_touch(tbl, row, s, q) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
PUT_REMOVAL = "INSERT INTO sync_removal(tbl, row, s, q) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
PUT_KEY = (
    "INSERT INTO sync_key(tbl, row, k1, k2) VALUES (?, ?, ?, ?) ON CONFLICT(tbl, row) DO NOTHING"
)
PUT_SEEN = "INSERT INTO sync_seen(stream, q, tip, tip_q) VALUES (?, ?, ?, ?)"
PUT_CHANGE = (
    "INSERT INTO sync_change(stream, q, txn, stamp, officer, wall, flags, body) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
