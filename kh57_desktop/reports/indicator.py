"""What an indicator is: a registered function that counts facts and names its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Figure
from kh57_desktop.domain.vocabulary import FigureKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.reports.facts import Facts


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: a value, None when it is missing, and the records it stands on."""

    value: int | None
    ids: tuple[tuple[str, int], ...] = ()
    is_approximate: bool = False

    def without(self, other: Tally) -> tuple[tuple[str, int], ...]:
        """Return the records the other does not stand on."""
        if self.ids == other.ids:
            return ()
        known = set(other.ids)
        return tuple(row for row in self.ids if row not in known)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of the plan and how it is counted (DOMAIN 1.4)."""

    key: str
    label: str
    counted_in: str
    kind: FigureKind
    code: str
    """Its code in the specification; empty for what only the papers of this program count."""
    count: Callable[[Facts], Tally]

    def __call__(self, facts: Facts) -> Figure:
        """Return the figure: approved records are its value, those that wait its expectation."""
        return self.figure(facts, facts.approved())

    def figure(self, facts: Facts, approved: Facts) -> Figure:
        """Return the figure of facts whose approved part is at hand."""
        counted = self.count(approved)
        hoped = counted if approved is facts else self.count(facts)
        if not facts.is_known:
            counted = Tally(None)
        pending = hoped.without(counted)
        return Figure(
            self.key,
            self.label,
            self.counted_in,
            counted.value,
            hoped.value if pending else counted.value,
            counted.ids,
            pending,
            is_approximate=counted.is_approximate,
        )


INDICATORS: dict[str, Indicator] = {}
"""By key; complete once `indicators` is imported."""


def indicator(
    key: str, label: str, counted_in: str, kind: FigureKind = FigureKind.FLOW, code: str = ""
) -> Callable[[Callable[[Facts], Tally]], Indicator]:
    """Register a function that counts facts under a key of the command line."""

    def register(count: Callable[[Facts], Tally]) -> Indicator:
        INDICATORS[key] = Indicator(key, label, counted_in, kind, code, count)
        return INDICATORS[key]

    return register
