"""Whether a row stands: it does when some write of it was seen by none of its removals (M5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.merging import is_alive, removal_disputed
from kh57_desktop.journal import statements
from kh57_desktop.journal.staging import Offense
from kh57_desktop.journal.standing import rows_at
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kh57_desktop.journal.lines import At, Seen
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.staging import Staged
    from kh57_desktop.store.connection import Connection

_ANY_REMOVAL = "SELECT 1 FROM sync_removal WHERE tbl = ? LIMIT 1"
_REMOVALS = statements.spelled(
    "SELECT row, s, q FROM sync_removal WHERE tbl = ? AND row IN («marks»)",
    marks=statements.marks(statements.MANY),
)


def strayed(con: Connection, staged: Staged) -> list[Offense]:
    """Return removals and restorations of rows that are not there, or stand in another scope."""
    found: list[Offense] = []
    for shape, entries in staged.named.items():
        ats = {row: staged.at(shape, row) for row, _, _ in entries}
        standing = rows_at(con, shape, list(ats.values()))
        for row, stream, number in sorted(entries):
            there = standing.get(ats[row])
            scope = None if there is None else _scope(con, staged, there[-3])
            if scope != staged.scopes[stream]:
                found.append(Offense(stream, number, "no row", f"{shape.table}/{row}"))
    return found


def survive(
    con: Connection,
    names: Mapping[str, int],
    staged: Staged,
    seen: Mapping[str, Seen],
    is_new: Mapping[int, tuple[int, int]],
) -> int:
    """Say of each touched row that was ever removed whether it stands; count new disputes."""
    disputes = 0
    for shape, touched in staged.touched().items():
        table = names[shape.table]
        if con.exec_driver_sql(_ANY_REMOVAL, (table,)).first() is None:
            continue
        removals = _entries(con, _REMOVALS, table, sorted(touched))
        rows = sorted(removals)
        if not rows:
            continue
        writes = _entries(con, statements.TOUCHES_MANY, table, rows)
        ats = {row: staged.at(shape, row) for row in rows}
        standing = rows_at(con, shape, list(ats.values()))
        for row in rows:
            there = standing[ats[row]]
            history = _History((*writes[row] - removals[row], there[-3:-1]), removals[row])
            scope = staged.scopes[next(iter(removals[row]))[0]]
            disputes += history.newly_disputed(seen[scope], is_new)
            _say(con, shape, ats[row], is_gone=not history.is_alive(seen[scope]))
    return disputes


def _scope(con: Connection, staged: Staged, stream: int) -> str:
    known = staged.scopes.get(stream)
    if known is None:
        text = "SELECT scope FROM sync_stream WHERE ord = ?"
        known = str(con.exec_driver_sql(text, (stream,)).scalar_one())
    return known


class _History:
    """The writes and removals of a row."""

    def __init__(self, writes: Iterable[At], removals: Iterable[At]) -> None:
        self.writes = set(writes)
        self.removals = set(removals)

    def is_alive(self, seen: Seen) -> bool:
        return is_alive(self.writes, self.removals, seen.saw)  # type: ignore[arg-type]

    def is_disputed(self, seen: Seen) -> bool:
        return removal_disputed(self.writes, self.removals, seen.saw)  # type: ignore[arg-type]

    def newly_disputed(self, seen: Seen, is_new: Mapping[int, tuple[int, int]]) -> bool:
        """Tell whether the row is disputed now and was not before."""
        if not self.is_disputed(seen):
            return False
        before = _History(_older(self.writes, is_new), _older(self.removals, is_new))
        return not before.is_disputed(seen)


def _older(entries: Iterable[At], is_new: Mapping[int, tuple[int, int]]) -> Iterable[At]:
    for stream, number in entries:
        first, last = is_new.get(stream, (0, -1))
        if not first <= number <= last:
            yield stream, number


def _entries(con: Connection, text: str, table: int, rows: Sequence[int]) -> dict[int, set[At]]:
    found: dict[int, set[At]] = defaultdict(set)
    for some in driver.in_turns(rows):
        for row, stream, number in con.exec_driver_sql(text, (table, *some)):
            found[int(row)].add((int(stream), int(number)))
    return found


def _say(con: Connection, shape: Shape, at: tuple[Any, ...], *, is_gone: bool) -> None:
    con.exec_driver_sql(statements.alive(shape), (int(is_gone), *at, int(not is_gone)))
