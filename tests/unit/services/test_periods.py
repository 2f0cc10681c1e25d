"""Approving a month, the board, and giving records back."""

import dataclasses
import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import RecordState, Role
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.periods import Periods
from tests.support.desks import an_activity

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
