"""Our side of `frozen`: the program as its installer brings it, and as Python runs it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import frozen
import window
from yardstick import ours

from ours import filled
from ours.window import home as home_unfrozen
from ours.window import unlock_screen as unlock_screen_unfrozen

if TYPE_CHECKING:
    from yardstick import Act, Ground


def program(screen: str, ground: Ground) -> Act:
    """Start the frozen program on a copy of the unit's store."""
    door = frozen.program(ground, "ours") / frozen.DOOR
    home = filled.copied(ground, filled.unit_template(ground))
    moment = filled.last_evening().now().isoformat()
    return lambda: window.started([str(door), screen, str(home), moment])


def proving(*command: str) -> Act:
    """Let the program prove itself; its children count too."""

    def proved() -> dict[str, float]:
        begun = time.perf_counter()
        around = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        said = subprocess.run([*command, "self-test"], env=around, capture_output=True, check=True)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        passed = said.stdout.count(b"ok ")
        whole = time.perf_counter() - begun
        return {"cpu": spent.ru_utime + spent.ru_stime, "whole_s": whole, "passed": passed}

    return proved


ours("ours: unlock screen")(unlock_screen_unfrozen)
ours("ours: home")(home_unfrozen)


@ours("ours: unlock screen, frozen")
def unlock_screen(ground: Ground) -> Act:
    """From the start of the process to the first paint of the password."""
    return program("unlock", ground)


@ours("ours: home, frozen")
def home(ground: Ground) -> Act:
    """From the start to the first page with its figures; the password is typed at once."""
    return program("home", ground)


@ours("ours: self-test")
def self_test(ground: Ground) -> Act:
    """Records, exchange, papers, windows: all steps, run by Python."""
    filled.unit_template(ground)
    return proving(sys.executable, "-m", "kh57_desktop")


@ours("ours: self-test, frozen")
def self_test_frozen(ground: Ground) -> Act:
    """The same of the frozen program."""
    return proving(str(frozen.program(ground, "ours") / "KH57"))
