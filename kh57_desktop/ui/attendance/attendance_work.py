"""What the attendance page asks of the services; every function here runs in the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain import formats
from kh57_desktop.domain.vocabulary import DayPart
from kh57_desktop.services.keeping import Asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.attendance import Roster
    from kh57_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class OpenedClass:
    """A training with its roster, and how villages are called."""

    roster: Roster
    villages: Mapping[int, str]
    is_ours: bool
    owner: str
    """What the unit is called whose class it is."""


def opened(office: Office, training: int) -> OpenedClass:
    """Return a training with its lessons and people."""
    roster = office.attendance.roster(training)
    villages = {v.id: str(v["name"] or "") for v in office.catalog.villages()}
    code = roster.training.unit
    if code in {"", office.desk.post.code}:
        return OpenedClass(roster, villages, is_ours=True, owner=office.desk.post.name)
    names = {str(u["code"]): str(u["short_name"] or u["name"]) for u in office.catalog.units()}
    return OpenedClass(roster, villages, is_ours=False, owner=names.get(code, code))


def opened_with_items(office: Office, training: int) -> tuple[OpenedClass, dict[int, str]]:
    """Return a training and how plan items are called."""
    return opened(office, training), dict(office.catalog.choices("plan_item"))


def nearest(office: Office, today: dt.date) -> tuple[int, int] | None:
    """Return training and lesson of the own lesson nearest to today; None when there is none."""
    own = [
        lesson
        for lesson in office.records.page(Asked("lessons", limit=500)).rows
        if lesson.unit in {"", office.desk.post.code}
    ]
    dated = [(held_on(lesson), lesson) for lesson in own]
    near = [(abs((day - today).days), -day.toordinal(), one) for day, one in dated if day]
    if not near:
        return None
    lesson = min(near, key=lambda each: each[:2])[2]
    training = lesson["training"]
    return (training, lesson.id) if isinstance(training, int) else None


def described(training: Shown, lesson: Shown) -> str:
    """Return which class a lesson is of, when and where it is held, in one line."""
    day = held_on(lesson)
    when = f"{formats.weekday(day)} {day.day}/{day.month}/{day.year}" if day else ""
    part = DayPart(str(lesson["day_part"])).label.lower() if lesson["day_part"] else ""
    words = (str(training["title"] or ""), when, part, str(training["place"] or ""))
    return " · ".join(word for word in words if word)


def held_on(lesson: Shown) -> dt.date | None:
    """Return the day of a lesson."""
    day = lesson["held_on"]
    return day if not isinstance(day, str | int | bool | tuple) else None
