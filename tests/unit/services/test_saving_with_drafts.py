"""A form that is saved leaves no draft behind, and one that is refused keeps it."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Audience
from kh57_desktop.errors import InvalidRecord
from kh57_desktop.services.drafts import Drafts
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.people import People
from tests.support.desks import an_activity

PERSON = {"full_name": "Y Mrao", "audience": Audience.EDUCATORS}


@pytest.mark.parametrize("kind", ["activities", "people"])
def test_saving_forgets_the_draft_in_the_same_moment(desk, kind):
    """One transaction: no power cut offers a saved form a second time."""
    edit = an_activity(desk) if kind == "activities" else Edit("people", None, PERSON)
    keeping = Keeping(desk) if kind == "activities" else People(desk)
    Drafts(desk).keep("new", edit)
    Drafts(desk).keep("another", edit)
    said = []
    desk.journal.store.driver.set_trace_callback(said.append)
    keeping.save(edit, "new")
    desk.journal.store.driver.set_trace_callback(None)

    assert [draft.key for draft in Drafts(desk).open()] == ["another"]
    assert said.count("COMMIT") == 1


def test_a_refused_form_keeps_its_draft(desk):
    """What was typed stays offered until it is right."""
    edit = Edit("activities", None, {"title": "Thiếu ngày"})
    Drafts(desk).keep("new", edit)

    with pytest.raises(InvalidRecord):
        Keeping(desk).save(edit, "new")
    assert [draft.edit for draft in Drafts(desk).open()] == [edit]


def test_saving_what_is_there_already_forgets_the_draft(desk):
    """A form put back to what the record says has nothing to keep, and leaves no draft."""
    kept = Keeping(desk).save(an_activity(desk))
    same = Edit("activities", kept.id, {"place": "Phòng Tin học"})
    Drafts(desk).keep("own", same)
    saved = Keeping(desk).save(same, "own")

    assert not saved.changes
    assert Drafts(desk).open() == ()
