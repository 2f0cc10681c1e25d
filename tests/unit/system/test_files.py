"""Files are written whole or not at all, whatever the disk answers."""

import errno
import hashlib
import sys

import pytest

from kh57_desktop.errors import (
    DiskFailing,
    DiskFull,
    DriveGone,
    DriveUntrusted,
    FileHeld,
    FolderDenied,
    NoSuchRecord,
    sentences,
)
from kh57_desktop.system import files, refusals
from kh57_desktop.system.files import RealDisk
from kh57_desktop.system.refusals import drive_name
from tests.support.faulty_disk import ALWAYS, SITES, Fault, FaultyDisk

CONTENT = (b"bundle " * 100_000, b"end")
WHOLE = b"".join(CONTENT)


def contents(folder):
    """Return what stands in a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_published_file_holds_what_was_given(tmp_path):
    """The officer finds the bundle under its name, whole, with nothing beside it."""
    path = files.publish(tmp_path, "goi-thang-5.kh57", CONTENT, RealDisk())

    assert contents(tmp_path) == {"goi-thang-5.kh57": WHOLE}
    assert path == tmp_path / "goi-thang-5.kh57"


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    """A second paper of the same name stands beside the first, numbered."""
    (tmp_path / "Bao cao.PDF").write_bytes(b"first")

    second = files.publish(tmp_path, "bao cao.pdf", [b"second"], RealDisk())
    third = files.publish(tmp_path, "bao cao.pdf", [b"third"], RealDisk())

    assert (second.name, third.name) == ("bao cao (2).pdf", "bao cao (3).pdf")
    assert contents(tmp_path)["Bao cao.PDF"] == b"first"


def test_a_hostile_name_stays_in_its_folder(tmp_path):
    """A name from outside cannot climb out of the folder the officer chose."""
    path = files.publish(tmp_path, "../../evil\\x.kh57", [b"x"], RealDisk())

    assert path.parent == tmp_path
    assert path.is_file()


def test_a_file_is_written_piece_by_piece_and_hashed(tmp_path):
    """Whoever writes a long file sees its size and hash and gets its path at the end."""
    with files.publishing(tmp_path, "a.bin", RealDisk()) as out:
        for _ in range(5):
            assert out.write(b"x" * 700_000) == 700_000
        out.flush()
        assert contents(tmp_path).keys() != {"a.bin"}

    assert out.size == out.path.stat().st_size == 3_500_000
    assert out.sha256 == hashlib.sha256(b"x" * 3_500_000).hexdigest()


def test_work_that_stops_halfway_leaves_nothing(tmp_path):
    """A report that could not be made leaves no half file behind."""
    pages = (b"%PDF" if page < 3 else bytes([1 // 0]) for page in range(9))

    with pytest.raises(ZeroDivisionError):
        files.publish(tmp_path, "a.pdf", pages, RealDisk())

    assert contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.FULL, DiskFull),
        (Fault.DENIED, FolderDenied),
        (Fault.GONE, DriveGone),
    ],
)
def test_each_failed_call_is_told_and_leaves_what_was_there(tmp_path, fault, error):
    """Whatever call the disk refuses, the officer hears why and no older file has changed."""
    (tmp_path / "old.kh57").write_bytes(b"old")
    at, refused = 1, 0
    while True:
        disk = FaultyDisk(fault, at)
        try:
            files.publish(tmp_path, "new.kh57", CONTENT, disk)
        except error:
            refused += 1
            left = contents(tmp_path)
            assert left.pop("old.kh57") == b"old"
            assert fault is Fault.GONE or at == len(disk.calls) - 1 or left == {}
        else:
            break
        for path in tmp_path.iterdir():
            if path.name != "old.kh57":
                path.unlink()
        at += 1

    assert refused == len(disk.calls) == 11
    assert contents(tmp_path) == {"old.kh57": b"old", "new.kh57": WHOLE}


def test_the_error_names_the_drive_and_its_room(tmp_path):
    """A full stick is named with what is left on it."""
    with pytest.raises(DiskFull) as full:
        files.publish(tmp_path, "a", CONTENT, FaultyDisk(Fault.FULL, 2))
    with pytest.raises(FolderDenied) as denied:
        files.publish(tmp_path, "a", CONTENT, FaultyDisk(Fault.DENIED))

    assert full.value.details == {"drive": drive_name(tmp_path), "free": "0 MB"}
    assert str(tmp_path) in sentences(denied.value).happened


def test_a_disk_that_takes_half_gets_the_rest(tmp_path):
    """A short write loses nothing: the rest is written next."""
    disk = FaultyDisk(Fault.SHORT, 1, lasting=8, sites={"write"})

    path = files.publish(tmp_path, "a", CONTENT, disk)

    assert path.read_bytes() == WHOLE
    assert len(disk.calls) > 8


def test_one_input_error_is_tried_again_and_a_second_is_told(tmp_path):
    """A hiccup of the disk costs a second try; a disk that fails again is called failing."""
    once = files.publish(tmp_path, "a", CONTENT, FaultyDisk(Fault.FAILING, 3))
    with pytest.raises(DiskFailing):
        files.publish(tmp_path, "b", CONTENT, FaultyDisk(Fault.FAILING, 3, lasting=ALWAYS))
    with pytest.raises(DiskFailing):
        files.publish(tmp_path, "c", iter(CONTENT), FaultyDisk(Fault.FAILING, 3))

    assert once.read_bytes() == WHOLE
    assert {name for name in contents(tmp_path) if not name.endswith(files.PART)} == {"a"}


def test_a_disk_that_takes_nothing_is_failing(tmp_path):
    """A disk that says yes and takes no byte ends the work instead of holding it for ever."""

    class Deaf(RealDisk):
        def write(self, _handle, _data):
            return 0

    with pytest.raises(DiskFailing):
        files.publish(tmp_path, "a", iter([b"x"]), Deaf())


def test_a_drive_that_reads_back_otherwise_is_not_trusted(tmp_path):
    """A fake stick is named and the file on it is taken away."""
    disk = FaultyDisk(Fault.LYING, 1, sites={"write"})

    with pytest.raises(DriveUntrusted) as told:
        files.publish(tmp_path, "a", CONTENT, disk)

    assert told.value.details == {"label": drive_name(tmp_path)}
    assert contents(tmp_path) == {}


def test_a_full_disk_that_cannot_even_remove_still_says_full(tmp_path):
    """The first reason is the one that is told."""
    disk = FaultyDisk(Fault.FULL, 2, lasting=ALWAYS)

    with pytest.raises(DiskFull):
        files.publish(tmp_path, "a", CONTENT, disk)

    assert all(name.endswith(files.PART) for name in contents(tmp_path))


def test_a_finished_file_is_adopted_under_its_name(tmp_path):
    """A backup written by the store itself is published like any other file."""
    part = tmp_path / "copy.tmp"
    part.write_bytes(WHOLE)

    path = files.adopt(part, "KH57_TH.kh57backup", RealDisk())

    assert contents(tmp_path) == {"KH57_TH.kh57backup": WHOLE}
    assert path.name == "KH57_TH.kh57backup"


def test_a_finished_file_takes_the_place_of_another(tmp_path):
    """A migrated store stands under the old one's name, and nothing is left beside it."""
    part, target = tmp_path / "next.db", tmp_path / "kh57.db"
    part.write_bytes(b"new")
    target.write_bytes(b"old")

    files.put_in_place(part, target, RealDisk())

    assert contents(tmp_path) == {"kh57.db": b"new"}


def test_a_refused_exchange_keeps_the_old_file(tmp_path):
    """When the new store cannot be put in place, the old one still stands."""
    part, target = tmp_path / "next.db", tmp_path / "kh57.db"
    part.write_bytes(b"new")
    target.write_bytes(b"old")

    with pytest.raises(FolderDenied):
        files.put_in_place(part, target, FaultyDisk(Fault.DENIED, 4))

    assert contents(tmp_path) == {"kh57.db": b"old", "next.db": b"new"}


def test_a_small_file_keeps_the_one_before(tmp_path):
    """After two changes the newest and the one before it can both be read."""
    path = tmp_path / "keys.json"
    for data in (b"one", b"two", b"three"):
        files.replace_small(path, data, RealDisk())

    assert files.small_versions(path, RealDisk()) == (b"three", b"two")
    assert contents(tmp_path).keys() == {"keys.json", "keys.json.1"}


def test_a_damaged_file_does_not_push_out_the_sound_one_before(tmp_path):
    """What is kept as the one before is only ever a sound one."""
    path = tmp_path / "keys.json"
    files.replace_small(path, b"ok 1", RealDisk())
    files.replace_small(path, b"ok 2", RealDisk())
    path.write_bytes(b"garbage")

    files.replace_small(path, b"ok 3", RealDisk(), is_sound=lambda data: data.startswith(b"ok"))

    assert files.small_versions(path, RealDisk()) == (b"ok 3", b"ok 1")


def test_a_small_file_that_was_never_written_has_no_versions(tmp_path):
    """A new PC has no settings yet."""
    assert files.small_versions(tmp_path / "settings.json", RealDisk()) == ()


@pytest.mark.logs("small file unreadable")
def test_a_small_file_is_read_again_after_an_input_error(tmp_path):
    """One error is tried again; after a second one the file before is used."""
    path = tmp_path / "keys.json"
    files.replace_small(path, b"one", RealDisk())
    files.replace_small(path, b"two", RealDisk())

    once = files.small_versions(path, FaultyDisk(Fault.FAILING, 1))
    twice = files.small_versions(path, FaultyDisk(Fault.FAILING, 1, lasting=2))

    assert once == (b"two", b"one")
    assert twice == (b"one",)


@pytest.mark.parametrize("fault", [Fault.FULL, Fault.DENIED, Fault.GONE, Fault.FAILING])
def test_a_refused_small_file_is_before_or_after(tmp_path, fault):
    """Whatever call fails while the keys are changed, the keys before or after are there."""
    path = tmp_path / "keys.json"
    files.replace_small(path, b"one", RealDisk())
    at = 1
    while True:
        disk = FaultyDisk(fault, at, sites=set(SITES) - {"read"})
        try:
            files.replace_small(path, b"two", disk)
        except (DiskFull, FolderDenied, DriveGone, DiskFailing):
            assert path.read_bytes() in {b"one", b"two"}
            assert fault is Fault.GONE or contents(tmp_path).keys() <= {"keys.json", "keys.json.1"}
            for name in contents(tmp_path).keys() - {"keys.json"}:
                (tmp_path / name).unlink()
            path.write_bytes(b"one")
        else:
            break
        at += 1

    assert at > 15
    assert path.read_bytes() == b"two"


def test_a_folder_is_made_with_those_above_it(tmp_path):
    """The outbox of a new home is there after it was asked for, and asking again is harmless."""
    folder = files.make_folder(tmp_path / "KH57" / "outbox", RealDisk())

    assert folder.is_dir()
    assert files.make_folder(folder, RealDisk()) == folder


def test_a_folder_that_may_not_be_made_is_told(tmp_path):
    """A read-only place is named."""
    with pytest.raises(FolderDenied):
        files.make_folder(tmp_path / "KH57", FaultyDisk(Fault.DENIED))

    assert contents(tmp_path) == {}


def test_the_disk_answers_about_what_is_not_there(tmp_path):
    """Looking for a file or a drive that is gone is no error."""
    disk = RealDisk()

    assert not disk.is_there(tmp_path / "gone")
    assert disk.names(tmp_path / "gone") == ()
    assert disk.free(tmp_path / "gone") == 0
    assert disk.free(tmp_path) > 0
    assert disk.pause(0) is None
    assert disk.read(files.publish(tmp_path, "a", [b"abc"], disk), 2) == b"ab"


def test_the_same_handle_is_not_written_after_the_end(tmp_path):
    """A writer that goes on after the end fails instead of writing into another file."""
    with files.publishing(tmp_path, "a", RealDisk()) as out:
        out.write(b"a")

    with pytest.raises(DiskFailing):
        out.write(b"b" * 2_000_000)

    assert out.path.read_bytes() == b"a"


@pytest.mark.parametrize(
    ("number", "windows", "error"),
    [
        (errno.ENOSPC, 0, DiskFull),
        (errno.EDQUOT, 0, DiskFull),
        (0, 112, DiskFull),
        (errno.ENODEV, 0, DriveGone),
        (0, 1167, DriveGone),
        (0, 21, DriveGone),
        (errno.EACCES, 0, FolderDenied),
        (errno.EROFS, 0, FolderDenied),
        (errno.ENAMETOOLONG, 0, FolderDenied),
        (errno.ELOOP, 0, FolderDenied),
        (0, 19, FolderDenied),
        (0, 5, FolderDenied),
        (0, 32, FileHeld),
        (0, 206, FolderDenied),
        (errno.EINVAL, 123, FolderDenied),
        (errno.EIO, 0, DiskFailing),
        (0, 1117, DiskFailing),
        (errno.EINVAL, 0, DiskFailing),
    ],
)
def test_what_the_system_answers_is_told_in_our_words(tmp_path, number, windows, error):
    """Each answer of Linux and Windows becomes the sentence that helps the officer."""
    answer = OSError(number, "answer")
    answer.winerror = windows

    told = refusals.told(RealDisk(), tmp_path / "a.kh57", answer)

    assert type(told) is error
    assert "…" not in str(sentences(told))


def test_a_guarded_folder_is_told_as_one_that_takes_nothing(tmp_path, monkeypatch):
    """Windows guards Documents against strange programs: what is new «cannot be found» there."""

    def guarded(*_args, **_options):
        raise FileNotFoundError(errno.ENOENT, "guarded")

    monkeypatch.setattr(RealDisk, "create", guarded)
    monkeypatch.setattr(RealDisk, "make_folder", guarded)

    with pytest.raises(FolderDenied) as file:
        files.publish(tmp_path, "a.kh57", CONTENT, RealDisk())
    with pytest.raises(FolderDenied) as folder:
        files.make_folder(tmp_path / "new", RealDisk())

    assert file.value.details["folder"] == folder.value.details["folder"] == tmp_path


@pytest.mark.parametrize(("platform", "mode"), [("win32", {}), ("linux", {"mode": 0o700})])
def test_a_folder_is_closed_to_others_only_where_a_stick_knows_no_owners(
    tmp_path, monkeypatch, platform, mode
):
    """On Windows a closed folder on a stick of NTFS would open on no other PC."""
    asked = {}
    monkeypatch.setattr(type(tmp_path), "mkdir", lambda _path, **how: asked.update(how))
    monkeypatch.setattr(sys, "platform", platform)
    RealDisk().make_folder(tmp_path / "new")

    assert asked == {"parents": True, "exist_ok": True, **mode}


def test_a_path_too_long_for_windows_is_told_as_a_folder_that_takes_nothing(tmp_path):
    """Windows says «no such path» of a path too long: no stick was pulled, no file is missing."""
    answer = FileNotFoundError(errno.ENOENT, "answer")
    answer.winerror = 3
    deep = tmp_path.joinpath(*["Kế hoạch truyền thông Nghị quyết 57"] * 8)

    told = refusals.told(RealDisk(), deep / "goi.kh57", answer)

    assert type(told) is FolderDenied
    assert told.details["folder"] == deep
    assert type(refusals.told(RealDisk(), tmp_path / "goi.kh57", answer)) is NoSuchRecord
    assert type(refusals.told(RealDisk(), tmp_path / "gone" / "a", answer)) is DriveGone


@pytest.mark.parametrize("before", [None, b"old"])
@pytest.mark.parametrize("site", ["move", "reopen", "sync_folder", "pieces"])
def test_a_small_file_that_could_not_be_replaced_is_as_it_was(tmp_path, before, site):
    """What the officer was told has failed has not happened after all, wherever it broke off."""
    path = tmp_path / "keys.json"
    if before is not None:
        files.replace_small(path, before, RealDisk())
    nth = 1 if before is None else 2  # the first is that of the copy before
    disk = FaultyDisk(Fault.FAILING, nth, sites={site})
    with pytest.raises(DiskFailing):
        files.replace_small(path, b"new", disk)

    assert disk.has_failed
    assert files.small_versions(path, RealDisk())[:1] == (() if before is None else (before,))


@pytest.mark.logs("small file unreadable")
def test_an_unreadable_small_file_is_not_removed(tmp_path):
    """A file that is there and cannot be read stays, whatever becomes of its replacement."""
    path = tmp_path / "keys.json"
    path.write_bytes(b"old")
    reading = FaultyDisk(Fault.FAILING, 1, lasting=2, sites={"read"})
    disk = FaultyDisk(Fault.FULL, 1, sites={"write"}, disk=reading)
    with pytest.raises(DiskFull):
        files.replace_small(path, b"new", disk)

    assert path.read_bytes() == b"old"
