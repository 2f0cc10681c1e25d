"""Read rows as they stand: values in stored form, the clock of each field, conflicts."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.domain.edits import Shown
from kh57_desktop.journal import statements
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.statements import CLOCKS_MANY, CLOCKS_ONE
from kh57_desktop.store import driver, memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Clock
    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

At: TypeAlias = tuple[Any, ...]
"""The values of a row's primary key."""


@dataclass(slots=True)
class Clocks:
    """The clocks of a row's fields that were written after its creation, and other values."""

    fields: dict[int, Clock] = field(default_factory=dict)
    siblings: dict[int, list[tuple[Clock, Plain]]] = field(default_factory=dict)


NO_CLOCKS = Clocks()
_SCOPE = "SELECT scope FROM sync_stream WHERE ord = ?"


def names_of(con: Connection) -> dict[str, int]:
    """Return the local numbers of table and field names."""
    rows = con.exec_driver_sql("SELECT name, n FROM sync_name")
    return {str(name): int(number) for name, number in rows}


def rows_at(con: Connection, shape: Shape, ats: Sequence[At]) -> dict[At, tuple[Any, ...]]:
    """Return the rows that stand at some primary keys, with every column of the shape."""
    first = 1 if shape.is_keyed else 0
    last = first + len(shape.at)
    if len(ats) == 1:
        rows = driver.rows(con, statements.standing_one(shape), ats[0])
        return {row[first:last]: row for row in rows}
    text = statements.standing_many(shape)
    found: dict[At, tuple[Any, ...]] = {}
    for asked in driver.in_turns(ats):
        parameters = tuple(part for at in asked for part in at)
        found.update((row[first:last], row) for row in driver.rows(con, text, parameters))
    return found


def fields_at(
    con: Connection, shape: Shape, fields: tuple[str, ...], ats: Sequence[At]
) -> dict[At, tuple[Any, ...]]:
    """Return some fields and the clock of the rows that stand at some primary keys."""
    text, last = statements.fields_many(shape, fields), len(shape.at)
    found: dict[At, tuple[Any, ...]] = {}
    for asked in driver.in_turns(ats):
        parameters = tuple(part for at in asked for part in at)
        found.update((row[:last], row[last:]) for row in driver.rows(con, text, parameters))
    return found


def clocks_at(con: Connection, table: int, rows: Sequence[int]) -> dict[int, Clocks]:
    """Return clocks and siblings of some rows; rows without any are left out."""
    found: dict[int, Clocks] = defaultdict(Clocks)
    if len(rows) == 1:
        for got in driver.rows(con, CLOCKS_ONE, (table, rows[0], table, rows[0])):
            _note(found, got)
        return found
    for asked in driver.in_turns(rows):
        for got in driver.rows(con, CLOCKS_MANY, (table, *asked, table, *asked)):
            _note(found, got)
    return found


def conflicts(clocks: Clocks, number: int, plain: Plain) -> bool:
    """Tell whether a field that shows a value has other values beside it."""
    return any(other != plain for _, other in clocks.siblings.get(number, ()))


def scope_of(con: Connection, scopes: dict[int, str], stream: int) -> str:
    """Return the scope of a stream, which never changes; `scopes` remembers it."""
    if stream not in scopes:
        scopes[stream] = str((driver.first(con, _SCOPE, (stream,)) or ("",))[0])
    return scopes[stream]


def current(
    con: Connection, names: Mapping[str, int], scopes: dict[int, str], kind: str, record: int
) -> Shown | None:
    """Return a record as it stands, with clocks and conflicts; None when there is none."""
    shape = SHAPES[kind]
    at = at_of(con, names, shape, record)
    row = None if at is None else rows_at(con, shape, (at,)).get(at)
    if row is None:
        return None
    clocks = clocks_at(con, names[shape.table], (record,)).get(record, NO_CLOCKS)
    memory.of(con).note(shape.table, record, (at, row, clocks))
    whole = row[-4:-1]
    plain = dict(zip(shape.columns[1:-4], row[1:-4], strict=True))
    disputed = frozenset(
        name
        for name in (shape.fields if clocks.siblings else ())
        if conflicts(clocks, names[name], plain[name])
    )
    return Shown(
        kind,
        record,
        shape.shown_all(plain),
        {name: clocks.fields.get(names[name], whole) for name in shape.fields},
        scope_of(con, scopes, whole[1]).partition("/")[2],
        disputed,
        bool(row[-1]),
    )


def at_of(con: Connection, names: Mapping[str, int], shape: Shape, record: int) -> At | None:
    """Return the primary key of a row by its number; None when there is no such row."""
    if not shape.is_keyed:
        return (record,)
    known = con.exec_driver_sql(
        "SELECT k1, k2 FROM sync_key WHERE tbl = ? AND row = ?", (names[shape.table], record)
    ).first()
    if known is None:
        text = statements.spelled(
            "SELECT «at» FROM «table» WHERE id = ?",
            at=statements.quoted(*shape.at),
            table=statements.quoted(shape.table),
        )
        known = con.exec_driver_sql(text, (record,)).first()
    return None if known is None else tuple(known)


def _note(found: dict[int, Clocks], got: Sequence[Any]) -> None:
    row, column, stamp, stream, number, value = got
    clock = (int(stamp), int(stream), int(number))
    if value is None:
        found[row].fields[column] = clock
    else:
        others = found[row].siblings.setdefault(column, [])
        entry = (clock, json.loads(value))
        if entry not in others:
            others.append(entry)
