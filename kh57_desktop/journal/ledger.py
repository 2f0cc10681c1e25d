"""One unit of work: it collects what is wanted and writes it at the end, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import UNSEEN, Changes
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.i18n import vi
from kh57_desktop.journal.blocks import EDIT, REMOVE, RESTORE
from kh57_desktop.journal.laying import portions
from kh57_desktop.journal.planning import Bulk, Wanted, compare
from kh57_desktop.journal.rights import may_write
from kh57_desktop.journal.shapes import ORDER, SHAPES
from kh57_desktop.journal.standing import at_of
from kh57_desktop.journal.statements import PUT_CHANGE
from kh57_desktop.journal.writing import put
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import driver, local, memory, search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kh57_desktop.domain.edits import Edit, Value
    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.journal.numbering import Numbering
    from kh57_desktop.journal.planning import Planned
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

_SCOPE_ORDER = ("catalog", "unit", "private", "office", "control")
_NONE: Mapping[tuple[str, int], tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Written:
    """What a ledger wrote and what it left alone."""

    changes: Changes
    overtaken: Mapping[tuple[str, int], tuple[str, ...]]
    in_conflict: Mapping[tuple[str, int], tuple[str, ...]]


class Ledger:
    """Gathers edits of one use case; what was asked for is written when the lending ends."""

    def __init__(
        self,
        identity: DeviceIdentity,
        numbering: Numbering,
        names: Mapping[str, int],
        scopes: dict[int, str],
    ) -> None:
        self.numbering = numbering
        self.numbered: list[tuple[int, int, int]] = []
        """Stream, number and stamp of each change that was written."""
        self.changes = Changes()
        """The rows that changed; filled when the ledger has ended."""
        self.overtaken = _NONE
        """Fields changed underneath since they were shown: not overwritten."""
        self.in_conflict = _NONE
        """Fields with several values, which only `settle` may write: left alone."""
        self._identity = identity
        self._names = names
        self._scopes = scopes
        self._wanted: dict[tuple[str, int], Wanted] = {}
        self._bulks: dict[Shape, Bulk] = {}
        self._draft = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not self._wanted and not self._bulks

    def id_of(self, kind: str, values: Mapping[str, Value], scope: str | None = None) -> int:
        """Return the number that key values lead to, in this unit's scope unless one is named."""
        shape = SHAPES[kind]
        key = tuple(shape.stored(name, values[name]) for name in shape.key)
        return shape.derived(scope or self._scope(shape), (key,))[0]

    def keep(self, edit: Edit, scope: str | None = None) -> int:
        """Ask that fields get values, of a new row or of one that stands; return its number."""
        shape = SHAPES[edit.kind]
        values = {name: shape.stored(name, value) for name, value in edit.values.items()}
        if edit.id is None and not shape.key:
            number = self.numbering.next_row_id()
            wanted = Wanted(shape, number, (number,), (), scope or self._scope(shape), is_new=True)
            self._wanted[shape.kind, number] = wanted
        else:
            wanted = self._named(shape, edit.id, values, scope)
        wanted.values.update((name, v) for name, v in values.items() if name not in shape.key)
        wanted.seen = {**wanted.seen, **edit.seen} if wanted.seen else edit.seen
        if wanted.goes == REMOVE:
            wanted.goes = ""
        return wanted.row

    def keep_rows(
        self,
        kind: str,
        names: Sequence[str],
        rows: Iterable[Sequence[Value]],
        scope: str | None = None,
    ) -> Sequence[int]:
        """Ask for many plain rows of one kind, such as the marks of a lesson; return their numbers.

        One kind has one such lot in a ledger.
        """
        shape, where = SHAPES[kind], scope or self._scope(SHAPES[kind])
        across = list(zip(*rows, strict=True))
        if not across:
            return ()
        columns = {
            name: shape.stored_column(name, column)
            for name, column in zip(names, across, strict=True)
        }
        count = len(across[0])
        keys: list[tuple[Plain, ...]] = [()] * count
        if shape.key:
            keys = list(zip(*(columns.pop(name) for name in shape.key), strict=True))
            numbers = shape.derived(where, keys)
        else:
            numbers = [self.numbering.next_row_id() for _ in range(count)]
        self._unfold(shape)
        self._bulks[shape] = Bulk(shape, where, numbers, keys, columns)
        if len(set(numbers)) < count or any(kind == asked for asked, _ in self._wanted):
            self._unfold(shape)
        return numbers

    def remove(self, kind: str, record: int) -> None:
        """Ask that a row be withdrawn; nothing is deleted, nothing cascades."""
        self._named(SHAPES[kind], record, {}, None).goes = REMOVE

    def restore(self, kind: str, record: int) -> None:
        """Ask that a withdrawn row stand again, or that a disputed one stay."""
        self._named(SHAPES[kind], record, {}, None).goes = RESTORE

    def forget_draft(self, key: str) -> None:
        """Ask that the draft of a form go in the same moment in which the form is kept."""
        self._draft = key

    def settle(self, kind: str, record: int, name: str, value: Value) -> None:
        """Ask that a field in conflict get a value, be it the one shown, and so close it."""
        shape = SHAPES[kind]
        wanted = self._named(shape, record, {}, None)
        wanted.values[name] = shape.stored(name, value)
        wanted.settled.add(name)

    def write(self, con: Connection, officer: int | None, wall: int, flags: int) -> Written:
        """Compare and write everything in the open transaction; called by the journal alone."""
        self.numbered = []
        if self._draft:
            local.drop_draft(con, self._draft)
        for wanted in self._wanted.values():
            self._complete(con, wanted)
        ordered = sorted(self._wanted.values(), key=lambda wanted: ORDER[wanted.shape.kind])
        compared = compare(con, self._names, ordered, self._bulks.values(), self._scopes)
        if "catalog" not in compared.plans:
            memory.of(con).spare_catalog()
        rows: list[tuple[str, int]] = []
        found: list[tuple[str, int]] = []
        self.numbering.txn += 1
        for scope in sorted(compared.plans, key=_scope_order):
            plan = compared.plans[scope]
            if not plan.shapes:
                continue
            for shape in plan.shapes:
                self._require(shape, scope)
            for portion, body in portions(plan):
                at = self.numbering.next_change(con, scope, self._identity)
                stamp = self.numbering.stamper.next(wall, (portion.overwritten,))
                put(con, self._names, portion, (stamp, *at))
                change = (*at, self.numbering.txn, stamp, officer, wall, flags, body)
                driver.of(con).execute(PUT_CHANGE, change)
                self.numbered.append((*at, stamp))
            created = [(s.kind, one[0]) for s, some in plan.created.items() for one in some]
            rows += created
            found += created
            rows += [(one.shape.kind, one.row) for one in plan.operations]
            found += [(one.shape.kind, one.row) for one in plan.operations if _is_found_by(one)]
        search.postpone(con, dict.fromkeys(found))
        return Written(Changes.of(rows), compared.overtaken, compared.in_conflict)

    def tell(self, written: Written) -> None:
        """Show what was written; called by the journal when COMMIT has returned."""
        self.changes = written.changes
        self.overtaken = written.overtaken
        self.in_conflict = written.in_conflict

    def _scope(self, shape: Shape) -> str:
        return shape.scope.of(self._identity.unit)

    def _unfold(self, shape: Shape) -> None:
        """Turn plain rows into single wishes, because one of them may be named again."""
        bulk = self._bulks.pop(shape, None)
        for one in bulk.each() if bulk is not None else ():
            known = self._wanted.setdefault((shape.kind, one.row), one)
            known.values.update(one.values)

    def _named(
        self, shape: Shape, record: int | None, values: dict[str, Plain], scope: str | None
    ) -> Wanted:
        """Return what is wanted of a row that is named by its number or by its key values."""
        self._unfold(shape)
        where = scope or self._scope(shape)
        key: tuple[Plain, ...] = ()
        if shape.key and all(values.get(name) is not None for name in shape.key):
            key = tuple(values[name] for name in shape.key)
        if key:
            derived = shape.derived(where, (key,))[0]
            if record is None:
                record = derived
            elif record != derived:  # key fields never change; the number decides
                key = ()
        elif record is None:
            raise NoSuchRecord(what=shape.kind)
        known = self._wanted.get((shape.kind, record))
        if known is None:
            at = key if shape.is_keyed else (record,)
            known = Wanted(shape, record, at, key, where, seen=UNSEEN, may_be_new=bool(key))
            self._wanted[shape.kind, record] = known
        return known

    def _complete(self, con: Connection, wanted: Wanted) -> None:
        """Find the primary key of a row that was named by its number alone."""
        shape = wanted.shape
        if not shape.key or wanted.key:
            return
        read = memory.of(con).before.get((shape.table, wanted.row))
        at = at_of(con, self._names, shape, wanted.row) if read is None else read[0]
        if at is None:
            raise NoSuchRecord(what=f"{shape.kind}/{wanted.row}")
        wanted.at = at

    def _require(self, shape: Shape, scope: str) -> None:
        if not may_write(shape, scope, self._identity.role, self._identity.unit):
            raise NotAllowed(
                officer=vi("Máy này"),
                action=vi("ghi «{noun}»").format(noun=KINDS[shape.kind].noun),
                who=vi("đơn vị có bản ghi này"),
            )


def _is_found_by(one: Planned) -> bool:
    """Tell whether the search finds the row by something that an operation changes."""
    return one.action != EDIT or one.turns or search.is_told_by(one.shape.kind, one.fields)


def _scope_order(scope: str) -> tuple[int, str]:
    return _SCOPE_ORDER.index(scope.partition("/")[0]), scope
