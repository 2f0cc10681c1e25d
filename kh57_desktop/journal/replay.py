"""Build the rows again from the history and compare: changes made outside the program show."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from kh57_desktop.journal.admission import Admission, Arrived
from kh57_desktop.journal.columns import NotReadable
from kh57_desktop.journal.digest import lines
from kh57_desktop.journal.sealing import unsealed
from kh57_desktop.journal.segments import is_whole, read_segment
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.staging import OffendingError
from kh57_desktop.journal.statements import insert, quoted, spelled
from kh57_desktop.journal.taking import merge
from kh57_desktop.store.scratch import scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.store.connection import Connection

_SEGMENTS = "SELECT hash, body FROM sync_segment ORDER BY stream, first"
"""Parked ones too: the part of one that does not wait is shown."""
_PARKED = "SELECT hash FROM sync_segment WHERE state = 'parked'"
_HELD = "SELECT s.run, s.scope, h.q FROM sync_held h JOIN sync_stream s ON s.ord = h.stream"
_TOGETHER = 100
"""How many segments are built in at a time: it bounds the memory."""


def altered(con: Connection, identity: DeviceIdentity) -> dict[str, int]:
    """Return by table how many rows are not what the history says; empty when all are.

    The name `sync_segment` stands for segments that are not what their name says.
    """
    found: Counter[str] = Counter()
    with scratch() as other:
        _built_in(con, other)
        try:
            found["sync_segment"] += _build(con, other, identity)
        except OffendingError as error:
            found["sync_change"] += len(error.offenses)
        found.update(_different(con, other))
    return {table: count for table, count in sorted(found.items()) if count}


def _built_in(con: Connection, other: Connection) -> None:
    """Copy the rows at clock zero: no history tells of them."""
    for shape in SHAPES.values():
        text = spelled(
            'SELECT «columns» FROM "«table»" WHERE "_s" = 0',
            columns=quoted(*shape.columns),
            table=shape.table,
        )
        rows = [tuple(row) for row in con.exec_driver_sql(text)]
        if rows:
            other.exec_driver_sql(insert(shape), rows)


def _build(con: Connection, other: Connection, identity: DeviceIdentity) -> int:
    """Merge the whole history into an empty store; return how many segments are damaged."""
    damaged = 0
    waiting: list[Arrived] = []
    held = {(bytes(run), scope, q) for run, scope, q in con.exec_driver_sql(_HELD)}
    for some in _portions(con, identity):
        sound = [one for one in some if one is not None]
        damaged += len(some) - len(sound)
        admission = Admission(other, [*waiting, *sound])
        admission.run()
        left_out = {
            (stream.ord, number): ("held", "")
            for scope, kept in admission.kept.items()
            for stream in kept.lines.streams.values()
            for run, where, number in held
            if (run, where) == (stream.run, scope)
        }
        merge(other, admission, left_out)
        other.exec_driver_sql("DELETE FROM sync_held")
        waiting = [one for one in admission.arrived if one.waiting]
    parked = {bytes(name) for (name,) in con.exec_driver_sql(_PARKED)}
    return damaged + sum(one.hash not in parked for one in waiting)


def _portions(con: Connection, identity: DeviceIdentity) -> Iterator[list[Arrived | None]]:
    """Return the history in portions, damaged segments as None, what is unsealed last."""
    rows = con.exec_driver_sql(_SEGMENTS).fetchall()
    for start in range(0, len(rows), _TOGETHER):
        yield [_arrived(name, raw) for name, raw in rows[start : start + _TOGETHER]]
    last = [
        Arrived(b"", segment.head.run + segment.head.scope.encode(), segment, is_new=False)
        for _, segment in unsealed(con, identity)
    ]
    yield list(last)


def _arrived(name: bytes, raw: bytes) -> Arrived | None:
    try:
        if is_whole(name, raw):
            return Arrived(raw, name, read_segment(raw), is_new=False)
    except NotReadable:
        pass
    return None


def _different(con: Connection, other: Connection) -> Counter[str]:
    """Count the rows that differ by table; rows are looked at one by one only where they do."""
    found: Counter[str] = Counter()
    hashes = [_hashes(one) for one in (con, other)]
    for table in {*hashes[0], *hashes[1]}:
        if hashes[0].get(table) != hashes[1].get(table):
            mine, theirs = _spelled(con, table), _spelled(other, table)
            found[table] = max(len(mine - theirs), len(theirs - mine))
    return found


def _hashes(con: Connection) -> dict[str, bytes]:
    hashes: dict[str, Any] = defaultdict(hashlib.sha256)
    for scope, table, line in lines(con):
        hashes[table].update(scope.encode() + line)
    return {table: made.digest() for table, made in hashes.items()}


def _spelled(con: Connection, table: str) -> set[tuple[str, bytes]]:
    return {(scope, line) for scope, name, line in lines(con) if name == table}
