"""Who changed what, when, from what to what; and taking an own action back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit, HistoryEntry
from kh57_desktop.journal.blocks import CREATE, EDIT, REMOVE
from kh57_desktop.journal.notes import SETTLE
from kh57_desktop.journal.past import Past
from kh57_desktop.journal.shapes import BY_TABLE, SHAPES
from kh57_desktop.journal.standing import NO_CLOCKS, at_of, clocks_at, names_of, rows_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.journal.journal import Journal
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.journal.lines import At
    from kh57_desktop.journal.past import Deed
    from kh57_desktop.journal.shapes import Shape

_OFFICERS = "SELECT id, full_name FROM officer"
_LAST_RUN = (
    "SELECT run FROM sync_stream WHERE own = 1 AND ord > 0 AND have > base "
    "ORDER BY ord DESC LIMIT 1"
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


def of(con: Connection, kind: str, record: int) -> tuple[HistoryEntry, ...]:
    """Return what was done to a record, the latest first."""
    shape = SHAPES[kind]
    officers = officers_of(con)
    before: dict[str, Value] = {}
    entries: list[HistoryEntry] = []
    for deed in Past(con).deeds(shape, record):
        entries.extend(_entries(shape, record, deed, before, officers))
    return tuple(reversed(entries))


def officers_of(con: Connection) -> dict[int, str]:
    """Return the names of the officers that are known here."""
    return {int(number): str(name or "") for number, name in con.exec_driver_sql(_OFFICERS)}


def last_action(con: Connection, name: str = "") -> Action | None:
    """Return the last own action, or the own one that is called so; None when there is none."""
    run = con.exec_driver_sql(_LAST_RUN).scalar()
    if run is None:
        return None
    by_txn: dict[int, list[At]] = defaultdict(list)
    for stream, number, txn in con.exec_driver_sql(_OF_RUN, (run,)):
        by_txn[int(txn)].append((int(stream), int(number)))
    actions = (Action(bytes(run), txn, tuple(changes)) for txn, changes in by_txn.items())
    return next((action for action in actions if name in {"", action.name}), None)


def undo(journal: Journal, officer: int | None, action: Action) -> Undone:
    """Write the former values of what an own action wrote; what changed since stays."""
    left: list[tuple[str, int, str]] = []
    with journal.reading() as con:
        deeds = list(_deeds(con, action))
        steps = [_Step.of(con, shape, row, deed) for shape, row, deed in deeds]
    with journal.writing(officer, note="undo") as ledger:
        for step in steps:
            left.extend(step.take_back(ledger))
    return Undone(ledger.changes, tuple(left))


@dataclass(frozen=True, slots=True)
class _Step:
    """One operation that is to be taken back."""

    shape: Shape
    row: int
    action: str
    former: dict[str, Value]
    changed_since: tuple[str, ...]
    touched_since: bool

    @classmethod
    def of(cls, con: Connection, shape: Shape, row: int, deed: Deed) -> _Step:
        """Compare an operation with what was done to its row since."""
        past = Past(con)
        all_deeds = past.deeds(shape, row)
        names = names_of(con)
        at = at_of(con, names, shape, row)
        there = rows_at(con, shape, (at or (),))[at or ()]
        clocks = clocks_at(con, names[shape.table], (row,)).get(row, NO_CLOCKS)
        former: dict[str, Value] = {}
        since: list[str] = []
        for name in deed.values if deed.action == EDIT else ():
            clock = clocks.fields.get(names[name], there[-4:-1])
            if clock[1:] != deed.at:
                since.append(name)
                continue
            seen = past.seen(deed.author.scope)
            older = [d for d in all_deeds if name in d.values and _is_older(d, deed, seen)]
            former[name] = shape.shown(name, older[-1].values[name]) if older else None
        last = max(all_deeds, key=lambda one: one.clock)
        return cls(shape, row, deed.action, former, tuple(since), last.at != deed.at)

    def take_back(self, ledger: Ledger) -> Iterator[tuple[str, int, str]]:
        """Ask a ledger for the contrary; return what has to stay."""
        if self.action == EDIT:
            if self.former:
                ledger.keep(Edit(self.shape.kind, self.row, self.former))
            yield from ((self.shape.kind, self.row, name) for name in self.changed_since)
        elif self.touched_since:
            yield self.shape.kind, self.row, ""
        elif self.action == REMOVE:
            ledger.restore(self.shape.kind, self.row)
        else:
            ledger.remove(self.shape.kind, self.row)


def _is_older(one: Deed, other: Deed, seen: object) -> bool:
    return one.at != other.at and seen.saw(other.at, one.at)  # type: ignore[attr-defined,no-any-return]


def _deeds(con: Connection, action: Action) -> Iterator[tuple[Shape, int, Deed]]:
    past = Past(con)
    for at in action.changes:
        scope = past.author(at).scope
        for block in past.blocks(at):
            shape = BY_TABLE[block.table]
            for number, key, _ in block.each():
                if number != at[1]:
                    continue
                row = shape.derived(scope, (key,))[0] if shape.key else key
                for deed in past.deeds(shape, row):
                    if deed.at == at and deed.action == block.action:
                        yield shape, row, deed


def _entries(
    shape: Shape, record: int, deed: Deed, before: dict[str, Value], officers: dict[int, str]
) -> Iterator[HistoryEntry]:
    author = deed.author
    shown = {name: shape.shown(name, value) for name, value in deed.values.items()}
    action = "settle" if deed.action == EDIT and author.flags & SETTLE else deed.action
    fields = list(shown) if deed.action == EDIT else [""]
    for name in fields:
        yield HistoryEntry(
            author.at,
            officers.get(author.officer or 0, ""),
            author.device.hex(),
            action,
            shape.kind,
            record,
            name,
            before.get(name),
            shown.get(name),
            author.clock_doubtful,
        )
    if deed.action in {CREATE, EDIT}:
        before.update(shown)
