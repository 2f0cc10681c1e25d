"""Whatever moment the power goes or the stick is pulled, what was acknowledged is there (T02, T08).

Every call the program makes of the disk is replayed up to every cut, with names that reach the disk
in order (NTFS, ext4) and with names that float (FAT).
"""

import itertools
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.errors import DiskFailing, DriveGone
from kh57_desktop.system import files
from kh57_desktop.system.files import RealDisk
from tests.support.faulty_disk import Fault, FaultyDisk
from tests.support.recording_disk import RecordingDisk, lay_out

MEDIA = {"ordered": False, "floating": True}


@dataclass(frozen=True)
class Acknowledged:
    """A file the officer was told is safe, and when."""

    at: int
    path: Path
    content: bytes


def pack(folder, contents, publish):
    """Write bundles one after the other as `publish` does; return the disk and what was told."""
    disk = RecordingDisk(folder)
    told = []
    for number, content in enumerate(contents):
        path = publish(folder, f"goi-{number}.kh57", [content], disk)
        told.append(Acknowledged(disk.at, path, content))
    return disk, told


def losses(disk, told, *, floating):
    """Count the states a cut may leave, and those in which something acknowledged is missing."""
    states = lost = 0
    for left in disk.cuts(floating=floating):
        states += 1
        lost += any(left.files.get(t.path) != t.content for t in told if t.at <= left.at)
    return states, lost


def textbook(folder, name, chunks, disk):
    """Write as the textbooks say: temporary file, sync, rename, sync the folder."""
    part = folder / f"{name}.tmp"
    handle = disk.create(part)
    for chunk in chunks:
        disk.write(handle, chunk)
    disk.sync(handle)
    disk.close(handle)
    disk.move(part, folder / name)
    disk.sync_folder(folder)
    return folder / name


def unsynced(folder, name, chunks, disk):
    """Write and rename, and leave the rest to the system."""
    part = folder / f"{name}.tmp"
    handle = disk.create(part)
    for chunk in chunks:
        disk.write(handle, chunk)
    disk.close(handle)
    disk.move(part, folder / name)
    return folder / name


BUNDLES = [bytes([number]) * (number * 397) for number in range(1, 121)]


@pytest.mark.fault("T02")
@pytest.mark.fault("T08")
@pytest.mark.parametrize("medium", MEDIA)
def test_no_cut_loses_an_acknowledged_file(tmp_path, medium):
    """Once the officer reads «Có thể rút USB», the bundle survives any cut."""
    disk, told = pack(tmp_path, BUNDLES, files.publish)

    states, lost = losses(disk, told, floating=MEDIA[medium])

    assert states > 2_000
    assert lost == 0


@pytest.mark.deep
@pytest.mark.fault("T02")
@pytest.mark.fault("T08")
@pytest.mark.parametrize("seed", range(30))
def test_a_hundred_thousand_cuts_lose_nothing(tmp_path, seed):
    """Through long nights the same holds for bundles of many lengths."""
    lengths = [(seed * 7919 + number * 104_729) % 40_000 for number in range(120)]
    disk, told = pack(tmp_path, [bytes([seed]) * length for length in lengths], files.publish)

    states, lost = losses(disk, told, floating=True)

    assert states > 3_400
    assert lost == 0


@pytest.mark.fault("T02", control=True)
@pytest.mark.fault("T08", control=True)
def test_the_textbook_rename_loses_files_on_fat(tmp_path):
    """The second sync is what saves bundles on a stick: without it they are lost."""
    disk, told = pack(tmp_path, BUNDLES, textbook)

    states, lost = losses(disk, told, floating=True)

    assert lost > states / 10


@pytest.mark.fault("T02", control=True)
def test_without_syncing_files_are_lost_on_every_disk(tmp_path):
    """A write the disk was not asked to finish is lost on an ordered disk, too."""
    disk, told = pack(tmp_path, BUNDLES[:2], unsynced)

    assert losses(disk, told, floating=False)[1] > 0
    assert losses(disk, told, floating=True)[1] > 0


@pytest.mark.fault("T02")
@pytest.mark.parametrize("medium", MEDIA)
def test_a_cut_leaves_no_half_file_under_a_name(tmp_path, medium):
    """What stands under a bundle's name is whole, or on FAT empty: never a part of it."""
    disk, told = pack(tmp_path, BUNDLES[:8], files.publish)
    whole = {t.path: t.content for t in told}
    empty = {b""} if MEDIA[medium] else set()

    seen = {
        (path, content)
        for left in disk.cuts(floating=MEDIA[medium])
        for path, content in left.files.items()
        if path.suffix == ".kh57"
    }

    assert seen - {(path, b"") for path in whole if empty} == set(whole.items())


@pytest.mark.fault("T02")
@pytest.mark.parametrize("medium", MEDIA)
def test_a_cut_while_a_small_file_changes_leaves_a_whole_one(tmp_path, medium):
    """The keys can be read after a cut at any instant of their change, and are never older."""
    home = tmp_path / "home"
    home.mkdir()
    path = home / "keys.json"
    versions = [f'{{"counter": {number}}}'.encode() for number in range(12)]
    files.replace_small(path, versions[0], RealDisk())
    disk = RecordingDisk(home)
    told = [0]
    for version in versions[1:]:
        files.replace_small(path, version, disk)
        told.append(disk.at)

    for left in disk.cuts(floating=MEDIA[medium]):
        found = left.files.get(path) or left.files[path.with_name("keys.json.1")]
        newest = sum(at <= left.at for at in told) - 1
        assert versions.index(found) >= newest


@pytest.mark.fault("T02", control=True)
def test_renaming_the_old_file_away_would_lose_both(tmp_path):
    """Why the file before is copied: renamed, FAT may have neither under its name."""
    path = tmp_path / "keys.json"
    path.write_bytes(b"one")
    disk = RecordingDisk(tmp_path)
    disk.move(path, path.with_name("keys.json.1"))
    textbook(tmp_path, "keys.json", [b"two"], disk)

    neither = [
        left
        for left in disk.cuts(floating=True)
        if not left.files.get(path) and not left.files.get(path.with_name("keys.json.1"))
    ]

    assert neither


@pytest.mark.fault("T08")
@pytest.mark.parametrize("fault", [Fault.GONE, Fault.FAILING])
def test_a_stick_pulled_at_any_call_costs_nothing_in_the_outbox(tmp_path, fault):
    """The officer is told, and the bundle in the outbox is whole and can be sent again."""
    outbox, stick = tmp_path / "outbox", tmp_path / "stick"
    outbox.mkdir()
    content, told = BUNDLES[-1], set()
    kept = files.publish(outbox, "goi.kh57", [content], RealDisk())

    for at in itertools.count(1):
        stick.mkdir(exist_ok=True)
        disk = FaultyDisk(fault, at, lasting=10_000)
        try:
            files.publish(stick, "goi.kh57", [content], disk)
        except (DriveGone, DiskFailing) as error:
            told.add(type(error))
        else:
            break
        assert kept.read_bytes() == content

    assert told == {DriveGone if fault is Fault.GONE else DiskFailing}
    assert at > 10
    assert max(stick.glob("*.kh57")).read_bytes() == content


@given(sizes=st.lists(st.integers(0, 3_000_000), min_size=1, max_size=3), data=st.data())
def test_files_of_any_size_survive_every_cut(tmp_path_factory, sizes, data):
    """The promise does not hang on how long the bundles are."""
    folder = tmp_path_factory.mktemp("stick")
    contents = [bytes([data.draw(st.integers(1, 255))]) * size for size in sizes]
    disk, told = pack(folder, contents, files.publish)

    assert [losses(disk, told, floating=medium)[1] for medium in (False, True)] == [0, 0]


def test_a_state_can_be_laid_out_for_the_program_to_find(tmp_path):
    """What a cut left can be put into a folder and opened like the real thing."""
    stick, found = tmp_path / "stick", tmp_path / "found"
    stick.mkdir()
    (stick / "before.txt").write_bytes(b"before")
    disk, _ = pack(stick, [b"bundle"], files.publish)

    last = list(disk.cuts(floating=True))[-1]

    lay_out(last, found)
    laid = lay_out(last, found)
    assert {path.name: path.read_bytes() for path in laid.iterdir()} == {
        "before.txt": b"before",
        "goi-0.kh57": b"bundle",
    }


def test_a_removed_file_may_float_back_after_a_cut(tmp_path):
    """A removal is as uncertain as a name: both states are found, none other."""
    (tmp_path / "a").write_bytes(b"a")
    disk = RecordingDisk(tmp_path)
    disk.remove(tmp_path / "a")
    disk.remove(tmp_path / "a")

    assert {len(left.files) for left in disk.cuts(floating=True)} == {0, 1}
