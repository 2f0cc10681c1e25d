"""Room on the disk: long work is refused before it starts, leftovers are cleared away."""

from pathlib import Path

import pytest

from kh57_desktop.errors import DiskFull, NoRoomToBegin, sentences
from kh57_desktop.system import files, room
from kh57_desktop.system.files import RealDisk
from kh57_desktop.system.refusals import drive_name
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk


class SmallDisk(RealDisk):
    """A disk with as much room as the test says."""

    def __init__(self, free):
        self._free = free

    def free(self, _folder):
        """Return the room."""
        return self._free


@pytest.mark.parametrize(("free", "scarce"), [(499 << 20, True), (500 << 20, False)])
def test_little_room_is_told_before_it_hurts(tmp_path, free, scarce):
    """Below 500 MB the status bar warns."""
    assert room.is_scarce(tmp_path, SmallDisk(free)) is scarce


def test_long_work_is_refused_where_there_is_no_room(tmp_path):
    """Below 200 MB no import and no bundle begins; the officer hears how much is left."""
    with pytest.raises(DiskFull) as told:
        room.require(tmp_path, SmallDisk(199 << 20))

    assert told.value.details == {"drive": drive_name(tmp_path), "free": "208 MB"}
    assert room.require(tmp_path, SmallDisk(200 << 20)) is None


def test_a_store_is_not_begun_where_there_is_no_room(tmp_path):
    """The folder is not even made yet: the drive that will hold it is asked, and named."""
    folder = tmp_path / "chưa có" / "KH57"
    with pytest.raises(NoRoomToBegin) as told:
        room.require_to_begin(folder, SmallDisk(199 << 20))

    assert told.value.details == {
        "drive": drive_name(tmp_path),
        "free": "208 MB",
        "needed": "209 MB",
    }
    assert "Chưa có gì được ghi" in sentences(told.value).data_state
    assert list(tmp_path.iterdir()) == []
    assert room.require_to_begin(folder, SmallDisk(200 << 20)) is None


def test_a_place_that_is_nowhere_is_told_by_whoever_makes_it(monkeypatch):
    """A drive that is not plugged in has no room either, but that is not what is wrong."""
    disk = SmallDisk(0)
    monkeypatch.setattr(disk, "is_there", lambda _path: False)

    assert room.require_to_begin(Path("/Q:/KH57"), disk) is None


def test_half_written_files_are_swept_at_the_next_start(tmp_path):
    """What a power cut left of a bundle goes; finished bundles stay."""
    whole = files.publish(tmp_path, "goi.kh57", [b"x"], RealDisk())
    (tmp_path / f".0123{files.PART}").write_bytes(b"half")

    assert room.sweep(tmp_path, RealDisk()) == 1
    assert list(tmp_path.iterdir()) == [whole]
    assert room.sweep(tmp_path / "nowhere", RealDisk()) == 0


def test_clear_copies_are_wiped_and_held_ones_stay_for_later(tmp_path):
    """A document still open in Word is wiped at the next start; closing does not wait for it."""
    (tmp_path / "ảnh.jpg").write_bytes(b"x")
    disk = FaultyDisk(Fault.HELD, lasting=ALWAYS, sites={"remove"})

    assert room.wipe(tmp_path, disk) == 0
    assert disk.pauses == []
    assert room.wipe(tmp_path, RealDisk()) == 1
    assert list(tmp_path.iterdir()) == []
