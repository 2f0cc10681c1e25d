"""Approving a month, the board, and giving records back."""

import dataclasses
import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import Audience, Mark, RecordState, Role
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.services.attendance import Attendance
from kh57_desktop.services.history import History
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.services.people import People
from kh57_desktop.services.periods import Periods
from tests.support.desks import MARCH, an_activity

MONTH = Period.named("2026-03")


def test_submit_approves_the_complete_records_of_the_month_alone(desk):
    """14/3 belongs to March, 15/3 to April, and what lacks something stays a draft."""
    keeping = Keeping(desk)
    inside = keeping.save(an_activity(desk, starts_on=dt.date(2026, 3, 14)))
    after = keeping.save(an_activity(desk, title="Sau", starts_on=dt.date(2026, 3, 15)))
    lacking = keeping.save(an_activity(desk, title="Thiếu", result=None))
    done = Periods(desk).submit(MONTH)

    states = {i: keeping.show("activities", i)["state"] for i in (inside.id, after.id, lacking.id)}
    assert done.approved == (("activities", inside.id),)
    assert [(w.id, [f.field for f in w.findings]) for w in done.incomplete] == [
        (lacking.id, ["result"])
    ]
    assert states == {
        inside.id: RecordState.APPROVED,
        after.id: RecordState.DRAFT,
        lacking.id: RecordState.DRAFT,
    }


def test_the_last_day_of_an_activity_decides_its_month(desk):
    """An activity from 13/3 to 15/3 is April's (DOMAIN 5.1.3)."""
    Keeping(desk).save(
        an_activity(desk, starts_on=dt.date(2026, 3, 13), ends_on=dt.date(2026, 3, 15))
    )

    assert Periods(desk).submit(MONTH).approved == ()
    assert len(Periods(desk).submit(Period.named("2026-04")).approved) == 1


def test_submitting_again_approves_nothing_new(desk):
    """A second submit changes nothing and says so."""
    Keeping(desk).save(an_activity(desk))
    Periods(desk).submit(MONTH)
    again = Periods(desk).submit(MONTH)

    assert again.approved == ()
    assert not again.changes


def test_rehearsing_writes_nothing(desk):
    """The head sees what would be approved before anything is."""
    kept = Keeping(desk).save(an_activity(desk))
    rehearsed = Periods(desk).rehearse(MONTH)

    assert rehearsed.approved == (("activities", kept.id),)
    assert Keeping(desk).show("activities", kept.id)["state"] is RecordState.DRAFT


def test_only_a_head_approves(desk):
    """An officer who only records cannot approve."""
    Keeping(desk).save(an_activity(desk))
    clerk = dataclasses.replace(desk.officer, roles=frozenset({Role.DATA_OFFICER}))
    with pytest.raises(NotAllowed):
        Periods(dataclasses.replace(desk, officer=clerk)).submit(MONTH)

    assert len(Periods(desk).rehearse(MONTH).approved) == 1


def test_the_commune_gives_a_record_back_without_touching_it(office):
    """The note stands in the commune's own table; the unit's record stays as it was."""
    kept = Keeping(office).save(an_activity(office))
    changes = Periods(office).give_back(
        "VHXH", MONTH, "Thiếu ảnh minh chứng", ("activities", kept.id), "result"
    )
    (note,) = Periods(office).returned(MONTH)

    assert changes.kinds == {"return_notes"}
    assert (note.kind, note.record, note.field, note.note, note.title) == (
        "activities",
        kept.id,
        "result",
        "Thiếu ảnh minh chứng",
        "Tọa đàm “AI trong dạy học”",
    )
    assert Periods(office).returned(Period.named("2026-04")) == ()


def test_a_whole_report_can_be_given_back(office):
    """Without a record the unit's report of the period is returned."""
    changes = Periods(office).give_back("MTTQ", MONTH, "Chưa đủ hoạt động")

    assert changes.kinds == {"return_notes", "reviews"}


@pytest.mark.parametrize(("unit", "record"), [("KHONG-CO", None), ("MTTQ", ("activities", 12345))])
def test_what_is_not_there_cannot_be_given_back(office, unit, record):
    """A unit or a record that is none is refused and no note is written."""
    with pytest.raises(NoSuchRecord):
        Periods(office).give_back(unit, MONTH, "Ý kiến", record)

    assert Periods(office).returned() == ()


def test_a_unit_gives_nothing_back(desk):
    """Reviewing is the commune's."""
    with pytest.raises(NotAllowed):
        Periods(desk).give_back("MTTQ", MONTH, "Ý kiến")

    assert Periods(desk).returned() == ()


def test_lessons_and_publications_are_approved_too(desk):
    """Everything that counts is approved in its own month."""
    keeping = Keeping(desk)
    product = keeping.save(
        Edit(
            "media",
            None,
            {"title": "Tin", "media_kind": "news_item", "produced_on": dt.date(2026, 3, 3)},
        )
    )
    published = {
        "media_product": product.id,
        "channel": "zalo",
        "published_on": dt.date(2026, 3, 4),
    }
    keeping.save(Edit("publications", None, published))

    kinds = [kind for kind, _ in Periods(desk).submit(MONTH).approved]
    assert sorted(kinds) == ["media", "publications"]


def a_marked_lesson(desk, *marks):
    """Keep a lesson with people and their marks; returns it and the people."""
    keeping = Keeping(desk)
    days = {"starts_on": MARCH, "ends_on": MARCH}
    training = keeping.save(Edit("trainings", None, {"title": "Lớp số", **days})).id
    values = {"training": training, "ordinal": 1, "held_on": MARCH}
    lesson = keeping.save(Edit("lessons", None, values)).id
    names = ("Bùi Thị Vy", "A Jring", "Y Mrao")[: len(marks)]
    people = [
        People(desk).save(Edit("people", None, {"full_name": n, "audience": Audience.EDUCATORS})).id
        for n in names
    ]
    Attendance(desk).mark(lesson, dict(zip(people, marks, strict=True)))
    return lesson, people


@pytest.mark.parametrize("mark", [Mark.PRESENT, None])
def test_a_mark_written_to_an_approved_lesson_asks_for_approval_again(desk, mark):
    """Corrected or taken away: what the head approved is no longer what stands there."""
    lesson, people = a_marked_lesson(desk, Mark.ABSENT, Mark.PRESENT)
    Periods(desk).submit(MONTH)
    approved = Keeping(desk).show("lessons", lesson)["state"]
    Attendance(desk).mark(lesson, {people[0]: mark})
    drafts = Keeping(desk).page(Asked("lessons", states=("draft",))).rows
    again = Periods(desk).submit(MONTH)

    assert approved is RecordState.APPROVED
    assert [(row.id, row["state"]) for row in drafts] == [(lesson, RecordState.DRAFT)]
    assert again.approved == (("lessons", lesson),)
    assert Keeping(desk).page(Asked("lessons", states=("draft",))).rows == ()
    assert not Periods(desk).submit(MONTH).changes


def test_an_approval_given_anew_can_be_taken_back(desk):
    """Undo after the second submit makes the lesson a draft; the mark of before stays."""
    lesson, people = a_marked_lesson(desk, Mark.ABSENT)
    Periods(desk).submit(MONTH)
    Attendance(desk).mark(lesson, {people[0]: Mark.PRESENT})
    Periods(desk).submit(MONTH)
    before = Keeping(desk).show("lessons", lesson)["state"]
    History(desk).undo()
    training = Keeping(desk).show("lessons", lesson)["training"]

    assert before is RecordState.APPROVED
    assert Keeping(desk).show("lessons", lesson)["state"] is RecordState.DRAFT
    assert Attendance(desk).roster(training).present(lesson) == 1


def test_a_newcomer_to_an_approved_lesson_asks_for_approval_again(desk):
    """Somebody who was on no list takes a seat the head has not seen."""
    lesson, _ = a_marked_lesson(desk, Mark.PRESENT)
    Periods(desk).submit(MONTH)
    Attendance(desk).newcomer(lesson, "Y Hlưng")

    assert Keeping(desk).show("lessons", lesson)["state"] is RecordState.DRAFT
    assert Keeping(desk).page(Asked("lessons", states=("approved",))).rows == ()


def test_a_seat_on_the_roster_alone_leaves_the_lessons_approved(desk):
    """Figures count marks: being enrolled adds nothing to them."""
    lesson, _ = a_marked_lesson(desk, Mark.PRESENT)
    training = Keeping(desk).show("lessons", lesson)["training"]
    Periods(desk).submit(MONTH)
    person = People(desk).save(Edit("people", None, {"full_name": "A Nhi"}))
    Attendance(desk).enroll(training, [person.id])

    assert Keeping(desk).show("lessons", lesson)["state"] is RecordState.APPROVED


def test_a_withdrawn_record_is_asked_for_no_more(office):
    """Nothing is left to correct in it; a note on a whole report stays."""
    kept = Keeping(office).save(an_activity(office))
    periods = Periods(office)
    periods.give_back("VHXH", MONTH, "Ghi hai lần", ("activities", kept.id))
    periods.give_back("VHXH", MONTH, "Chưa đủ hoạt động")
    before = [note.note for note in periods.returned()]
    Keeping(office).remove("activities", kept.id)

    assert sorted(before) == ["Chưa đủ hoạt động", "Ghi hai lần"]
    assert [note.note for note in periods.returned()] == ["Chưa đủ hoạt động"]
    tile = next(tile for tile in periods.board(MONTH) if tile.code == "VHXH")
    assert tile.returned == 1


def test_a_returned_person_is_answered_by_the_correction_alone(office):
    """People are not approved: changed after the note is enough."""
    person = People(office).save(Edit("people", None, {"full_name": "A Nhi", "birth_year": 1980}))
    Periods(office).give_back("VHXH", MONTH, "Sai năm sinh", ("people", person.id))
    before = len(Periods(office).returned())
    People(office).save(Edit("people", person.id, {"birth_year": 1988}))

    assert before == 1
    assert Periods(office).returned() == ()
