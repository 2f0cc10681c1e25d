"""Lay what a ledger writes out as blocks, in portions that a segment can hold."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kh57_desktop.journal.blocks import CREATE, Block, body_of
from kh57_desktop.journal.planning import Plan
from kh57_desktop.journal.segments import OPERATIONS_CAP, RAW_CAP
from kh57_desktop.journal.shapes import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.journal.planning import Created
    from kh57_desktop.journal.shapes import Shape

_LARGEST = RAW_CAP // 2
_MOST = OPERATIONS_CAP // 2


def portions(plan: Plan) -> Iterator[tuple[Plan, bytes]]:
    """Return a plan with its body, or in halves while the body would not fit a segment.

    The parents of a row are in the same portion or in one before.
    """
    count = sum(map(len, plan.created.values())) + len(plan.operations)
    body = body_of(_laid(plan)) if count <= _MOST else None
    if body is not None and (len(body) <= _LARGEST or count == 1):
        yield plan, body
        return
    for half in _halves(plan, count // 2):
        yield from portions(half)


def _halves(plan: Plan, count: int) -> tuple[Plan, Plan]:
    halves = Plan(overwritten=plan.overwritten), Plan(overwritten=plan.overwritten)
    shapes = sorted(plan.created, key=lambda shape: ORDER[shape.kind])
    rows = chain.from_iterable(((shape, one) for one in plan.created[shape]) for shape in shapes)
    taken = 0
    for shape, one in rows:
        halves[taken >= count].created[shape].append(one)
        taken += 1
    for operation in plan.operations:
        halves[taken >= count].operations.append(operation)
        taken += 1
    return halves


def _laid(plan: Plan) -> list[Block]:
    """Return the operations of a change by table, action and fields."""
    shapes = sorted(plan.created, key=lambda shape: ORDER[shape.kind])
    made = [_creation(shape, plan.created[shape]) for shape in shapes]
    blocks: dict[tuple[Shape, str, tuple[str, ...]], Block] = {}
    for one in plan.operations:
        kind = (one.shape, one.action, one.fields)
        if kind not in blocks:
            blocks[kind] = Block(one.shape.table, one.action, one.fields)
        blocks[kind].add(0, one.key or one.row, one.values)
    return [*made, *blocks.values()]


def _creation(shape: Shape, some: list[Created]) -> Block:
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
        [0] * len(some),
        [key or row for row, key, _ in some],
        [column for _, column in filled],
    )
