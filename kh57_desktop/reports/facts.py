"""The rows that the figures of a period are counted from: frozen, without SQL, without names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.units import OFFICE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from kh57_desktop.domain.periods import Period
    from kh57_desktop.domain.vocabulary import (
        ActivityKind,
        ChannelKind,
        CountingMethod,
        MediaKind,
        RecordState,
        Sex,
        UnitKind,
    )


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit of the register; `received_on` is the day of the last change the store has of it."""

    id: int
    code: str
    name: str
    ordinal: int
    unit_kind: UnitKind | None
    reports: bool = True
    """False for the issuer, to whom the others report."""
    must_plan: bool = False
    must_keep_section: bool = False
    paper_name: str = ""
    parent_name: str = ""
    signer_title: str = ""
    received_on: dt.date | None = None
    review: RecordState | None = None
    """The commune's word on the unit's report of the period; None while it said none."""

    def came_after(self, period: Period) -> bool:
        """Tell whether the unit handed over after a period, so that what is not there is 0."""
        return self.received_on is not None and self.received_on > period.last


@dataclass(frozen=True, slots=True)
class PlanItemFact:
    """A line of the plan."""

    id: int
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class TargetFact:
    """A target of the plan."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """An activity on its counting day, the last one (DOMAIN 5.1.3)."""

    id: int
    unit: int
    day: dt.date
    title: str
    activity_kind: ActivityKind | None
    plan_item: int | None = None
    turns: int | None = None
    method: CountingMethod | None = None
    training: int | None = None
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class ProductFact:
    """A media product; its counting day is that of its first publication that counts."""

    id: int
    unit: int
    title: str
    media_kind: MediaKind | None
    plan_item: int | None = None
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class PublicationFact:
    """A product on a channel on a day."""

    id: int
    product: int
    unit: int
    day: dt.date
    channel: ChannelKind | None
    views: int | None = None
    interactions: int | None = None
    read_on: dt.date | None = None
    """The day the two were read."""
    plan_item: int | None = None
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class TrainingFact:
    """A class; its counting day is its last: the later of its last lesson and its stated end."""

    id: int
    unit: int
    first: dt.date
    day: dt.date
    title: str
    plan_item: int | None = None
    is_approved: bool = True

    @property
    def training(self) -> int:
        """Its own number, under the name by which lessons and marks refer to it."""
        return self.id


@dataclass(frozen=True, slots=True)
class LessonFact:
    """A lesson; it was held when at least one mark was given."""

    id: int
    training: int
    unit: int
    day: dt.date
    is_held: bool
    plan_item: int | None = None
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class MarkFact:
    """A seat taken at a lesson: present, late, or by a substitute (DOMAIN 5.1.6)."""

    id: int
    lesson: int
    unit: int
    day: dt.date
    person: int | None
    """Who sat there; None for a substitute nobody named."""
    training: int | None = None
    plan_item: int | None = None
    is_approved: bool = True


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person as far as counting needs it; `id` is that of the one they are the same as."""

    id: int
    key: str | None
    sex: Sex | None


ROWS = ("activities", "products", "publications", "trainings", "lessons", "marks")
NOBODY: Mapping[int, PersonFact] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Facts:
    """What a period is counted from: approved records, and complete ones that wait for approval.

    Rows of other days may be among them; indicators count those that `counts` says.
    """

    period: Period
    as_of: dt.date
    counted_from: dt.date
    """The plan's own date: what was done before counts for two targets only (DOMAIN 5.1.8)."""
    known_from: dt.date | None = None
    """The day of the first approved record; before it figures are missing, not 0."""
    unit: UnitFact | None = None
    """The unit whose paper it is; None: the whole commune."""
    units: tuple[UnitFact, ...] = ()
    plan_items: tuple[PlanItemFact, ...] = ()
    targets: tuple[TargetFact, ...] = ()
    village_count: int | None = None
    activities: tuple[ActivityFact, ...] = ()
    products: tuple[ProductFact, ...] = ()
    publications: tuple[PublicationFact, ...] = ()
    trainings: tuple[TrainingFact, ...] = ()
    lessons: tuple[LessonFact, ...] = ()
    marks: tuple[MarkFact, ...] = ()
    people: Mapping[int, PersonFact] = field(default_factory=lambda: NOBODY)
    """By every number a person was ever marked under."""
    is_told: bool = True
    """False when nobody told of the period: its figures are missing then too."""

    def counts(self, day: dt.date) -> bool:
        """Tell whether a counting day is one of the period's, and the plan was there."""
        return self.period.contains(day) and day >= self.counted_from

    @property
    def is_known(self) -> bool:
        """Tell whether the period was told of and does not lie before every record.

        Otherwise its figures are missing and not 0 (DOMAIN 1.4, rule 3).
        """
        begins = self.known_from
        return (
            self.is_told
            and begins is not None
            and max(begins, self.counted_from) <= self.period.last
        )

    def over(self, period: Period) -> Facts:
        """Return the facts of another period, without the rows that do not concern it."""
        shown = {p.product for p in self.publications if period.contains(p.day)}
        held = replace(
            self,
            period=period,
            activities=tuple(a for a in self.activities if period.contains(a.day)),
            products=tuple(p for p in self.products if p.id in shown),
            publications=tuple(p for p in self.publications if p.product in shown),
            trainings=tuple(
                t for t in self.trainings if t.first <= period.last and t.day >= period.first
            ),
            lessons=tuple(lesson for lesson in self.lessons if period.contains(lesson.day)),
            marks=tuple(mark for mark in self.marks if period.contains(mark.day)),
        )
        return replace(held, is_told=held.was_told())

    def was_told(self) -> bool:
        """Tell whether a record was approved, or a unit handed over since, be it nothing.

        That the office recorded nothing itself does not tell what the units of the commune did.
        """
        if any(row.is_approved for name in ROWS for row in getattr(self, name)):
            return True
        if self.unit is not None:
            return self.unit.came_after(self.period)
        return any(one.came_after(self.period) for one in self.units if one.code != OFFICE)

    def approved(self) -> Facts:
        """Return the facts without the records that still wait for approval; itself if none do."""
        if all(row.is_approved for name in ROWS for row in getattr(self, name)):
            return self
        return self.kept(lambda row: row.is_approved)

    def kept(self, keeps: Callable[[Any], bool]) -> Facts:
        """Return the facts with the rows of every sort that a claim is true of."""
        return self._with({name: filter(keeps, getattr(self, name)) for name in ROWS})

    def only(self, *names: str) -> Facts:
        """Return the facts with rows of the named sorts alone; without a name, with no rows."""
        return self._with({name: () for name in ROWS if name not in names})

    def by(self, name: str) -> Mapping[Any, Facts]:
        """Return the facts of each unit, plan item or whatever the rows refer to by that name."""
        parts: dict[Any, dict[str, list[Any]]] = {}
        for sort in ROWS:
            for row in getattr(self, sort):
                part = parts.setdefault(getattr(row, name), {sort: [] for sort in ROWS})
                part[sort].append(row)
        return {key: self._with(part) for key, part in parts.items()}

    def _with(self, rows: Mapping[str, Iterable[Any]]) -> Facts:
        made: dict[str, Any] = {name: tuple(kept) for name, kept in rows.items()}
        return replace(self, **made)
