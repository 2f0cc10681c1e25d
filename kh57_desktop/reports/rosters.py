"""Reads who is on the list of a class, with the names that this store may show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import sort_key
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import Audience, Sex
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.reports import register
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.reports.facts import UnitFact
    from kh57_desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class SheetLesson:
    """A lesson people sign for; an undated one is dated by pen."""

    ordinal: int
    held_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """A line of the list."""

    name: str
    birth_year: int | None
    is_woman: bool
    comes_from: str
    """The village, the class or the unit."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A class with its lessons and the people on its list."""

    training: int
    title: str
    unit: UnitFact | None
    place: str
    first: dt.date | None
    last: dt.date | None
    teachers: tuple[str, ...]
    lessons: tuple[SheetLesson, ...]
    people: tuple[SheetPerson, ...]


def roster_of(con: Connection, training: int, today: dt.date) -> Roster:
    """Return the roster of a class; raises `NoSuchRecord` when there is no such class."""
    one = queries.one(con, "trainings", training)
    if one is None or one.is_gone:
        raise NoSuchRecord(what=f"trainings/{training}")
    first, last = _day(one["starts_on"]), _day(one["ends_on"])
    units = register.units(con, Period.of_day(first or today), {})
    lessons = queries.living(con, "lessons", training=training)
    lessons.sort(key=lambda lesson: (_number(lesson["ordinal"]), str(lesson["held_on"])))
    teachers = dict.fromkeys(_text(lesson["teacher"]) for lesson in lessons)
    return Roster(
        training,
        _text(one["title"]),
        next((unit for unit in units if unit.id == one["unit"] or unit.code == one.unit), None),
        _text(one["place"]),
        first,
        last,
        tuple(teacher for teacher in teachers if teacher),
        tuple(
            SheetLesson(_number(lesson["ordinal"]) or n, _day(lesson["held_on"]))
            for n, lesson in enumerate(lessons, 1)
        ),
        _people(con, training),
    )


def _people(con: Connection, training: int) -> tuple[SheetPerson, ...]:
    """Return the people of a list in its order; those without a place in it follow by name."""
    places = {
        p["person"]: p["ordinal"] for p in queries.living(con, "participants", training=training)
    }
    numbers = [number for number in places if isinstance(number, int)]
    villages = {v.id: _text(v["name"]) for v in queries.living(con, "villages")}
    units = {u.id: _text(u["short_name"] or u["name"]) for u in queries.living(con, "units")}
    found = [p for p in queries.shown(con, "people", numbers) if not p.is_gone]
    found.sort(key=lambda p: (_number(places[p.id]) or 10**9, sort_key(_text(p["full_name"]))))
    return tuple(_person(p, villages, units) for p in found)


def _person(person: Shown, villages: dict[int, str], units: dict[int, str]) -> SheetPerson:
    """Return a person; where the name belongs to another unit, the group stands in its place."""
    audience, village = person["audience"], person["village"]
    group = audience.label if isinstance(audience, Audience) else ""
    year = person["birth_year"]
    comes_from = villages.get(village, "") if isinstance(village, int) else ""
    if audience is Audience.STUDENTS and person["class_name"]:
        comes_from = _text(person["class_name"])
    if not comes_from and isinstance(person["unit"], int):
        comes_from = units.get(person["unit"], "")
    return SheetPerson(
        _text(person["full_name"]) or group,
        year if isinstance(year, int) else None,
        person["sex"] is Sex.FEMALE,
        comes_from,
    )


def _day(value: object) -> dt.date | None:
    return value if isinstance(value, dt.date) else None


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
