"""Take an own action back: a ledger that writes the former values (SYNC 7, undo)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.journal.blocks import EDIT, REMOVE
from kh57_desktop.journal.past import Past
from kh57_desktop.journal.standing import NO_CLOCKS, at_of, clocks_at, names_of, rows_at
from kh57_desktop.journal.statements import TOUCHES_MANY
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.journal.lines import At
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

_OWN_RUNS = (
    "SELECT run FROM sync_stream WHERE own = 1 AND ord > 0 GROUP BY run ORDER BY max(ord) DESC"
)
_OF_RUN = (
    "SELECT c.stream, c.q, c.txn FROM sync_change c JOIN sync_stream s ON s.ord = c.stream "
    "WHERE s.run = ? AND s.own = 1 ORDER BY c.txn DESC, c.stream"
)


@dataclass(frozen=True, slots=True)
class Action:
    """What one own ledger did, by the number its run gave it."""

    run: bytes
    txn: int
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


def last_action(con: Connection, name: str = "") -> Action | None:
    """Return the last own action, or the own one that is called so; None when there is none."""
    for (run,) in con.exec_driver_sql(_OWN_RUNS).fetchall():
        by_txn: dict[int, list[At]] = defaultdict(list)
        for stream, number, txn in con.exec_driver_sql(_OF_RUN, (run,)):
            by_txn[int(txn)].append((int(stream), int(number)))
        for txn, changes in by_txn.items():
            action = Action(bytes(run), txn, tuple(changes))
            if name in {"", action.name}:
                return action
    return None


def steps_back(con: Connection, action: Action) -> Steps:
    """Return how an own action is taken back: former values; what changed since stays."""
    steps = Steps(con, names_of(con))
    for at in action.changes:
        steps.read(at)
    steps.leave_touched()
    return steps


@dataclass(slots=True)
class Steps:
    """The operations to be taken back, and what has to stay."""

    con: Connection
    names: Mapping[str, int]
    left: list[tuple[str, int, str]] = field(default_factory=list)
    past: Past = field(init=False)
    _former: dict[tuple[Shape, int], dict[str, Value]] = field(default_factory=dict)
    _whole: dict[Shape, dict[int, tuple[str, At]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Rows created, removed or restored, and by which change."""

    def __post_init__(self) -> None:
        self.past = Past(self.con)

    def read(self, at: At) -> None:
        """Take in the operations of a change."""
        for shape, row, action, values in self.past.of_change(at):
            if action == EDIT:
                self._read_edit(shape, row, values, at)
            else:
                self._whole[shape][row] = (action, at)

    def leave_touched(self) -> None:
        """Leave the rows that were changed by something else since."""
        for shape, rows in self._whole.items():
            table = self.names[shape.table]
            for some in driver.in_turns(sorted(rows)):
                for row, *at in driver.rows(self.con, TOUCHES_MANY, (table, *some)):
                    found = rows.get(row)
                    if found is not None and self._is_later(found[1], (at[0], at[1])):
                        self.left.append((shape.kind, row, ""))
                        del rows[row]

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
        table = self.names[shape.table]
        clocks = clocks_at(self.con, table, (row,)).get(row, NO_CLOCKS)
        deeds = self.past.deeds(shape, row)
        saw = self.past.seen(self.past.author(at).scope).saw
        former: dict[str, Value] = {}
        for name in values:
            if clocks.fields.get(self.names[name], there[-4:-1])[1:] != at:
                self.left.append((shape.kind, row, name))
                continue
            older = [d for d in deeds if name in d.values and d.at != at and saw(at, d.at)]
            former[name] = shape.shown(name, older[-1].values[name]) if older else None
        self._former[shape, row] = former

    def _is_later(self, at: At, other: At) -> bool:
        saw = self.past.seen(self.past.author(at).scope).saw
        return at != other and not saw(at, other)
