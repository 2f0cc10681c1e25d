"""Start this program once more as a child, by Python or by the installed console program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from kh57_desktop.system import paths

CONSOLE = "kh57-console"
"""The program of the terminal; an installed one lies beside the window's."""
READ_SHEET = "read-sheet"
"""The word by which the child reads a strange sheet."""
PAINT = "paint-proof"
"""The word by which the child of a self-test paints windows."""


_LIBRARIES = "LD_LIBRARY_PATH"


class Ended(NamedTuple):
    """How a child ended."""

    code: int | None
    """None when its time was over."""
    told: str
    """What it said on standard error."""


def command(*words: str) -> tuple[str, ...]:
    """Return what starts this program with words of its own."""
    own = Path(sys.executable)
    if paths.is_installed():  # no interpreter there, and the window's program has no streams
        return (str(own.with_name(f"{CONSOLE}{own.suffix}")), *words)
    # -P: the folder the program was started in gives no modules
    return (str(own), "-P", "-m", "kh57_desktop", *words)


def surroundings() -> dict[str, str]:
    """Return the surroundings of the child: it finds its code wherever it is started from."""
    if paths.is_installed():
        # the child is a program of its own, not a part of this process's PyInstaller
        return os.environ | {"PYINSTALLER_RESET_ENVIRONMENT": "1"}
    home = str(paths.program_folder())
    return os.environ | {"PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}


def surroundings_of_others() -> dict[str, str]:
    """Return the surroundings for a program of the system: its libraries, not ours."""
    around = dict(os.environ)
    if paths.is_installed():
        around.pop(_LIBRARIES, None)
        before = around.pop(f"{_LIBRARIES}_ORIG", None)  # PyInstaller puts ours before it
        if before is not None:
            around[_LIBRARIES] = before
    return around


def run(*words: str, patience: float, around: dict[str, str] | None = None) -> Ended:
    """Start this program with words, wait for its end, and hear what it has to complain of.

    `around` goes over its surroundings. OSError when it cannot be started.
    """
    child = subprocess.Popen(  # noqa: S603 - our own program
        command(*words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=surroundings() | (around or {}),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    code: int | None = None
    try:
        told = child.communicate(timeout=patience)[1]
        code = child.returncode
    except subprocess.TimeoutExpired:
        child.kill()
        told = child.communicate()[1]
    return Ended(code, told.decode("utf-8", errors="replace"))
