"""A text with the stamp of a state secret is stopped at every door, and kept nowhere (T38)."""

import pytest

from kh57_desktop.domain.edits import Edit, Level
from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import SecretStamp, sentences
from kh57_desktop.services.drafts import Drafts
from kh57_desktop.services.exchange import Exchange
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.services.people import People
from kh57_desktop.services.periods import Periods
from kh57_desktop.services.sheets import Sheets
from tests.support.desks import an_activity

STAMPED = "Kế hoạch phòng thủ\n(TỐI MẬT)"
MARCH = Period.named("2026-03")


@pytest.mark.fault("T38")
@pytest.mark.parametrize("field", ["title", "place", "content", "result"])
def test_a_stamped_text_is_not_saved(desk, field):
    """Neither a new record nor a change of one, and the officer reads why."""
    with pytest.raises(SecretStamp) as stopped:
        Keeping(desk).save(an_activity(desk, **{field: STAMPED}))

    said = sentences(stopped.value)
    assert "TỐI MẬT" in said.happened
    assert "bí mật nhà nước" in said.remedy
    assert Keeping(desk).page(Asked("activities")).total == 0
    kept = Keeping(desk).save(an_activity(desk))
    with pytest.raises(SecretStamp):
        Keeping(desk).save(Edit("activities", kept.id, {field: STAMPED}))


def test_a_stamped_text_stays_in_no_draft(desk):
    """What must not be on this computer is not kept for the two seconds of a draft either."""
    drafts = Drafts(desk)
    with pytest.raises(SecretStamp):
        drafts.keep("activities/new", Edit("activities", None, {"title": "Họp", "result": STAMPED}))

    assert drafts.open() == ()


def test_the_form_shows_which_field_bears_the_stamp(desk):
    """The check while typing marks the field before anybody presses Save."""
    found = Keeping(desk).check(an_activity(desk, content=STAMPED))

    (fault,) = [one for one in found if one.level is Level.FAULT]
    assert (fault.field, "TỐI MẬT" in fault.text) == ("content", True)


def test_a_stamped_name_is_stopped(desk):
    """The people's register has texts too."""
    with pytest.raises(SecretStamp):
        People(desk).save(Edit("people", None, {"full_name": "TUYỆT MẬT"}))

    assert People(desk).save(Edit("people", None, {"full_name": "A Mật"})).id


def test_a_stamped_note_does_not_leave_the_commune(office):
    """What is returned to a unit travels: it is stopped as well."""
    with pytest.raises(SecretStamp):
        Periods(office).give_back("TR-NTT", MARCH, STAMPED)

    assert Periods(office).returned() == ()


def test_a_card_is_not_settled_with_a_stamped_value(desk, monkeypatch):
    """A typed value is a text like any other."""
    kept = Keeping(desk).save(an_activity(desk))
    card = type("Card", (), {"kind": "activities", "record": kept.id, "field": "place"})
    card.is_ours = True
    monkeypatch.setattr(Exchange, "_card", lambda *_: card)
    with pytest.raises(SecretStamp):
        Exchange(desk).decide("1", "MẬT")

    assert Keeping(desk).show("activities", kept.id)["place"] != "MẬT"


@pytest.mark.parametrize(
    ("name", "title"),
    [("sổ.csv", "Diễn tập (MẬT)"), ("TỐI MẬT.csv", "Diễn tập"), ("sổ (MẬT).csv", "Diễn tập")],
)
def test_a_stamped_file_is_stopped_whole(desk, tmp_path, name, title):
    """Not one row of it comes in, also when its name alone bears the stamp."""
    path = tmp_path / name
    rows = f"Tên hoạt động,Ngày\nHội nghị,1/3/2026\n{title},2/3/2026\n"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(SecretStamp):
        Sheets(desk).preview(path, "activities", {})

    assert Keeping(desk).page(Asked("activities")).total == 0
