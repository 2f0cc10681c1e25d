"""Standard streams that are full, closed, cut off or spell otherwise: no traceback, ever."""

import io
import json
import os
import re
import sys

import pytest

from kh57_desktop import errors
from kh57_desktop.cli import streams as standard
from tests.support.ground import ANOTHER
from tests.support.program import AT, program, read_in_part
from tests.support.terminal import a_commune, well_said

LIST = ("--at", AT, "list", "units")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Set up a commune; returns its data folder."""
    return a_commune(tmp_path_factory.mktemp("streams")).home


def spoken(told, error):
    """Fail unless standard error holds the three sentences of an error, and nothing else."""
    *said, last = told.splitlines()
    assert last == f"({error.code})", told
    assert len(said) == 3
    well_said(dict(zip(("happened", "data_state", "remedy"), said, strict=True)))


@pytest.mark.parametrize("words", [(*LIST,), ("--json", *LIST), ("--help",)], ids=" ".join)
def test_a_full_disk_under_the_answer_is_told(home, words):
    """The answer does not fit where it was led: said in three sentences, exit 1."""
    ended = program(*words, home=home, streams=">/dev/full")

    assert ended.code == 1
    spoken(ended.told, errors.AnswerLost)


@pytest.mark.parametrize("words", [(*LIST,), ("--json", *LIST), ("--help",)], ids=" ".join)
def test_a_closed_output_is_told(home, words):
    """Nobody would see the answer: the command is not begun."""
    ended = program(*words, home=home, streams=">&-")

    assert ended.code == 1
    spoken(ended.told, errors.OutputClosed)


def test_nothing_is_set_up_while_nobody_would_see_the_codes(tmp_path):
    """The commune's key is shown once: without an output there is no store that needs it."""
    words = ("--at", AT, "setup", "commune", "--officer", "Trần Minh Tuấn")
    ended = program(*words, home=tmp_path / "xa", streams=">&-")

    assert ended.code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-16"])
@pytest.mark.parametrize("as_json", [False, True])
def test_the_answer_is_utf8_whatever_the_surroundings_say(home, encoding, as_json):
    """An answer led into a file on Windows reads as one made here."""
    words = ("--json", *LIST) if as_json else LIST
    ended = program(*words, home=home, PYTHONIOENCODING=encoding)

    assert (ended.code, ended.told) == (0, "")
    said = ended.out.decode("utf-8")
    assert "Phòng Văn hóa - Xã hội" in said
    assert not as_json or json.loads(said)["total"] == 30


def test_an_error_is_utf8_too(home):
    """The three sentences are read by people and by scripts alike."""
    ended = program(*LIST, home=home, password=ANOTHER, PYTHONIOENCODING="cp1252")

    assert ended.code == 1
    spoken(ended.told, errors.PasswordWrong)


def test_a_reader_that_has_seen_enough_ends_the_answer_quietly(home):
    """`| head -1` takes its line; nothing is said of the others."""
    ended = program(*LIST, home=home, streams="| { read line; echo $line; }")

    assert (ended.code, ended.told) == (0, "")
    assert re.fullmatch(r"\d+ .+\n|.+\n", ended.out.decode())


@pytest.mark.parametrize("size", [0, 7])
def test_a_pipe_that_breaks_ends_the_answer_quietly(home, size):
    """Whoever reads the answer goes away before it comes or in the middle: no traceback."""
    ended = read_in_part("--json", *LIST, home=home, size=size)

    assert (len(ended.out), ended.told) == (size, "")


def test_a_reader_that_never_listened_is_no_fault(home):
    """The other end of the pipe is gone before the answer comes."""
    ended = program(*LIST, home=home, streams="| true")

    assert ended.told == ""


@pytest.mark.parametrize("streams", ["2>/dev/full", "2>&-", ">/dev/full 2>&-", ">&- 2>&-"])
def test_errors_that_nobody_can_read_change_no_exit_code(home, streams):
    """Standard error is full or closed: the command ends as it would have."""
    done = program(*LIST, home=home, streams=streams)
    refused = program("nonsense", home=home, streams=streams)

    assert done.code == (0 if streams.startswith("2") else 1)
    assert refused.code == 2
    assert "Traceback" not in done.told + refused.told


class Nothing(io.TextIOWrapper):
    """The empty device of Windows: it says that it is a terminal."""

    def isatty(self):
        """Say so."""
        return True


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_nobody_is_asked_at_the_empty_device_of_windows(monkeypatch, stream):
    """A task that runs by night would wait for a password without end."""
    asked = {"stdin": standard.can_be_asked, "stderr": standard.is_watched}[stream]
    with Nothing(io.BufferedReader(io.FileIO(os.devnull))) as nothing:
        monkeypatch.setattr(sys, stream, nothing)
        monkeypatch.setattr(sys, "platform", "linux")
        assert asked()
        monkeypatch.setattr(sys, "platform", "win32")

        assert not asked()


@pytest.mark.parametrize("streams", ["", "<&-", "</dev/null"])
def test_a_password_that_nobody_can_type_is_missing(home, streams):
    """Without a terminal, a file or the variable the command's words lack the password."""
    ended = program(*LIST, home=home, password=None, streams=streams)

    assert ended.code == 2
    spoken(ended.told, errors.CommandUnclear)
    assert "--password-file" in ended.told
