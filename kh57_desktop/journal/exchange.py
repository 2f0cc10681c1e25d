"""What the bundle file asks of the journal: what is had, goes out, comes in (SYNC 7, 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes
from kh57_desktop.journal import statements
from kh57_desktop.journal.admission import Admission, Arrived, Gap, unique
from kh57_desktop.journal.columns import NotReadable
from kh57_desktop.journal.lines import BEGINNING
from kh57_desktop.journal.merging import Merge, Merged, OffendingError, insert_many
from kh57_desktop.journal.rights import may_write
from kh57_desktop.journal.sealing import PUT_SEGMENT, seal
from kh57_desktop.journal.segments import Head, hash_of, head_of, is_signed, read_segment
from kh57_desktop.journal.shapes import BY_TABLE
from kh57_desktop.journal.staging import stage
from kh57_desktop.journal.standing import names_of
from kh57_desktop.journal.streams import lines_of, seen_in, tips
from kh57_desktop.store import search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from kh57_desktop.journal.lines import At
    from kh57_desktop.journal.segments import Segment

__all__ = ["Author", "Gap", "Head", "Refusal", "StoredSegment", "Taken", "had", "outgoing"]
__all__ += ["seal", "take", "vector"]


@dataclass(frozen=True, slots=True)
class Author:
    """What a certificate says of a device that wrote segments."""

    device: bytes
    role: str
    unit: str
    write: frozenset[str]
    """The scopes it may write; `unit/*` stands for those of all units."""
    sign: bytes
    """Its Ed25519 public key."""

    def may_write(self, scope: str) -> bool:
        """Tell whether the certificate names a scope."""
        return scope in self.write or f"{scope.partition('/')[0]}/*" in self.write


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change outside its author's rights, or one that cannot be read."""

    device: bytes
    scope: str
    run: bytes
    number: int
    reason: str
    """A word for the log and the tests: stranger, signature, scope, table, unreadable …"""
    detail: str


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A segment as it is kept and passed on, byte for byte."""

    hash: bytes
    body: bytes
    scope: str
    device: bytes
    run: bytes
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the changes that were brought (SYNC 14)."""

    changes: int
    applied: int
    waiting: int
    refused: int
    already: int
    released: int = 0
    """Changes of earlier bundles that waited and became visible now."""
    new: Mapping[str, int] = field(default_factory=dict)
    changed: int = 0
    conflicts: int = 0
    gaps: tuple[Gap, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    rows: Changes = field(default_factory=Changes)


def vector(con: Connection, scopes: Iterable[str]) -> dict[str, list[tuple[bytes, int]]]:
    """Return for each line of some scopes the last change had without a gap: (run, number)."""
    wanted = set(scopes)
    runs = {int(o): bytes(r) for o, r in con.exec_driver_sql("SELECT ord, run FROM sync_stream")}
    return {
        scope: sorted((runs[ordinal], number) for ordinal, number in lines.values())
        for scope, lines in sorted(tips(con).items())
        if scope in wanted
    }


def scopes_here(con: Connection) -> list[str]:
    """Return every scope that has changes here."""
    return sorted(tips(con))


def outgoing(
    con: Connection,
    stated: Mapping[str, Iterable[tuple[bytes, int]]],
    scopes: Iterable[str],
) -> list[StoredSegment]:
    """Return the segments with a change that a vector does not cover, in the order of writing.

    A tip that is not known here covers nothing: sending twice is free, not sending is loss.
    """
    found: list[StoredSegment] = []
    for scope in sorted(set(scopes)):
        lines = lines_of(con, scope).lines
        by_run = {stream.run: stream for stream in lines.streams.values()}
        known = [
            (by_run[run].ord, min(number, by_run[run].have))
            for run, number in stated.get(scope, ())
            if run in by_run
        ]
        for segment in _segments(con, scope):
            stream = by_run[segment.run].ord
            if not any(lines.covers(tip, (stream, segment.last)) for tip in known):
                found.append(segment)
    return found


def had(con: Connection, hashes: Collection[bytes]) -> set[bytes]:
    """Return those segments that are wholly had already and need not be opened."""
    asked = list(hashes)
    found: set[bytes] = set()
    text = "SELECT hash FROM sync_segment WHERE state = 'had' AND hash IN "
    for start in range(0, len(asked), statements.MANY):
        some = asked[start : start + statements.MANY]
        marks = f"({statements.marks(len(some))})"
        found.update(bytes(row[0]) for row in con.exec_driver_sql(text + marks, tuple(some)))
    return found


def take(
    con: Connection, raws: Iterable[bytes], author_of: Callable[[Head], Author | None]
) -> Taken:
    """Take segments into the open transaction: verify, park, merge, count.

    Nothing of them is kept when one change is outside its author's rights: `refused` then counts
    all that were not had, `refusals` names the offenders, and the caller rolls back or goes on.
    """
    taking = _Taking(con, author_of)
    con.exec_driver_sql("SAVEPOINT taking")
    taking.read(raws)
    taken = taking.taken() if taking.refusals else taking.merge()
    if taken.refusals:
        con.exec_driver_sql("ROLLBACK TO taking")
    con.exec_driver_sql("RELEASE taking")
    return taken


@dataclass(slots=True)
class _Taking:
    con: Connection
    author_of: Callable[[Head], Author | None]
    arrived: list[Arrived] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    total: int = 0
    already: int = 0

    def read(self, raws: Iterable[bytes]) -> None:
        """Open what is not had: author, signature, rights, content; nothing else is believed."""
        brought = {hash_of(raw): raw for raw in raws}
        known = had(self.con, brought)
        parked = {bytes(h): bytes(b) for h, b in self.con.exec_driver_sql(_PARKED)}
        for name, raw in brought.items():
            try:
                head = head_of(raw)
            except NotReadable as error:
                nobody = b""
                self.total += 1
                self.refusals.append(Refusal(nobody, "", nobody, 0, "unreadable", str(error)))
                continue
            self.total += head.changes
            if name in known or self._is_covered(head):
                self.already += head.changes
            else:
                self._open(name, raw, head)
        for name, raw in parked.items():
            if name not in brought:
                self.arrived.append(Arrived(raw, name, read_segment(raw), is_new=False))

    def merge(self) -> Taken:
        """Admit, merge and keep; a parked segment that offends is set aside, not the bundle."""
        held: dict[At, tuple[str, str]] = {}
        while not self.refusals:
            admission = Admission(self.con, self.arrived)
            admission.run()
            if admission.clashes:
                self._clash(admission)
                continue
            self.con.exec_driver_sql("SAVEPOINT merging")
            try:
                merged = self._merge(admission, held)
            except OffendingError as error:
                self.con.exec_driver_sql("ROLLBACK TO merging")
                self.refusals += self._refused(admission, error)
                held.update(((o.stream, o.number), (o.reason, o.detail)) for o in error.offenses)
            else:
                return self.taken(admission, merged)
            finally:
                self.con.exec_driver_sql("RELEASE merging")
        return self.taken()

    def taken(self, admission: Admission | None = None, merged: Merged | None = None) -> Taken:
        """Return the counts; they always add up."""
        if admission is None or merged is None:
            refused = self.total - self.already
            return Taken(self.total, 0, 0, refused, self.already, refusals=tuple(self.refusals))
        new = [one for one in self.arrived if one.is_new]
        return Taken(
            self.total,
            sum(one.admitted for one in new),
            sum(one.waiting for one in new),
            0,
            self.already + sum(one.had for one in new),
            sum(one.admitted for one in self.arrived if not one.is_new),
            {kind: count for kind, count in merged.new.items() if count},
            merged.changed,
            merged.conflicts,
            unique(admission.gaps),
            rows=merged.changes,
        )

    def _is_covered(self, head: Head) -> bool:
        have = self.con.exec_driver_sql(_HAVE, (head.run, head.scope)).scalar()
        return have is not None and head.last <= have

    def _open(self, name: bytes, raw: bytes, head: Head) -> None:
        def refuse(reason: str, detail: str = "") -> None:
            self.refusals.append(
                Refusal(head.device, head.scope, head.run, head.first, reason, detail)
            )

        author = self.author_of(head)
        if author is None or author.device != head.device:
            refuse("stranger")
        elif not is_signed(raw, author.sign):
            refuse("signature")
        elif not author.may_write(head.scope):
            refuse("scope", head.scope)
        else:
            try:
                segment = read_segment(raw)
            except NotReadable as error:
                refuse("unreadable", str(error))
                return
            for table in _outside(segment, author):
                refuse("table", table)
            self.arrived.append(Arrived(raw, name, segment, is_new=True))

    def _merge(self, admission: Admission, held: Mapping[At, tuple[str, str]]) -> Merged:
        con = self.con
        scopes = {BEGINNING: "catalog"}
        for scope, kept in admission.kept.items():
            kept.save(con)
            scopes.update(dict.fromkeys(kept.lines.streams, scope))
        self._note(admission)
        seen = {scope: seen_in(con, k.lines, scope) for scope, k in admission.kept.items()}
        is_new: dict[int, tuple[int, int]] = {}
        for part in admission.parts:
            first, last = is_new.get(part.stream, (part.first, part.last))
            is_new[part.stream] = (min(first, part.first), max(last, part.last))
        staged = stage(admission.parts, scopes, held.keys())
        merged = Merge(con, names_of(con), staged, seen, is_new).run()
        for (stream, number), (reason, detail) in held.items():
            con.exec_driver_sql(_HOLD, (stream, number, reason, detail, "held"))
        search.refresh(con, merged.changes.rows)
        return merged

    def _note(self, admission: Admission) -> None:
        """Keep who and when, what was seen, and the segments themselves."""
        changes: list[tuple[object, ...]] = []
        stated: list[tuple[int, int, int, int]] = []
        streams = {
            (stream.run, scope): stream.ord
            for scope, kept in admission.kept.items()
            for stream in kept.lines.streams.values()
        }
        for part in admission.parts:
            segment = part.arrived.segment
            first = segment.head.first
            columns = segment.attributes
            rows = zip(
                range(first, segment.head.last + 1),
                *(columns.txn, columns.stamp, columns.officer, columns.wall, columns.flags),
                strict=True,
            )
            some = list(rows)[part.first - first : part.last - first + 1]
            changes += [(part.stream, *row) for row in some]
            for number, by_scope in segment.seen:
                if part.first <= number <= part.last:
                    stated += self._tips(part.stream, number, by_scope, streams)
        text = "INSERT INTO sync_change(stream, q, txn, stamp, officer, wall, flags)"
        insert_many(self.con, (text, ""), 7, changes)
        text = "INSERT INTO sync_seen(stream, q, tip, tip_q)"
        insert_many(self.con, (text, "ON CONFLICT DO NOTHING"), 4, stated)
        for one in self.arrived:
            self._keep(one)

    def _tips(
        self,
        stream: int,
        number: int,
        by_scope: Mapping[str, Mapping[bytes, int]],
        streams: dict[tuple[bytes, str], int],
    ) -> Iterable[tuple[int, int, int, int]]:
        for scope, by_run in by_scope.items():
            for run, upto in by_run.items():
                if (run, scope) not in streams:
                    found = self.con.exec_driver_sql(_ORD, (run, scope)).scalar_one()
                    streams[run, scope] = int(found)
                yield stream, number, streams[run, scope], upto

    def _keep(self, one: Arrived) -> None:
        head = one.segment.head
        if not one.waiting and not one.admitted:  # all of it was had from other segments
            self.con.exec_driver_sql("DELETE FROM sync_segment WHERE hash = ?", (one.hash,))
            return
        state = "parked" if one.waiting else "had"
        row = (one.hash, one.stream, head.first, head.last, head.prev, len(one.raw))
        unknown = int(one.segment.is_unknown)
        self.con.exec_driver_sql(PUT_SEGMENT, (*row, unknown, state, one.raw))

    def _clash(self, admission: Admission) -> None:
        """Refuse what says something else under a known number; forget it if it was parked."""
        for one, number in admission.clashes:
            head = one.segment.head
            if one.is_new:
                self.refusals.append(
                    Refusal(head.device, head.scope, head.run, number, "used twice", "")
                )
            else:  # parked earlier, and the number was filled by another since
                self.con.exec_driver_sql("DELETE FROM sync_segment WHERE hash = ?", (one.hash,))
        clashing = {one.hash for one, _ in admission.clashes}
        self.arrived = [one for one in self.arrived if one.hash not in clashing]

    def _refused(self, admission: Admission, error: OffendingError) -> list[Refusal]:
        """Return those offenders that were brought now."""
        found: list[Refusal] = []
        for offense in error.offenses:
            for part in admission.parts:
                head = part.arrived.segment.head
                is_it = part.stream == offense.stream and part.first <= offense.number <= part.last
                if is_it and part.arrived.is_new:
                    found.append(
                        Refusal(
                            *(head.device, head.scope, head.run, offense.number),
                            offense.reason,
                            offense.detail,
                        )
                    )
        return found


_PARKED = "SELECT hash, body FROM sync_segment WHERE state = 'parked' ORDER BY stream, first, hash"
_HAVE = "SELECT have FROM sync_stream WHERE run = ? AND scope = ?"
_ORD = "SELECT ord FROM sync_stream WHERE run = ? AND scope = ?"
_HOLD = "INSERT INTO sync_held(stream, q, reason, detail, state) VALUES (?, ?, ?, ?, ?)"
_SEGMENTS = (
    "SELECT g.hash, g.body, s.scope, s.device, s.run, g.first, g.last FROM sync_segment g "
    "JOIN sync_stream s ON s.ord = g.stream WHERE s.scope = ? AND g.state <> 'parked' "
    "ORDER BY s.ord, g.first"
)


def _segments(con: Connection, scope: str) -> Sequence[StoredSegment]:
    return [
        StoredSegment(bytes(h), bytes(body), str(scope), bytes(device), bytes(run), first, last)
        for h, body, scope, device, run, first, last in con.exec_driver_sql(_SEGMENTS, (scope,))
    ]


def _outside(segment: Segment, author: Author) -> list[str]:
    """Return the tables that the author may not write in the segment's scope."""
    return sorted(
        {
            block.table
            for block in segment.blocks
            if not may_write(BY_TABLE[block.table], segment.head.scope, author.role, author.unit)
        }
    )
