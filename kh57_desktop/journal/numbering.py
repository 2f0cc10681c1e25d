"""The run of this program's life and the numbers that it gives to rows and changes (SYNC 3)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.stamps import Stamper
from kh57_desktop.journal.lines import Stream
from kh57_desktop.journal.statements import PUT_SEEN
from kh57_desktop.journal.streams import lines_of, next_ordinal, seen_scopes, tips
from kh57_desktop.store import driver
from kh57_desktop.system.ids import ROWS_A_RUN, new_run, row_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.journal.lines import At
    from kh57_desktop.store.connection import Connection

_LAST_OWN = (
    "SELECT ord, have FROM sync_stream WHERE own = 1 AND scope = ? AND ord > 0 "
    "ORDER BY ord DESC LIMIT 1"
)
_RESERVE = 1 << 16
"""More rows than any ledger makes."""
_LINE = "SELECT line FROM sync_stream WHERE ord = ?"
_GROWN = "UPDATE sync_stream SET have = ? WHERE ord = ?"


@dataclass(frozen=True, slots=True)
class OwnStream:
    """Where this run's changes of one scope stand."""

    ord: int
    line: int
    have: int
    stated: Mapping[int, int]
    """The tips that its changes have stated as seen: stream to number."""


@dataclass(slots=True)
class Numbering:
    """What the next change is called; a ledger works on a copy that counts only after COMMIT."""

    run: bytes = b""
    rows: int = 0
    txn: int = 0
    stamper: Stamper = field(default_factory=Stamper)
    streams: dict[str, OwnStream] = field(default_factory=dict)
    tips: dict[str, dict[int, At]] | None = None
    """For each scope and line the last change had; None until it was read."""

    def draft(self) -> Numbering:
        """Return a copy for one ledger."""
        known = None if self.tips is None else {s: dict(t) for s, t in self.tips.items()}
        stamper = Stamper(self.stamper.clock)
        return Numbering(self.run, self.rows, self.txn, stamper, dict(self.streams), known)

    def for_ledger(self) -> Numbering:
        """Return a copy for a ledger, under a new run when this one has few numbers left.

        Others refuse rows that bear the number of a run which did not write them.
        """
        if self.rows > ROWS_A_RUN - _RESERVE:
            return Numbering(new_run(), stamper=Stamper(self.stamper.clock))
        return self.draft()

    def next_row_id(self) -> int:
        """Return the number of a new row; a new run is drawn when this one has named all it can."""
        if not self.run or self.rows == ROWS_A_RUN:
            self.run, self.rows, self.txn, self.streams = new_run(), 0, 0, {}
        self.rows += 1
        return row_id(self.run, self.rows - 1)

    def next_change(self, con: Connection, scope: str, identity: DeviceIdentity) -> At:
        """Return what the next change of a scope is called, and write down what it has seen."""
        if not self.run:
            self.run = new_run()
        known = self._tips(con)
        stream = self.streams.get(scope) or self._opened(con, scope, identity)
        if known.get(scope, {}).get(stream.line, (stream.ord, 0))[0] != stream.ord:
            stream = self._forked(con, scope, stream)
        number = stream.have + 1
        moved = self._moved(scope, stream)
        if moved:
            con.exec_driver_sql(
                PUT_SEEN, [(stream.ord, number, tip, upto) for tip, upto in moved.items()]
            )
        driver.of(con).execute(_GROWN, (number, stream.ord))
        stated = {**stream.stated, **moved} if moved else stream.stated
        self.streams[scope] = OwnStream(stream.ord, stream.line, number, stated)
        known.setdefault(scope, {})[stream.line] = (stream.ord, number)
        return stream.ord, number

    def _tips(self, con: Connection) -> dict[str, dict[int, At]]:
        if self.tips is None:
            self.tips = tips(con)
            for scope, stream in self.streams.items():  # a fork may have moved it meanwhile
                line = con.exec_driver_sql(_LINE, (stream.ord,)).scalar_one()
                self.streams[scope] = replace(stream, line=int(line))
        return self.tips

    def _moved(self, scope: str, stream: OwnStream) -> dict[int, int]:
        """Return the tips that stand further than this stream has stated."""
        known, stated = self.tips or {}, stream.stated
        return {
            tip: number
            for name in seen_scopes(scope, known)
            for tip, number in known[name].values()
            if tip != stream.ord and stated.get(tip, 0) < number
        }

    def _opened(self, con: Connection, scope: str, identity: DeviceIdentity) -> OwnStream:
        """Begin this run's stream where the data of this store stands."""
        kept = lines_of(con, scope)
        last = con.exec_driver_sql(_LAST_OWN, (scope,)).first()
        parent, base = (None, 0) if last is None else (int(last[0]), int(last[1]))
        stream = Stream(
            next_ordinal(con), self.run, scope, identity.device, parent, base, 0, base,
            identity.serial, own=True,
        )  # fmt: skip
        kept.lines.join(stream)
        kept.save(con)
        self._tips(con).setdefault(scope, {})[stream.line] = (stream.ord, base)
        return OwnStream(stream.ord, stream.line, base, {})

    def _forked(self, con: Connection, scope: str, stream: OwnStream) -> OwnStream:
        """Go on although another copy of this store continued where we stood (SYNC 11)."""
        kept = lines_of(con, scope)
        kept.lines.grow(stream.ord, stream.have + 1)
        kept.save(con)
        self.tips = tips(con)
        self.tips.setdefault(scope, {})[stream.line] = (stream.ord, stream.have)
        return replace(stream, line=kept.lines.streams[stream.ord].line)
