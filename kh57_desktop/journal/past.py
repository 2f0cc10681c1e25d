"""What was done to a row: every operation on it, from the signed segments and what is unsealed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.stamps import is_doubtful
from kh57_desktop.errors import HistoryAltered
from kh57_desktop.journal.blocks import CREATE, blocks_of
from kh57_desktop.journal.columns import NotReadable
from kh57_desktop.journal.lines import BEGINNING
from kh57_desktop.journal.segments import is_whole, read_segment
from kh57_desktop.journal.shapes import BY_TABLE
from kh57_desktop.journal.standing import at_of, names_of, rows_at
from kh57_desktop.journal.statements import TOUCHES_ONE
from kh57_desktop.journal.streams import lines_of, seen_in
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.blocks import Block
    from kh57_desktop.journal.lines import At, Seen
    from kh57_desktop.journal.segments import Segment
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

_WHO = (
    "SELECT c.stamp, c.officer, c.wall, c.flags, c.body, s.run, s.scope, s.device, s.own "
    "FROM sync_change c JOIN sync_stream s ON s.ord = c.stream WHERE c.stream = ? AND c.q = ?"
)
_SEGMENT = (
    "SELECT hash, body FROM sync_segment WHERE stream = ? AND first <= ? AND last >= ? LIMIT 1"
)
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
class _Opened:
    """The operations of a segment, or of one change that is not sealed yet, by row."""

    stream: int
    first: int
    last: int
    by_row: dict[tuple[str, Any], list[tuple[int, str, dict[str, Plain]]]]
    """By table and row: number of the change, action, values."""

    def holds(self, at: At) -> bool:
        return self.stream == at[0] and self.first <= at[1] <= self.last


@dataclass(slots=True)
class Past:
    """Reads what was done; opens each segment once."""

    con: Connection
    _opened: list[_Opened] = field(default_factory=list)
    _seen: dict[str, Seen] = field(default_factory=dict)

    def deeds(self, shape: Shape, row: int) -> list[Deed]:
        """Return every operation on a row in the order of its clock; empty when there is none."""
        names = names_of(self.con)
        at = at_of(self.con, names, shape, row)
        there = None if at is None else rows_at(self.con, shape, (at,)).get(at)
        if there is None:
            return []
        touched = driver.rows(self.con, TOUCHES_ONE, (names[shape.table], row))
        key = there[1 : 1 + len(shape.key)] or there[0]
        ats = {there[-3:-1], *(entry[1:] for entry in touched)} - {(BEGINNING, 0)}
        found = [deed for change in ats for deed in self._of_change(shape, key, change)]
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

    def of_change(self, at: At) -> Iterator[tuple[Shape, int, str, dict[str, Plain]]]:
        """Return every operation of a change: table, row, action, values."""
        scope = self.author(at).scope
        for (table, key), done in self._open(at).by_row.items():
            shape = BY_TABLE[table]
            for number, action, values in done:
                if number == at[1]:
                    row = shape.derived(scope, (key,))[0] if shape.key else int(key)
                    yield shape, row, action, values

    def _of_change(self, shape: Shape, key: Any, at: At) -> Iterator[Deed]:
        clock, author, _ = self._who(at)
        for number, action, values in self._open(at).by_row.get((shape.table, key), ()):
            if number == at[1]:
                # a creation wrote every field, NULL where not listed
                blank = dict.fromkeys(shape.fields) if action == CREATE else {}
                yield Deed(at, clock, author, action, {**blank, **values})

    def _who(self, at: At) -> tuple[tuple[int, bytes, int], Author, bytes | None]:
        row = self.con.exec_driver_sql(_WHO, at).one()
        stamp, officer, wall, flags, body, run, scope, device, own = row
        author = Author(
            officer, bytes(device), moment(wall), bool(own), is_doubtful(wall, stamp), scope, flags
        )
        return (int(stamp), bytes(run), at[1]), author, body

    def _open(self, at: At) -> _Opened:
        for opened in self._opened:
            if opened.holds(at):
                return opened
        body = self._who(at)[2]
        if body is not None:
            opened = _Opened(at[0], at[1], at[1], _by_row(blocks_of(at[1], bytes(body))))
        else:
            segment = self._segment(at)
            head = segment.head
            opened = _Opened(at[0], head.first, head.last, _by_row(segment.blocks))
        del self._opened[_KEPT_OPEN:]
        self._opened.insert(0, opened)
        return opened

    def _segment(self, at: At) -> Segment:
        found = self.con.exec_driver_sql(_SEGMENT, (at[0], at[1], at[1])).first()
        try:
            if found is not None and is_whole(found[0], found[1]):
                return read_segment(found[1])
        except NotReadable as error:
            raise HistoryAltered from error
        raise HistoryAltered


def _by_row(blocks: Iterable[Block]) -> dict[tuple[str, Any], list[Any]]:
    found: dict[tuple[str, Any], list[Any]] = defaultdict(list)
    for block in blocks:
        for number, row, values in block.each():
            given = dict(zip(block.fields, values, strict=True))
            found[block.table, row].append((number, block.action, given))
    return found


def moment(wall: int) -> dt.datetime:
    """Return the time that a change claims, in Vietnam; the earliest one for nonsense."""
    vietnam = dt.timezone(dt.timedelta(hours=7))
    try:
        return dt.datetime.fromtimestamp(wall / 1_000_000, vietnam)
    except (ValueError, OverflowError, OSError):
        return dt.datetime(1970, 1, 1, tzinfo=vietnam)
