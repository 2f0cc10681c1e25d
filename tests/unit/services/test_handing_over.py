"""A PC whose only administrator has left elsewhere: opened to be handed over, and then no more."""

import pytest

from kh57_desktop.app import HomeDoors
from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.rights import FIRST_OF_UNIT
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import NotAllowed, PasswordWrong
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.system.clock import FixedClock
from kh57_desktop.system.paths import Home
from tests.support.desks import an_activity
from tests.support.ground import AT

PASSWORD, OTHER = "một mật khẩu dài", "mật khẩu của A Nhi"


@pytest.fixture
def doors(tmp_path):
    """Return the doors of a school's PC."""
    doors = HomeDoors(Home(tmp_path / "TR-NTT"), FixedClock(AT), makes_practice=True)
    office, _ = doors.setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD, None)
    office.close()
    return doors


def leaves(doors, *, is_gone=False):
    """Take in what ending the first officer's access at another PC would bring."""
    office = doors.unlock(PASSWORD)
    officer = office.desk.officer.id
    with office.desk.journal.writing(None) as ledger:
        if is_gone:
            ledger.remove("officers", officer)
        else:
            ledger.keep(Edit("officers", officer, {"left_on": AT.date()}))
    office.close()


def joins(doors, *roles):
    """Let A Nhi open the PC."""
    office = doors.unlock(PASSWORD)
    office.access.add_officer("A Nhi", OTHER, roles)
    office.close()


@pytest.mark.parametrize("is_gone", [False, True])
def test_the_only_administrator_still_opens_to_hand_over(doors, is_gone):
    """They look after the PC and record nothing; whoever only records changes nothing in that."""
    joins(doors, Role.DATA_OFFICER)
    leaves(doors, is_gone=is_gone)
    office = doors.unlock(PASSWORD)
    actor = office.desk.officer
    with pytest.raises(NotAllowed):
        Keeping(office.desk).save(an_activity(office.desk))
    office.close()

    assert actor.has_left
    assert actor.roles == {Role.ADMINISTRATOR}


def test_once_handed_over_it_opens_no_more(doors):
    """Another administrator has a password: the one of who left is refused, the other is not."""
    leaves(doors)
    joins(doors, *FIRST_OF_UNIT)
    with pytest.raises(PasswordWrong):
        doors.unlock(PASSWORD)
    office = doors.unlock(OTHER)
    actor = office.desk.officer
    office.close()

    assert (actor.name, actor.has_left) == ("A Nhi", False)


def test_who_never_looked_after_the_pc_is_not_let_in(doors):
    """A recorder who has left opens nothing, whoever is or is not there."""
    joins(doors, Role.DATA_OFFICER)
    office = doors.unlock(PASSWORD)
    added = next(one.id for one in office.access.officers() if one["full_name"] == "A Nhi")
    with office.desk.journal.writing(None) as ledger:
        ledger.keep(Edit("officers", added, {"left_on": AT.date()}))
    office.close()
    leaves(doors)

    with pytest.raises(PasswordWrong):
        doors.unlock(OTHER)
    doors.unlock(PASSWORD).close()
