"""One copy of the program at a time works on a data folder (T11)."""

import errno
import subprocess
import sys

import pytest

from kh57_desktop.errors import AlreadyOpen, FolderDenied, PlaceRefused
from kh57_desktop.system import single

STARTING = """
import sys
from pathlib import Path
from kh57_desktop.errors import AlreadyOpen
from kh57_desktop.system import single
if {locked}:
    try:
        held = single.lock(Path({folder!r}))
    except AlreadyOpen:
        print("already open", flush=True)
        sys.exit()
print("open", flush=True)
sys.stdin.read()
"""


def starts(folder, *, locked):
    """Start four copies of the program at once and return what each of them said."""
    script = STARTING.format(folder=str(folder), locked=locked)
    copies = [
        subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    said = [copy.stdout.readline().strip() for copy in copies]
    for copy in copies:
        copy.communicate()
    return sorted(said)


@pytest.mark.fault("T11")
def test_of_four_copies_one_works(tmp_path):
    """Whoever starts the program twice keeps one window."""
    assert starts(tmp_path, locked=True) == ["already open"] * 3 + ["open"]


@pytest.mark.fault("T11", control=True)
def test_without_the_lock_all_would_work(tmp_path):
    """It is the lock that keeps the other copies out."""
    assert starts(tmp_path, locked=False) == ["open"] * 4


@pytest.mark.fault("T11")
def test_a_lock_left_behind_by_a_crash_is_harmless(tmp_path):
    """After a power cut the program simply starts."""
    (tmp_path / single.NAME).write_bytes(b"4711")

    with single.lock(tmp_path) as held:
        with pytest.raises(AlreadyOpen):
            single.lock(tmp_path)
        assert held is not None
    single.lock(tmp_path).release()

    assert (tmp_path / single.NAME).exists()


def test_a_lock_is_let_go_once(tmp_path):
    """Closing twice lets nobody else's lock go."""
    first = single.lock(tmp_path)
    first.release()
    second = single.lock(tmp_path)
    first.release()

    with pytest.raises(AlreadyOpen):
        single.lock(tmp_path)
    second.release()


def test_a_folder_that_takes_no_lock_file_is_told(tmp_path):
    """A folder that is gone or closed to us is named."""
    with pytest.raises(FolderDenied):
        single.lock(tmp_path / "gone")

    assert list(tmp_path.iterdir()) == []


def test_a_drive_that_knows_no_locks_is_refused(tmp_path, monkeypatch):
    """Where two copies could not be told apart, no data is kept."""

    def refuse(_handle):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(single, "_hold", refuse)

    with pytest.raises(PlaceRefused):
        single.lock(tmp_path)

    assert (tmp_path / single.NAME).exists()
