"""What each unit did (T3, part B of P-03), and what was done for each line of the plan (P-04)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.formats import day
from kh57_desktop.domain.vocabulary import FigureKind, UnitKind
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Align, Cell, Column, Row, RowKind, Table
from kh57_desktop.reports.facts import UnitFact
from kh57_desktop.reports.indicator import INDICATORS
from kh57_desktop.reports.indicators import counts
from kh57_desktop.reports.printing import MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.reports.coverage import Coverage
    from kh57_desktop.reports.facts import Facts
    from kh57_desktop.reports.printing import Printed

ACTIVITIES, MEDIA, TRAINING = vi("Hoạt động"), vi("Sản phẩm, đăng, phát"), vi("Tập huấn")
COUNTED = (
    ("activities_held", vi("Số hoạt động"), ACTIVITIES),
    ("activity_turns", vi("Lượt người dự"), ACTIVITIES),
    ("news_products", vi("Tin, bài"), MEDIA),
    ("other_products", vi("Sản phẩm khác"), MEDIA),
    ("publications", vi("Lượt đăng"), MEDIA),
    ("social_posts", vi("Bài mạng xã hội"), MEDIA),
    ("interactions", vi("Lượt tương tác"), MEDIA),
    ("trainings", vi("Lớp"), TRAINING),
    ("lessons", vi("Buổi"), TRAINING),
    ("training_seats", vi("Lượt người học"), TRAINING),
    ("training_people", vi("Người học"), TRAINING),
)
"""Columns of T3 that this version keeps records for; the others are left out, not dashed."""


@dataclass(frozen=True, slots=True)
class UnitBlock:
    """Units that stand together in the register."""

    title: str
    kinds: tuple[UnitKind, ...]


BLOCKS = (
    UnitBlock(
        vi("Cơ quan, đơn vị"),
        (
            UnitKind.COMMITTEE,
            UnitKind.CULTURE_SOCIETY_OFFICE,
            UnitKind.ECONOMY_OFFICE,
            UnitKind.OFFICE,
            UnitKind.SERVICE_CENTER,
            UnitKind.PUBLIC_SERVICE_UNIT,
            UnitKind.HEALTH_STATION,
            UnitKind.POLICE,
            UnitKind.MILITARY,
        ),
    ),
    UnitBlock(
        vi("Mặt trận, đoàn thể, cơ quan Đảng"),
        (UnitKind.FRONT, UnitKind.MASS_ORGANIZATION, UnitKind.PARTY),
    ),
    UnitBlock(vi("Trường học"), (UnitKind.SCHOOL,)),
    UnitBlock(vi("Tổ công nghệ số cộng đồng"), (UnitKind.DIGITAL_TEAM,)),
    UnitBlock(vi("Đơn vị khác"), (UnitKind.OTHER,)),
)


def block_of(unit: UnitFact | None) -> UnitBlock:
    """Return the block a unit stands in; what belongs to no known unit stands in the last."""
    kind = unit.unit_kind if unit is not None else None
    return next((block for block in BLOCKS if kind in block.kinds), BLOCKS[-1])


def unit_results(facts: Facts, held: Coverage, printed: Printed) -> Table:
    """Return the units in the order of the register, with the total of what was counted."""
    parts = facts.by("unit")
    units = _rows_of(facts, parts)
    counted = _kept_columns(facts)
    has_days = any(unit.received_on for unit in units)
    rows: list[Row] = []
    block = None
    for number, unit in enumerate(units, 1):
        if block is not block_of(unit):
            block = block_of(unit)
            rows.append(Row((Cell(block.title),), RowKind.GROUP))
        cells = [Cell(str(number), number), Cell(_name(unit))]
        if unit in held.without_data:
            cells += [Cell(MISSING)] * len(counted)
            printed.has_missing = True
        else:
            own = replace(parts.get(unit.id, facts.only()), is_told=True)
            figures = counts(counted, own).values()
            cells += [printed.cell(figure, "/" + unit.code) for figure in figures]
        received = Cell(day(unit.received_on) if unit.received_on else MISSING)
        rows.append(Row((*cells, received) if has_days else tuple(cells)))
    days = (Column(vi("Nhận số liệu ngày"), 22, Align.CENTER),) if has_days else ()
    total = _total(facts, counted, printed, 1 if has_days else 0)
    return Table((*_columns(vi("Đơn vị"), 56, counted), *days), (*rows, total), size=10, above=4)


def item_results(facts: Facts, printed: Printed) -> Table | None:
    """Return the lines of the plan that something was done for, or nothing when none was."""
    parts = facts.by("plan_item")
    counted = _kept_columns(facts)
    rows: list[Row] = []
    named = [(item.id, f"{item.code}. {item.label}", item.code) for item in facts.plan_items]
    for item, label, code in [*named, (None, vi("Chưa gắn nhiệm vụ"), "-")]:
        if item not in parts:
            continue
        figures = counts(counted, parts[item]).values()
        if not any(figure.value for figure in figures):
            continue
        cells = [printed.cell(figure, "/" + code) for figure in figures]
        rows.append(Row((Cell(str(len(rows) + 1), len(rows) + 1), Cell(label), *cells)))
    if not rows:
        return None
    columns = _columns(vi("Nhiệm vụ của Kế hoạch"), 78, counted)
    return Table(columns, (*rows, _total(facts, counted, printed, 0)), size=10, above=4)


def _rows_of(facts: Facts, parts: Mapping[int | None, Facts]) -> list[UnitFact]:
    """Return the units of the register, and whoever else something is counted for."""
    listed = [unit for unit in facts.units if unit.reports or unit.id in parts]
    known = {unit.id for unit in facts.units}
    strangers = [key for key in parts if key not in known]
    unknown = vi("Chưa rõ đơn vị")
    return [*listed, *(UnitFact(key or 0, f"?{key}", unknown, 999, None) for key in strangers)]


def _name(unit: UnitFact) -> str:
    """Return a unit's name below the heading of its block: of a team only its village."""
    village = unit.name.removeprefix(f"{UnitKind.DIGITAL_TEAM.label} ")
    return village[:1].upper() + village[1:]


def _kept_columns(facts: Facts) -> list[str]:
    """Return the columns to print: readings only when somebody read something."""
    keys = [key for key, _, _ in COUNTED]
    read = counts(keys, facts)
    return [
        key
        for key in keys
        if INDICATORS[key].kind is not FigureKind.STOCK or read[key].value is not None
    ]


def _columns(title: str, width: float, counted: Sequence[str]) -> tuple[Column, ...]:
    shown = [(head, group) for key, head, group in COUNTED if key in counted]
    return (
        Column(vi("STT"), 10, Align.CENTER),
        Column(title, width, Align.LEFT),
        *(Column(head, 17, group=group) for head, group in shown),
    )


def _total(facts: Facts, counted: Sequence[str], printed: Printed, blanks: int) -> Row:
    cells = [printed.cell(figure) for figure in counts(counted, facts).values()]
    return Row((Cell(vi("Tổng cộng")), *cells, *([Cell()] * blanks)), RowKind.TOTAL, 2)
