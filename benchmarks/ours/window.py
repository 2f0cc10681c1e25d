"""Our side of `window`: the program itself until unlock is painted, and until home is."""

from __future__ import annotations

import sys
from pathlib import Path

import window
from yardstick import Act, Ground, ours

from ours import filled

PROGRAM = Path(__file__).with_name("program.py")


def program(screen: str, ground: Ground) -> Act:
    """Start the program on a copy of the unit's store, in a process of its own."""
    home = filled.copied(ground, filled.unit_template(ground))
    moment = filled.last_evening().now().isoformat()
    # -P: beside the program stands a `window` that is not the yardstick
    command = [sys.executable, "-P", str(PROGRAM), screen, str(home), moment]
    return lambda: window.started(command)


@ours("ours: unlock screen")
def unlock_screen(ground: Ground) -> Act:
    """From the start of Python to the first paint of the password."""
    return program("unlock", ground)


@ours("ours: home")
def home(ground: Ground) -> Act:
    """From the start to the first page with its figures; the password is typed at once."""
    return program("home", ground)
