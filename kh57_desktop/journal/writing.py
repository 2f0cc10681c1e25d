"""Write a planned change: rows, clocks, touches and its body, few statements for many rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.domain.edits import Changes
from kh57_desktop.journal import statements
from kh57_desktop.journal.blocks import CREATE, EDIT, REMOVE, Block
from kh57_desktop.journal.shapes import ORDER, SHAPES
from kh57_desktop.store import driver, search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from kh57_desktop.domain.edits import Clock, Value
    from kh57_desktop.journal.planning import Created, Plan, Planned
    from kh57_desktop.journal.shapes import Shape


Rows: TypeAlias = "Mapping[str, Sequence[Mapping[str, Value]]]"
"""Values of many new records by kind."""


class Batch:
    """Rows for each statement, so that each is sent once."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def add(self, text: str, row: tuple[Any, ...]) -> None:
        """Take a row for a statement."""
        self._rows[text].append(row)

    def send(self, con: Connection) -> None:
        """Send every statement in the order in which they were first named."""
        below = driver.of(con)
        for text, rows in self._rows.items():
            if len(rows) == 1:
                below.execute(text, rows[0])
            else:
                below.executemany(text, rows)


def stand(con: Connection, rows: Rows) -> Changes:
    """Put keyed catalog rows in at clock zero, which every change has seen; known ones stay."""
    made: list[tuple[str, int]] = []
    for kind in sorted(rows, key=ORDER.__getitem__):
        shape = SHAPES[kind]
        text = statements.insert(shape) + " ON CONFLICT DO NOTHING"
        lines = []
        for values in rows[kind]:
            plain = {name: shape.stored(name, value) for name, value in values.items()}
            key = tuple(plain[name] for name in shape.key)
            number = shape.derived(shape.scope.value, (key,))[0]
            lines.append((number, *key, *(plain.get(name) for name in shape.fields), 0, 0, 0, 0))
            made.append((kind, number))
        if lines:
            con.exec_driver_sql(text, lines)
    changes = Changes.of(made)
    search.postpone(con, changes.rows)
    return changes


def put(con: Connection, names: Mapping[str, int], plan: Plan, clock: Clock) -> list[Block]:
    """Write the operations of a change under its clock and return them as blocks."""
    blocks: dict[tuple[Shape, str, tuple[str, ...]], Block] = {}
    batch = Batch()
    for operation in sorted(plan.operations, key=lambda planned: ORDER[planned.shape.kind]):
        kind = (operation.shape, operation.action, operation.fields)
        if kind not in blocks:
            blocks[kind] = Block(operation.shape.table, operation.action, operation.fields)
        blocks[kind].add(clock[2], operation.key or operation.row, operation.values)
        _change(batch, names, operation, clock)
    shapes = sorted(plan.created, key=lambda shape: ORDER[shape.kind])
    made = [_create(con, shape, plan.created[shape], clock) for shape in shapes]
    batch.send(con)
    return [*made, *blocks.values()]


def _create(con: Connection, shape: Shape, some: list[Created], clock: Clock) -> Block:
    tail = (*clock, 0)
    rows = [(row, *key, *values, *tail) for row, key, values in some]
    driver.of(con).executemany(statements.insert(shape), rows)
    columns = zip(*(values for _, _, values in some), strict=True)
    filled = [
        (name, list(column))
        for name, column in zip(shape.fields, columns, strict=True)
        if column.count(None) < len(column)
    ]
    return Block(
        shape.table,
        CREATE,
        tuple(name for name, _ in filled),
        [clock[2]] * len(some),
        [key or row for row, key, _ in some],
        [column for _, column in filled],
    )


def _change(batch: Batch, names: Mapping[str, int], one: Planned, clock: Clock) -> None:
    shape, table = one.shape, names[one.shape.table]
    _, stream, number = clock
    if one.action == EDIT:
        batch.add(statements.update(shape, one.fields), (*one.values, *one.at))
        for name in one.fields:
            batch.add(statements.PUT_CLOCK, (table, one.row, names[name], *clock))
        for name in one.settles:
            batch.add(statements.DROP_SIBLINGS, (table, one.row, names[name]))
    if one.action == REMOVE:
        batch.add(statements.PUT_REMOVAL, (table, one.row, stream, number))
    batch.add(statements.PUT_TOUCH, (table, one.row, stream, number))
    if shape.is_keyed:
        batch.add(statements.PUT_KEY, (table, one.row, *one.at))
    if not one.turns:
        return
    is_gone = int(one.action == REMOVE)
    batch.add(statements.alive(shape), (is_gone, *one.at, 1 - is_gone))
