"""Taking back at a desk: own actions, with their rights, and never officers and keys."""

from dataclasses import replace

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.rights import FIRST_OF_UNIT
from kh57_desktop.domain.vocabulary import RecordState, Role
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.services.history import History
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.periods import Periods
from tests.support.desks import an_activity


def sat_at(desk, *roles, number=None):
    """Return the desk with other roles, or with another officer at it."""
    officer = replace(desk.officer, id=number or desk.officer.id, roles=frozenset(roles))
    return replace(desk, officer=officer)


def approved(desk):
    """Keep an activity and have the head approve it; returns its number."""
    record = Keeping(desk).save(an_activity(desk)).id
    head = sat_at(desk, Role.UNIT_HEAD, number=desk.officer.id + 1)
    kept = Keeping(desk).show("activities", record)
    Periods(head).submit(Period.of_day(kept["starts_on"]))
    assert state(desk, record) is RecordState.APPROVED
    return record


def state(desk, record):
    """Return how far a record has come."""
    return Keeping(desk).show("activities", record)["state"]


def test_a_clerk_does_not_take_the_approval_of_the_head_back(desk):
    """The head has approved what the clerk wrote: the clerk's undo changes nothing."""
    record = approved(desk)
    undone = History(sat_at(desk, Role.DATA_OFFICER)).undo()

    assert undone.changes.rows == ()
    assert undone.left == (("activities", record, ""),)
    assert state(desk, record) is RecordState.APPROVED


def test_the_head_takes_back_and_gives_again(desk):
    """Their own approval is undone and redone; a head no longer does neither."""
    record = approved(desk)
    head = sat_at(desk, Role.UNIT_HEAD, number=desk.officer.id + 1)
    with pytest.raises(NotAllowed):
        History(sat_at(head, Role.DATA_OFFICER)).undo()
    seen = [state(desk, record)]
    for act in (History(head).undo, History(head).redo):
        act()
        seen.append(state(desk, record))

    assert seen == [RecordState.APPROVED, RecordState.DRAFT, RecordState.APPROVED]


def test_an_officer_who_was_added_is_not_taken_back(desk):
    """Neither by whoever added them nor by a clerk: the password would open nothing."""
    everything = sat_at(desk, *FIRST_OF_UNIT)
    added = Keeping(everything).save(
        Edit("officers", None, {"full_name": "A Nhi", "roles": (Role.DATA_OFFICER,)})
    )
    for who in (everything, sat_at(desk, Role.DATA_OFFICER, number=added.id)):
        with pytest.raises(NoSuchRecord):
            History(who).undo()

    assert not Keeping(desk).show("officers", added.id).is_gone


def test_a_new_desk_has_nothing_to_take_back(desk):
    """What set-up wrote is nobody's action."""
    with pytest.raises(NoSuchRecord):
        History(desk).undo()
    with pytest.raises(NotAllowed):
        History(sat_at(desk, Role.ADMINISTRATOR)).undo()

    assert not Keeping(desk).show("officers", desk.officer.id).is_gone


def test_taking_back_asks_for_the_right_of_the_action(desk, office):
    """A catalog entry, a note of the commune: whoever lost the role leaves them as they are."""
    with desk.journal.writing(desk.officer.id, "settle") as ledger:
        ledger.keep(Edit("activities", None, {"title": "Hội nghị"}))
    with pytest.raises(NotAllowed):
        History(sat_at(desk, Role.TEAM_LEADER)).undo()
    with office.journal.reading() as con:
        unit = con.exec_driver_sql("SELECT id FROM unit WHERE code = 'TR-NTT'").scalar_one()
    before = Keeping(office).show("units", unit)["symbol"]
    Keeping(office).save(Edit("units", unit, {"symbol": "THCS"}))
    with pytest.raises(NotAllowed):
        History(sat_at(office, Role.TEAM_LEADER)).undo()
    History(office).undo()
    Periods(office).give_back("TR-NTT", Period.of_day(office.today()), "Thiếu ảnh")
    with pytest.raises(NotAllowed):
        History(sat_at(office, Role.TEAM_LEADER)).undo()

    assert Keeping(office).show("units", unit)["symbol"] == before
