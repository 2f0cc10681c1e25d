"""Reads the facts of a period out of the store."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.reports import register
from kh57_desktop.reports.fact_rows import FactRows, activity, lesson, publication, training
from kh57_desktop.reports.facts import Facts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.periods import Period
    from kh57_desktop.store.connection import Connection

NOTHING_RECEIVED: Mapping[str, dt.date] = MappingProxyType({})


def gather(
    con: Connection,
    period: Period,
    unit: str | None,
    as_of: dt.date,
    *,
    beside: Sequence[Period] = (),
    received: Mapping[str, dt.date] = NOTHING_RECEIVED,
) -> Facts:
    """Return the facts of a period, with the rows of the periods it is to be held against.

    `received` says of each unit when the store last took something in from it. Raises
    `NoSuchRecord` for a unit nobody registered.
    """
    units = register.units(con, period, received)
    own = next((one for one in units if one.code == unit), None)
    if unit is not None and own is None:
        raise NoSuchRecord(what=f"units/{unit}")
    plan = register.plan_dates(con)
    codes = {one.code: one.id for one in units}
    rows = FactRows(con, (period, *beside), as_of, plan, own.id if own else None, codes)
    lessons = tuple(rows.lessons())
    marks = tuple(rows.marks(lessons))
    return Facts(
        period,
        as_of,
        plan.issued_on,
        known_from(con),
        own,
        units,
        register.plan_items(con),
        register.targets(con),
        register.village_count(con, period),
        tuple(rows.activities()),
        tuple(rows.products()),
        tuple(rows.publications()),
        tuple(rows.trainings()),
        lessons,
        marks,
        rows.people() if marks else {},
    )


def beside(period: Period) -> tuple[Period, ...]:
    """Return the periods a summary is held against: before, a year before, the year so far."""
    return (period.before(), period.year_before(), period.since_year_start())


def known_from(con: Connection) -> dt.date | None:
    """Return the first day of an approved record: before it nothing is known."""
    days = (
        (activity, func.coalesce(activity.c.ends_on, activity.c.starts_on)),
        (publication, publication.c.published_on),
        (training, training.c.starts_on),
        (lesson, lesson.c.held_on),
    )
    found = (
        con.execute(
            select(func.min(day)).where(
                records.c["_gone"].is_(False), records.c.state == RecordState.APPROVED
            )
        ).scalar_one()
        for records, day in days
    )
    return min((day for day in found if day is not None), default=None)
