"""The built-in catalog: the plan's lines and the units, from the seeds to rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain import seeds
from kh57_desktop.records.base import Scope
from kh57_desktop.records.kinds import KINDS, Kind
from kh57_desktop.system import ids, paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.domain.plan import CommunePlan, Deadline
    from kh57_desktop.domain.units import UnitSeed, VillageSeed
    from kh57_desktop.journal.journal import Journal

Row = tuple[str, dict[str, "Value"]]
ALIASES = "; "
"""Between the other names of a unit or a village."""


def catalog_id(kind: str, code: str) -> int:
    """Return the number of a catalog row, derived from its code: the same in every store."""
    return ids.derived(KINDS[kind].kept_in, Scope.CATALOG.value, [code])


def built_in(plan_text: str | None = None) -> list[Row]:
    """Return the rows of the built-in catalog, parents first; the plan may be another file's."""
    plan = seeds.read_plan(plan_text or _resource("plan_2025.json"))
    units, villages = seeds.read_units(_resource("units.json"))
    return [*_plan_rows(plan), *_unit_rows(units, villages)]


def deadlines() -> tuple[Deadline, ...]:
    """Return the reports the plan asks for, each with its last day and clause."""
    return seeds.read_plan(_resource("plan_2025.json")).deadlines


def stand(journal: Journal, rows: list[Row]) -> None:
    """Put the catalog in: recorded at the commune, whose word it is; at a unit at clock zero."""
    by_kind: dict[str, list[dict[str, Value]]] = {}
    for kind, values in rows:
        by_kind.setdefault(kind, []).append(values)
    journal.stand(by_kind)


def _resource(name: str) -> str:
    return paths.resource("seeds", name).read_text(encoding="utf-8")


def _plan_rows(plan: CommunePlan) -> Iterator[Row]:
    document = plan.document
    yield (
        "plans",
        _picked(KINDS["plans"], document, {"document_number": document.document_number}),
    )
    for measure in plan.measures:
        yield (
            "measures",
            {
                "code": measure.code,
                "plan": catalog_id("plans", measure.plan),
                "title": measure.text,
                "clause": measure.clause,
            },
        )
    for item in plan.items:
        links: dict[str, Value] = {
            "measure": catalog_id("measures", item.measure),
            "lead_units": item.lead_text,
            "partner_units": item.partner_text,
        }
        yield "plan_items", _picked(KINDS["plan_items"], item, links)
    for target in plan.targets:
        yield "targets", _picked(KINDS["targets"], target, {})


def _unit_rows(units: tuple[UnitSeed, ...], villages: tuple[VillageSeed, ...]) -> Iterator[Row]:
    for unit in units:
        yield "units", _picked(KINDS["units"], unit, {"aliases": ALIASES.join(unit.aliases)})
    for village in villages:
        links: dict[str, Value] = {
            "unit": catalog_id("units", village.unit),
            "aliases": ALIASES.join(village.aliases),
        }
        yield "villages", _picked(KINDS["villages"], village, links)


def _picked(kind: Kind, seed: object, given: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields of a kind that a seed has under the same name, and those given."""
    values = {name: getattr(seed, name) for name in kind.fields if hasattr(seed, name)}
    return {name: value for name, value in {**values, **given}.items() if value not in {None, ""}}
