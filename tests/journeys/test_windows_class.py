"""A class through the real window: opened, its lesson, forty people marked, a newcomer, undo."""

from functools import partial

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Mark


@pytest.fixture
def seat(pair, sit_down):
    """Return the school's officer before the unlocked window."""
    return sit_down(pair[1].home).unlock()


def forty_people(office, training):
    """Put forty people on the roster of a class; runs in the worker."""
    people = [
        office.people.save(
            Edit("people", None, {"full_name": f"A Số {n:02}", "audience": "residents"})
        ).id
        for n in range(1, 41)
    ]
    office.attendance.enroll(training, people)


def marks_of(office, training):
    """Return the marks of the only lesson by number; runs in the worker."""
    roster = office.attendance.roster(training)
    (lesson,) = roster.lessons
    return {seat.ordinal: seat.marks.get(lesson.id) for seat in roster.seats}


def test_a_class_is_opened_with_its_first_lesson(seat, pair):
    """Alt+3, Ctrl+N, title and day, Ctrl+S, F2, the lesson's day, Ctrl+S."""
    seat.press("Alt+3")
    seat.settle()
    seat.press("Ctrl+N")
    seat.settle()
    seat.type("Lớp kỹ năng số cho người dân thôn Pa Cheng")
    seat.press("Enter")
    seat.press("Ctrl+S")
    seat.settle()
    seat.press("F2")
    seat.settle()
    seat.type("16/6")
    seat.press("Ctrl+S")
    seat.settle()
    seat.leave()
    (lesson,) = pair[1]("list", "lessons")["rows"]
    assert lesson["held_on"] == "2026-06-16"


def test_forty_people_with_five_exceptions_in_18_keys(pair, sit_down):
    """Ctrl+D, F3, the numbers, Enter: everybody is marked (K03); Ctrl+T adds who came (K05)."""
    _, school = pair
    training = school("add", "trainings", "title=Lớp số", "starts_on=16/6/2026")["id"]
    school("add", "lessons", f"training={training}", "ordinal=1", "held_on=16/6/2026")
    seat = sit_down(school.home).unlock()
    seat.ask(partial(forty_people, training=training))
    seat.press("Ctrl+D")
    seat.settle()
    seat.keys = seat.letters = 0
    seat.press("F3")
    seat.type("7 12 23p31p19m")
    seat.press("Enter")
    seat.settle()
    marks = seat.ask(partial(marks_of, training=training))
    assert seat.keys + seat.letters <= 18
    assert [marks[n] for n in (7, 12, 23, 31, 19)] == [
        Mark.ABSENT, Mark.ABSENT, Mark.EXCUSED, Mark.EXCUSED, Mark.LATE
    ]  # fmt: skip
    assert sum(mark is Mark.PRESENT for mark in marks.values()) == 35

    seat.press("Ctrl+T")
    seat.type("Đinh Văn Toàn")
    seat.press("Enter")
    seat.until(lambda: len(seat.page.list.sheet.lines) == 41)
    seat.settle()
    assert seat.focus is seat.page.list
    assert seat.ask(partial(marks_of, training=training))[41] is Mark.PRESENT
    seat.press("Ctrl+Z")
    seat.settle()
    assert set(seat.ask(partial(marks_of, training=training)).values()) == {None, Mark.PRESENT}
