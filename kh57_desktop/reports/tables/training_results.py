"""Classes, lessons, seats and people (part C of P-03 and P-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.formats import day
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Align, Cell, Column, Row, RowKind, Table
from kh57_desktop.reports.indicators import counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.reports.facts import Facts, TrainingFact
    from kh57_desktop.reports.printing import Printed

COUNTED = (
    ("trainings", vi("Lớp đã kết thúc"), 24),
    ("trainings_running", vi("Lớp đang học"), 24),
    ("lessons", vi("Buổi học"), 24),
    ("training_seats", vi("Lượt người học"), 26),
    ("training_people", vi("Người học"), 26),
    ("training_women", vi("Trong đó nữ"), 26),
)


def trainings_by_unit(facts: Facts, printed: Printed) -> Table | None:
    """Return the units that taught, or nothing when nobody did; people are counted once."""
    taught = facts.only("trainings", "lessons", "marks")
    parts = taught.by("unit")
    keys = [key for key, _, _ in COUNTED]
    rows: list[Row] = []
    for unit in facts.units:
        figures = list(counts(keys, parts.get(unit.id, taught.only())).values())
        if any(figure.value for figure in figures):
            cells = [printed.cell(figure, "/" + unit.code) for figure in figures]
            rows.append(Row((Cell(str(len(rows) + 1), len(rows) + 1), Cell(unit.name), *cells)))
    return _table(_columns(vi("Đơn vị"), (), keys), keys, rows, taught, printed)


def trainings_by_class(facts: Facts, printed: Printed) -> Table | None:
    """Return the classes of a unit that were taught in the period, or nothing."""
    taught = facts.only("trainings", "lessons", "marks")
    keys = [key for key, _, _ in COUNTED if not key.startswith("trainings")]
    rows: list[Row] = []
    for number, part in taught.by("training").items():
        figures = list(counts(keys, part).values())
        one = next(iter(part.trainings), None)
        if one is None and not any(figure.value for figure in figures):
            continue
        cells = [printed.cell(figure, f"/{number}") for figure in figures]
        lead = (Cell(str(len(rows) + 1), len(rows) + 1), *_about(one, facts))
        rows.append(Row((*lead, *cells)))
    extra = (
        Column(vi("Thời gian"), 44, Align.CENTER),
        Column(vi("Tình trạng"), 28, Align.CENTER),
    )
    return _table(_columns(vi("Lớp"), extra, keys), keys, rows, taught, printed)


def _about(training: TrainingFact | None, facts: Facts) -> tuple[Cell, Cell, Cell]:
    if training is None:
        return Cell(vi("Lớp chưa duyệt")), Cell(), Cell()
    days = day(training.first)
    if training.day > training.first:
        days = vi("{first} đến {last}").format(first=days, last=day(training.day))
    over = training.day <= facts.period.last
    return Cell(training.title), Cell(days), Cell(vi("Đã kết thúc") if over else vi("Đang học"))


def _columns(title: str, extra: tuple[Column, ...], keys: Sequence[str]) -> tuple[Column, ...]:
    shown = [(head, width) for key, head, width in COUNTED if key in keys]
    return (
        Column(vi("STT"), 11, Align.CENTER),
        Column(title, 86, Align.LEFT),
        *extra,
        *(Column(head, width) for head, width in shown),
    )


def _table(
    columns: tuple[Column, ...],
    keys: Sequence[str],
    rows: Sequence[Row],
    taught: Facts,
    printed: Printed,
) -> Table | None:
    if not rows:
        return None
    cells = [printed.cell(figure) for figure in counts(keys, taught).values()]
    total = Row((Cell(vi("Tổng cộng")), *cells), RowKind.TOTAL, len(columns) - len(keys))
    return Table(columns, (*rows, total), above=4)
