"""The targets of the plan as figures; what cannot be counted yet is missing, never 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Figure
from kh57_desktop.reports.indicators import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kh57_desktop.reports.facts import Facts


def all_figures(facts: Facts) -> tuple[Figure, ...]:
    """Return every figure of a period: the indicators, then the targets of the plan."""
    return (*figures(facts), *target_figures(facts))


def target_figures(facts: Facts) -> tuple[Figure, ...]:
    """Return the targets in the order of the plan, with the denominators that are known.

    Their numerators stand on plans of units, web sections, staff registers, surveys and other
    records this version does not keep, so every value is still missing (DOMAIN 1.4, rule 3).
    """
    return tuple(
        Figure(
            target.code,
            target.label,
            "%",
            None,
            None,
            denominator=DENOMINATORS.get(target.code, _unknown)(facts),
        )
        for target in facts.targets
    )


def _unknown(_: Facts) -> int | None:
    return None


def _units_in_scope(facts: Facts) -> int | None:
    return sum(unit.must_plan for unit in facts.units) or None


def _units_with_section(facts: Facts) -> int | None:
    return sum(unit.must_keep_section for unit in facts.units) or None


def _units_and_villages(facts: Facts) -> int | None:
    """Count a village's team once, as its village: teams are no units in scope."""
    units = _units_in_scope(facts)
    return None if units is None or facts.village_count is None else units + facts.village_count


DENOMINATORS: Mapping[str, Callable[[Facts], int | None]] = {
    "MT-2025-1a": _units_in_scope,
    "MT-2025-1b": _units_in_scope,
    "MT-2025-1c": _units_with_section,
    "MT-2027-1a": _units_and_villages,
}
