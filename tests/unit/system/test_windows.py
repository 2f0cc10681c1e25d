"""What is asked of Windows, tried against a kernel that answers like it."""

import errno
import sys

import pytest

from kh57_desktop.system import windows
from tests.support.windows_kernel import Kernel, Volume

LONG = bytes(range(256)) * 10_000


def test_a_file_is_renamed_over_another_and_written_through(tmp_path):
    """The new keys take the old ones' place in one step that is on the disk when it returns."""
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "keys.json").write_bytes(b"old")

    windows.move(Kernel(), tmp_path / "new", tmp_path / "keys.json")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"keys.json": b"new"}


def test_a_refused_rename_is_an_error_with_windows_number(tmp_path, monkeypatch):
    """A scanner's hold is told apart from a closed folder by the number."""
    monkeypatch.setattr(windows, "last_error", lambda: 32)

    with pytest.raises(OSError, match="32") as told:
        windows.move(Kernel(refusing=frozenset({"MoveFileExW"})), tmp_path / "a", tmp_path / "b")

    assert told.value.winerror == 32


def test_a_fault_of_the_c_library_gets_windows_number(monkeypatch):
    """Held, closed to us, write-protected, pulled out: one word for the C library, not for us."""
    monkeypatch.setattr(windows, "c_error", lambda: 32)
    vague = PermissionError(errno.EACCES, "denied", "keys.json")

    exact = windows.numbered(vague)

    assert exact.winerror == 32
    assert windows.numbered(exact) is exact
    monkeypatch.setattr(windows, "c_error", lambda: 0)
    assert windows.numbered(vague) is vague


def test_a_file_is_locked_and_let_go(monkeypatch):
    """The second copy hears that the first has the file; after it let go the second gets it."""
    kernel = Kernel()
    monkeypatch.setattr(windows, "last_error", lambda: 33)
    windows.lock_file(kernel, 7)

    with pytest.raises(OSError, match="33") as told:
        windows.lock_file(kernel, 7)

    assert told.value.winerror == 33
    windows.unlock_file(kernel, 7)
    windows.lock_file(kernel, 7)
    assert kernel.locked == {7}


@pytest.mark.parametrize("size", [0, 5, windows.PIECE, windows.PIECE + 1, len(LONG)])
def test_a_file_is_read_past_the_caches_in_pieces(tmp_path, size):
    """What is compared after writing is what the disk has, whatever its length."""
    path = tmp_path / "goi.kh57"
    path.write_bytes(LONG[:size])
    kernel = Kernel()

    pieces = list(windows.pieces(kernel, path))

    assert b"".join(pieces) == LONG[:size]
    assert max(map(len, pieces), default=0) <= windows.PIECE
    assert kernel.open_files == {}


def test_a_reading_that_is_given_up_closes_its_file(tmp_path):
    """A comparison that stops early holds no file on the stick."""
    path = tmp_path / "goi.kh57"
    path.write_bytes(LONG)
    kernel = Kernel()
    reading = windows.pieces(kernel, path)

    assert next(reading) == LONG[: windows.PIECE]
    reading.close()

    assert kernel.open_files == {}


@pytest.mark.parametrize("call", ["CreateFileW", "ReadFile"])
def test_a_stick_that_does_not_answer_is_an_error(tmp_path, monkeypatch, call):
    """A pulled stick is told, whether it is opened or read."""
    monkeypatch.setattr(windows, "last_error", lambda: 1167)
    path = tmp_path / "goi.kh57"
    path.write_bytes(b"x")
    kernel = Kernel(refusing=frozenset({call}))

    with pytest.raises(OSError, match="1167"):
        list(windows.pieces(kernel, path))

    assert kernel.open_files == {}


def test_the_end_may_be_told_as_an_error(tmp_path, monkeypatch):
    """Unbuffered reading says «end of file» as error 38: that is no fault."""
    monkeypatch.setattr(windows, "last_error", lambda: 38)
    path = tmp_path / "goi.kh57"
    path.write_bytes(b"")

    assert list(windows.pieces(Kernel(refusing=frozenset({"ReadFile"})), path)) == []


@pytest.mark.parametrize(("bus", "is_usb"), [(7, True), (11, False), (None, False)])
def test_a_hard_disk_in_a_case_is_known_by_its_bus(bus, is_usb):
    """Windows calls it fixed; the cable tells the truth."""
    kernel = Kernel({"E": Volume(windows.FIXED, bus=bus)})

    assert windows.is_on_usb(kernel, "E") is is_usb
    assert windows.is_on_usb(Kernel(refusing=frozenset({"CreateFileW"})), "E") is False
    assert kernel.open_files == {}


@pytest.mark.skipif(sys.platform == "win32", reason="there is a kernel on Windows")
def test_elsewhere_there_is_no_windows_kernel():
    """On Linux nobody reaches for it by mistake."""
    with pytest.raises(OSError, match="no Windows kernel"):
        windows.kernel()

    assert windows.last_error() == windows.c_error() == 0
    assert windows.UserAndMachine().keys("Software") == ()
    assert windows.UserAndMachine().values("Software") == {}
