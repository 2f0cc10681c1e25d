"""Where the program cannot live it says so, in the window's place and at the terminal."""

import ast
import json
import sys

import pytest

from kh57_desktop import __main__, app, works
from kh57_desktop.cli.main import run
from kh57_desktop.errors import (
    Bug,
    NoRoomToBegin,
    ProcessorTooOld,
    ProgramIncomplete,
    ProgramMisplaced,
    WindowsIncomplete,
    WindowsTooOld,
    sentences,
)
from kh57_desktop.system import preflight, windows_version
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.place import Surroundings
from kh57_desktop.system.preflight import Computer
from kh57_desktop.system.processors import SSE4_2, SSSE3
from kh57_desktop.ui.first_run.pages import CodePage
from tests.support import sources
from tests.support.program import program
from tests.support.terminal import PASSWORD, Terminal
from tests.support.walking import texts

FAULTS = {
    WindowsTooOld: {"build": 9600},
    ProcessorTooOld: {"has": lambda number: number == SSSE3},
    ProgramMisplaced: {"program": app.paths.Path("/media/USB/KH57")},
}
NOBODY = Surroundings((), (app.paths.Path("/media/USB"),), lambda _folder: False)


@pytest.fixture
def broken(request, monkeypatch):
    """Sit down at a computer with a fault; returns the error that tells of it."""
    usual = Computer(19045, True, lambda number: number == SSE4_2, dict, None)  # noqa: FBT003
    computer = usual._replace(**FAULTS[request.param])
    monkeypatch.setattr(preflight, "this_computer", lambda: computer)
    monkeypatch.setattr("kh57_desktop.system.place.surroundings", lambda _folder: NOBODY)
    return request.param


@pytest.fixture
def boxes(monkeypatch):
    """Return the messages that were shown without Qt."""
    shown = []
    monkeypatch.setattr("kh57_desktop.system.telling.tell_without_qt", shown.append)
    monkeypatch.setattr(sys, "argv", ["kh57"])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return shown


@pytest.fixture
def room_of_windows(monkeypatch):
    """Return what asked for the window's room; it must not be reached."""
    reached = []
    monkeypatch.setattr(app, "window_room", lambda: reached.append(True))
    return reached


@pytest.mark.parametrize("broken", FAULTS, indirect=True)
@pytest.mark.parametrize("words", [[], ["--home", "xa"]], ids=["click", "words"])
def test_a_computer_it_cannot_live_on_is_told_before_qt(  # noqa: PLR0917 - fixtures
    broken, boxes, room_of_windows, monkeypatch, tmp_path, words
):
    """Three sentences and a code in a message of the system; nothing is made, nothing opened."""
    monkeypatch.setattr(sys, "argv", ["kh57", *words])
    monkeypatch.setenv("KH57_HOME", str(tmp_path / "xa"))

    assert __main__.main() == 1
    (said,) = boxes
    assert said.splitlines()[-1] == f"({broken.code})"
    assert len(said.splitlines()) == 4
    assert room_of_windows == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", FAULTS, indirect=True)
def test_the_terminal_says_the_same(broken, tmp_path, capsys):
    """A command answers with the same code and exit code 1, as every refusal does."""
    words = ["--json", "--home", str(tmp_path / "xa"), "setup", "commune", "--officer", "Y Mrao"]

    assert run(words, app.doors) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == broken.code
    assert list(tmp_path.iterdir()) == []


class FullDisk(RealDisk):
    """A disk with 5 MB left."""

    def free(self, _folder):
        """Return the room."""
        return 5 << 20


@pytest.fixture
def _full(monkeypatch):
    """Fill the disk of every data folder."""
    monkeypatch.setattr(app, "RealDisk", FullDisk)


@pytest.mark.usefixtures("_full")
def test_the_first_start_is_refused_where_there_is_no_room(
    boxes, room_of_windows, monkeypatch, tmp_path
):
    """Before anything is typed or made the officer reads which drive is full."""
    monkeypatch.setenv("KH57_HOME", str(tmp_path / "xa"))

    assert __main__.main() == 1
    assert f"({NoRoomToBegin.code})" in boxes[0]
    assert "5 MB" in boxes[0]
    assert room_of_windows == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_full")
def test_a_set_up_is_refused_where_there_is_no_room(tmp_path):
    """Also at the terminal no store is begun that could not grow."""
    terminal = Terminal(tmp_path / "xa")
    before = sorted(tmp_path.rglob("*"))

    refused = terminal.refused("setup", "commune", "--officer", "Trần Minh Tuấn")
    assert refused == NoRoomToBegin.code
    assert sorted(tmp_path.rglob("*")) == before


def test_a_disk_that_fills_up_meanwhile_keeps_what_was_typed(sit_down, tmp_path):
    """In the steps of the first start the card names the drive; with room again it goes on."""
    seat = sit_down(tmp_path / "xa")
    seat.shell._doors.disk = FullDisk()
    first = seat.shell._stack.currentWidget()
    seat.choose("ntt")
    for words in ("Nguyễn Thị Hạnh", PASSWORD, PASSWORD):
        seat.type(words)
        seat.press("Enter")
    seat.settle()
    assert NoRoomToBegin.code in texts(first)
    assert not (tmp_path / "xa").exists()

    seat.shell._doors.disk = RealDisk()
    seat.press("Enter")
    seat.until(lambda: isinstance(first.pages.currentWidget(), CodePage))
    assert (tmp_path / "xa" / "store-version").exists()


@pytest.mark.usefixtures("_full")
def test_a_full_disk_keeps_nobody_from_reading(pair, sit_down):
    """A store that was made opens on a full disk: to read, and to make room."""
    commune, school = pair
    seat = sit_down(school.home).unlock()

    assert seat.shell.main is not None
    assert commune("list", "units")["total"] > 1


@pytest.mark.usefixtures("_full")
def test_a_start_on_a_full_disk_asks_for_no_room(pair, monkeypatch):
    """Only the first start needs room."""
    monkeypatch.setattr(app, "window_room", lambda: _Room)
    _, school = pair

    assert app.window(school.home) == 7


class _Room:
    """A window that is closed at once."""

    @staticmethod
    def run(_doors, _password, _file):
        """Return an exit code."""
        return 7


@pytest.mark.parametrize(
    ("is_whole", "kind"), [(True, ProgramIncomplete), (False, WindowsIncomplete)]
)
def test_a_program_that_misses_a_file_says_so(boxes, monkeypatch, tmp_path, is_whole, kind):
    """A library was taken away: three sentences instead of a window that never comes."""
    monkeypatch.setenv("KH57_HOME", str(tmp_path / "xa"))
    monkeypatch.setitem(sys.modules, "kh57_desktop.ui.binding", None)
    monkeypatch.delattr("kh57_desktop.ui.binding", raising=False)
    monkeypatch.setattr(windows_version, "has_own", lambda _name: is_whole)

    assert __main__.main() == 1
    assert f"({kind.code})" in boxes[0]
    assert ("icuuc.dll" in boxes[0]) is not is_whole


def test_a_part_that_is_missed_later_is_told_the_same_way():
    """Whatever cannot be imported while the program runs is a file that is not there."""
    said = sentences(ImportError("DLL load failed", name="pyrage"))

    assert said.code == ProgramIncomplete.code
    assert "pyrage" in said.happened
    assert sentences(ImportError()).code == ProgramIncomplete.code


def test_a_mistake_of_ours_at_the_start_is_not_hushed_up(boxes, monkeypatch, tmp_path):
    """Its trace reaches whoever starts the program."""
    monkeypatch.setenv("KH57_HOME", str(tmp_path / "xa"))
    monkeypatch.setattr(app, "window_room", lambda: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        __main__.main()
    assert boxes == []


def test_a_mistake_of_ours_without_a_terminal_speaks_vietnamese(boxes, monkeypatch, tmp_path):
    """An officer gets three sentences and a code to read out, never a trace."""
    monkeypatch.setenv("KH57_HOME", str(tmp_path / "xa"))
    monkeypatch.setattr(app, "window_room", lambda: 1 // 0)
    monkeypatch.setattr(sys, "__stderr__", None)

    assert __main__.main() == 1
    assert f"({Bug.code})" in boxes[0]


def test_the_installer_can_ask_before_it_replaces_anything(tmp_path):
    """Every library loads on this PC: exit code 0, no words, and no file anywhere."""
    ended = program("preflight", home=tmp_path / "xa")

    assert (ended.code, ended.out, ended.told) == (0, b"", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("missing", works.LIBRARIES)
def test_the_installer_hears_which_library_is_missing(missing, monkeypatch, capsys):
    """A virus scanner took one file of the new program: the old one stays."""
    monkeypatch.setitem(sys.modules, missing, None)

    assert works.done(["preflight"]) == 1
    said = capsys.readouterr().err
    assert missing in said
    assert ProgramIncomplete.code in said


@pytest.mark.parametrize("broken", FAULTS, indirect=True)
def test_the_installer_hears_that_the_computer_is_too_old(broken, capsys):
    """The same look as at the start, before anything is replaced."""
    assert works.done(["preflight"]) == 1
    assert broken.code in capsys.readouterr().err


def test_every_library_that_we_use_is_looked_at():
    """A library that is added later is loaded by the installer's question, too."""
    used = {name for path in sources.rooms_files() for name in imported_by(path)}
    known = {of_library(name) for name in works.LIBRARIES}

    assert {of_library(name) for name in used} - known == set()


def imported_by(path):
    """Return the modules of others that a file of ours imports."""
    named = set()
    for node in ast.walk(sources.tree(path)):
        if isinstance(node, ast.Import):
            named |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            named.add(node.module)
    ours = {*sys.stdlib_module_names, "kh57_desktop"}
    return {name for name in named if name.partition(".")[0] not in ours}


def of_library(module):
    """Return what stands for a library: its name, and for Qt each of its parts."""
    return module if module.startswith("PySide6.") else module.partition(".")[0]
