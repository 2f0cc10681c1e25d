"""Lay the operations of many changes side by side: creations per table, edits per field."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.journal.blocks import CREATE, EDIT, REMOVE
from kh57_desktop.journal.shapes import BY_TABLE, CLOCK_COLUMNS
from kh57_desktop.journal.streams import seen_scopes
from kh57_desktop.records.base import Scope
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kh57_desktop.domain.merging import Plain
    from kh57_desktop.journal.admission import Part
    from kh57_desktop.journal.blocks import Block
    from kh57_desktop.journal.lines import At
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

Stroke: TypeAlias = "tuple[int, int, int, Plain]"
"""One write of a field: stamp, stream, number, value."""

_MANY = 500


@dataclass(frozen=True, slots=True)
class Offense:
    """A change that may not be taken, and why."""

    stream: int
    number: int
    reason: str
    detail: str


class OffendingError(Exception):
    """Some changes may not be taken; whoever merges rolls back and decides."""

    def __init__(self, offenses: Sequence[Offense]) -> None:
        super().__init__(len(offenses))
        self.offenses = tuple(offenses)


@dataclass(slots=True)
class Creations:
    """New rows of one table, with the fields that any of them has."""

    shape: Shape
    blocks: list[tuple[Block, list[int], int, list[int]]] = field(default_factory=list)
    """Operations, derived or counted numbers, stream, stamps."""
    fields: tuple[str, ...] = ()
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    """Number, key, fields, clock columns."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows."""
        return ("id", *self.shape.key, *self.fields, *CLOCK_COLUMNS)

    def lay_out(self) -> None:
        """Make the rows; columns that no row has are left to be missing."""
        given = {name for block, *_ in self.blocks for name in block.fields}
        # a built-in row is replaced whole, so nothing of it may stay
        is_whole = self.shape.scope is Scope.CATALOG
        self.fields = tuple(name for name in self.shape.fields if is_whole or name in given)
        for block, numbers, stream, stamps in self.blocks:
            columns = dict(zip(block.fields, block.values, strict=True))
            self.rows += zip(
                numbers,
                *(zip(*block.rows, strict=True) if self.shape.key else ()),
                *(columns.get(name, repeat(None)) for name in self.fields),
                stamps,
                repeat(stream),
                block.numbers,
                repeat(0),
                strict=False,
            )


@dataclass(slots=True)
class Staged:
    """What is to be merged."""

    scopes: Mapping[int, str]
    """The scope of each stream."""
    creations: dict[Shape, Creations] = field(default_factory=dict)
    edits: dict[tuple[Shape, str], dict[int, Stroke]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    several: dict[tuple[Shape, str, int], list[Stroke]] = field(default_factory=dict)
    """Fields with writes of which none may be dropped unseen."""
    touches: dict[Shape, set[tuple[int, int, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    """Row, stream, number of removals, restorations and second creations, and of the edits that
    another one replaces within the stage: of all others a clock or a sibling tells."""
    named: dict[Shape, set[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(set))
    """Row, stream, number of removals and restorations: no value of theirs meets the row."""
    removals: dict[Shape, set[tuple[int, int, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    keys: dict[Shape, dict[int, tuple[Plain, ...]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Key values of touched rows that are found by them."""

    def touched(self) -> dict[Shape, set[int]]:
        """Return the rows that anything but a first creation touches."""
        found = {shape: {row for row, _, _ in some} for shape, some in self.touches.items()}
        for (shape, _), strokes in self.edits.items():
            found.setdefault(shape, set()).update(strokes)
        for shape, _, row in self.several:
            found.setdefault(shape, set()).add(row)
        return found

    def at(self, shape: Shape, row: int) -> tuple[Any, ...]:
        """Return the primary key of a staged row."""
        return self.keys[shape][row] if shape.is_keyed else (row,)

    def write_all(
        self,
        shape: Shape,
        name: str,
        strokes: Iterable[tuple[int, Stroke]],
        *,
        each_once: bool,
    ) -> None:
        """Stage writes of a field, told whether no row is among them twice."""
        edits = self.edits[shape, name]
        if each_once and not edits and not self.several:
            edits.update(strokes)
            return
        for row, stroke in strokes:
            self.write(shape, name, row, stroke)

    def write(self, shape: Shape, name: str, row: int, stroke: Stroke) -> None:
        """Stage a write of a field; of one stream only the last counts."""
        edits = self.edits[shape, name]
        known = edits.get(row)
        if known is None and (shape, name, row) not in self.several:
            edits[row] = stroke
        elif known is not None and known[1] == stroke[1]:
            edits[row] = max(known, stroke, key=_number)
            self.touches[shape].add((row, stroke[1], min(known[2], stroke[2])))
        else:
            some = self.several.setdefault((shape, name, row), [])
            if known is not None:
                some.append(edits.pop(row))
            some.append(stroke)


def stage(parts: Iterable[Part], scopes: Mapping[int, str], held: Collection[At]) -> Staged:
    """Return the operations of some changes laid out for merging, held ones left out."""
    staged = Staged(scopes)
    for part in parts:
        segment = part.arrived.segment
        is_whole = not held and (part.first, part.last) == (segment.head.first, segment.head.last)
        for block in segment.blocks:
            chosen = block if is_whole else _within(block, part, held)
            if chosen.rows:
                stamps = segment.attributes.stamp
                first = segment.head.first
                clocks = [stamps[number - first] for number in chosen.numbers]
                _stage(staged, chosen, part.stream, clocks)
    for creations in staged.creations.values():
        creations.lay_out()
    return staged


def missing_grounds(con: Connection, staged: Staged) -> list[Offense]:
    """Return the changes that refer to a row the store lacks, or may not read."""
    created = _created(staged)
    found: list[Offense] = []
    for shape, creations in staged.creations.items():
        for name, parent in shape.parents.items():
            if name not in creations.columns:
                continue
            place = creations.columns.index(name)
            uses = ((row[place], row[-3], row[-2]) for row in creations.rows)
            found += _missing(con, staged, created, (shape, name, parent), uses)
    for (shape, name), strokes in staged.edits.items():
        if name in shape.parents:
            uses = ((stroke[3], stroke[1], stroke[2]) for stroke in strokes.values())
            found += _missing(con, staged, created, (shape, name, shape.parents[name]), uses)
    for (shape, name, _), some in staged.several.items():
        if name in shape.parents:
            uses = ((stroke[3], stroke[1], stroke[2]) for stroke in some)
            found += _missing(con, staged, created, (shape, name, shape.parents[name]), uses)
    return found


def _within(block: Block, part: Part, held: Collection[At]) -> Block:
    chosen = type(block)(block.table, block.action, block.fields)
    for number, row, values in block.each():
        if part.first <= number <= part.last and (part.stream, number) not in held:
            chosen.add(number, row, values)
    return chosen


def _stage(staged: Staged, block: Block, stream: int, stamps: list[int]) -> None:
    shape = BY_TABLE[block.table]
    keys: Sequence[tuple[Plain, ...]] = block.rows if shape.key else ()
    rows = shape.derived(staged.scopes[stream], keys) if shape.key else block.rows
    if block.action == CREATE:
        known = staged.creations.setdefault(shape, Creations(shape))
        known.blocks.append((block, rows, stream, stamps))
        return
    if shape.is_keyed:
        staged.keys[shape].update(zip(rows, keys, strict=True))
    if block.action == EDIT:
        each_once = len(set(rows)) == len(rows)
        for name, column in zip(block.fields, block.values, strict=True):
            strokes = zip(stamps, repeat(stream), block.numbers, column, strict=False)
            staged.write_all(shape, name, zip(rows, strokes, strict=True), each_once=each_once)
        return
    touched = set(zip(rows, repeat(stream), block.numbers))
    staged.touches[shape] |= touched
    staged.named[shape] |= touched
    if block.action == REMOVE:
        staged.removals[shape] |= touched


def _number(stroke: Stroke) -> int:
    return stroke[2]


def _created(staged: Staged) -> dict[tuple[str, str], set[int]]:
    created: dict[tuple[str, str], set[int]] = defaultdict(set)
    for shape, creations in staged.creations.items():
        for _, numbers, stream, _ in creations.blocks:
            created[shape.table, staged.scopes[stream]].update(numbers)
    return created


def _missing(
    con: Connection,
    staged: Staged,
    created: Mapping[tuple[str, str], set[int]],
    what: tuple[Shape, str, str],
    uses: Iterable[tuple[Any, int, int]],
) -> Iterator[Offense]:
    """Return the uses of a reference field that lead nowhere."""
    shape, name, parent = what
    by_stream: dict[int, dict[int, int]] = defaultdict(dict)
    for row, stream, number in uses:
        if row is not None:
            by_stream[stream].setdefault(row, number)
    for stream, used in by_stream.items():
        scope = staged.scopes[stream]
        unknown = set(used)
        for (table, where), rows in created.items():
            if table == parent and seen_scopes(scope, (where,)):
                unknown -= rows
        for row in sorted(unknown - _readable(con, parent, scope, unknown)):
            yield Offense(stream, used[row], "missing", f"{shape.table}.{name}={row}")


def _readable(con: Connection, table: str, scope: str, rows: Collection[int]) -> set[int]:
    """Return those rows that stand in a scope which the readers of `scope` can read."""
    text = 'SELECT t.id, s.scope FROM "«»" t JOIN sync_stream s ON s.ord = t."_s" WHERE t.id IN '
    asked = sorted(rows)
    found: set[int] = set()
    for start in range(0, len(asked), _MANY):
        some = asked[start : start + _MANY]
        some += [some[-1]] * (_MANY - len(some))
        marks = ", ".join("?" * _MANY)
        rows_found = driver.rows(con, f"{text.replace('«»', table)}({marks})", some)
        found.update(int(row) for row, where in rows_found if seen_scopes(scope, (str(where),)))
    return found
