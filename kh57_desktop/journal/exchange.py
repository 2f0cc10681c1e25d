"""What the bundle file asks of the journal: what is had, goes out, comes in (SYNC 7, 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.journal.admission import Gap
from kh57_desktop.journal.sealing import seal
from kh57_desktop.journal.segments import Head
from kh57_desktop.journal.streams import lines_of, tips
from kh57_desktop.journal.taking import Author, Refusal, Taken, Taking, had
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kh57_desktop.store.connection import Connection

__all__ = ["Author", "Gap", "Head", "Refusal", "StoredSegment", "Taken", "had", "outgoing"]
__all__ += ["scopes_here", "seal", "take", "vector"]

_SEGMENTS = (
    # also one of which a later part still waits: what is shown here is passed on
    "SELECT s.ord, g.hash, s.device, s.run, g.first, g.last, g.raw FROM sync_segment g "
    "JOIN sync_stream s ON s.ord = g.stream "
    "WHERE s.scope = ? AND (g.state <> 'parked' OR g.first <= s.have) ORDER BY s.ord, g.first"
)
_BODY = "SELECT body FROM sync_segment WHERE hash = ?"


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
    raw: int
    """How long its content is, unpacked."""


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
        for stream, name, device, run, first, last, raw in driver.rows(con, _SEGMENTS, (scope,)):
            if any(lines.covers(tip, (stream, last)) for tip in known):
                continue  # the bodies of years that the other side has are not even read
            (body,) = driver.rows(con, _BODY, (name,))[0]
            found.append(StoredSegment(name, body, scope, device, run, first, last, raw))
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
