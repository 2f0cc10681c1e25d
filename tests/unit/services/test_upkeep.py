"""What is done while nobody works: the log folded in, a copy a day, the reserve of room."""

from dataclasses import replace

import pytest

from kh57_desktop.errors import DiskFull, NotAllowed
from kh57_desktop.services.device import Device
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.upkeep import Upkeep
from kh57_desktop.store import ballast
from tests.support.desks import an_activity
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk


@pytest.fixture(autouse=True)
def _small_reserve(monkeypatch):
    monkeypatch.setattr(ballast, "SIZE", 1 << 20)


@pytest.fixture
def kept(desk):
    """Lend a desk whose key file stands, as copies need it."""
    desk.home.keys.write_bytes(b"{}")
    return desk


def test_an_idle_minute_copies_once_a_day(kept):
    """The first idle minute of a day leaves a verified copy, the others none."""
    tended = [Upkeep(kept).tend() for _ in range(2)]
    kept.clock.go_on(days=1)
    Upkeep(kept).tend()

    assert [one.refused for one in tended] == [None, None]
    assert sorted(copy.file.name for copy in Upkeep(kept).copies()) == [
        "KH57_20260616-143600_daily.kh57backup",
        "KH57_20260617-143600_daily.kh57backup",
    ]
    assert kept.home.ballast.stat().st_size == 1 << 20


def test_an_idle_minute_folds_the_log_in(kept):
    """A program that runs for weeks does not let its log grow."""
    Keeping(kept).save(an_activity(kept))
    log = kept.home.store.with_name("kh57.db-wal")
    before = log.stat().st_size
    Upkeep(kept).tend()

    assert before > 0
    assert log.stat().st_size == 0


def names(folder):
    """Return the files below a folder, by folder and name."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_the_second_place_gets_the_newest_copy_once(kept, tmp_path):
    """A stick in the cupboard holds today's copy in this PC's folder; others' are left."""
    stick = tmp_path / "usb"
    (stick / "KH57_TH-DPX_0000").mkdir(parents=True)
    other = stick / "KH57_TH-DPX_0000" / "KH57_20200101-080000_daily.kh57backup"
    other.write_bytes(b"x")
    Device(kept.home, kept.disk).change(second_backup_folder=str(stick))
    tended = [Upkeep(kept).tend() for _ in range(2)]
    own = f"KH57_TR-NTT_{kept.journal.identity.device.hex()[:4].upper()}"

    assert [one.refused for one in tended] == [None, None]
    assert names(stick) == [
        f"KH57_TH-DPX_0000/{other.name}",
        f"{own}/KH57_20260616-143600_daily.kh57backup",
    ]
    copy = kept.home.backups / "KH57_20260616-143600_daily.kh57backup"
    assert (stick / own / copy.name).read_bytes() == copy.read_bytes()


def test_a_second_place_that_is_away_is_waited_for(kept, tmp_path):
    """Without the stick the day goes on; the copy follows when it is plugged in again."""
    stick = tmp_path / "usb"
    Device(kept.home, kept.disk).change(second_backup_folder=str(stick))
    away = Upkeep(kept).tend()
    stick.mkdir()
    Upkeep(kept).tend()

    assert away.refused is None
    assert len(names(stick)) == 1


def test_the_second_place_keeps_a_few_copies_alone(kept, tmp_path):
    """Ten days do not fill the stick: the newest seven days stay."""
    stick = tmp_path / "usb"
    stick.mkdir()
    Device(kept.home, kept.disk).change(second_backup_folder=str(stick))
    for _ in range(10):
        Upkeep(kept).tend()
        kept.clock.go_on(days=1)

    assert len(names(stick)) == len(Upkeep(kept).copies()) < 10


def test_a_practice_store_keeps_no_reserve(kept):
    """Made-up data take no 32 MB of anybody's disk."""
    Upkeep(replace(kept, is_practice=True)).tend()

    assert not kept.home.ballast.exists()


@pytest.mark.logs("not tended: KH57-2001")
def test_a_full_disk_is_told_and_tried_again(kept):
    """What cannot be done in this idle minute is done in a later one."""
    full = FaultyDisk(Fault.FULL, lasting=ALWAYS, sites={"create", "write"})
    kept.journal.store.disk = full
    told = Upkeep(replace(kept, disk=full)).tend()
    kept.journal.store.disk = kept.disk
    again = Upkeep(kept).tend()

    assert isinstance(told.refused, DiskFull)
    assert told.is_scarce
    assert (again.refused, again.is_scarce) == (None, False)
    assert len(Upkeep(kept).copies()) == 1


def test_copies_and_checks_are_the_administrators(kept):
    """Who only records does not take copies away."""
    recorder = replace(kept, officer=replace(kept.officer, roles=frozenset()))

    for door in (Upkeep(recorder).backup, Upkeep(recorder).check):
        with pytest.raises(NotAllowed):
            door()


def test_a_second_copy_goes_where_it_is_asked_for(kept, tmp_path):
    """The copy on the other drive is the same file."""
    made = Upkeep(kept).backup(tmp_path / "usb")
    (first,) = Upkeep(kept).copies()

    assert made.file.parent == tmp_path / "usb"
    assert made.file.read_bytes() == first.file.read_bytes()
