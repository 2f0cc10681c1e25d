"""The commune's plan as data: clauses, measures, items, goals, targets, deadlines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kh57_desktop.domain.vocabulary import FigureKind, TargetVerdict

FIRST_DAY = dt.date(2024, 12, 22)  # the Resolution itself
LAST_DAY = dt.date(2030, 12, 31)
LIFE = (FIRST_DAY, LAST_DAY)
"""The days a record may be dated (DOMAIN 5.1.8); the plan of the store may say otherwise."""
PRESUMED_ISSUE = dt.date(2025, 10, 10)
"""The plan's own date while it is blank."""


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The paper itself; number and date stay missing until the clerk gives them."""

    code: str
    issuer: str
    document_type: str
    title: str
    shown_title: str
    document_number: str | None
    symbol: str
    issued_on: dt.date | None
    presumed_issued_on: dt.date
    place: str
    year: int
    first_day: dt.date
    last_day: dt.date
    title_clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered, lettered or dashed line of the plan, letter for letter."""

    code: str
    kind: str
    marker: str
    text: str


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document the plan rests on; the quote is the plan's, the other words are corrected."""

    code: str
    document_type: str
    document_number: str
    issued_on: dt.date
    issuer: str
    subject: str
    quote: str
    clause: str
    note: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered solution (III.1 to III.4)."""

    code: str
    plan: str
    number: int
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One dash line under a measure: what somebody has to do."""

    code: str
    measure: str
    clause: str
    label: str
    text: str
    lead_word: str
    lead_units: tuple[str, ...]
    lead_text: str
    lead_clauses: tuple[str, ...]
    partner_units: tuple[str, ...]
    partners_are_all: bool
    partner_text: str
    partner_clause: str
    timing: str
    timing_clause: str
    counted: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached by the end of a year."""

    code: str
    clause: str
    text: str
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Target:
    """A number to reach; several indicators may stand for one sentence of the plan."""

    code: str
    goal: str
    group: str
    clause: str
    label: str
    text: str
    figure_kind: FigureKind
    percent: int | None
    count: int | None
    due_on: dt.date
    owner: str
    numerator: str
    denominator: str
    rule: str
    evidence: str
    definition: int

    def verdict(self, numerator: int | None, denominator: int | None) -> TargetVerdict:
        """Judge the exact fraction, never the printed percent (DOMAIN 1.4, rules 3 and 4)."""
        if numerator is None or (self.percent is not None and denominator is None):
            return TargetVerdict.NOT_ENOUGH_DATA
        if self.percent is None or denominator is None:
            reached = numerator >= (self.count or 1)
        elif denominator == 0:
            return TargetVerdict.NONE_AROSE
        else:
            reached = 100 * numerator >= self.percent * denominator
        return TargetVerdict.REACHED if reached else TargetVerdict.NOT_REACHED


@dataclass(frozen=True, slots=True)
class Deadline:
    """A report the plan asks for, with the last day on which it is in time."""

    code: str
    label: str
    report: str
    clause: str
    quote: str
    last_month: int | None
    last_day: int | None

    def last_day_of(self, year: int) -> dt.date | None:
        """Return the last day in a year; a report on demand has none."""
        if self.last_month is None or self.last_day is None:
            return None
        return dt.date(year, self.last_month, self.last_day)


@dataclass(frozen=True, slots=True)
class FundingSource:
    """Where money may come from (IV)."""

    code: str
    label: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class CommemorativeDay:
    """A day that activities answer to every year (NV-1.4)."""

    code: str
    label: str
    month: int
    day: int
    clause: str
    quote: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who receives the plan."""

    name: str
    quote: str
    clause: str


@dataclass(frozen=True, slots=True)
class CommunePlan:
    """The whole plan."""

    document: PlanDocument
    clauses: tuple[Clause, ...]
    legal_bases: tuple[LegalBasis, ...]
    measures: tuple[Measure, ...]
    items: tuple[PlanItem, ...]
    goals: tuple[Goal, ...]
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    funding_sources: tuple[FundingSource, ...]
    commemorative_days: tuple[CommemorativeDay, ...]
    recipients: tuple[Recipient, ...]

    def clause(self, code: str) -> Clause:
        """Return a clause by its code, such as III.1.a b1."""
        return next(clause for clause in self.clauses if clause.code == code)

    def item(self, code: str) -> PlanItem:
        """Return an item by its code, such as NV-2.5."""
        return next(item for item in self.items if item.code == code)

    def items_led_by(self, unit: str) -> tuple[PlanItem, ...]:
        """Return the items that a unit leads."""
        return tuple(item for item in self.items if unit in item.lead_units)
