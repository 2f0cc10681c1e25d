"""Take an own action back: a ledger that writes the former values (SYNC 7, undo)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.journal.blocks import EDIT, REMOVE
from kh57_desktop.journal.notes import PROGRAM, REDO, UNDO
from kh57_desktop.journal.past import Past
from kh57_desktop.journal.standing import NO_CLOCKS, at_of, clocks_at, conflicts, names_of, rows_at
from kh57_desktop.journal.statements import TOUCHES_MANY
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.journal.lines import At
    from kh57_desktop.journal.past import Deed
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

_OWN_RUNS = (
    "SELECT run FROM sync_stream WHERE own = 1 AND ord > 0 GROUP BY run ORDER BY max(ord) DESC"
)
_OF_RUN = (
    "SELECT c.stream, c.q, c.txn, c.flags "
    "FROM sync_change c JOIN sync_stream s ON s.ord = c.stream "
    "WHERE s.run = ? AND s.own = 1 AND c.officer = ? ORDER BY c.txn DESC, c.stream"
)
_KEPT = 100
"""How many actions of an officer are looked at (FEATURES F04)."""
_ELSEWHERE = frozenset({"officers", "catalog_keys"})
"""Kinds that are half of something else: taken back alone, a password would open nothing."""
_ROW = ""
"""Stands among the fields of a row for whether it is there."""


@dataclass(frozen=True, slots=True)
class Action:
    """What one own ledger of an officer did, by the number its run gave it."""

    run: bytes
    txn: int
    flags: int
    changes: tuple[At, ...]

    @property
    def name(self) -> str:
        """What the action is called on the command line."""
        return f"{self.run.hex()[:8]}-{self.txn}"


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an action back changed, and what it left because others changed it since."""

    changes: Changes
    left: tuple[tuple[str, int, str], ...]
    """Kind, row, field; an empty field stands for the row."""


def actions(con: Connection, officer: int | None) -> Iterator[Action]:
    """Return what an officer did on this PC, the newest first; nobody's where a code opened it."""
    for (run,) in con.exec_driver_sql(_OWN_RUNS).fetchall():
        by_txn: dict[tuple[int, int], list[At]] = defaultdict(list)
        for stream, number, txn, flags in con.exec_driver_sql(_OF_RUN, (run, officer)):
            by_txn[int(txn), int(flags)].append((int(stream), int(number)))
        for (txn, flags), changes in by_txn.items():
            if not flags & PROGRAM:
                yield Action(bytes(run), txn, flags, tuple(changes))


def to_undo(con: Connection, officer: int | None, name: str, *, approves: bool) -> Steps | None:
    """Return how an officer's last action, or the one called so, is taken back; None if none is.

    One that was taken back already gives way to the one before it; one that others have built
    upon does not: what they changed is listed, and nothing older is touched in its place.
    """
    done = (action for action in actions(con, officer) if not action.flags & (UNDO | REDO))
    for action in done if name else islice(done, _KEPT):
        if name in {"", action.name}:
            steps = steps_back(con, action, approves=approves)
            if not steps.kinds & _ELSEWHERE and (steps.can or (steps.left and not steps.is_done)):
                return steps
    return None


def to_redo(con: Connection, officer: int | None, *, approves: bool) -> Steps | None:
    """Return how what an officer took back last is done again; None after anything else."""
    done_again = 0
    for action in actions(con, officer):
        if action.flags & REDO:
            done_again += 1
        elif not action.flags & UNDO:
            return None
        elif done_again:
            done_again -= 1
        else:
            steps = steps_back(con, action, approves=approves)
            return steps if steps.can else None
    return None


def steps_back(con: Connection, action: Action, *, approves: bool) -> Steps:
    """Return how an own action is taken back: former values; what changed since stays."""
    steps = Steps(con, names_of(con), action, approves)
    for at in action.changes:
        steps.read(at)
    steps.leave_touched()
    return steps


@dataclass(slots=True)
class _Stack:
    """The changes of a field that stand, oldest first, and those that were taken back."""

    stands: list[At] = field(default_factory=list)
    back: list[tuple[At, At]] = field(default_factory=list)
    """The undoing, and what it took back; an ordinary change ends what can be done again."""

    def ends_with(self, at: At) -> bool:
        """Tell whether nothing came after a change or an undoing."""
        return self.stands[-1:] == [at] or bool(self.back and self.back[-1][0] == at)

    def take(self, deed: Deed, saw: Callable[[At, At], bool]) -> None:
        """Put a change on top, take one back, or put that one there again."""
        if deed.author.flags & UNDO:
            seen = [one for one in self.stands if saw(deed.at, one)]
            if seen:
                self.stands.remove(seen[-1])
                self.back.append((deed.at, seen[-1]))
        elif deed.author.flags & REDO and self.back:
            self.stands.append(self.back.pop()[1])
        else:
            self.stands.append(deed.at)
            self.back.clear()


@dataclass(slots=True)
class Steps:
    """The operations to be taken back, and what has to stay."""

    con: Connection
    names: Mapping[str, int]
    action: Action
    approves: bool
    """Whether who asks may approve: else an approval that was lost is not given again."""
    left: list[tuple[str, int, str]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    is_done: bool = False
    """Whether some of it was taken back before."""
    past: Past = field(init=False)
    _former: dict[tuple[Shape, int], dict[str, Value]] = field(default_factory=dict)
    _whole: dict[Shape, dict[int, tuple[str, At]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Rows created, removed or restored, and by which change."""

    def __post_init__(self) -> None:
        self.past = Past(self.con)

    @property
    def can(self) -> bool:
        """Whether anything is left to take back."""
        return any(self._former.values()) or any(self._whole.values())

    def read(self, at: At) -> None:
        """Take in the operations of a change."""
        for shape, row, action, values in self.past.of_change(at):
            self.kinds.add(shape.kind)
            if action == EDIT:
                self._read_edit(shape, row, values, at)
            else:
                self._whole[shape][row] = (action, at)

    def leave_touched(self) -> None:
        """Leave the rows that were changed by something else since."""
        for shape, rows in self._whole.items():
            table = self.names[shape.table]
            touched: set[int] = set()
            for some in driver.in_turns(sorted(rows)):
                for row, *at in driver.rows(self.con, TOUCHES_MANY, (table, *some)):
                    if row in rows and self._is_later(rows[row][1], (at[0], at[1])):
                        touched.add(row)
            for row in sorted(touched):
                self._leave_touched(shape, row)

    def take_back(self, ledger: Ledger) -> None:
        """Ask a ledger for the contrary of everything."""
        for (shape, row), values in self._former.items():
            if values:
                ledger.keep(Edit(shape.kind, row, values))
        for shape, rows in self._whole.items():
            for row, (action, _) in rows.items():
                (ledger.restore if action == REMOVE else ledger.remove)(shape.kind, row)

    def _read_edit(self, shape: Shape, row: int, values: dict[str, Plain], at: At) -> None:
        key = at_of(self.con, self.names, shape, row) or ()
        there = rows_at(self.con, shape, (key,))[key]
        plain = dict(zip(shape.columns[1:-4], there[1:-4], strict=True))
        clocks = clocks_at(self.con, self.names[shape.table], (row,)).get(row, NO_CLOCKS)
        deeds, saw = self.past.deeds(shape, row), self._saw(at)
        standing = self._standing(deeds, at)
        others = any(not saw(at, one) for some in standing.values() for one in some.stands)
        former: dict[str, Value] = {}
        for name in values:
            number, is_last = self.names[name], standing[name].ends_with(at)
            if not is_last and at not in standing[name].stands:
                self.is_done = True
                continue
            older = [d for d in deeds if name in d.values and d.at != at and saw(at, d.at)]
            value = shape.shown(name, older[-1].values[name]) if older else None
            if value is RecordState.APPROVED is shape.shown(name, plain[name]):
                value = RecordState.DRAFT  # given anew: the approval before had seen less
            is_kept_back = value is RecordState.APPROVED and (others or not self.approves)
            if not is_last or is_kept_back or conflicts(clocks, number, plain[name]):
                self.left.append((shape.kind, row, name))
            elif value != shape.shown(name, plain[name]):
                former[name] = value
        self._former[shape, row] = former

    def _leave_touched(self, shape: Shape, row: int) -> None:
        """Leave a row unless all that touched it since was taken back."""
        action, at = self._whole[shape][row]
        key = at_of(self.con, self.names, shape, row) or ()
        not_yet = bool(rows_at(self.con, shape, (key,))[key][-1]) is (action == REMOVE)
        standing = self._standing(self.past.deeds(shape, row) if not_yet else [], at)
        others = any(self._is_later(at, one) for some in standing.values() for one in some.stands)
        is_last = standing[_ROW].ends_with(at)
        if not is_last and at not in standing[_ROW].stands:
            self.is_done = True
        elif others or not is_last:
            self.left.append((shape.kind, row, _ROW))
        else:
            return
        del self._whole[shape][row]

    def _standing(self, deeds: list[Deed], at: At) -> Mapping[str, _Stack]:
        """Return what stands of each field, and of whether the row is there."""
        saw = self._saw(at)
        standing: dict[str, _Stack] = defaultdict(_Stack)
        for deed in deeds:
            for name in (*deed.values, *([] if deed.action == EDIT else [_ROW])):
                standing[name].take(deed, saw)
        return standing

    def _is_later(self, at: At, other: At) -> bool:
        return at != other and not self._saw(at)(at, other)

    def _saw(self, at: At) -> Callable[[At, At], bool]:
        return self.past.seen(self.past.author(at).scope).saw
