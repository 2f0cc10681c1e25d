"""Who may open a store: officers that come, forget and leave, and the recovery code."""

from dataclasses import replace

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.rights import FIRST_OF_UNIT
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import (
    DiskFull,
    InvalidRecord,
    NoSuchRecord,
    NotAllowed,
    PasswordWrong,
)
from kh57_desktop.services.access import Access
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.system import seals
from kh57_desktop.system.keys import CHEAP, KeyFile
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk

OWN, OTHER = "mật khẩu của tôi", "mật khẩu người mới"


@pytest.fixture
def access(desk):
    """Lend the access of a school whose officer has a password."""
    file = KeyFile(seals.random_bytes(8).hex())
    file = file.with_officer(desk.key, desk.officer.id, OWN, CHEAP)
    file.with_recovery(desk.key, seals.random_bytes(16)).write(desk.home.keys, desk.disk)
    return Access(desk)


def opens(access, secret):
    """Return what a password or code opens of the key file; None when it opens nothing."""
    try:
        return KeyFile.read(access.desk.home.keys, access.desk.disk).open(secret)
    except PasswordWrong:
        return None


def newcomer(access, roles=(Role.DATA_OFFICER,)):
    """Add A Nhi; returns the number."""
    before = {one.id for one in access.officers()}
    access.add_officer("A Nhi", OTHER, roles, "Giáo viên")
    (added,) = (one.id for one in access.officers() if one.id not in before)
    return added


def test_a_newcomer_opens_with_a_password_of_their_own(access):
    """Name, position and roles stand in the list; the password says who it is."""
    added = newcomer(access)
    (shown,) = [one for one in access.officers() if one.id == added]

    assert (shown["full_name"], shown["position"]) == ("A Nhi", "Giáo viên")
    assert tuple(shown["roles"]) == (Role.DATA_OFFICER,)
    assert opens(access, OTHER).officer == added
    assert opens(access, OWN).officer == access.desk.officer.id


@pytest.mark.parametrize(
    ("name", "password", "roles", "said"),
    [
        ("", OTHER, (Role.DATA_OFFICER,), "Họ và tên"),
        ("A" * 81, OTHER, (Role.DATA_OFFICER,), "81"),
        ("A Nhi", "ngắn", (Role.DATA_OFFICER,), "10"),
        ("A Nhi", OWN, (Role.DATA_OFFICER,), "không dùng được"),
        ("A Nhi", OTHER, (), "Vai trò"),
        ("A Nhi", OTHER, (Role.CLERK,), "Văn thư"),
    ],
)
def test_a_newcomer_is_refused_for_what_is_wrong(access, name, password, roles, said):
    """No name, a short or taken password, no role, a role of the commune: nothing is kept."""
    with pytest.raises(InvalidRecord) as refused:
        access.add_officer(name, password, roles)

    assert said in refused.value.details["problems"]
    assert len(access.officers()) == 1
    assert opens(access, OTHER) is None


def test_who_leaves_opens_nothing_and_the_code_is_new(access):
    """The slot goes, the former code too, and the list no longer names the officer."""
    former = access.renew_recovery_code()
    leaving = newcomer(access)
    ended = access.end_access(leaving)

    assert [one.id for one in access.officers()] == [access.desk.officer.id]
    assert opens(access, OTHER) is None
    assert opens(access, former) is None
    assert opens(access, ended.recovery_code).kind == "recovery"
    assert ended.changes.touches("officers")


def test_nobody_ends_their_own_access(access):
    """Another administrator does it: else a machine could be left without anybody."""
    newcomer(access, FIRST_OF_UNIT)
    with pytest.raises(NotAllowed):
        access.end_access(access.desk.officer.id)

    assert opens(access, OWN) is not None


def test_the_last_administrator_stays(access):
    """Neither ended by whoever holds the code, nor left without the role."""
    first = access.desk.officer.id
    by_code = Access(replace(access.desk, officer=replace(access.desk.officer, id=None)))
    added = newcomer(access)
    with pytest.raises(InvalidRecord):
        by_code.end_access(first)
    with pytest.raises(InvalidRecord):
        by_code.change_officer(first, "Nguyễn Thị Hạnh", (Role.UNIT_HEAD,))
    access.change_officer(added, "A Nhi", FIRST_OF_UNIT, "Hiệu trưởng")
    by_code.end_access(first)

    assert [one.id for one in access.officers()] == [added]
    assert access.officers()[0]["position"] == "Hiệu trưởng"


def test_a_forgotten_password_is_replaced(access):
    """Whoever looks after the machine gives another one; the former opens nothing."""
    added = newcomer(access)
    access.give_password(added, "mật khẩu đặt lại")

    assert opens(access, OTHER) is None
    assert opens(access, "mật khẩu đặt lại").officer == added


def test_a_drawn_code_opens_nothing_until_it_is_kept(access):
    """A code that was shown and never copied replaces none."""
    former = access.renew_recovery_code()
    drawn = access.draw_recovery_code()
    assert opens(access, drawn) is None
    assert opens(access, former) is not None
    with pytest.raises(InvalidRecord):
        access.keep_recovery_code(drawn[:-1])
    access.keep_recovery_code(drawn.lower())

    assert opens(access, drawn) is not None
    assert opens(access, former) is None


@pytest.mark.parametrize(
    "job",
    [
        lambda access: access.change_officer(1, "A Nhi", FIRST_OF_UNIT),
        lambda access: access.end_access(1),
        lambda access: access.give_password(1, OTHER),
    ],
)
def test_a_number_of_nobody_is_refused(access, job):
    """The list says who is there."""
    with pytest.raises(NoSuchRecord):
        job(access)

    assert len(access.officers()) == 1


def test_only_the_administrator_touches_officers(access):
    """Whoever only records adds nobody, not by the records' own door either."""
    recorder = replace(access.desk.officer, roles=frozenset({Role.DATA_OFFICER}))
    desk = replace(access.desk, officer=recorder)
    roles = {"full_name": "A Nhi", "roles": FIRST_OF_UNIT}
    doors = (
        lambda: Access(desk).add_officer("A Nhi", OTHER, (Role.DATA_OFFICER,)),
        lambda: Access(desk).end_access(recorder.id),
        lambda: Access(desk).draw_recovery_code(),
        lambda: Keeping(desk).save(Edit("officers", None, roles)),
    )
    for door in doors:
        with pytest.raises(NotAllowed):
            door()

    assert len(access.officers()) == 1


def test_an_officer_and_the_slot_come_and_go_together(access):
    """A disk that is full ends nobody's access halfway."""
    added = newcomer(access)
    full = FaultyDisk(Fault.FULL, lasting=ALWAYS, sites={"create", "write"})
    with pytest.raises(DiskFull):
        Access(replace(access.desk, disk=full)).end_access(added)

    assert opens(access, OTHER).officer == added
    assert len(access.officers()) == 2


def test_the_commune_gives_its_own_roles(office):
    """There a clerk and a head of office are to be had."""
    assert Role.CLERK in Access(office).roles()
    assert Role.UNIT_HEAD not in Access(office).roles()
