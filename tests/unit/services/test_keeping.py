"""Recording, listing and withdrawing through the services, on a real store."""

import dataclasses
import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit, Level
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import Audience, RecordState, Role
from kh57_desktop.errors import CommandUnclear, InvalidRecord, NoSuchRecord, NotAllowed
from kh57_desktop.services.keeping import Asked, Keeping
from tests.support.desks import MARCH, an_activity, plan_item


def test_a_complete_activity_is_kept_as_a_draft_of_the_own_unit(desk):
    """What the officer saved is there, complete, unapproved, and belongs to the school."""
    saved = Keeping(desk).save(an_activity(desk))
    shown = Keeping(desk).show("activities", saved.id)

    assert saved.complete
    assert saved.changes.touches("activities")
    assert (shown["state"], shown["unit"]) == (RecordState.DRAFT, desk.post.id)
    assert shown.unit == "TR-NTT"
    assert shown["audience"] == (Audience.STUDENTS,)


def test_title_and_day_are_enough_to_keep_an_activity(desk):
    """A half-known activity is kept; what is missing is said and blocks only sending."""
    saved = Keeping(desk).save(Edit("activities", None, {"title": "Họp", "starts_on": MARCH}))

    missing = {f.field for f in saved.findings if f.level is Level.MISSING}
    assert not saved.complete
    assert {"plan_item", "activity_kind", "place", "reach_count", "content", "result"} <= missing


@pytest.mark.parametrize(
    "values",
    [
        {"title": None},
        {"title": "x" * 201},
        {"reach_count": -1},
        {"reach_count": "nhiều"},
        {"starts_on": dt.date(2026, 6, 17)},
        {"starts_on": dt.date(2024, 12, 21)},
        {"reach_count": True},
        {"women_count": 2_000_000},
    ],
)
def test_a_value_wrong_by_itself_is_refused_and_nothing_is_kept(desk, values):
    """A future day, a negative count, a text too long: the form keeps them, the store does not."""
    edit = an_activity(desk)
    with pytest.raises(InvalidRecord) as refused:
        Keeping(desk).save(dataclasses.replace(edit, values={**edit.values, **values}))

    assert next(iter(values)) in {f.field for f in refused.value.details["findings"]}
    assert Keeping(desk).page(Asked("activities")).total == 0


def test_women_beyond_the_whole_are_kept_and_block_sending(desk):
    """Two numbers that disagree are kept; both are named."""
    saved = Keeping(desk).save(an_activity(desk, women_count=48))

    assert not saved.complete
    assert Level.DISAGREES in {f.level for f in saved.findings}


def test_the_same_title_on_the_same_day_is_only_a_reminder(desk):
    """A second record of one event is announced, never refused."""
    first = Keeping(desk).save(an_activity(desk))
    second = Keeping(desk).save(an_activity(desk))

    assert second.id != first.id
    assert [f.level for f in second.findings if f.field == "title"] == [Level.REMINDER]


def test_an_edit_writes_only_what_was_touched(desk):
    """Correcting a count leaves everything else alone; an equal value changes nothing."""
    kept = Keeping(desk).save(an_activity(desk))
    changed = Keeping(desk).save(Edit("activities", kept.id, {"reach_count": 27}))
    again = Keeping(desk).save(Edit("activities", kept.id, {"reach_count": 27}))

    shown = Keeping(desk).show("activities", kept.id)
    assert (shown["reach_count"], shown["place"]) == (27, "Phòng Tin học")
    assert changed.changes
    assert not again.changes


def test_a_counted_field_of_an_approved_record_asks_for_approval_again(desk):
    """A changed count is a draft again; a corrected wording is not."""
    kept = Keeping(desk).save(an_activity(desk, state=RecordState.APPROVED))
    Keeping(desk).save(Edit("activities", kept.id, {"result": "Tất cả tự soạn được một bài"}))
    after_wording = Keeping(desk).show("activities", kept.id)["state"]
    Keeping(desk).save(Edit("activities", kept.id, {"reach_count": 27}))

    assert after_wording is RecordState.APPROVED
    assert Keeping(desk).show("activities", kept.id)["state"] is RecordState.DRAFT


def test_a_field_that_changed_underneath_is_not_overwritten(desk):
    """The form was open while something else wrote: both are told, nothing is lost."""
    kept = Keeping(desk).save(an_activity(desk))
    shown = Keeping(desk).show("activities", kept.id)
    Keeping(desk).save(Edit("activities", kept.id, {"place": "Sân trường"}))
    late = Edit("activities", kept.id, {"place": "Thư viện"}, {"place": shown.clocks["place"]})
    saved = Keeping(desk).save(late)

    assert saved.overtaken == ("place",)
    assert Keeping(desk).show("activities", kept.id)["place"] == "Sân trường"


def test_lists_are_newest_first_and_searched_without_diacritics(desk):
    """«toa dam» finds «Tọa đàm», «hop» finds «Họp», and a period holds its own days only."""
    Keeping(desk).save(an_activity(desk))
    Keeping(desk).save(an_activity(desk, title="Họp tổ", starts_on=dt.date(2026, 3, 14)))
    Keeping(desk).save(an_activity(desk, title="Đọc sách", starts_on=dt.date(2026, 3, 15)))
    keeping = Keeping(desk)

    titles = [row["title"] for row in keeping.page(Asked("activities")).rows]
    assert titles == ["Đọc sách", "Họp tổ", "Tọa đàm “AI trong dạy học”"]
    assert [r["title"] for r in keeping.page(Asked("activities", text="doc sach")).rows] == [
        "Đọc sách"
    ]
    assert keeping.page(Asked("activities", Period.named("2026-03"))).total == 2
    assert keeping.page(Asked("activities", unit="TR-NTT", limit=1)).total == 3
    assert keeping.page(Asked("activities", unit="MTTQ")).total == 0


def test_a_withdrawn_record_is_gone_and_can_be_restored(desk):
    """Withdrawing hides a record from lists and from «show»; restoring brings it back whole."""
    keeping = Keeping(desk)
    kept = keeping.save(an_activity(desk))
    assert keeping.remove("activities", kept.id).touches("activities")
    with pytest.raises(NoSuchRecord):
        keeping.show("activities", kept.id)
    keeping.restore("activities", kept.id)

    assert keeping.show("activities", kept.id)["reach_count"] == 26


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (Edit("nonsense", None, {"title": "x"}), CommandUnclear),
        (Edit("activities", None, {"titel": "x"}), NoSuchRecord),
        (Edit("activities", 12345, {"title": "x"}), NoSuchRecord),
        (Edit("units", None, {"code": "X", "name": "X"}), NotAllowed),
        (Edit("return_notes", None, {"note": "x"}), NotAllowed),
    ],
)
def test_what_is_not_there_or_not_ours_is_refused(desk, edit, error):
    """A word that is no kind, a field or number that is none, the commune's own tables."""
    with pytest.raises(error):
        Keeping(desk).save(edit)

    assert Keeping(desk).page(Asked("activities")).total == 0


def test_restoring_what_never_was_is_refused(desk):
    """Only a record that is in the store can come back."""
    with pytest.raises(NoSuchRecord):
        Keeping(desk).restore("activities", 12345)


def test_an_administrator_alone_records_nothing(desk):
    """Keys and backups give no right over records."""
    admin = dataclasses.replace(desk.officer, roles=frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(NotAllowed):
        Keeping(dataclasses.replace(desk, officer=admin)).save(an_activity(desk))

    assert Keeping(desk).page(Asked("activities")).total == 0


def test_a_training_without_a_line_of_the_plan_gets_the_usual_one(desk):
    """A school's course is NV-2.5 unless the officer says otherwise."""
    saved = Keeping(desk).save(Edit("trainings", None, {"title": "Lớp số", "starts_on": MARCH}))

    item = Keeping(desk).show("trainings", saved.id)["plan_item"]
    assert item == plan_item(desk, "NV-2.5")


def test_a_lesson_outside_its_training_is_noticed(desk):
    """The rules see the parent's days beside the lesson's own."""
    training = Keeping(desk).save(
        Edit("trainings", None, {"title": "Lớp số", "starts_on": MARCH, "ends_on": MARCH})
    )
    lesson = Edit(
        "lessons",
        None,
        {"training": training.id, "ordinal": 1, "held_on": dt.date(2026, 4, 3)},
    )

    assert any(f.field == "held_on" for f in Keeping(desk).check(lesson))
