"""Keep streams, lines and what was seen in their tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.journal.lines import At, Lines, Seen, Stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kh57_desktop.store.connection import Connection

_COLUMNS = "ord, run, scope, device, parent, base, line, have, cert, own"
_OF_SCOPE = (
    "SELECT ord, run, scope, device, parent, base, line, have, cert, own FROM sync_stream "
    "WHERE scope = ? AND ord > 0 ORDER BY ord"
)
_LINES_OF_SCOPE = (
    "SELECT line, over, upto FROM sync_line "
    "WHERE line IN (SELECT line FROM sync_stream WHERE scope = ? AND ord > 0)"
)
_TIPS = (  # SQLite takes the other columns from the row of the maximum
    "SELECT scope, line, ord, max(have) FROM sync_stream WHERE ord > 0 AND have > base "
    "GROUP BY line"
)
_STATED = (
    "SELECT n.q, n.tip, n.tip_q FROM sync_seen n JOIN sync_stream t ON t.ord = n.tip "
    "WHERE n.stream = ? AND t.scope = ? ORDER BY n.q"
)
_PUT = (
    "INSERT INTO sync_stream(ord, run, scope, device, parent, base, line, have, cert, own) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(slots=True)
class KeptLines:
    """The lines of a scope as they were read, so that only differences are written back."""

    scope: str
    lines: Lines
    _streams: dict[int, tuple[int, int]]
    _over: dict[int, dict[int, int]]

    def save(self, con: Connection) -> None:
        """Write streams and lines that differ from what was read."""
        for stream in self.lines.streams.values():
            before = self._streams.get(stream.ord)
            if before is None:
                con.exec_driver_sql(_PUT, _row(stream))
            elif before != (stream.line, stream.have):
                con.exec_driver_sql(
                    "UPDATE sync_stream SET line = ?, have = ? WHERE ord = ?",
                    (stream.line, stream.have, stream.ord),
                )
            self._streams[stream.ord] = (stream.line, stream.have)
        if self._over != self.lines.over:
            self._save_over(con)

    def _save_over(self, con: Connection) -> None:
        for line in self._over:
            con.exec_driver_sql("DELETE FROM sync_line WHERE line = ?", (line,))
        rows = [
            (line, other, upto)
            for line, covered in self.lines.over.items()
            for other, upto in covered.items()
        ]
        con.exec_driver_sql("INSERT INTO sync_line(line, over, upto) VALUES (?, ?, ?)", rows)
        self._over = {line: dict(covered) for line, covered in self.lines.over.items()}


def lines_of(con: Connection, scope: str) -> KeptLines:
    """Return the streams and lines of a scope."""
    streams = [_stream(row) for row in con.exec_driver_sql(_OF_SCOPE, (scope,))]
    over = [(int(a), int(b), int(c)) for a, b, c in con.exec_driver_sql(_LINES_OF_SCOPE, (scope,))]
    lines = Lines.of(streams, over)
    return KeptLines(
        scope,
        lines,
        {stream.ord: (stream.line, stream.have) for stream in streams},
        {line: dict(covered) for line, covered in lines.over.items()},
    )


def seen_in(con: Connection, lines: Lines, scope: str) -> Seen:
    """Return the answer to «had it been seen» for the changes of a scope."""

    def stated(stream: int) -> list[At3]:
        rows = con.exec_driver_sql(_STATED, (stream, scope)).fetchall()
        return [(int(q), int(tip), int(tip_q)) for q, tip, tip_q in rows]

    return Seen(lines, stated)


At3 = tuple[int, int, int]


def tips(con: Connection) -> dict[str, dict[int, At]]:
    """Return for each scope and line the last change had without a gap."""
    found: dict[str, dict[int, At]] = {}
    for scope, line, ordinal, have in con.exec_driver_sql(_TIPS):
        found.setdefault(str(scope), {})[int(line)] = (int(ordinal), int(have))
    return found


def next_ordinal(con: Connection) -> int:
    """Return the ordinal of the next stream."""
    return int(con.exec_driver_sql("SELECT max(ord) FROM sync_stream").scalar_one()) + 1


def seen_scopes(scope: str, known: Iterable[str]) -> list[str]:
    """Return which of the known scopes the readers of a scope can read (SYNC 2)."""
    kind, _, unit = scope.partition("/")
    readable = {
        "catalog": {"catalog"},
        "unit": {"catalog", scope},
        "private": {"catalog", f"unit/{unit}", scope},
        "control": {"control"},
    }.get(kind)
    if readable is None:  # office: all but private
        return sorted(name for name in known if not name.startswith("private/"))
    return sorted(readable.intersection(known))


def _stream(row: Iterable[object]) -> Stream:
    ordinal, run, scope, device, parent, base, line, have, cert, own = row
    return Stream(
        int(ordinal),  # type: ignore[call-overload]
        bytes(run),  # type: ignore[call-overload]
        str(scope),
        bytes(device),  # type: ignore[call-overload]
        parent,  # type: ignore[arg-type]
        int(base),  # type: ignore[call-overload]
        int(line),  # type: ignore[call-overload]
        int(have),  # type: ignore[call-overload]
        cert,  # type: ignore[arg-type]
        bool(own),
    )


def _row(stream: Stream) -> tuple[object, ...]:
    return (
        *(stream.ord, stream.run, stream.scope, stream.device, stream.parent, stream.base),
        *(stream.line, stream.have, stream.cert, int(stream.own)),
    )
