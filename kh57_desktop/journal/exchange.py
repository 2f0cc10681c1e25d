"""What the bundle file asks of the journal: what is had, goes out, comes in (SYNC 7, 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.journal.admission import Gap
from kh57_desktop.journal.sealing import seal
from kh57_desktop.journal.segments import Head
from kh57_desktop.journal.streams import lines_of, tips
from kh57_desktop.journal.taking import Author, Refusal, Taken, Taking, had

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kh57_desktop.store.connection import Connection

__all__ = ["Author", "Gap", "Head", "Refusal", "StoredSegment", "Taken", "had", "outgoing"]
__all__ += ["scopes_here", "seal", "take", "vector"]

_SEGMENTS = (
    # also one of which a later part still waits: what is shown here is passed on
    "SELECT g.hash, g.body, s.scope, s.device, s.run, g.first, g.last FROM sync_segment g "
    "JOIN sync_stream s ON s.ord = g.stream "
    "WHERE s.scope = ? AND (g.state <> 'parked' OR g.first <= s.have) ORDER BY s.ord, g.first"
)


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


def take(
    con: Connection, raws: Iterable[bytes], author_of: Callable[[Head], Author | None]
) -> Taken:
    """Take segments into the open transaction: verify, park, merge, count.

    Nothing of them is kept when one change is outside its author's rights: `refused` then counts
    all that were not had, `refusals` names the offenders, and the caller rolls back or goes on.
    """
    taking = Taking(con, author_of)
    con.exec_driver_sql("SAVEPOINT taking")
    taking.read(raws)
    taken = taking.taken() if taking.refusals else taking.merge()
    if taken.refusals:
        con.exec_driver_sql("ROLLBACK TO taking")
    con.exec_driver_sql("RELEASE taking")
    return taken


def _segments(con: Connection, scope: str) -> Sequence[StoredSegment]:
    return [
        StoredSegment(bytes(h), bytes(body), str(scope), bytes(device), bytes(run), first, last)
        for h, body, scope, device, run, first, last in con.exec_driver_sql(_SEGMENTS, (scope,))
    ]
