"""The key file is mended when the store is opened, and never older than the store knows."""

from dataclasses import replace

import pytest

from kh57_desktop.app import HomeDoors
from kh57_desktop.errors import KeyFileDamaged, PasswordWrong
from kh57_desktop.services import key_care
from kh57_desktop.system.clock import FixedClock
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk
from tests.support.ground import AT

PASSWORD = "một mật khẩu dài"  # noqa: S105
OTHER = "mật khẩu khác hẳn"
SECOND_COPY = "key file damaged or old, its second copy is used"


@pytest.fixture
def doors(tmp_path):
    """Return the doors of a school that was just set up."""
    doors = HomeDoors(Home(tmp_path / "TR-NTT"), FixedClock(AT), makes_practice=True)
    office, _ = doors.setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD, None)
    office.close()
    return doors


def unlocked(doors, password=PASSWORD):
    """Open the store and close it again."""
    doors.unlock(password).close()


def copies(doors):
    """Return the paths of both copies of the key file."""
    return doors.home.keys, doors.home.keys.with_name("keys.json.1")


def hurt(path):
    """Flip a bit in the first box of a key file."""
    data = bytearray(path.read_bytes())
    at = data.index(b'"box":"') + 20
    data[at] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.logs(SECOND_COPY)
def test_a_damaged_copy_is_mended_from_the_other(doors):
    """The officer notices nothing, and the next damage finds two whole copies again."""
    unlocked(doors)
    for path in copies(doors):
        whole = path.read_bytes()
        hurt(path)
        unlocked(doors)

        assert path.read_bytes() == whole


def test_a_copy_that_is_gone_comes_back(doors):
    """Whoever deletes one of the two loses nothing."""
    unlocked(doors)
    for path in copies(doors):
        path.unlink()
        unlocked(doors)

        assert path.exists()


@pytest.mark.logs("key file was changed outside the program")
def test_two_damaged_copies_are_told_and_left_alone(doors):
    """A hurt slot is no wrong password; with the recovery code the store still opens."""
    office = doors.unlock(PASSWORD)
    code = office.access.renew_recovery_code()
    office.close()
    for path in copies(doors):
        hurt(path)
    before = doors.home.keys.read_bytes()

    with pytest.raises(KeyFileDamaged):
        doors.unlock(PASSWORD)
    unlocked(doors, code)
    assert doors.home.keys.read_bytes() == before


@pytest.mark.logs("key file older than the store knows")
def test_an_old_key_file_put_back_is_noticed_and_renewed(doors):
    """Both copies come from an old backup: the store knows that they were newer once."""
    unlocked(doors)
    old = doors.home.keys.read_bytes()
    office = doors.unlock(PASSWORD)
    office.access.change_password(OTHER)
    office.close()
    newest = KeyFile.parse(doors.home.keys.read_bytes()).counter
    for path in copies(doors):
        path.write_bytes(old)

    with pytest.raises(PasswordWrong):
        doors.unlock(OTHER)
    unlocked(doors)
    assert KeyFile.parse(doors.home.keys.read_bytes()).counter == newest + 1
    unlocked(doors)


@pytest.mark.logs("key file not mended")
def test_a_disk_that_refuses_keeps_nobody_out(doors):
    """Mending waits for the next time."""
    unlocked(doors)
    office = doors.unlock(PASSWORD)
    file = KeyFile.read(doors.home.keys, RealDisk())
    copies(doors)[1].unlink()
    refusing = FaultyDisk(Fault.FULL, 1, lasting=ALWAYS, sites={"create"})
    desk = replace(office.desk, disk=refusing)

    key_care.after_unlocking(desk, file, is_sound=True)

    assert not copies(doors)[1].exists()
    office.close()
    unlocked(doors)
    assert copies(doors)[1].exists()
