"""What was done to a row: every operation on it, from the signed segments and what is unsealed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.stamps import is_doubtful
from kh57_desktop.journal.blocks import CREATE, blocks_of
from kh57_desktop.journal.segments import read_segment
from kh57_desktop.journal.standing import at_of, names_of, rows_at
from kh57_desktop.journal.streams import lines_of, seen_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.blocks import Block
    from kh57_desktop.journal.lines import At, Seen
    from kh57_desktop.journal.shapes import Shape

_WHO = (
    "SELECT c.stamp, c.officer, c.wall, c.flags, c.body, s.run, s.scope, s.device, s.own "
    "FROM sync_change c JOIN sync_stream s ON s.ord = c.stream WHERE c.stream = ? AND c.q = ?"
)
_SEGMENT = "SELECT body FROM sync_segment WHERE stream = ? AND first <= ? AND last >= ? LIMIT 1"
_TOUCHES = "SELECT s, q FROM sync_touch WHERE tbl = ? AND row = ?"
_KEPT_OPEN = 8


@dataclass(frozen=True, slots=True)
class Author:
    """Who made a change, where and when, as the change says."""

    officer: int | None
    device: bytes
    at: dt.datetime
    is_mine: bool
    clock_doubtful: bool
    scope: str
    flags: int


@dataclass(frozen=True, slots=True)
class Deed:
    """One operation on one row."""

    at: At
    clock: tuple[int, bytes, int]
    """Its place in the total order: stamp, run, number."""
    author: Author
    action: str
    values: Mapping[str, Plain]


@dataclass(slots=True)
class Past:
    """Reads what was done; opens each segment once."""

    con: Connection
    _open: dict[At, list[Block]] = field(default_factory=dict)
    _seen: dict[str, Seen] = field(default_factory=dict)

    def deeds(self, shape: Shape, row: int) -> list[Deed]:
        """Return every operation on a row in the order of its clock; empty when there is none."""
        names = names_of(self.con)
        at = at_of(self.con, names, shape, row)
        there = None if at is None else rows_at(self.con, shape, (at,)).get(at)
        if there is None:
            return []
        touched = self.con.exec_driver_sql(_TOUCHES, (names[shape.table], row)).fetchall()
        key = there[1 : 1 + len(shape.key)] or there[0]
        ats = {(int(s), int(q)) for s, q in [there[-3:-1], *touched]} - {(0, 0)}
        found = [deed for at_change in ats for deed in self._of_change(shape, key, at_change)]
        return sorted(found, key=lambda deed: deed.clock)

    def author(self, at: At) -> Author:
        """Return who made a change."""
        return self._who(at)[1]

    def seen(self, scope: str) -> Seen:
        """Return the answer to «had it been seen» for a scope."""
        if scope not in self._seen:
            lines = lines_of(self.con, scope).lines
            self._seen[scope] = seen_in(self.con, lines, scope)
        return self._seen[scope]

    def blocks(self, at: At) -> list[Block]:
        """Return the operations of the change, and maybe of its neighbors."""
        body = self.con.exec_driver_sql(_WHO, at).one().body
        return blocks_of(at[1], bytes(body)) if body is not None else self._sealed(at)

    def _of_change(self, shape: Shape, key: Any, at: At) -> Iterable[Deed]:
        clock, author, _ = self._who(at)
        for block in self.blocks(at):
            if block.table != shape.table:
                continue
            for number, row, values in block.each():
                if number == at[1] and row == key:
                    given: dict[str, Plain] = dict(zip(block.fields, values, strict=True))
                    if block.action == CREATE:  # it wrote every field, NULL where not listed
                        given = {name: given.get(name) for name in shape.fields}
                    yield Deed(at, clock, author, block.action, given)

    def _who(self, at: At) -> tuple[tuple[int, bytes, int], Author, bytes | None]:
        row = self.con.exec_driver_sql(_WHO, at).one()
        stamp, officer, wall, flags, body, run, scope, device, own = row
        author = Author(
            officer, bytes(device), moment(wall), bool(own), is_doubtful(wall, stamp), scope, flags
        )
        return (int(stamp), bytes(run), at[1]), author, body

    def _sealed(self, at: At) -> list[Block]:
        for (stream, first), blocks in self._open.items():
            if stream == at[0] and blocks and any(at[1] in block.numbers for block in blocks):
                return self._open[stream, first]
        raw = self.con.exec_driver_sql(_SEGMENT, (at[0], at[1], at[1])).scalar_one()
        segment = read_segment(bytes(raw))
        if len(self._open) >= _KEPT_OPEN:
            self._open.pop(next(iter(self._open)))
        self._open[at[0], segment.head.first] = segment.blocks
        return segment.blocks


def moment(wall: int) -> dt.datetime:
    """Return the time that a change claims, in Vietnam; the earliest one for nonsense."""
    vietnam = dt.timezone(dt.timedelta(hours=7))
    try:
        return dt.datetime.fromtimestamp(wall / 1_000_000, vietnam)
    except (ValueError, OverflowError, OSError):
        return dt.datetime(1970, 1, 1, tzinfo=vietnam)
