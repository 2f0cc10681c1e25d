"""Bundles are found where people put them, by what they are and not by what they are called."""

import os
import stat
import zipfile
from pathlib import Path, PurePath

import pytest

from kh57_desktop.sync import places
from kh57_desktop.system import drives, paths
from kh57_desktop.system.drives import Drive, DriveKind
from tests.support.bundles import Parcel, a_machine
from tests.support.links import linked

RAW = Parcel(a_machine("TH-DPX"), (a_machine("PVHXH"),)).bytes()


def put(path, raw=RAW, modified=1_000):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    os.utime(path, (modified, modified))
    return path


def test_bundles_are_listed_the_newest_first(tmp_path):
    """The officer sees the stick's bundles in the order they came."""
    old = put(tmp_path / "KH57_TH-DPX_20260301_ABCD.kh57", modified=10)
    fresh = put(tmp_path / "thang 3" / "goi.bin", modified=30)
    zipped = tmp_path / "goi.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.kh57", RAW)
    os.utime(zipped, (20, 20))

    assert places.found([tmp_path]) == (fresh, zipped, old)


def test_other_files_are_passed_over(tmp_path):
    """Pictures, documents and hidden files are not offered."""
    put(tmp_path / "anh.kh57", b"\xff\xd8\xff")
    put(tmp_path / "empty.kh57", b"")
    put(tmp_path / ".hidden.kh57")
    put(tmp_path / "$RECYCLE.BIN" / "goi.kh57")
    put(tmp_path / "a" / "b" / "c" / "deep.kh57")
    with zipfile.ZipFile(tmp_path / "van-ban.docx", "w") as archive:
        archive.writestr("word/document.xml", "<xml/>")

    assert places.found([tmp_path]) == ()


def test_a_damaged_bundle_is_listed(tmp_path):
    """The officer sees that a bundle came and is damaged; it does not vanish from the list."""
    cut = put(tmp_path / "cut.kh57", RAW[:-1])

    assert places.found([tmp_path]) == (cut,)


def test_links_and_pipes_are_passed_over(tmp_path):
    """Nothing leads the look out of the folder or makes it wait."""
    real = put(tmp_path / "elsewhere" / "goi.kh57")
    inside = tmp_path / "stick"
    inside.mkdir()
    linked(inside / "goi.kh57", real)
    linked(inside / "loop", inside)
    if hasattr(os, "mkfifo"):
        os.mkfifo(inside / "pipe.kh57")

    assert places.found([inside]) == ()


def test_a_bundle_reached_by_two_ways_is_listed_once(tmp_path):
    """The same folder named twice shows each bundle once."""
    path = put(tmp_path / "goi.kh57")

    assert places.found([tmp_path, tmp_path]) == (path,)


def test_on_a_drive_that_numbers_no_files_each_is_listed(tmp_path, monkeypatch):
    """Some shares and recorders give every file the number 0: that makes no two of them one."""
    first, second = put(tmp_path / "a.kh57", modified=1), put(tmp_path / "b.kh57", modified=2)

    def unnumbered(path):
        seen = list(path.stat())
        seen[stat.ST_INO] = 0
        return os.stat_result(seen)

    monkeypatch.setattr(places, "_ordinary", unnumbered)

    assert places.found([tmp_path, tmp_path]) == (second, first)


def test_a_bundle_that_is_being_written_is_not_offered_yet(tmp_path, monkeypatch):
    """What the browser still holds is offered at the next look."""
    path = put(tmp_path / "goi.kh57")

    def held(*_args):
        raise PermissionError(13, "held")

    monkeypatch.setattr(type(path), "open", held)

    assert places.found([tmp_path]) == ()


def test_a_folder_that_is_gone_holds_nothing(tmp_path):
    """A pulled stick empties the list and breaks nothing."""
    assert places.found([tmp_path / "gone"]) == ()


def test_a_file_that_vanishes_during_the_look_is_passed_over(tmp_path, monkeypatch):
    """A file deleted between the list and the look is not offered."""
    put(tmp_path / "goi.kh57")
    monkeypatch.setattr(places, "_files", lambda folder: iter([folder / "gone.kh57"]))

    assert places.found([tmp_path]) == ()


def test_a_full_folder_is_looked_at_up_to_a_bound(tmp_path, monkeypatch):
    """A folder with tens of thousands of files does not stop the program."""
    monkeypatch.setattr(places, "MOST_ENTRIES", 3)
    for number in range(6):
        put(tmp_path / f"{number}.kh57", modified=number)

    assert [path.name for path in places.found([tmp_path])] == ["2.kh57", "1.kh57", "0.kh57"]


def test_the_usual_places_are_sticks_chosen_folders_and_downloads(monkeypatch, tmp_path):
    """The program looks where bundles arrive, without being told."""
    stick = Drive(PurePath("/media/usb"), "USB", "vfat", DriveKind.REMOVABLE)
    monkeypatch.setattr(drives, "drives", lambda: (stick,))
    monkeypatch.setattr(paths, "downloads", lambda: tmp_path)

    assert places.usual([Path("/srv/chung")]) == (Path("/media/usb"), Path("/srv/chung"), tmp_path)


def test_the_downloads_folder_is_the_platforms_own():
    """The folder of downloads is asked of the system."""
    assert paths.downloads().is_absolute()


@pytest.mark.parametrize("count", [1, 3])
def test_no_more_bundles_are_listed_than_one_can_read(tmp_path, monkeypatch, count):
    """A stick full of bundles shows a list of bounded length."""
    monkeypatch.setattr(places, "MOST_FOUND", count)
    for number in range(4):
        put(tmp_path / f"{number}.kh57", modified=number)

    assert len(places.found([tmp_path])) == count
