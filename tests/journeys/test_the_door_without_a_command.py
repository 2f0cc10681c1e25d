"""`kh57` without a command: the window, on the data folder that was named, where there is one."""

import sys
from types import SimpleNamespace

import pytest

from kh57_desktop import __main__, app
from kh57_desktop.errors import DisplayMissing
from kh57_desktop.system import display
from kh57_desktop.system.paths import Home
from tests.support.program import program


@pytest.fixture
def opened(monkeypatch):
    """Return what starts the program with words and tells where the window was opened."""
    found = []

    def run(doors, password, file):
        assert (password, file) == ("", None)
        found.append(doors)
        return 0

    def start(*words):
        monkeypatch.setattr(sys, "argv", ["kh57", *map(str, words)])
        assert __main__.main() == 0
        return found.pop()

    monkeypatch.setattr(app, "window_room", lambda: SimpleNamespace(run=run))
    return start


def test_the_window_opens_on_the_folder_that_was_named(opened, tmp_path, monkeypatch):
    """The option stands before the command, and before none as well."""
    monkeypatch.setenv("KH57_HOME", str(tmp_path / "xa"))

    assert opened().home.folder == tmp_path / "xa"
    assert opened("--home", tmp_path / "ban-sao").home.folder == tmp_path / "ban-sao"


def test_the_window_opens_at_the_moment_that_was_given(opened, tmp_path):
    """A rehearsal may be looked at in the window."""
    doors = opened("--home", tmp_path, "--at", "2026-06-16T14:36")

    assert doors.is_rehearsal
    assert f"{doors.clock.now():%d/%m/%Y}" == "16/06/2026"


@pytest.mark.parametrize("word", ["--json", "--password-file=x"])
def test_what_only_a_command_can_use_asks_for_one(tmp_path, word):
    """The window gives no JSON answer and asks for the password itself."""
    ended = program("--home", tmp_path, word, QT_QPA_PLATFORM="offscreen")

    assert ended.code == 2
    assert "KH57-1010" in ended.told + ended.out.decode()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a screen is always there")
@pytest.mark.parametrize("words", [(), ("--home",), ("practice-window",)], ids=str)
def test_a_machine_without_a_screen_says_so(tmp_path, words):
    """Three sentences name the way that is left, instead of Qt's last words in English."""
    ended = program(*words, *([tmp_path / "xa"] if words else []), home=tmp_path / "xa")

    assert ended.code == 1
    assert ended.told.splitlines()[-1] == f"({DisplayMissing.code})"
    assert len(ended.told.splitlines()) == 4
    assert "kh57 --help" in ended.told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a screen is always there")
def test_a_screen_that_does_not_answer_is_told_in_our_words(tmp_path):
    """The surroundings name a screen, but nobody is there."""
    ended = program(home=tmp_path / "xa", DISPLAY=":5757")

    assert ended.code == 1
    assert ended.told.splitlines()[-1] == f"({DisplayMissing.code})"
    assert len(ended.told.splitlines()) == 4
    assert not Home(tmp_path / "xa").is_set_up


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a screen is always there")
@pytest.mark.parametrize(
    ("surroundings", "is_there"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
    ],
)
def test_a_screen_is_known_before_qt_asks_for_it(surroundings, is_there):
    """The surroundings tell of a screen, or that none is wanted."""
    assert display.is_there(surroundings) is is_there
