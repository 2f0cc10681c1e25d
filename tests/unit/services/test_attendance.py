"""Rosters and marks through the services, on a real store."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Audience, Mark
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.services.attendance import Attendance
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.people import People
from tests.support.desks import MARCH


@pytest.fixture
def lesson(desk):
    """Hold a lesson of a class with three people on its roster, as (training, lesson, people)."""
    training = Keeping(desk).save(
        Edit("trainings", None, {"title": "Lớp số", "starts_on": MARCH, "ends_on": MARCH})
    )
    values = {"training": training.id, "ordinal": 1, "held_on": MARCH}
    held = Keeping(desk).save(Edit("lessons", None, values))
    people = [
        People(desk)
        .save(Edit("people", None, {"full_name": name, "audience": Audience.EDUCATORS}))
        .id
        for name in ("Bùi Thị Vy", "A Jring", "Y Mrao")
    ]
    Attendance(desk).enroll(training.id, people)
    return training.id, held.id, people


def test_the_roster_keeps_the_order_in_which_people_were_entered(desk, lesson):
    """The grid shows people as the paper sheet lists them; entering them again moves nobody."""
    training, _, people = lesson
    Attendance(desk).enroll(training, list(reversed(people)))
    roster = Attendance(desk).roster(training)

    assert [seat.person for seat in roster.seats] == people
    assert [seat.ordinal for seat in roster.seats] == [1, 2, 3]
    assert [seat.full_name for seat in roster.seats] == ["Bùi Thị Vy", "A Jring", "Y Mrao"]


def test_marks_are_kept_and_counted(desk, lesson):
    """Present and late people were there; the excused one was not."""
    training, held, people = lesson
    changes = Attendance(desk).mark(
        held, {people[0]: Mark.PRESENT, people[1]: Mark.LATE, people[2]: Mark.EXCUSED}
    )
    roster = Attendance(desk).roster(training)

    assert changes.touches("attendance")
    assert roster.present(held) == 2
    assert [seat.marks[held] for seat in roster.seats] == [Mark.PRESENT, Mark.LATE, Mark.EXCUSED]


def test_a_mark_can_be_changed_and_taken_away(desk, lesson):
    """The second letter replaces the first; clearing leaves the seat unmarked."""
    training, held, people = lesson
    attendance = Attendance(desk)
    attendance.mark(held, {people[0]: Mark.PRESENT, people[1]: Mark.ABSENT})
    attendance.mark(held, {people[0]: Mark.LATE, people[1]: None, people[2]: None})
    marks = [seat.marks.get(held) for seat in attendance.roster(training).seats]

    assert marks == [Mark.LATE, None, None]
    attendance.mark(held, {people[1]: Mark.PRESENT})
    assert attendance.roster(training).seats[1].marks[held] is Mark.PRESENT


def test_marking_somebody_from_outside_adds_them_to_the_roster(desk, lesson):
    """Whoever is marked has been there and is on the list."""
    training, held, _ = lesson
    guest = People(desk).save(Edit("people", None, {"full_name": "A Huy"})).id
    Attendance(desk).mark(held, {guest: Mark.PRESENT})

    assert Attendance(desk).roster(training).seats[3].person == guest


def test_a_newcomer_is_a_person_a_seat_and_a_mark_at_once(desk, lesson):
    """A name is enough: the newcomer is present and «chưa xác minh»."""
    training, held, _ = lesson
    person, changes = Attendance(desk).newcomer(held, "Y Krol")
    seat = Attendance(desk).roster(training).seats[-1]

    assert (seat.person, seat.full_name, seat.is_unverified) == (person, "Y Krol", True)
    assert seat.marks == {held: Mark.PRESENT}
    assert changes.kinds >= {"people", "participants", "attendance", "person_identities"}


@pytest.mark.parametrize("attempt", ["roster", "mark", "newcomer"])
def test_a_class_or_lesson_that_is_none_is_refused(desk, attempt):
    """A number that leads nowhere is told and writes nothing."""
    attendance = Attendance(desk)
    actions = {
        "roster": lambda: attendance.roster(5),
        "mark": lambda: attendance.mark(5, {6: Mark.PRESENT}),
        "newcomer": lambda: attendance.newcomer(5, "Y Krol"),
    }
    with pytest.raises(NoSuchRecord):
        actions[attempt]()
