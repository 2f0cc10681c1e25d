"""The roster of a training, the marks of its lessons, and the newcomer at the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit, Shown
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.services.people import checked_person
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

WERE_THERE = frozenset({Mark.PRESENT, Mark.LATE, Mark.SUBSTITUTED})


@dataclass(frozen=True, slots=True)
class Seat:
    """A person of the roster with the marks of every lesson."""

    person: int
    ordinal: int
    full_name: str
    village: int | None
    is_unverified: bool
    marks: Mapping[int, Mark]


@dataclass(frozen=True, slots=True)
class Roster:
    """A training with its lessons in order and its people in the order of the paper sheet."""

    training: Shown
    lessons: tuple[Shown, ...]
    seats: tuple[Seat, ...]

    def present(self, lesson: int) -> int:
        """Count the people who were at a lesson (DOMAIN 5.1.6)."""
        return sum(seat.marks.get(lesson) in WERE_THERE for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Attendance:
    """What an officer does with rosters and marks."""

    desk: Desk

    def roster(self, training: int) -> Roster:
        """Return the roster of a training; raises `NoSuchRecord`."""
        with self.desk.journal.reading() as con:
            return read_roster(con, training)

    def enroll(self, training: int, people: Sequence[int]) -> Changes:
        """Put people at the end of a roster; those already on it stay where they are."""
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        with self.desk.journal.reading() as con:
            order = {seat.person: seat.ordinal for seat in read_roster(con, training).seats}
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            seat_people(ledger, training, people, order)
        return ledger.changes

    def mark(self, lesson: int, marks: Mapping[int, Mark | None]) -> Changes:
        """Write marks of a lesson in one ledger; None takes a mark away, strangers are enrolled."""
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        with self.desk.journal.reading() as con:
            held = queries.one(con, "lessons", lesson)
            if held is None or held.is_gone or not isinstance(held["training"], int):
                raise NoSuchRecord(what=f"lessons/{lesson}")
            training = held["training"]
            order = {seat.person: seat.ordinal for seat in read_roster(con, training).seats}
            kept = {m["person"]: m.id for m in queries.living(con, "attendance", lesson=lesson)}
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            seat_people(ledger, training, [p for p, m in marks.items() if m is not None], order)
            write_marks(ledger, lesson, marks, kept)
        return ledger.changes

    def newcomer(self, lesson: int, full_name: str) -> tuple[int, Changes]:
        """Take in somebody who is on no list: a person, a seat and a mark, «chưa xác minh»."""
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        with self.desk.journal.reading() as con:
            held = queries.one(con, "lessons", lesson)
            if held is None or not isinstance(held["training"], int):
                raise NoSuchRecord(what=f"lessons/{lesson}")
            training = held["training"]
            order = {seat.person: seat.ordinal for seat in read_roster(con, training).seats}
            values: dict[str, Value] = {"full_name": full_name, "is_unverified": True}
            prepared = checked_person(con, self.desk, Edit("people", None, values))
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            person = prepared.write(ledger)
            seat_people(ledger, training, [person], order, unverified=True)
            write_marks(ledger, lesson, {person: Mark.PRESENT}, {})
        return person, ledger.changes


def read_roster(con: Connection, training: int) -> Roster:
    """Return the roster of a training as stored; raises `NoSuchRecord`."""
    shown = queries.one(con, "trainings", training)
    if shown is None or shown.is_gone:
        raise NoSuchRecord(what=f"trainings/{training}")
    lessons = sorted(
        queries.living(con, "lessons", training=training),
        key=lambda lesson: (str(lesson["held_on"]), _number(lesson["ordinal"]), lesson.id),
    )
    seated = queries.living(con, "participants", training=training)
    people = {p.id: p for p in queries.shown(con, "people", [_number(s["person"]) for s in seated])}
    marks: dict[int, dict[int, Mark]] = {}
    for lesson in lessons:
        for mark in queries.living(con, "attendance", lesson=lesson.id):
            if mark["mark"] is not None:
                marks.setdefault(_number(mark["person"]), {})[lesson.id] = Mark(str(mark["mark"]))
    seats = [_seat(seat, people.get(_number(seat["person"])), marks) for seat in seated]
    return Roster(shown, tuple(lessons), tuple(sorted(seats, key=lambda s: (s.ordinal, s.person))))


def seat_people(
    ledger: Ledger,
    training: int,
    people: Sequence[int],
    order: Mapping[int, int],
    *,
    unverified: bool = False,
) -> None:
    """Add those who are not on the roster yet, after the last one."""
    last = max(order.values(), default=0)
    strangers = [person for person in dict.fromkeys(people) if person not in order]
    for ordinal, person in enumerate(strangers, last + 1):
        values: dict[str, Value] = {"training": training, "person": person, "ordinal": ordinal}
        if unverified:
            values["is_unverified"] = True
        ledger.keep(Edit("participants", None, values))


def write_marks(
    ledger: Ledger, lesson: int, marks: Mapping[int, Mark | None], kept: Mapping[Value, int]
) -> None:
    """Write marks through the door for plain rows; a mark taken away is a removal."""
    rows = [(lesson, person, mark) for person, mark in marks.items() if mark is not None]
    if rows:
        ledger.keep_rows("attendance", ("lesson", "person", "mark"), rows)
    for person, mark in marks.items():
        if mark is None and person in kept:
            ledger.remove("attendance", kept[person])


def _seat(seat: Shown, person: Shown | None, marks: Mapping[int, Mapping[int, Mark]]) -> Seat:
    number = _number(seat["person"])
    village = person["village"] if person else None
    return Seat(
        number,
        _number(seat["ordinal"]),
        str((person["full_name"] if person else None) or ""),
        village if isinstance(village, int) else None,
        bool(seat["is_unverified"]),
        marks.get(number, {}),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
