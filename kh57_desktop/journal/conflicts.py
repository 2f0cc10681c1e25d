"""Cards of what only a person can decide: fields with several values, disputed removals."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import ConflictCard, Side
from kh57_desktop.domain.merging import is_alive
from kh57_desktop.i18n import vi
from kh57_desktop.journal.blocks import REMOVE
from kh57_desktop.journal.history import officers_of
from kh57_desktop.journal.past import Past
from kh57_desktop.journal.rights import may_write
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.standing import clocks_at, conflicts, current, names_of
from kh57_desktop.journal.statements import spelled
from kh57_desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.domain.edits import Shown, Value
    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.journal.lines import At
    from kh57_desktop.journal.past import Deed
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

KEEP, WITHDRAW = "keep", "remove"
"""What the sides of a disputed removal say."""
_DISPUTED = (
    'SELECT DISTINCT r.row FROM sync_removal r JOIN "«table»" t ON t.id = r.row '
    'WHERE r.tbl = ? AND t."_gone" = 0 ORDER BY r.row'
)


def cards(con: Connection, identity: DeviceIdentity) -> tuple[ConflictCard, ...]:
    """Return every open conflict of this store, fields before removals."""
    maker = _Maker(con, identity)
    return (*maker.of_fields(), *maker.of_removals())


def count(con: Connection) -> int:
    """Return how many fields and removals are in conflict."""
    names = names_of(con)
    fields = sum(len(found) for _, _, found in _contested(con, names))
    return fields + sum(1 for _ in _disputed(con, names))


class _Maker:
    def __init__(self, con: Connection, identity: DeviceIdentity) -> None:
        self.con = con
        self.identity = identity
        self.past = Past(con)
        self.names = names_of(con)
        self.officers = officers_of(con)

    def of_fields(self) -> Iterator[ConflictCard]:
        """Make a card for each field with different values."""
        columns = {number: name for name, number in self.names.items()}
        for shape, shown, found in _contested(self.con, self.names):
            row = shown.id
            deeds = self.past.deeds(shape, row)
            for column in found:
                name = columns[column]
                ats = [shown.clocks[name][1:]]
                known = clocks_at(self.con, self.names[shape.table], (row,))[row]
                ats += [clock[1:] for clock, _ in known.siblings[column]]
                sides = [deed for at in ats for deed in deeds if deed.at == at]
                yield self._card(
                    shown,
                    shape,
                    name,
                    self._base(shape, name, deeds, sides),
                    tuple(
                        self._side(deed, shape.shown(name, deed.values[name]), is_shown=at == 0)
                        for at, deed in enumerate(sides)
                    ),
                )

    def of_removals(self) -> Iterator[ConflictCard]:
        """Make a card for each row that stands although somebody withdrew it."""
        for shape, row, removals, writes in _disputed(self.con, self.names):
            deeds = {(deed.at, deed.action == REMOVE): deed for deed in self.past.deeds(shape, row)}
            sides = (
                *(self._side(deeds[at, False], KEEP, is_shown=True) for at in writes[:1]),
                *(self._side(deeds[at, True], WITHDRAW, is_shown=False) for at in removals),
            )
            shown = current(self.con, self.names, {}, shape.kind, row)
            if shown is not None:
                yield self._card(shown, shape, "", None, sides)

    def _card(
        self, shown: Shown, shape: Shape, name: str, base: Value, sides: tuple[Side, ...]
    ) -> ConflictCard:
        kind = KINDS[shape.kind]
        scope = shape.scope.of(shown.unit)
        return ConflictCard(
            f"{shape.kind}/{shown.id}/{name}",
            shape.kind,
            shown.id,
            str(shown.values.get(kind.shown_by) or ""),
            name,
            kind.fields[name].about.label if name else vi("Rút bản ghi"),
            base,
            sides,
            shown.unit,
            may_write(shape, scope, self.identity.role, self.identity.unit),
        )

    def _side(self, deed: Deed, value: Value, *, is_shown: bool) -> Side:
        author = deed.author
        officer = self.officers.get(author.officer or 0, "")
        return Side(
            value,
            officer,
            author.device.hex(),
            author.at,
            author.is_mine,
            is_shown,
            author.clock_doubtful,
        )

    def _base(self, shape: Shape, name: str, deeds: list[Deed], sides: list[Deed]) -> Value:
        """Return the last value that all sides had seen."""
        seen = self.past.seen(sides[0].author.scope)
        known = [
            deed
            for deed in deeds
            if name in deed.values
            and all(deed.at != side.at and seen.saw(side.at, deed.at) for side in sides)
        ]
        return shape.shown(name, known[-1].values[name]) if known else None


def _contested(con: Connection, names: dict[str, int]) -> Iterator[tuple[Shape, Shown, list[int]]]:
    """Return the rows that have fields with different values, and those fields."""
    scopes: dict[int, str] = {}
    rows: dict[int, set[int]] = defaultdict(set)
    for table, row in con.exec_driver_sql("SELECT DISTINCT tbl, row FROM sync_sibling"):
        rows[int(table)].add(int(row))
    for shape in SHAPES.values():
        table = names[shape.table]
        some = sorted(rows.get(table, ()))
        for row, clocks in sorted(clocks_at(con, table, some).items() if some else ()):
            shown = current(con, names, scopes, shape.kind, row)
            if shown is None:
                continue
            plain = {names[name]: shape.stored(name, shown[name]) for name in shape.fields}
            found = [number for number in sorted(clocks.siblings) if number in plain]
            found = [number for number in found if conflicts(clocks, number, plain[number])]
            if found:
                yield shape, shown, found


def _disputed(
    con: Connection, names: dict[str, int]
) -> Iterator[tuple[Shape, int, list[At], list[At]]]:
    """Return rows that stand against a removal nobody answered: removals, and writes it missed."""
    past = Past(con)
    for shape in SHAPES.values():
        text = spelled(_DISPUTED, table=shape.table)
        for (row,) in con.exec_driver_sql(text, (names[shape.table],)).fetchall():
            deeds = past.deeds(shape, int(row))
            removals = [deed.at for deed in deeds if deed.action == REMOVE]
            writes = [deed.at for deed in reversed(deeds) if deed.action != REMOVE]
            saw = past.seen(deeds[0].author.scope).saw
            open_ = [r for r in removals if not any(saw(write, r) for write in writes)]
            unseen = [w for w in writes if is_alive([w], open_, saw)]  # type: ignore[list-item,arg-type]
            if open_ and unseen:
                yield shape, int(row), open_, unseen
