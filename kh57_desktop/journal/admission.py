"""Which of the changes that came may become visible: only those whose ground is all here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.journal.lines import Stream
from kh57_desktop.journal.streams import KeptLines, lines_of, next_ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kh57_desktop.journal.segments import Segment
    from kh57_desktop.store.connection import Connection

_KNOWN = "SELECT have FROM sync_stream WHERE run = ? AND scope = ?"
_CHANGE = "SELECT txn, stamp, officer, wall, flags FROM sync_change WHERE stream = ? AND q = ?"


@dataclass(frozen=True, slots=True)
class Gap:
    """Changes that others stand on and that are not here."""

    device: bytes
    scope: str
    first: int
    last: int


@dataclass(slots=True)
class Arrived:
    """A segment that is not wholly had."""

    raw: bytes
    hash: bytes
    segment: Segment
    is_new: bool
    """Brought now; False for one that was parked before."""
    admitted: int = 0
    """How many of its changes became visible now."""
    waiting: int = 0
    """How many of its changes still wait."""
    stream: int = 0

    @property
    def had(self) -> int:
        """How many of its changes were had without it."""
        return self.segment.head.changes - self.admitted - self.waiting


@dataclass(slots=True)
class Part:
    """Neighboring changes of a segment that become visible together."""

    arrived: Arrived
    stream: int
    first: int
    last: int


@dataclass(slots=True)
class Admission:
    """Admits change after change until nothing moves; what is left waits."""

    con: Connection
    arrived: list[Arrived]
    parts: list[Part] = field(default_factory=list)
    """In an order in which everything stands on what is before it."""
    gaps: list[Gap] = field(default_factory=list)
    clashes: list[tuple[Arrived, int]] = field(default_factory=list)
    """Numbers under which this store has something else."""
    kept: dict[str, KeptLines] = field(default_factory=dict)
    _streams: dict[tuple[bytes, str], Stream] = field(default_factory=dict)
    _known: dict[tuple[bytes, str], int] = field(default_factory=dict)
    _next: int = 0

    def run(self) -> None:
        """Admit what can be admitted and name what is missing for the rest."""
        self._next = next_ordinal(self.con)
        for one in self.arrived:
            one.admitted = one.waiting = 0
        waiting: dict[tuple[bytes, str], list[Arrived]] = defaultdict(list)
        for one in self.arrived:
            head = one.segment.head
            self._load(head.scope)
            waiting[head.run, head.scope].append(one)
        for some in waiting.values():
            some.sort(key=lambda one: (one.segment.head.first, one.segment.head.last))
        while sum(self._go_on(some) for some in waiting.values()):  # each gets its turn
            pass
        for some in waiting.values():
            if some:
                self.gaps.extend(self._missing(some[0]))
        for one in self.arrived:
            head = one.segment.head
            stream = self._streams.get((head.run, head.scope))
            if stream is not None:  # also of one that goes on waiting: a part of it may be shown
                one.stream = stream.ord
            have = self._have(head.run, head.scope)
            one.waiting = max(0, head.last - max(have, head.first - 1))

    def _go_on(self, some: list[Arrived]) -> bool:
        """Admit what can be admitted of one stream; tell whether anything moved."""
        moved = False
        while some and self._admit(some[0]):
            moved = True
            if not self._is_done(some[0]):
                break
            some.pop(0)
        return moved

    def _load(self, scope: str) -> KeptLines:
        if scope not in self.kept:
            self.kept[scope] = kept = lines_of(self.con, scope)
            for stream in kept.lines.streams.values():
                self._streams[stream.run, scope] = stream
        return self.kept[scope]

    def _have(self, run: bytes, scope: str) -> int:
        """Return the last number had of a run in a scope; 0 when it is not known at all."""
        stream = self._streams.get((run, scope))
        if stream is not None:
            return stream.have
        if (run, scope) not in self._known:
            found = self.con.exec_driver_sql(_KNOWN, (run, scope)).scalar()
            self._known[run, scope] = int(found or 0)
        return self._known[run, scope]

    def _is_done(self, one: Arrived) -> bool:
        head = one.segment.head
        return self._have(head.run, head.scope) >= head.last

    def _admit(self, one: Arrived) -> bool:
        """Admit as many changes of a segment as stand on what is had; tell whether it moved on."""
        head = one.segment.head
        if self._is_done(one):
            return True
        have = self._ground(one)
        if have is None or head.first > have + 1:
            return False
        first, last = have + 1, self._allowed(one, have + 1)
        if last < first:
            return False
        stream = self._streams.get((head.run, head.scope)) or self._opened(one, have)
        if stream.device != head.device:
            self.clashes.append((one, first))
        if head.first <= have and one.admitted == 0:
            self._compare(one, stream, have)
        self._load(head.scope).lines.grow(stream.ord, last)
        one.stream = stream.ord
        one.admitted += last - first + 1
        self.parts.append(Part(one, stream.ord, first, last))
        return True

    def _ground(self, one: Arrived) -> int | None:
        """Return the number that a segment goes on from; None while its parent is missing."""
        head = one.segment.head
        stream = self._streams.get((head.run, head.scope))
        if stream is not None:
            return stream.have
        if head.parent is None:
            return 0
        run, number = head.parent
        return number if self._have(run, head.scope) >= number else None

    def _opened(self, one: Arrived, base: int) -> Stream:
        head = one.segment.head
        parent = None if head.parent is None else self._streams[head.parent[0], head.scope].ord
        stream = Stream(
            self._next, head.run, head.scope, head.device, parent, base, 0, base, head.serial
        )
        self._next += 1
        self._load(head.scope).lines.join(stream)
        self._streams[head.run, head.scope] = stream
        return stream

    def _allowed(self, one: Arrived, first: int) -> int:
        """Return the last number before one that states a tip which is not here."""
        for number, tips in one.segment.seen:
            if number >= first and any(
                self._have(run, scope) < upto
                for scope, by_run in tips.items()
                for run, upto in by_run.items()
            ):
                return number - 1
        return one.segment.head.last

    def _compare(self, one: Arrived, stream: Stream, have: int) -> None:
        """Note a number under which the store has another change: a copy of memory, or fraud."""
        head, attributes = one.segment.head, one.segment.attributes
        for number in range(head.first, have + 1):
            at = number - head.first
            row = self.con.exec_driver_sql(_CHANGE, (stream.ord, number)).first()
            theirs = (
                *(attributes.txn[at], attributes.stamp[at], attributes.officer[at]),
                *(attributes.wall[at], attributes.flags[at]),
            )
            if row is not None and tuple(row) != theirs:
                self.clashes.append((one, number))

    def _missing(self, one: Arrived) -> Iterator[Gap]:
        """Name the changes that a waiting segment needs first."""
        head = one.segment.head
        have = self._ground(one)
        if have is None and head.parent is not None:
            run, number = head.parent
            yield self._gap(head.device, head.scope, run, number)
        elif have is not None and head.first > have + 1:
            yield Gap(head.device, head.scope, have + 1, head.first - 1)
        else:
            at = self._allowed(one, (have or 0) + 1) + 1
            tips = next(tips for number, tips in one.segment.seen if number == at)
            for scope, by_run in tips.items():
                for run, number in by_run.items():
                    if self._have(run, scope) < number:
                        yield self._gap(head.device, scope, run, number)

    def _gap(self, device: bytes, scope: str, run: bytes, last: int) -> Gap:
        lines = self._load(scope).lines
        stream = self._streams.get((run, scope))
        if stream is not None:
            return Gap(stream.device, scope, stream.have + 1, last)
        # of an unknown run: from where the line that leads there is known, as far as one can tell
        known = (s.have for s in lines.streams.values() if s.device == device and s.have < last)
        return Gap(device, scope, max(known, default=0) + 1, last)


def unique(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return each gap once, in a fixed order."""
    return tuple(sorted(set(gaps), key=lambda gap: (gap.scope, gap.device, gap.first, gap.last)))
