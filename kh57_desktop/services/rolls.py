"""An imported attendance grid: who the names are, which lessons the days are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kh57_desktop.domain.edits import Edit, Level
from kh57_desktop.domain.names import match_key
from kh57_desktop.domain.vocabulary import Mark, RecordState
from kh57_desktop.services.attendance import read_roster, seat_people
from kh57_desktop.services.checking import findings as findings_of
from kh57_desktop.services.checking import kind_of
from kh57_desktop.services.keeping import Keeping, life_of_plan
from kh57_desktop.services.knowing import note_row
from kh57_desktop.services.people import PreparedPerson, checked_person
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Finding, Value
    from kh57_desktop.importing.drafts import Draft, Staged
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

Sitting: TypeAlias = tuple[dt.date, int]
"""A lesson as a grid names it: its day, and which one of that day."""
OF_THE_LESSON = frozenset({"held_on", "sitting", "mark"})
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Roll:
    """A grid whose names and days have been met, ready to be written."""

    marks: Sequence[Draft]
    training: Edit | int
    """The training that stands, or the one to be made."""
    lessons: Mapping[Sitting, int]
    missing: Sequence[Sitting]
    people: Mapping[str, int]
    """People known already, by the hash of their row."""
    newcomers: Mapping[str, PreparedPerson]
    order: Mapping[int, int]

    def write(self, ledger: Ledger) -> int:
        """Write training, lessons, people, seats and marks; returns the training."""
        training = self.training if isinstance(self.training, int) else ledger.keep(self.training)
        people = dict(self.people)
        for row_hash, person in self.newcomers.items():
            people[row_hash] = person.write(ledger)
            note_row(ledger, row_hash, "people", people[row_hash])
        seat_people(ledger, training, list(people.values()), self.order)
        lessons = dict(self.lessons)
        for ordinal, sitting in enumerate(self.missing, len(lessons) + 1):
            lessons[sitting] = ledger.keep(_lesson(training, ordinal, sitting))
        rows = [
            (lessons[sitting_of(d)], people[d.person], Mark(str(d.values["mark"])))
            for d in self.marks
        ]
        if rows:
            ledger.keep_rows("attendance", ("lesson", "person", "mark"), rows)
        return training


def call(
    con: Connection,
    desk: Desk,
    staged: Staged,
    marks: Sequence[Draft],
    *,
    training: int | None,
    title: str,
) -> Roll:
    """Meet the people and the lessons of a grid; without a training one is made of the title."""
    seated: list[tuple[int, str]] = []
    lessons: dict[Sitting, int] = {}
    order: dict[int, int] = {}
    if training is not None:
        roster = read_roster(con, training)
        order = {seat.person: seat.ordinal for seat in roster.seats}
        seated = [(seat.person, seat.full_name) for seat in roster.seats]
        lessons = _sittings([(one["held_on"], one.id) for one in roster.lessons])
    asked = _sittings([(day, 0) for day in staged.days])
    missing = sorted({*asked, *(sitting_of(draft) for draft in marks)} - set(lessons))
    people, newcomers = _met(con, desk, [*staged.people, *marks], seated)
    made = training if training is not None else _training(con, desk, missing, title)
    return Roll(marks, made, lessons, missing, people, newcomers, order)


def findings(con: Connection, desk: Desk, draft: Draft) -> tuple[Finding, ...]:
    """Return what is wrong by itself with a mark: its day, the values of its person."""
    life, today = life_of_plan(con), desk.today()
    lesson: dict[str, Value] = {**_lesson(0, 1, sitting_of(draft)).values}
    of_lesson = findings_of(kind_of("lessons"), lesson, today, life)
    of_person = findings_of(kind_of("people"), person_values(draft), today, life)
    return tuple(f for f in (*of_lesson, *of_person) if f.level is Level.FAULT)


def person_values(draft: Draft) -> dict[str, Value]:
    """Return the part of a row that describes the person."""
    return {name: value for name, value in draft.values.items() if name not in OF_THE_LESSON}


def sitting_of(draft: Draft) -> Sitting:
    """Return the lesson that a mark belongs to."""
    held_on, number = draft.values.get("held_on"), draft.values.get("sitting")
    day = held_on if isinstance(held_on, dt.date) else dt.date.min
    return day, number if isinstance(number, int) else 1


def _lesson(training: int, ordinal: int, sitting: Sitting) -> Edit:
    values: dict[str, Value] = {
        "training": training,
        "ordinal": ordinal,
        "held_on": sitting[0],
        "state": RecordState.DRAFT,
    }
    return Edit("lessons", None, values)


def _sittings(days: Sequence[tuple[object, int]]) -> dict[Sitting, int]:
    """Give the lessons of each day their numbers, in order."""
    count: dict[dt.date, int] = defaultdict(int)
    found: dict[Sitting, int] = {}
    for day, lesson in days:
        if isinstance(day, dt.date):
            count[day] += 1
            found[day, count[day]] = lesson
    return found


def _training(con: Connection, desk: Desk, sittings: Sequence[Sitting], title: str) -> Edit:
    days = [day for day, _ in sittings]
    values: dict[str, Value] = {
        **Keeping(desk).defaults(con, "trainings"),
        "title": title[:LONGEST_TITLE],
        "starts_on": min(days),
        "ends_on": max(days),
    }
    return Edit("trainings", None, values)


def _met(
    con: Connection, desk: Desk, drafts: Sequence[Draft], seated: Sequence[tuple[int, str]]
) -> tuple[dict[str, int], dict[str, PreparedPerson]]:
    """Part the people of a grid into those the roster has and those who are new.

    Only a name that stands once on the roster is met: two people of one name stay two.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    for person, name in seated:
        by_name[match_key(name)].append(person)
    people: dict[str, int] = {}
    newcomers: dict[str, PreparedPerson] = {}
    for draft in drafts:
        who = draft.person or draft.row_hash  # a line of the list is its own person
        if who in people or who in newcomers:
            continue
        values = person_values(draft)
        known = _by_row(con, who)
        met = by_name[match_key(str(values.get("full_name", "")))]
        if known is not None:
            people[who] = known
        elif len(met) == 1 and met[0] not in people.values():
            people[who] = met[0]
        else:
            edit = Edit("people", None, {"is_unverified": True, **values})
            newcomers[who] = checked_person(con, desk, edit)
    return people, newcomers


def _by_row(con: Connection, row_hash: str) -> int | None:
    """Return the person whom an equal row brought before."""
    for row in queries.living(con, "import_rows", row_hash=row_hash):
        record = row["on_record"]
        if row["on_kind"] == "people" and isinstance(record, int):
            return record
    return None
