"""A stick is let go before it is pulled out; nothing is claimed that was not done."""

import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from kh57_desktop.system import releasing
from tests.support.windows_kernel import DISMOUNT, EJECT, LOCK, Kernel, Volume

STICK = PurePosixPath("/media/an/USB Cẩm")
MOUNTS = "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/an/USB\\040C\\341\\272\\251m vfat rw 0 0\n"
ROOT = PureWindowsPath("E:\\")


def a_system(folder, mounts=MOUNTS):
    """Return the root of a computer with these mounts."""
    if sys.platform == "win32":
        pytest.skip("the mounts of Linux")
    (folder / "proc").mkdir()
    (folder / "proc/mounts").write_text(mounts, encoding="utf-8")
    return folder


def test_on_windows_a_stick_is_locked_dismounted_and_ejected():
    """Three steps in this order, and the handle is given back."""
    stick = Volume(2)
    library = Kernel({"E": stick})

    assert releasing.release_on_windows(library, ROOT)
    assert stick.commands == [LOCK, DISMOUNT, EJECT]
    assert library.open_files == {}


def test_a_stick_held_for_a_moment_is_tried_again():
    """The virus scanner looks at the new bundle for half a second."""
    stick, waits = Volume(2, locked_out=3), []

    assert releasing.release_on_windows(Kernel({"E": stick}), ROOT, waits.append)
    assert waits == [releasing.PAUSE_S] * 3


@pytest.mark.parametrize(
    "refusing", [frozenset({"CreateFileW"}), frozenset({hex(DISMOUNT)}), frozenset({hex(EJECT)})]
)
def test_a_step_that_windows_refuses_is_no_release(refusing):
    """Only a stick that went all the way may be called safe."""
    assert not releasing.release_on_windows(Kernel({"E": Volume(2)}, refusing), ROOT, id)


def test_a_stick_that_stays_open_elsewhere_is_not_released():
    """A document on the stick is open in another program: the officer is told to close it."""
    stick = Volume(2, locked_out=99)

    assert not releasing.release_on_windows(Kernel({"E": stick}), ROOT, lambda _pause: None)
    assert stick.commands == []


def test_a_program_started_from_the_stick_does_not_hold_it(tmp_path, monkeypatch):
    """A double click on a bundle starts the program in the bundle's folder: it steps out."""
    stick = tmp_path / "stick"
    (stick / "goi").mkdir(parents=True)
    stood: list[Path] = []

    def released(*_asked):
        stood.append(Path.cwd())
        return True

    for name in ("release_on_windows", "release_on_linux"):
        monkeypatch.setattr(releasing, name, released)
    monkeypatch.chdir(stick / "goi")
    assert releasing.release(stick)
    monkeypatch.chdir(tmp_path)
    assert releasing.release(stick)

    assert not stood[0].is_relative_to(tmp_path)
    assert stood[1] == tmp_path


def test_on_linux_the_service_of_the_desktop_unmounts_it(tmp_path):
    """The device is named to the service, and the mounts are read again."""
    system, asked = a_system(tmp_path), []

    def unmounting(words):
        asked.append(words)
        (system / "proc/mounts").write_text("/dev/sda1 / ext4 rw 0 0\n", encoding="utf-8")
        return True

    assert releasing.release_on_linux(STICK, system, unmounting)
    assert asked == [
        ("udisksctl", "unmount", "--no-user-interaction", "--block-device", "/dev/sdb1")
    ]


def test_on_linux_umount_is_the_second_way(tmp_path):
    """Without the service the plain command is tried."""
    system, asked = a_system(tmp_path), []

    def only_umount(words):
        asked.append(words[0])
        if words[0] == "umount":
            (system / "proc/mounts").write_text("", encoding="utf-8")
        return words[0] == "umount"

    assert releasing.release_on_linux(STICK, system, only_umount)
    assert asked == ["udisksctl", "umount"]


def test_a_stick_that_is_still_mounted_is_not_released(tmp_path):
    """Whatever a command answers, the list of mounts decides."""
    assert not releasing.release_on_linux(STICK, a_system(tmp_path), lambda _words: True)


def test_what_is_not_mounted_is_not_released(tmp_path):
    """A folder that stands for a stick, or a computer that tells nothing: no claim is made."""
    assert not releasing.release_on_linux(STICK, tmp_path, lambda _words: True)
    assert not releasing.release_on_linux(
        PurePosixPath("/media/an/other"), a_system(tmp_path), lambda _words: True
    )


@pytest.mark.skipif(sys.platform == "win32", reason="commands of Linux")
@pytest.mark.parametrize(
    ("words", "went_well"),
    [(("true",), True), (("false",), False), (("kh57-no-such-program",), False)],
)
def test_a_command_is_believed_only_when_it_ended_well(words, went_well):
    """A missing program and a refusal are both a no."""
    assert releasing._ran(words) is went_well


@pytest.mark.skipif(sys.platform == "win32", reason="commands of Linux")
def test_a_command_that_hangs_is_given_up(monkeypatch):
    """A stick whose electronics hang does not hang the program."""
    monkeypatch.setattr(releasing, "PATIENCE_S", 0.01)

    assert not releasing._ran(("sleep", "5"))


@pytest.mark.skipif(sys.platform == "win32", reason="this computer is asked")
def test_a_folder_of_this_computer_is_never_released(tmp_path):
    """The real way says no for a plain folder, and does nothing to it."""
    assert not releasing.release(Path(tmp_path))
    assert tmp_path.is_dir()
