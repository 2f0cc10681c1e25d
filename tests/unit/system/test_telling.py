"""What is told before Qt is there, or where it never will be."""

import io
import sys

import pytest

from kh57_desktop.system import windows
from kh57_desktop.system.telling import shown_without_streams, tell_without_qt

SENTENCES = "Máy này chạy Windows cũ.\nDữ liệu nguyên vẹn.\nDùng máy khác."


class User:
    """user32, as far as it is asked."""

    def __init__(self):
        self.shown = []

    def MessageBoxW(self, *said):  # noqa: N802 - Windows' own name
        """Show a message."""
        self.shown.append(said)
        return 1


def test_at_a_terminal_it_is_written_on_standard_error(monkeypatch):
    """Whoever started the program from a terminal reads it there, whatever system it is."""
    written, user = io.StringIO(), User()
    monkeypatch.setattr(sys, "__stderr__", written)

    tell_without_qt(SENTENCES, user)

    assert written.getvalue() == SENTENCES + "\n"
    assert user.shown == []


def test_without_a_terminal_windows_shows_a_message(monkeypatch):
    """The officer who double-clicked sees a window with the sentences, in front of all others."""
    monkeypatch.setattr(sys, "__stderr__", None)
    user = User()

    tell_without_qt(SENTENCES, user)

    ((owner, text, title, how),) = user.shown
    assert (owner, text, title) == (None, SENTENCES, "KH57")
    assert how & 0x10000, "the message must come to the front"


class Closed(io.StringIO):
    """A stream behind which the disk is full."""

    def write(self, _text):
        """Refuse."""
        raise OSError


@pytest.mark.parametrize("make", [Closed, io.StringIO])
def test_a_stream_that_nobody_reads_ends_nothing(monkeypatch, make):
    """A full disk or a closed terminal behind standard error does not hide why a start ended."""
    stream = make()
    stream.close()
    monkeypatch.setattr(sys, "__stderr__", stream)

    assert tell_without_qt(SENTENCES) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are windows on Windows")
def test_elsewhere_nobody_reaches_for_the_windows_of_windows(monkeypatch):
    """On Linux a program without any stream ends quietly, it does not fail."""
    monkeypatch.setattr(sys, "__stderr__", None)

    assert tell_without_qt(SENTENCES) is None
    with pytest.raises(OSError, match="no Windows windows"):
        windows.user()


def test_what_a_windowed_program_says_of_words_is_shown(monkeypatch):
    """Nobody sees a terminal: what would stand there comes in a message window."""
    for stream in ("__stdout__", "__stderr__", "stderr"):
        monkeypatch.setattr(sys, stream, None)
    user = User()

    with shown_without_streams(user):
        sys.stderr.write(f"{SENTENCES}\n")
    with shown_without_streams(user):
        pass

    assert [said[1] for said in user.shown] == [SENTENCES]
    assert sys.stderr is None


def test_with_a_terminal_nothing_is_held_back(capsys):
    """A console program writes where it always did."""
    user = User()

    with shown_without_streams(user):
        sys.stderr.write(SENTENCES)

    assert capsys.readouterr().err == SENTENCES
    assert user.shown == []
