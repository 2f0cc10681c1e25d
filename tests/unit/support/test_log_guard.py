"""The guards every test stands on, and the clock that tests move."""

import logging
import os

import pytest

from tests.support.clock import HandClock
from tests.support.log_guard import LogGuard


def test_a_warning_nobody_announced_is_unexpected():
    """A line in the program's log that the test did not announce is told."""
    with LogGuard() as guard:
        logging.getLogger("somewhere.else").warning("not ours")

    guard.emit(logging.makeLogRecord({"name": "kh57_desktop.sync", "msg": "gap at 7"}))

    assert guard.unexpected([]) == ["Level None kh57_desktop.sync: gap at 7"]
    assert guard.unexpected(["gap at"]) == []
    assert guard.unheard(["gap at", "other"]) == ["other"]


@pytest.mark.logs("the stick was pulled")
def test_an_announced_warning_passes():
    """A test that provokes a warning says so by its mark."""
    log = logging.getLogger("kh57_desktop.system.drives")

    log.warning("the stick was pulled")

    assert log.isEnabledFor(logging.WARNING)


def test_no_test_sees_the_folders_of_whoever_runs_it():
    """A test that forgets its own folder still spares the officer's data."""
    assert "nowhere" in os.environ["LOCALAPPDATA"]


def test_the_clock_moves_only_by_hand():
    """Two looks at the clock show the same moment until the test lets time pass."""
    clock = HandClock("2026-06-14T23:59:00")

    assert clock.now() == clock.now()
    assert clock.now().isoformat() == "2026-06-14T23:59:00+07:00"
    assert clock.go_on(minutes=1).date() == clock.today()
    assert clock.today().isoformat() == "2026-06-15"
    assert clock.jump_to("2026-06-01T08:00:00").day == 1
