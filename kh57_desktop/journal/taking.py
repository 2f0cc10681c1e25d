"""Take segments in: verify, park, hold, merge, count; all of a bundle or nothing (SYNC 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes
from kh57_desktop.journal import recording, statements
from kh57_desktop.journal.admission import Admission, Arrived, Gap, unique
from kh57_desktop.journal.columns import NotReadable
from kh57_desktop.journal.lines import BEGINNING
from kh57_desktop.journal.merging import Merge, Merged
from kh57_desktop.journal.rights import may_write
from kh57_desktop.journal.segments import Head, hash_of, head_of, is_signed, read_segment
from kh57_desktop.journal.shapes import BY_TABLE
from kh57_desktop.journal.staging import OffendingError, stage
from kh57_desktop.journal.standing import names_of
from kh57_desktop.journal.streams import seen_in
from kh57_desktop.store import search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from kh57_desktop.journal.lines import At
    from kh57_desktop.journal.segments import Segment
    from kh57_desktop.store.connection import Connection

_PARKED = "SELECT hash, body FROM sync_segment WHERE state = 'parked' ORDER BY stream, first, hash"
_HAVE = "SELECT have FROM sync_stream WHERE run = ? AND scope = ?"
_HOLD = "INSERT INTO sync_held(stream, q, reason, detail, state) VALUES (?, ?, ?, ?, ?)"


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


@dataclass(slots=True)
class Taking:
    """One taking of some segments into the open transaction."""

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
                merged = merge(self.con, admission, held)
                search.postpone(self.con, merged.found)
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


def _outside(segment: Segment, author: Author) -> list[str]:
    """Return the tables that the author may not write in the segment's scope."""
    return sorted(
        {
            block.table
            for block in segment.blocks
            if not may_write(BY_TABLE[block.table], segment.head.scope, author.role, author.unit)
        }
    )


def merge(con: Connection, admission: Admission, held: Mapping[At, tuple[str, str]]) -> Merged:
    """Write what was admitted, held changes left out; OffendingError when one may not be taken."""
    scopes = {BEGINNING: "catalog"}
    for scope, kept in admission.kept.items():
        kept.save(con)
        scopes.update(dict.fromkeys(kept.lines.streams, scope))
    recording.record(con, admission)
    seen = {scope: seen_in(con, kept.lines, scope) for scope, kept in admission.kept.items()}
    is_new: dict[int, tuple[int, int]] = {}
    for part in admission.parts:
        first, last = is_new.get(part.stream, (part.first, part.last))
        is_new[part.stream] = (min(first, part.first), max(last, part.last))
    staged = stage(admission.parts, scopes, held.keys())
    merged = Merge(con, names_of(con), staged, seen, is_new).run()
    for (stream, number), (reason, detail) in held.items():
        con.exec_driver_sql(_HOLD, (stream, number, reason, detail, "held"))
    return merged
