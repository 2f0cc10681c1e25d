"""Which units the figures of a period hold, and which they still miss (FEATURES N03)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import RecordState

if TYPE_CHECKING:
    from kh57_desktop.reports.facts import Facts, UnitFact


@dataclass(frozen=True, slots=True)
class Coverage:
    """The units of the register by what the commune holds of them."""

    with_data: tuple[UnitFact, ...]
    without_data: tuple[UnitFact, ...]
    unreviewed: tuple[UnitFact, ...]
    """Counted although the commune has not yet approved their report."""

    @property
    def count(self) -> int:
        """How many units report."""
        return len(self.with_data) + len(self.without_data)


def coverage(facts: Facts) -> Coverage:
    """Return who has data: approved records of the period, or a hand-over after its end."""
    by_unit = facts.approved().by("unit")
    units = [unit for unit in facts.units if unit.reports]
    held = [unit for unit in units if unit.id in by_unit or unit.came_after(facts.period)]
    missing = [unit for unit in units if unit not in held]
    unreviewed = [unit for unit in held if unit.review is not RecordState.APPROVED]
    return Coverage(tuple(held), tuple(missing), tuple(unreviewed))
