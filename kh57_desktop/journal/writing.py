"""Write a planned change: rows, clocks, touches and its body, few statements for many rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.domain.edits import Changes
from kh57_desktop.journal import statements
from kh57_desktop.journal.blocks import EDIT, REMOVE
from kh57_desktop.journal.shapes import ORDER, SHAPES
from kh57_desktop.store import driver, search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Clock, Value
    from kh57_desktop.journal.planning import Plan, Planned
    from kh57_desktop.store.connection import Connection


Rows: TypeAlias = "Mapping[str, Sequence[Mapping[str, Value]]]"
"""Values of many new records by kind."""


class Batch:
    """Rows for each statement, so that each is sent once."""

    def __init__(self, *first: str) -> None:
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for text in first:  # whatever is asked for first, these are sent before the others
            self._rows[text] = []

    def add(self, text: str, row: tuple[Any, ...]) -> None:
        """Take a row for a statement."""
        self._rows[text].append(row)

    def send(self, con: Connection) -> None:
        """Send every statement in the order in which they were first named."""
        below = driver.of(con)
        for text, rows in self._rows.items():
            if len(rows) == 1:
                below.execute(text, rows[0])
            elif rows:
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


def put(con: Connection, names: Mapping[str, int], plan: Plan, clock: Clock) -> None:
    """Write the rows, clocks and touches of a change under its clock."""
    for shape in sorted(plan.created, key=lambda shape: ORDER[shape.kind]):
        tail = (*clock, 0)
        rows = [(row, *key, *values, *tail) for row, key, values in plan.created[shape]]
        driver.of(con).executemany(statements.insert(shape), rows)
    batch = Batch()
    for operation in sorted(plan.operations, key=lambda planned: ORDER[planned.shape.kind]):
        _change(batch, names, operation, clock)
    batch.send(con)


def _change(batch: Batch, names: Mapping[str, int], one: Planned, clock: Clock) -> None:
    shape, table = one.shape, names[one.shape.table]
    _, stream, number = clock
    if one.action == EDIT:
        batch.add(statements.update(shape, one.fields), (*one.values, *one.at))
        for name in one.fields:
            batch.add(statements.PUT_CLOCK, (table, one.row, names[name], *clock))
        for name in one.settles:
            batch.add(statements.DROP_SIBLINGS, (table, one.row, names[name]))
        for at in one.past:
            batch.add(statements.PUT_TOUCH, (table, one.row, *at))
    else:  # no clock names this change
        batch.add(statements.PUT_TOUCH, (table, one.row, stream, number))
    if one.action == REMOVE:
        batch.add(statements.PUT_REMOVAL, (table, one.row, stream, number))
    if shape.is_keyed:
        batch.add(statements.PUT_KEY, (table, one.row, *one.at))
    if not one.turns:
        return
    is_gone = int(one.action == REMOVE)
    batch.add(statements.alive(shape), (is_gone, *one.at, 1 - is_gone))
