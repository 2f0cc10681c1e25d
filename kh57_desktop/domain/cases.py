"""One record as a rule sees it, and the list that rules enter themselves into."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kh57_desktop.domain.edits import Finding, Level, Value

Life: TypeAlias = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Case:
    """One record as a rule sees it: its values, today, the life and the date of the plan."""

    values: Mapping[str, Value]
    today: dt.date
    life: Life
    issued_on: dt.date

    def day(self, name: str) -> dt.date | None:
        """Return a day; None when missing."""
        value = self.values.get(name)
        return value if isinstance(value, dt.date) else None

    def number(self, name: str) -> int | None:
        """Return a number; None when missing."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def text(self, name: str) -> str:
        """Return a text; empty when missing."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def lacks(self, name: str) -> bool:
        """Tell whether a value is missing; 0 and no are values."""
        value = self.values.get(name)
        return value is None or value in ("", ())


Rule: TypeAlias = Callable[[Case], Iterator[Finding]]
RULES: dict[str, list[Rule]] = defaultdict(list)


def rule(*kinds: str) -> Callable[[Rule], Rule]:
    """Register a rule for some kinds of record."""

    def register(check: Rule) -> Rule:
        for kind in kinds:
            RULES[kind].append(check)
        return check

    return register


def fault(field: str, text: str) -> Finding:
    """Return a finding on a value that is wrong by itself."""
    return Finding(field, Level.FAULT, text)


def disagrees(field: str, text: str) -> Finding:
    """Return a finding on a value that another field contradicts."""
    return Finding(field, Level.DISAGREES, text)


def shown(day: dt.date) -> str:
    """Return a day as findings show it."""
    return f"{day:%d/%m/%Y}"
