"""The log helps whoever is asked for help, and tells nothing about anybody."""

import logging
import os
import sys
from pathlib import Path

import pytest

from kh57_desktop.errors import NotAllowed
from kh57_desktop.system import logs

ROOM = logging.getLogger("kh57_desktop.system.test")


@pytest.fixture
def log(tmp_path):
    """Return the file of a log that is being written."""
    log = logs.start(tmp_path)
    yield tmp_path / logs.NAME
    logs.stop(log)


def test_a_line_says_when_where_and_what(log):
    """Each use case leaves one line with verb, counts and time."""
    ROOM.info("saved kind=%s id=%d ms=%d", "activities", 4611, 12)

    line = log.read_text(encoding="utf-8")

    assert line.endswith(" INFO kh57_desktop.system.test saved kind=activities id=4611 ms=12\n")
    assert line[4] == line[7] == "-"
    assert line[10] == "T"


def test_an_exception_shows_places_but_never_its_words(log):
    """What an officer typed stands in messages of errors; it never reaches the log."""
    try:
        try:
            int("Nguyễn Thị Hạnh 0912345678")
        except ValueError as error:
            raise NotAllowed(officer="A Nhi") from error
    except NotAllowed:
        logging.getLogger("kh57_desktop.system.test").info("refused", exc_info=True)

    text = log.read_text(encoding="utf-8")

    assert "NotAllowed KH57-1003\n  system/test_logs.py:" in text
    assert "ValueError\n" in text
    assert "Hạnh" not in text
    assert "A Nhi" not in text


def test_the_profile_of_the_officer_is_left_out(log):
    """A path below the profile would show the officer's Windows name."""
    ROOM.info("opened %s", Path.home() / "KH57" / "kh57.db")

    assert f"opened {Path('~', 'KH57', 'kh57.db')}" in log.read_text(encoding="utf-8")


def test_the_log_never_grows_beyond_five_megabytes(log):
    """Five files of one megabyte are kept, the newest first."""
    for _ in range(6_200):
        ROOM.info("x" * 1000)

    kept = logs.kept(log.parent)

    assert [path.name for path in kept] == ["kh57.log", *(f"kh57.log.{age}" for age in range(1, 5))]
    assert all(path.stat().st_size <= logs.BYTES for path in kept)
    assert set(log.parent.iterdir()) == set(kept)


def test_a_full_log_that_another_program_holds_goes_on_and_loses_none_before(log, monkeypatch):
    """On Windows a log open in another program cannot be renamed: the older ones stay as well."""
    for number in range(2_600):
        ROOM.info("%d %s", number, "x" * 1000)
    before = {path.name: path.read_bytes() for path in logs.kept(log.parent)}

    def held(*_args):
        raise PermissionError(13, "held")

    with monkeypatch.context() as while_held:
        while_held.setattr(os, "replace", held)
        while_held.setattr(os, "rename", held)
        for number in range(600):
            ROOM.info("held %d %s", number, "x" * 1000)
    after = {path.name: path.read_bytes() for path in logs.kept(log.parent)}
    ROOM.info("let go")

    assert set(after) == set(before) == {"kh57.log", "kh57.log.1", "kh57.log.2"}
    assert after["kh57.log"].startswith(before.pop("kh57.log"))
    assert {name: after[name] for name in before} == before
    assert after["kh57.log"].count(b" held ") == 600
    assert (log.parent / "kh57.log.1").read_bytes() == after["kh57.log"]
    assert "let go" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere no program can hold a file")
def test_windows_itself_holds_the_log(log):
    """No imitation: the log is open elsewhere, in a program that shares reading and writing."""
    with log.open("ab"):
        for _ in range(1_200):
            ROOM.info("x" * 1000)
    ROOM.info("let go")

    assert [path.name for path in logs.kept(log.parent)] == ["kh57.log", "kh57.log.1"]
    assert (log.parent / "kh57.log.1").stat().st_size > logs.BYTES


def test_a_log_that_cannot_be_written_costs_no_work(tmp_path, capsys):
    """A full disk loses lines of the log, nothing else, and shows no traceback."""
    log = logs.start(tmp_path / "gone")
    try:
        ROOM.info("lost")
    finally:
        logs.stop(log)

    assert capsys.readouterr() == ("", "")
    assert logs.kept(tmp_path / "gone") == ()


def test_an_exception_without_a_place_is_written_too(log):
    """An error that was never raised still gives its kind."""
    ROOM.info("x", exc_info=KeyError("name"))

    assert log.read_text(encoding="utf-8").endswith("x\nKeyError\n")
