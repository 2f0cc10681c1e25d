"""Seal what this device wrote into segments, once, when it packs or closes (SYNC 5.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kh57_desktop.journal.blocks import CREATE, Block, blocks_of
from kh57_desktop.journal.columns import Attributes
from kh57_desktop.journal.segments import RAW_CAP, Head, Segment, hash_of, head_of, write_segment
from kh57_desktop.journal.shapes import BY_TABLE
from kh57_desktop.store import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.journal.segments import Tips
    from kh57_desktop.store.connection import Connection

_CUT = RAW_CAP * 3 // 8
"""The bodies of a segment together: also of the shortest operations fewer than are allowed."""
# What came back from others after a restore may lie above what was never sealed here, so the
# segments of a stream are looked at for gaps, its end included; only where there is one are the
# changes themselves asked, which are hundreds of times as many.
_UNSEALED = (
    "WITH had(stream, first, last) AS "
    "(SELECT stream, first, last FROM sync_segment WHERE state = 'had') "
    "SELECT s.ord, s.run, s.scope, s.base, s.parent FROM sync_stream s WHERE s.own = 1 "
    "AND EXISTS(SELECT 1 FROM ("
    "SELECT s.base AS q UNION ALL SELECT g.last FROM had g WHERE g.stream = s.ord) e "
    "WHERE e.q < s.have AND NOT EXISTS(SELECT 1 FROM had g "
    "WHERE g.stream = s.ord AND g.first <= e.q + 1 AND g.last > e.q)) "
    "AND EXISTS(SELECT 1 FROM sync_change c WHERE c.stream = s.ord AND c.body IS NOT NULL) "
    "ORDER BY s.ord"
)
_CHANGES = (
    "SELECT q, txn, stamp, officer, wall, flags, body FROM sync_change "
    "WHERE stream = ? AND body IS NOT NULL ORDER BY q"
)
_SEEN = (
    "SELECT n.q, t.scope, t.run, n.tip_q FROM sync_seen n JOIN sync_stream t ON t.ord = n.tip "
    "WHERE n.stream = ? AND n.q BETWEEN ? AND ? ORDER BY n.q, t.scope, t.run"
)
_RUN = "SELECT run FROM sync_stream WHERE ord = ?"
_PREVIOUS = (
    "SELECT g.hash FROM sync_segment g JOIN sync_stream s ON s.ord = g.stream "
    "WHERE s.own = 1 AND s.scope = ? ORDER BY g.stream DESC, g.last DESC LIMIT 1"
)
PUT_SEGMENT = (
    "INSERT INTO sync_segment(hash, stream, first, last, prev, raw, unknown, state, body) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(hash) DO UPDATE SET "
    "stream = excluded.stream, state = excluded.state, unknown = excluded.unknown"
)
_SEALED = "UPDATE sync_change SET body = NULL WHERE stream = ? AND q BETWEEN ? AND ?"


def seal(con: Connection, identity: DeviceIdentity) -> int:
    """Seal every own change that is not sealed yet; return how many segments were made."""
    made = 0
    for ordinal, segment in unsealed(con, identity):
        head = segment.head
        prev = con.exec_driver_sql(_PREVIOUS, (head.scope,)).scalar()
        head = replace(head, prev=None if prev is None else bytes(prev))
        raw = write_segment(head, segment.attributes, segment.seen, segment.blocks, identity.sign)
        size = head_of(raw).raw
        row = (hash_of(raw), ordinal, head.first, head.last, head.prev, size, 0, "had", raw)
        con.exec_driver_sql(PUT_SEGMENT, row)
        con.exec_driver_sql(_SEALED, (ordinal, head.first, head.last))
        made += 1
    return made


def unsealed(con: Connection, identity: DeviceIdentity) -> Iterator[tuple[int, Segment]]:
    """Return the own changes that are not sealed yet as segments to be, with their streams."""
    for ordinal, run, scope, base, parent in con.exec_driver_sql(_UNSEALED).fetchall():
        stands_on = None
        if parent is not None:
            found = con.exec_driver_sql(_RUN, (parent,)).scalar_one()
            stands_on = (bytes(found), int(base))
        changes = con.exec_driver_sql(_CHANGES, (ordinal,)).fetchall()
        for part in _cut(changes):
            first, last = part[0][0], part[-1][0]
            head = Head(
                *(bytes(run), scope, identity.device, identity.serial, stands_on),
                *(first, last, None, schema.VERSION, 0),
            )
            columns = [list(column) for column in zip(*part, strict=True)]
            blocks = gathered(b for change in part for b in blocks_of(change[0], change[-1]))
            tips = _stated(con, ordinal, first, last)
            yield ordinal, Segment(head, Attributes(*columns[1:6]), tips, blocks)


def gathered(blocks: Iterable[Block]) -> list[Block]:
    """Return operations of many changes with those of one table, action and fields together.

    Creations of one table become one block whatever their fields: what a row lacks is NULL.
    """
    found: dict[tuple[Any, ...], list[Block]] = defaultdict(list)
    for block in blocks:
        fields = () if block.action == CREATE else block.fields
        found[block.table, block.action, fields].append(block)
    return [_joined(found[key]) for key in sorted(found)]


def _cut(changes: Sequence[Any]) -> Iterator[list[Any]]:
    """Return neighboring changes that fit a segment each, never cutting a change."""
    part: list[Any] = []
    size = 0
    for change in changes:
        if part and (size + len(change[-1]) > _CUT or change[0] != part[-1][0] + 1):
            yield part
            part, size = [], 0
        part.append(change)
        size += len(change[-1])
    if part:
        yield part


def _stated(con: Connection, ordinal: int, first: int, last: int) -> Tips:
    found: dict[int, dict[str, dict[bytes, int]]] = {}
    for number, scope, run, tip in con.exec_driver_sql(_SEEN, (ordinal, first, last)):
        found.setdefault(number, {}).setdefault(scope, {})[bytes(run)] = tip
    return list(found.items())


def _joined(blocks: list[Block]) -> Block:
    fields = list(dict.fromkeys(name for block in blocks for name in block.fields))
    order = {name: place for place, name in enumerate(BY_TABLE[blocks[0].table].fields)}
    fields.sort(key=order.__getitem__)
    whole = Block(blocks[0].table, blocks[0].action, tuple(fields))
    whole.values = [[] for _ in fields]
    for block in blocks:
        whole.numbers += block.numbers
        whole.rows += block.rows
        given = dict(zip(block.fields, block.values, strict=True))
        for name, column in zip(fields, whole.values, strict=True):
            column.extend(given.get(name) or [None] * len(block))
    return whole
