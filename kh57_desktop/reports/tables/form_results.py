"""Activities sorted by their form and by who held them (T8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import ActivityKind
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Align, Cell, Column, Row, RowKind, Table
from kh57_desktop.reports.indicators import count, counts
from kh57_desktop.reports.tables.unit_results import BLOCKS, UnitBlock, block_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.reports.facts import Facts
    from kh57_desktop.reports.printing import Printed

COUNTED = (
    ("activities_held", vi("Số hoạt động"), 24),
    ("activity_turns", vi("Lượt người dự"), 24),
    ("estimated_turns", vi("Lượt ước tính"), 24),
)


def form_results(facts: Facts, printed: Printed) -> Table | None:
    """Return the forms that were used, or nothing when no activity was held.

    For the commune the number of activities is shown for each block of units too.
    """
    activities = facts.only("activities")
    parts = activities.by("activity_kind")
    blocks = _blocks(activities) if facts.unit is None else []
    order = {kind: place for place, kind in enumerate(ActivityKind)}
    rows: list[Row] = []
    for kind in sorted(parts, key=lambda kind: order.get(kind, len(order))):
        if count("activities_held", parts[kind]).value:
            label = kind.label if kind else vi("Chưa ghi hình thức")
            cells = _cells(parts[kind], blocks, f"/{kind or '-'}", printed)
            number = len(rows) + 1
            rows.append(Row((Cell(str(number), number), Cell(label), *cells)))
    if not rows:
        return None
    total = Row((Cell(vi("Tổng cộng")), *_cells(activities, blocks, "", printed)), RowKind.TOTAL, 2)
    return Table(_columns(blocks), (*rows, total), above=4)


def _blocks(facts: Facts) -> list[UnitBlock]:
    used = _by_block(facts)
    return [block for block in BLOCKS if block.title in used]


def _cells(facts: Facts, blocks: Sequence[UnitBlock], where: str, printed: Printed) -> list[Cell]:
    figures = counts([key for key, _, _ in COUNTED], facts).values()
    cells = [printed.cell(figure, where) for figure in figures]
    parts = _by_block(facts)
    for n, block in enumerate(blocks):
        figure = count("activities_held", parts.get(block.title, facts.only()))
        cells.append(printed.cell(figure, f"{where}/block{n}"))
    return cells


def _by_block(facts: Facts) -> dict[str, Facts]:
    """Return the facts of each block of units by its title."""
    block = {unit.id: block_of(unit).title for unit in facts.units}
    found = {block.get(row.unit, BLOCKS[-1].title) for row in facts.activities}
    return {title: _of_block(facts, block, title) for title in found}


def _of_block(facts: Facts, block: Mapping[int, str], title: str) -> Facts:
    return facts.kept(lambda row: block.get(row.unit, BLOCKS[-1].title) == title)


def _columns(blocks: Sequence[UnitBlock]) -> tuple[Column, ...]:
    group = vi("Số hoạt động theo khối đơn vị")
    return (
        Column(vi("STT"), 11, Align.CENTER),
        Column(vi("Hình thức"), 70, Align.LEFT),
        *(Column(head, width) for _, head, width in COUNTED),
        *(Column(block.title, 26, group=group) for block in blocks),
    )
