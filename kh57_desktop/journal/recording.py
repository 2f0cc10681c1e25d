"""Keep what came beside the rows: who and when, what was seen, the segments themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from kh57_desktop.journal.sealing import PUT_SEGMENT
from kh57_desktop.journal.statements import insert_many

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kh57_desktop.journal.admission import Admission, Arrived, Part
    from kh57_desktop.store.connection import Connection

_ORD = "SELECT ord FROM sync_stream WHERE run = ? AND scope = ?"
_FORGET = "DELETE FROM sync_segment WHERE hash = ?"
_CHANGES = ("INSERT INTO sync_change(stream, q, txn, stamp, officer, wall, flags)", "")
_SEEN = ("INSERT INTO sync_seen(stream, q, tip, tip_q)", "ON CONFLICT DO NOTHING")


def record(con: Connection, admission: Admission) -> None:
    """Write down everything about the admitted changes but their rows; park what waits."""
    tips = _Tips(con)
    for scope, kept in admission.kept.items():
        for stream in kept.lines.streams.values():
            tips.streams[stream.run, scope] = stream.ord
    changes = [row for part in admission.parts for row in _changes(part)]
    insert_many(con, _CHANGES, len(changes[0]) if changes else 1, changes)
    seen = [row for part in admission.parts for row in tips.of(part)]
    insert_many(con, _SEEN, len(seen[0]) if seen else 1, seen)
    for one in admission.arrived:
        _keep(con, one)


def _changes(part: Part) -> list[tuple[object, ...]]:
    segment = part.arrived.segment
    first = segment.head.first
    columns = segment.attributes
    chosen = slice(part.first - first, part.last - first + 1)
    return list(
        zip(
            repeat(part.stream),
            range(part.first, part.last + 1),
            *(columns.txn[chosen], columns.stamp[chosen], columns.officer[chosen]),
            *(columns.wall[chosen], columns.flags[chosen]),
            strict=False,
        )
    )


def _keep(con: Connection, one: Arrived) -> None:
    head = one.segment.head
    if not one.waiting and not one.admitted:  # all of it was had from other segments
        con.exec_driver_sql(_FORGET, (one.hash,))
        return
    state = "parked" if one.waiting else "had"
    row = (one.hash, one.stream, head.first, head.last, head.prev, head.raw)
    con.exec_driver_sql(PUT_SEGMENT, (*row, int(one.segment.is_unknown), state, one.raw))


@dataclass(slots=True)
class _Tips:
    con: Connection
    streams: dict[tuple[bytes, str], int] = field(default_factory=dict)

    def of(self, part: Part) -> Iterator[tuple[int, int, int, int]]:
        """Return what the changes of a part state as seen, in this store's ordinals."""
        for number, by_scope in part.arrived.segment.seen:
            if part.first <= number <= part.last:
                for stream, upto in self._each(by_scope):
                    yield part.stream, number, stream, upto

    def _each(self, by_scope: Mapping[str, Mapping[bytes, int]]) -> Iterator[tuple[int, int]]:
        for scope, by_run in by_scope.items():
            for run, upto in by_run.items():
                if (run, scope) not in self.streams:
                    found = self.con.exec_driver_sql(_ORD, (run, scope)).scalar_one()
                    self.streams[run, scope] = int(found)
                yield self.streams[run, scope], upto
