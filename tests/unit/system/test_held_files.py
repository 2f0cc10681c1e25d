"""A virus scanner that holds a file for a moment is waited for (T10)."""

import ctypes
import sys

import pytest

from kh57_desktop.errors import FileHeld, FolderDenied
from kh57_desktop.system import files, refusals, windows
from kh57_desktop.system.files import RealDisk
from tests.support.faulty_disk import ALWAYS, SITES, Fault, FaultyDisk

HOLDING = (Fault.DENIED_BY_WINDOWS, Fault.HELD, Fault.LOCKED)
PUBLISHING = [site for site in SITES if site not in {"make_folder", "read", "remove", "close"}]


def publish_while_held(folder, fault, site, lasting):
    """Write a bundle onto a disk where one kind of call is refused so many times."""
    disk = FaultyDisk(fault, 1, lasting=lasting, sites={site})
    return files.publish(folder, "a.kh57", [b"content"], disk), disk


def six_refusals_pass(folder):
    """Claim that a scanner may hold the file at any call, six times over."""
    for fault in HOLDING:
        for site in PUBLISHING:
            path, disk = publish_while_held(folder, fault, site, 6)
            assert path.read_bytes() == b"content"
            assert disk.pauses == [0.05, 0.1, 0.2, 0.4, 0.8, 1.0]


@pytest.mark.fault("T10")
def test_six_refusals_at_any_call_are_waited_for(tmp_path):
    """The officer never hears of a scanner that looks at the new file."""
    six_refusals_pass(tmp_path)

    assert len(list(tmp_path.iterdir())) == len(HOLDING) * len(PUBLISHING)


@pytest.mark.fault("T10", control=True)
def test_without_waiting_one_refusal_is_too_much(tmp_path, monkeypatch):
    """The waiting is what helps: without it the same test fails."""
    monkeypatch.setattr(refusals, "PAUSES", ())

    with pytest.raises((FileHeld, FolderDenied)):
        six_refusals_pass(tmp_path)


@pytest.mark.fault("T10")
@pytest.mark.parametrize("fault", HOLDING)
def test_settings_that_are_held_for_a_moment_are_those_that_were_saved_last(tmp_path, fault):
    """The scanner looks at the settings while the program starts: the older ones are no answer."""
    path = tmp_path / "settings.json"
    for content in (b"old", b"new"):
        files.replace_small(path, content, RealDisk())
    disk = FaultyDisk(fault, 1, lasting=6, sites={"read"})

    assert files.small_versions(path, disk) == (b"new", b"old")
    assert len(disk.pauses) == 6


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere no program can hold a file")
@pytest.mark.fault("T10")
def test_windows_itself_holds_a_file_and_is_waited_for(tmp_path):
    """No imitation: a file opened for oneself alone, let go while the program waits."""
    path = tmp_path / "settings.json"
    files.replace_small(path, b"old", RealDisk())
    kernel, waited = windows.kernel(), []
    held = kernel.CreateFileW(str(path), windows._GENERIC_READ, 0, None, 3, 0, None)

    class Waiting(RealDisk):
        def pause(self, seconds):
            """Let go of the file at the third look."""
            waited.append(seconds)
            if len(waited) == 3:
                kernel.CloseHandle(ctypes.c_void_p(held))

    files.replace_small(path, b"new", Waiting())

    assert files.small_versions(path, RealDisk()) == (b"new", b"old")
    assert len(waited) == 3


@pytest.mark.fault("T10")
@pytest.mark.parametrize("fault", HOLDING)
def test_a_file_held_for_ever_is_told_and_stays_as_it_was(tmp_path, fault):
    """The officer is asked to close the other program; the file before is intact."""
    path = tmp_path / "settings.json"
    files.replace_small(path, b"old", RealDisk())
    disk = FaultyDisk(fault, 2, lasting=ALWAYS, sites={"move"})

    with pytest.raises(FileHeld) as told:
        files.replace_small(path, b"new", disk)

    assert told.value.details == {"name": "settings.json"}
    assert files.small_versions(path, RealDisk()) == (b"old", b"old")
    assert len(disk.pauses) == 6
    assert {entry.name for entry in tmp_path.iterdir()} == {"settings.json", "settings.json.1"}
