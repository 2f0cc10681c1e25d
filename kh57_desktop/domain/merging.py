"""The merge rules M1 to M6 as pure functions on values and dicts: the model of the SQL (SYNC 6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

Plain: TypeAlias = str | int | None
"""A value in its stored form."""
Name: TypeAlias = tuple[bytes, str, int]
"""Run, scope and number of a change: its name everywhere."""
Saw: TypeAlias = "Callable[[Name, Name], bool]"
"""saw(later, earlier): the author of the first had the second, or both are the same."""


@dataclass(frozen=True, slots=True)
class Write:
    """A value that one change gave to one field."""

    name: Name
    stamp: int
    value: Plain

    @property
    def clock(self) -> tuple[int, bytes, int]:
        """The total order of writes: stamp, then run, then number."""
        return self.stamp, self.name[0], self.name[2]


def maximal(writes: Iterable[Write], saw: Saw) -> tuple[Write, ...]:
    """Return the writes that no other one has seen, the greatest clock first."""
    known = set(writes)
    left = [
        one
        for one in known
        if not any(other.name != one.name and saw(other.name, one.name) for other in known)
    ]
    return tuple(sorted(left, key=lambda write: write.clock, reverse=True))


def shown(writes: Iterable[Write], saw: Saw) -> Write:
    """Return what everybody shows: the maximal write with the greatest clock (M1)."""
    return maximal(writes, saw)[0]


def in_conflict(writes: Iterable[Write], saw: Saw) -> bool:
    """Tell whether people who had not seen each other wrote different values (M2)."""
    return len({write.value for write in maximal(writes, saw)}) > 1


def is_alive(writes: Collection[Name], removals: Collection[Name], saw: Saw) -> bool:
    """Tell whether some write of the row was seen by none of its removals (M5)."""
    return any(not any(saw(removal, write) for removal in removals) for write in writes)


def removal_disputed(writes: Collection[Name], removals: Collection[Name], saw: Saw) -> bool:
    """Tell whether a row lives although somebody removed it and no write has seen that (M5)."""
    unanswered = any(not any(saw(write, removal) for write in writes) for removal in removals)
    return unanswered and is_alive(writes, removals, saw)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a change did to one row: create, edit, remove or restore it."""

    table: str
    row: int
    action: str
    values: Mapping[str, Plain] = field(default_factory=dict)
    """Of a creation every field that its author's version knows (M6)."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one ledger did in one scope, and all that its author had seen."""

    name: Name
    stamp: int
    seen: frozenset[Name]
    operations: tuple[Operation, ...]


@dataclass(slots=True)
class Row:
    """All that is known of one row: the writes of its fields, of itself, and its removals."""

    fields: dict[str, set[Write]] = field(default_factory=dict)
    writes: set[Name] = field(default_factory=set)
    removals: set[Name] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Content:
    """What a row shows when everything known of it is merged."""

    alive: bool
    disputed: bool
    values: Mapping[str, Plain]
    others: Mapping[str, tuple[Plain, ...]]
    """The other maximal values of a field in the order of their clocks, the greatest first."""


def saw_in(changes: Iterable[Change]) -> Saw:
    """Return the relation «had seen» of some changes, from what each states of itself."""
    seen = {change.name: change.seen for change in changes}

    def saw(later: Name, earlier: Name) -> bool:
        return later == earlier or earlier in seen.get(later, ())

    return saw


def collected(changes: Iterable[Change]) -> dict[tuple[str, int], Row]:
    """Return every row with all its writes; the order of the changes does not matter."""
    rows: dict[tuple[str, int], Row] = {}
    for change in changes:
        for operation in change.operations:
            row = rows.setdefault((operation.table, operation.row), Row())
            if operation.action == "remove":
                row.removals.add(change.name)
                continue
            row.writes.add(change.name)
            for name, value in operation.values.items():
                write = Write(change.name, change.stamp, value)
                row.fields.setdefault(name, set()).add(write)
    return rows


def merged(changes: Collection[Change]) -> dict[tuple[str, int], Content]:
    """Return what every store that has these changes shows, whatever way they came."""
    saw = saw_in(changes)
    return {key: _content(row, saw) for key, row in collected(changes).items()}


def _content(row: Row, saw: Saw) -> Content:
    kept = {name: maximal(writes, saw) for name, writes in row.fields.items()}
    return Content(
        is_alive(row.writes, row.removals, saw),
        removal_disputed(row.writes, row.removals, saw),
        {name: writes[0].value for name, writes in kept.items()},
        {
            name: tuple(write.value for write in writes[1:])
            for name, writes in kept.items()
            if len(writes) > 1
        },
    )
