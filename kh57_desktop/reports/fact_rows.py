"""Selects the rows that count in some periods: approved ones, and complete ones that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, column, exists, func, or_, select, table

from kh57_desktop.domain import rules
from kh57_desktop.domain.edits import Level
from kh57_desktop.domain.units import OFFICE
from kh57_desktop.domain.vocabulary import Mark as MarkWord
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.journal.sight import overlooked
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.reports.facts import (
    ActivityFact,
    LessonFact,
    MarkFact,
    PersonFact,
    ProductFact,
    PublicationFact,
    TrainingFact,
)
from kh57_desktop.store import queries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, FromClause, Table

    from kh57_desktop.domain.periods import Period
    from kh57_desktop.reports.register import PlanDates
    from kh57_desktop.store.connection import Connection

activity, product = KINDS["activities"].table, KINDS["media"].table
publication, training = KINDS["publications"].table, KINDS["trainings"].table
lesson, mark, person = (KINDS[name].table for name in ("lessons", "attendance", "people"))
stream = table("sync_stream", column("ord"), column("scope"))
SEATED = tuple(word for word in MarkWord if word.takes_a_seat)


@dataclass(frozen=True, slots=True)
class FactRows:
    """Rows of some periods, of one unit or of all, as they stand on a day."""

    con: Connection
    periods: Sequence[Period]
    as_of: dt.date
    plan: PlanDates
    unit: int | None
    codes: Mapping[str, int]
    """Units by code: a record that names no unit counts for the one that keeps it."""

    def activities(self) -> Iterator[ActivityFact]:
        """Yield activities whose counting day lies in one of the periods."""
        a = activity.c
        day = func.coalesce(a.ends_on, a.starts_on)
        columns = (day.label("day"), a.title, a.activity_kind, a.plan_item, a.reach_count)
        asked = _select(activity, *columns, a.counting_method, a.training).where(self._within(day))
        for row, unit, is_approved in self._counting("activities", asked):
            yield ActivityFact(
                row.id,
                unit,
                row.day,
                row.title or "",
                row.activity_kind,
                row.plan_item,
                row.reach_count,
                row.counting_method,
                row.training,
                is_approved,
            )

    def products(self) -> Iterator[ProductFact]:
        """Yield products that were published in one of the periods."""
        p = product.c
        asked = _select(product, p.title, p.media_kind, p.plan_item).where(p.id.in_(self._shown()))
        for row, unit, is_approved in self._counting("media", asked):
            yield ProductFact(
                row.id, unit, row.title or "", row.media_kind, row.plan_item, is_approved
            )

    def publications(self) -> Iterator[PublicationFact]:
        """Yield every publication of those products up to the last period, the earlier too."""
        p = publication.c
        columns = (p.media_product, p.published_on, p.channel, p.view_count, p.interaction_count)
        joined = publication.join(product, product.c.id == p.media_product)
        more = (p.read_on, product.c.plan_item)
        asked = _select(publication, *columns, *more, source=joined, owner=product).where(
            product.c["_gone"].is_(False),
            p.media_product.in_(self._shown()),
            p.published_on <= max(period.last for period in self.periods),
        )
        for row, unit, is_approved in self._counting("publications", asked):
            yield PublicationFact(
                row.id,
                row.media_product,
                unit,
                row.published_on,
                row.channel,
                row.view_count,
                row.interaction_count,
                row.read_on,
                row.plan_item,
                is_approved,
            )

    def trainings(self) -> Iterator[TrainingFact]:
        """Yield classes that were taught in one of the periods."""
        t = training.c
        last = (
            select(lesson.c.training, func.max(lesson.c.held_on).label("last"))
            .where(lesson.c["_gone"].is_(False))
            .group_by(lesson.c.training)
            .subquery()
        )
        joined = training.outerjoin(last, last.c.training == t.id)
        columns = (t.title, t.starts_on, t.ends_on, t.plan_item, last.c.last)
        asked = _select(training, *columns, source=joined)
        asked = asked.where(t.starts_on <= max(period.last for period in self.periods))
        for row, unit, is_approved in self._counting("trainings", asked):
            day = max(day for day in (row.starts_on, row.ends_on, row.last) if day is not None)
            yield TrainingFact(
                row.id, unit, row.starts_on, day, row.title or "", row.plan_item, is_approved
            )

    def lessons(self) -> Iterator[LessonFact]:
        """Yield lessons of the periods' days."""
        c = lesson.c
        held = exists().where(mark.c.lesson == c.id, mark.c["_gone"].is_(False))
        joined = lesson.join(training, training.c.id == c.training)
        columns = (c.training, c.held_on, training.c.plan_item, held.label("held"))
        asked = _select(lesson, *columns, source=joined, owner=training).where(
            training.c["_gone"].is_(False), self._within(c.held_on)
        )
        for row, unit, is_approved in self._counting("lessons", asked):
            yield LessonFact(
                row.id, row.training, unit, row.held_on, bool(row.held), row.plan_item, is_approved
            )

    def marks(self, lessons: Collection[LessonFact]) -> Iterator[MarkFact]:
        """Yield the seats taken at some lessons."""
        by_id = {one.id: one for one in lessons}
        asked = select(mark.c.id, mark.c.lesson, mark.c.person, mark.c.mark, mark.c.substitute)
        joined = lesson.join(mark, mark.c.lesson == lesson.c.id)
        asked = asked.select_from(joined).where(
            self._within(lesson.c.held_on),
            mark.c["_gone"].is_(False),
            mark.c.mark.in_(SEATED),
        )
        for number, at, who, word, substitute in self.con.execute(asked):
            if at in by_id:
                one = by_id[at]
                sat = substitute if word is MarkWord.SUBSTITUTED else who
                yield MarkFact(
                    number, at, one.unit, one.day, sat, one.training, one.plan_item, one.is_approved
                )

    def people(self) -> dict[int, PersonFact]:
        """Return everybody by number, each as the one they are the same as."""
        p = person.c
        rows = self.con.execute(select(p.id, p.same_as, p.person_key, p.sex)).all()
        facts = {row.id: PersonFact(row.id, row.person_key, row.sex) for row in rows}
        same = {row.id: row.same_as for row in rows if row.same_as in facts}
        return {number: facts[_first_self(number, same)] for number in facts}

    def _within(self, day: ColumnElement[Any]) -> ColumnElement[bool]:
        return or_(*(and_(day >= p.first, day <= p.last) for p in self.periods))

    def _shown(self) -> Select[Any]:
        """Select the products published in one of the periods."""
        p = publication.c
        return select(p.media_product).where(p["_gone"].is_(False), self._within(p.published_on))

    def _counting(self, kind: str, asked: Select[Any]) -> Iterator[tuple[Any, int, bool]]:
        """Yield rows with their unit and whether they are approved; incomplete ones are left."""
        rows = self.con.execute(asked).all()
        approved = {row.id for row in rows if row.state is RecordState.APPROVED}
        approved -= overlooked(self.con, kind, sorted(approved))
        complete = self._complete(kind, [row.id for row in rows if row.id not in approved])
        for row in rows:
            is_approved = row.id in approved
            code = str(row.scope or "").partition("/")[2]
            own = self.codes.get(code, 0)
            unit = row.unit if row.unit is not None else own
            if unit != own and code != OFFICE:  # nobody adds to another unit's figures
                continue
            if (is_approved or row.id in complete) and self.unit in {None, unit}:
                yield row, unit, is_approved

    def _complete(self, kind: str, ids: Sequence[int]) -> set[int]:
        """Return which records lack nothing and contradict themselves nowhere."""
        plan = self.plan
        return {
            record.id
            for record in queries.shown(self.con, kind, ids)
            if all(
                finding.level is Level.REMINDER
                for finding in rules.findings(
                    kind, record.values, self.as_of, plan.life, plan.issued_on
                )
            )
        }


def _select(
    records: Table,
    *columns: Any,
    source: FromClause | None = None,
    owner: Table | None = None,
) -> Select[Any]:
    """Select rows with what every fact needs; `owner` is the table that names the unit."""
    owner = records if owner is None else owner
    source = records if source is None else source
    kept = source.outerjoin(stream, stream.c.ord == owner.c["_s"])
    asked = select(records.c.id, records.c.state, owner.c.unit, stream.c.scope, *columns)
    return asked.select_from(kept).where(records.c["_gone"].is_(False))


def _first_self(number: int, same: Mapping[int, int]) -> int:
    """Follow «is the same as» to its end; in a circle to the smallest number (SYNC M7)."""
    seen = [number]
    while (then := same.get(seen[-1])) is not None:
        if then in seen:
            return min(seen[seen.index(then) :])
        seen.append(then)
    return seen[-1]
