"""A second start calls the window that runs: who answers, who does not, and what is no call."""

import errno
import os
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.errors import AlreadyOpen
from kh57_desktop.system import calls, single
from kh57_desktop.system.calls import Calls
from kh57_desktop.system.disk import RealDisk

PLACE = Path("/").absolute()
"""A root that is absolute on every system."""
WITH_BLANKS = PLACE / "Tài liệu Zalo" / "Gói của Trường Lê Hồng Phong.KH57"


class Disk(RealDisk):
    """A real disk on which time passes without anybody waiting, and calls may fail."""

    def __init__(self, *, answer=lambda: None, failing=(), held=0):
        self.answer, self.failing, self.held = answer, set(failing), held

    def pause(self, _seconds):
        """Let the other side act instead of waiting."""
        self.answer()

    def create(self, path):
        """Refuse on a full disk."""
        self._may("create")
        return super().create(path)

    def write(self, handle, data):
        """Take only a part on a disk that has just become full."""
        return super().write(handle, data[:1] if "write" in self.failing else data)

    def make_folder(self, folder):
        """Refuse where nobody may write."""
        self._may("make_folder")
        super().make_folder(folder)

    def names(self, folder):
        """Refuse where nothing answers."""
        self._may("names")
        return super().names(folder)

    def read(self, path, at_most):
        """Refuse what somebody else holds."""
        self._may("read")
        return super().read(path, at_most)

    def remove(self, path):
        """Refuse as often as a scanner looks into the file."""
        if self.held and path.suffix == ".call":
            self.held -= 1
            raise PermissionError(errno.EACCES, "held")
        super().remove(path)

    def _may(self, call):
        if call in self.failing:
            raise OSError(errno.ENOSPC, "full")


@pytest.fixture
def folder(tmp_path):
    """Return the folder of calls of a data folder that was never used."""
    return tmp_path / "KH57" / "calls"


def left_in(folder):
    """Return what lies in the folder of calls besides the lock."""
    return [name for name in RealDisk().names(folder) if name != single.NAME]


def put(folder, name, said=b""):
    """Leave a file in the folder of calls."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(said)
    return path


def just_now(what="call"):
    """Return the name a second start gives its call."""
    return f"{time.time_ns()}-4711.{what}"


@pytest.mark.parametrize(
    "words",
    [["gói.kh57"], ["GÓI.KH57"], ["/thư mục/gói.kh57"], ["sao-lưu.kh57backup"], ["không-có.kh57"]],
    ids=str,
)
def test_a_double_click_names_one_file(words):
    """Large letters, blanks and marks do not matter, nor whether the file is still there."""
    assert calls.file_named(words) == Path.cwd() / words[0]


@pytest.mark.parametrize(
    "words", [[], ["pack"], ["open", "gói.kh57"], ["--home=a.kh57"], ["a.kh57", "b.kh57"], [""]]
)
def test_a_command_is_no_file(words):
    """What the terminal's words mean stays as it is."""
    assert calls.file_named(words) is None


def test_the_first_start_is_the_window(folder):
    """Nobody is there: the program opens, and makes its folder."""
    with Calls(folder, RealDisk()).standing(WITH_BLANKS) as is_ours:
        assert is_ours
        assert single.try_lock(folder) is None
    assert single.try_lock(folder) is not None


@pytest.mark.parametrize("file", [None, WITH_BLANKS])
def test_a_second_start_is_answered_and_leaves_nothing(folder, file):
    """The file is taken over by the window; the second start ends, no trace of a path stays."""
    heard = []
    disk = Disk(answer=lambda: heard.append(Calls(folder, RealDisk()).heard()))

    with Calls(folder, RealDisk()).standing(None), Calls(folder, disk).standing(file) as is_ours:
        assert not is_ours

    assert [one for one in heard if one is not None] == [() if file is None else (file,)]
    assert left_in(folder) == []


@pytest.mark.fault("T11")
def test_a_window_that_does_not_answer_is_told(folder):
    """Hung: after a while the officer reads that it is open, and the call is withdrawn."""
    with (
        Calls(folder, RealDisk()).standing(None),
        pytest.raises(AlreadyOpen),
        Calls(folder, RealDisk()).standing(WITH_BLANKS, patience=0.05),
    ):
        pass

    assert left_in(folder) == []


def test_a_window_that_closes_meanwhile_is_followed(folder):
    """It was just being closed: the second start becomes the window, its file with it."""
    first = Calls(folder, RealDisk()).standing(None)
    first.__enter__()
    disk = Disk(answer=lambda: first.__exit__(None, None, None))

    with Calls(folder, disk).standing(WITH_BLANKS) as is_ours:
        assert is_ours
        assert single.try_lock(folder) is None

    assert left_in(folder) == []


@pytest.mark.parametrize("failing", ["create", "write"])
def test_a_full_disk_takes_no_call(folder, failing):
    """Half a path is never handed over: the second start says that a window is open."""
    disk = Disk(failing=[failing])

    with (
        Calls(folder, RealDisk()).standing(None),
        pytest.raises(AlreadyOpen),
        Calls(folder, disk).standing(WITH_BLANKS),
    ):
        pass

    assert Calls(folder, RealDisk()).heard() is None
    assert left_in(folder) == []


def test_a_folder_that_cannot_be_made_does_not_keep_the_window_shut(folder):
    """The window opens and says itself what is wrong with the folder."""
    with Calls(folder, Disk(failing=["make_folder"])).standing(None) as is_ours:
        assert is_ours

    assert not folder.exists()


def test_each_data_folder_has_its_own_window(tmp_path):
    """Practice beside the officer's own data is another window."""
    with (
        Calls(tmp_path / "KH57" / "calls", RealDisk()).standing(None) as own,
        Calls(tmp_path / "KH57-practice" / "calls", RealDisk()).standing(None) as practice,
    ):
        assert own
        assert practice


def test_of_many_starts_at_once_one_is_the_window(folder):
    """Several bundles are chosen and opened together: one window gets them all."""
    files = [PLACE / f"gói {number}.kh57" for number in range(6)]
    ours, heard, is_over = [], [], threading.Event()

    def start(file):
        with Calls(folder, RealDisk()).standing(file) as is_ours:
            if is_ours:
                ours.append(file)
                while not is_over.is_set():
                    heard.extend(Calls(folder, RealDisk()).heard() or ())
                    is_over.wait(0.005)

    starts = [threading.Thread(target=start, args=(file,)) for file in files]
    for one in starts:
        one.start()
    until = time.monotonic() + calls.PATIENCE
    while len(heard) < len(files) - 1 and time.monotonic() < until:
        is_over.wait(0.005)
    is_over.set()
    for one in starts:
        one.join()

    assert len(ours) == 1
    assert sorted([*ours, *heard]) == files


@pytest.mark.parametrize(
    "said",
    [
        b"g\xc3\xb3i.kh57",
        os.fsencode(PLACE / "a.exe"),
        os.fsencode(PLACE / "a.kh57.lnk"),
        os.fsencode(PLACE / "a\0.kh57"),
        b"x" * (calls.LONGEST_PATH + 1),
        os.fsencode(PLACE / ("x" * calls.LONGEST_PATH + ".kh57")),
    ],
    ids=["relative", "program", "link", "zero", "huge", "long"],
)
def test_what_names_no_file_of_ours_is_taken_away_unheard(folder, said):
    """A path nobody could have double-clicked opens nothing and does not stay."""
    put(folder, just_now(), said)

    assert Calls(folder, RealDisk()).heard() is None
    assert left_in(folder) == []


def test_bytes_that_spell_no_path_on_windows_are_taken_away_unheard(folder, monkeypatch):
    """There a path is Unicode: what is none cannot have been called."""

    def refuse(said):
        return said.decode("utf-8")

    monkeypatch.setattr(calls.os, "fsdecode", refuse)
    put(folder, just_now(), b"\xff\xfe.kh57")

    assert Calls(folder, RealDisk()).heard() is None
    assert left_in(folder) == []


@pytest.mark.parametrize("age", [-100, 100, 10**9])
def test_a_call_of_another_day_is_taken_away_unheard(folder, age):
    """A power cut left a call behind: the next start opens no old bundle."""
    put(folder, f"{time.time_ns() - age * 10**9}-1.call", os.fsencode(WITH_BLANKS))
    put(folder, f"{time.time_ns() - age * 10**9}-2.part", os.fsencode(WITH_BLANKS))

    assert Calls(folder, RealDisk()).heard() is None
    assert left_in(folder) == []


def test_a_call_that_is_still_being_written_is_left_alone(folder):
    """It becomes a call in the next moment."""
    part = put(folder, just_now("part"), os.fsencode(WITH_BLANKS))
    assert Calls(folder, RealDisk()).heard() is None

    part.rename(part.with_suffix(".call"))
    assert Calls(folder, RealDisk()).heard() == (WITH_BLANKS,)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_plain_file_is_never_read(folder):
    """A pipe would hold the window for ever, a link leads anywhere."""
    folder.mkdir(parents=True)
    os.mkfifo(folder / just_now())
    (folder / just_now()).symlink_to("/dev/zero")
    (folder / just_now()).mkdir()

    assert Calls(folder, RealDisk()).heard() is None
    assert left_in(folder) == []


def test_a_scanner_that_looks_into_the_call_is_waited_for(folder):
    """A virus scanner holds new files for a moment: the call is taken all the same, once."""
    put(folder, just_now(), os.fsencode(WITH_BLANKS))

    assert Calls(folder, Disk(held=2)).heard() == (WITH_BLANKS,)
    assert Calls(folder, Disk()).heard() is None


def test_a_call_that_cannot_be_taken_away_is_not_taken(folder):
    """Else it would come again and again."""
    put(folder, just_now(), os.fsencode(WITH_BLANKS))

    assert Calls(folder, Disk(held=99)).heard() is None
    assert len(left_in(folder)) == 1


@pytest.mark.parametrize("failing", ["names", "read"])
def test_a_disk_that_does_not_answer_calls_nobody(folder, failing):
    """The window stays as it is."""
    put(folder, just_now(), os.fsencode(WITH_BLANKS))

    assert Calls(folder, Disk(failing=[failing])).heard() is None
    assert folder.is_dir()


def test_nobody_has_called_where_there_is_no_folder(folder):
    """A window that could not make the folder hears nothing."""
    assert Calls(folder, RealDisk()).heard() is None


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters='\0/\\:*?"<>|\r\n', exclude_categories=["C"]),
    min_size=1,
    max_size=40,
).filter(lambda name: name.strip(". ") == name and name.casefold() != single.NAME)


@given(st.dictionaries(st.one_of(NAMES, st.just("young")), st.binary(max_size=300), max_size=5))
def test_hostile_calls_open_nothing_but_files_of_ours(tmp_path_factory, found):
    """Whatever lies there: afterwards nothing does, and only files an officer could choose came."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, said in found.items():
        put(folder, just_now() if name == "young" else name, said)

    files = Calls(folder, RealDisk()).heard() or ()

    assert left_in(folder) == []
    assert all(file.is_absolute() for file in files)
    assert all(file.name.lower().endswith(calls.SUFFIXES) for file in files)


@given(NAMES)
def test_any_path_arrives_as_it_was_named(tmp_path_factory, name):
    """Every name a file can have is handed over letter by letter."""
    folder = tmp_path_factory.mktemp("names")
    file = PLACE / "Tải xuống" / f"{name}.kh57"
    put(folder, just_now(), os.fsencode(file))

    assert Calls(folder, RealDisk()).heard() == (file,)


def test_on_windows_the_right_to_come_forward_is_passed_on():
    """Windows lets only the program started last come to the front: it lets the other one."""
    said = []

    calls.let_it_come_forward(SimpleNamespace(AllowSetForegroundWindow=said.append))

    assert said == [-1]
