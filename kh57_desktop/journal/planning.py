"""Compare what a ledger wants with what stands, and plan only what really changes (SYNC 5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.domain.edits import UNSEEN
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.journal.blocks import EDIT, REMOVE, RESTORE
from kh57_desktop.journal.standing import NO_CLOCKS, clocks_at, conflicts, rows_at, scope_of
from kh57_desktop.store import memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kh57_desktop.domain.edits import Clock
    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.standing import At, Clocks
    from kh57_desktop.store.connection import Connection


@dataclass(slots=True)
class Wanted:
    """What a ledger was asked to do with one row."""

    shape: Shape
    row: int
    at: At
    key: tuple[Plain, ...]
    scope: str
    """Where the row goes if it is new; a row that stands keeps its scope."""
    values: dict[str, Plain] = field(default_factory=dict)
    seen: Mapping[str, Clock] = field(default_factory=lambda: UNSEEN)
    settled: set[str] = field(default_factory=set)
    goes: str = ""
    """`remove` or `restore`; empty when the row stays what it is."""
    is_new: bool = False
    """A counted number was just drawn for it: nothing to compare with."""
    may_be_new: bool = False


@dataclass(slots=True)
class Planned:
    """One operation that will be written."""

    shape: Shape
    action: str
    row: int
    at: At
    key: tuple[Plain, ...]
    fields: tuple[str, ...] = ()
    values: tuple[Plain, ...] = ()
    settles: tuple[str, ...] = ()
    """Fields with siblings, which this write has seen and closes."""
    past: tuple[tuple[int, int], ...] = ()
    """The changes whose clocks and siblings this write replaces: the history still names them."""
    turns: bool = False
    """The row stood and goes, or was gone and stands again."""


Created: TypeAlias = "tuple[int, tuple[Plain, ...], tuple[Plain, ...]]"
"""A new row: number, key values, a value for every field."""


@dataclass(slots=True)
class Plan:
    """The operations of one change, and the greatest stamp that they overwrite."""

    created: dict[Shape, list[Created]] = field(default_factory=lambda: defaultdict(list))
    operations: list[Planned] = field(default_factory=list)
    """Everything but creations."""
    overwritten: int = 0

    @property
    def shapes(self) -> set[Shape]:
        """The tables that are written."""
        return {*self.created, *(operation.shape for operation in self.operations)}


@dataclass(slots=True)
class Bulk:
    """Many rows of one table that were asked for at once, column by column."""

    shape: Shape
    scope: str
    numbers: list[int]
    keys: list[tuple[Plain, ...]]
    columns: dict[str, list[Plain]]

    def ats(self) -> list[At]:
        """Return the primary keys of the rows."""
        return self.keys if self.shape.is_keyed else [(number,) for number in self.numbers]

    def created(self) -> Iterator[Created]:
        """Return every row as a new one."""
        given = (self.columns.get(name, repeat(None)) for name in self.shape.fields)
        return zip(self.numbers, self.keys, zip(*given, strict=False), strict=False)

    def each(self) -> Iterator[Wanted]:
        """Return every row as something wanted by itself."""
        across = zip(*self.columns.values(), strict=True) if self.columns else repeat(())
        for number, key, at, values in zip(
            self.numbers, self.keys, self.ats(), across, strict=False
        ):
            given = dict(zip(self.columns, values, strict=True))
            yield Wanted(
                *(self.shape, number, at, key, self.scope, given),
                is_new=not self.shape.key,
                may_be_new=True,
            )


@dataclass(slots=True)
class Compared:
    """What comes of comparing: plans by scope, and the fields that were left alone."""

    plans: dict[str, Plan] = field(default_factory=lambda: defaultdict(Plan))
    overtaken: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    in_conflict: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)


def compare(
    con: Connection,
    names: Mapping[str, int],
    wanted: Iterable[Wanted],
    bulks: Iterable[Bulk],
    scopes: dict[int, str],
) -> Compared:
    """Return what has to be written; NoSuchRecord when a row to be changed is missing.

    `scopes` remembers the scopes of streams from one ledger to the next.
    """
    comparison = _Comparison(con, names, scopes)
    for bulk in bulks:
        comparison.take(bulk)
    by_shape: dict[Shape, list[Wanted]] = defaultdict(list)
    for one in wanted:
        if one.is_new:
            comparison.create(one)
        else:
            by_shape[one.shape].append(one)
    for shape, some in by_shape.items():
        comparison.meet(shape, some)
    return comparison.compared


@dataclass(slots=True)
class _Comparison:
    con: Connection
    names: Mapping[str, int]
    scopes: dict[int, str]
    compared: Compared = field(default_factory=Compared)

    def create(self, one: Wanted) -> None:
        if one.goes == REMOVE:
            return
        values = tuple(one.values.get(name) for name in one.shape.fields)
        self.compared.plans[one.scope].created[one.shape].append((one.row, one.key, values))

    def take(self, bulk: Bulk) -> None:
        """Create the rows of a bulk; those that stand already are compared one by one."""
        found = rows_at(self.con, bulk.shape, bulk.ats()) if bulk.shape.key else {}
        if found:
            self.meet(bulk.shape, list(bulk.each()), found)
        else:
            self.compared.plans[bulk.scope].created[bulk.shape].extend(bulk.created())

    def meet(
        self, shape: Shape, some: list[Wanted], found: dict[At, tuple[Any, ...]] | None = None
    ) -> None:
        """Compare rows of one table with those that stand."""
        read = memory.of(self.con).before
        if found is None and all((shape.table, one.row) in read for one in some):
            known = [read[shape.table, one.row] for one in some]  # by the checks, a moment ago
            found = {at: row for at, row, _ in known}
            clocks = {one.row: entry[2] for one, entry in zip(some, known, strict=True)}
        else:
            found = rows_at(self.con, shape, [one.at for one in some]) if found is None else found
            rows = [int(found[one.at][0]) for one in some if one.at in found and one.values]
            clocks = clocks_at(self.con, self.names[shape.table], rows) if rows else {}
        for one in some:
            row = found.get(one.at)
            if row is not None:
                self._edit(one, row, clocks.get(int(row[0]), NO_CLOCKS))
            elif one.may_be_new and not one.goes:
                self.create(one)
            else:
                raise NoSuchRecord(what=f"{shape.kind}/{one.row}")

    def _edit(self, one: Wanted, row: tuple[Any, ...], clocks: Clocks) -> None:
        plan = self.compared.plans[scope_of(self.con, self.scopes, row[-3])]
        plain = dict(zip(one.shape.columns, row, strict=True))
        one.key = tuple(plain[name] for name in one.shape.key)
        written: dict[str, Plain] = {}
        settles, overtaken, disputed, past = [], [], [], []
        for name, value in one.values.items():
            number, settled = self.names[name], name in one.settled
            if value == plain[name] and not settled:
                continue
            clock = clocks.fields.get(number, row[-4:-1])
            if conflicts(clocks, number, plain[name]) and not settled:
                disputed.append(name)
            elif one.seen.get(name, clock) != clock:
                overtaken.append(name)
            else:
                written[name] = value
                others = [sibling for sibling, _ in clocks.siblings.get(number, ())]
                plan.overwritten = max(plan.overwritten, clock[0], *(o[0] for o in others))
                past += [other[1:] for other in (clock, *others) if other != row[-4:-1]]
                if others:
                    settles.append(name)
        edit = _Edit(written, tuple(settles), tuple(past))
        plan.operations.extend(_operations(one, edit, is_gone=bool(row[-1])))
        if overtaken:
            self.compared.overtaken[one.shape.kind, one.row] = tuple(overtaken)
        if disputed:
            self.compared.in_conflict[one.shape.kind, one.row] = tuple(disputed)


@dataclass(frozen=True, slots=True)
class _Edit:
    """What of an edit really changes a row; the rest as in `Planned`."""

    values: dict[str, Plain]
    settles: tuple[str, ...]
    past: tuple[tuple[int, int], ...]


def _operations(one: Wanted, edit: _Edit, *, is_gone: bool) -> Iterator[Planned]:
    written = edit.values
    if written:
        whole = (one.shape, EDIT, one.row, one.at, one.key, tuple(written), tuple(written.values()))
        yield Planned(*whole, edit.settles, edit.past, is_gone)
    if one.goes == REMOVE and (written or not is_gone):
        yield Planned(one.shape, REMOVE, one.row, one.at, one.key, turns=True)
    # an add of what was withdrawn brings it back, whatever its values
    brought_back = one.may_be_new and is_gone and not written
    if one.goes == RESTORE or (brought_back and one.goes != REMOVE):
        yield Planned(one.shape, RESTORE, one.row, one.at, one.key, turns=is_gone)
