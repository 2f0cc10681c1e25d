"""Reads what the commune keeps for all: units, lines of the plan, targets, the plan's own date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.plan import LIFE, PRESUMED_ISSUE
from kh57_desktop.reports.facts import PlanItemFact, TargetFact, UnitFact
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class PlanDates:
    """The plan's own date, and the days that records may bear."""

    issued_on: dt.date
    life: tuple[dt.date, dt.date]


def plan_dates(con: Connection) -> PlanDates:
    """Return the dates of the plan; those it leaves blank are the presumed ones."""
    plan = next(iter(queries.living(con, "plans")), None)
    if plan is None:
        return PlanDates(PRESUMED_ISSUE, LIFE)
    life = (_day(plan["first_day"], LIFE[0]), _day(plan["last_day"], LIFE[1]))
    return PlanDates(_day(plan["issued_on"], PRESUMED_ISSUE), life)


def plan_items(con: Connection) -> tuple[PlanItemFact, ...]:
    """Return the lines of the plan in its order."""
    found = (
        PlanItemFact(i.id, _text(i["code"]), _text(i["label"])) for i in _all(con, "plan_items")
    )
    return tuple(sorted(found, key=lambda item: item.code))


def targets(con: Connection) -> tuple[TargetFact, ...]:
    """Return the targets of the plan in its order."""
    found = (TargetFact(_text(t["code"]), _text(t["label"])) for t in _all(con, "targets"))
    return tuple(sorted(found, key=lambda target: target.code))


def village_count(con: Connection, period: Period) -> int | None:
    """Return how many villages the commune has in a period; None while none is registered."""
    return sum(_is_valid(village, period) for village in _all(con, "villages")) or None


def units(con: Connection, period: Period, received: Mapping[str, dt.date]) -> tuple[UnitFact, ...]:
    """Return the units of a period in the order of the register, the issuer among them."""
    reviews = {r["unit"]: r["state"] for r in queries.living(con, "reviews", period=period.name)}
    valid = (unit for unit in _all(con, "units") if _is_valid(unit, period))
    found = (_unit(unit, reviews.get(unit.id), received) for unit in valid)
    return tuple(sorted(found, key=lambda unit: (unit.ordinal, unit.code)))


def _unit(unit: Shown, review: Any, received: Mapping[str, dt.date]) -> UnitFact:
    code, kind, ordinal = _text(unit["code"]), unit["unit_kind"], unit["ordinal"]
    return UnitFact(
        unit.id,
        code,
        _text(unit["name"]),
        ordinal if isinstance(ordinal, int) else 0,
        kind,  # type: ignore[arg-type] # a Choice comes out of the store as itself
        reports=not unit["is_issuer"],
        must_plan=bool(unit["must_plan"]),
        must_keep_section=bool(unit["must_keep_section"]),
        paper_name=_text(unit["paper_name"]),
        parent_name=_text(unit["parent_name"]),
        signer_title=_text(unit["signer_title"]),
        received_on=received.get(code),
        review=review,
    )


def _all(con: Connection, kind: str) -> list[Shown]:
    return queries.living(con, kind)


def _is_valid(record: Shown, period: Period) -> bool:
    """Tell whether a unit or village existed in the period (DOMAIN 1.2)."""
    first = _day(record["valid_from"], period.first)
    last = _day(record["valid_to"], period.last)
    return first <= period.last and last >= period.first


def _day(value: object, otherwise: dt.date) -> dt.date:
    return value if isinstance(value, dt.date) else otherwise


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
