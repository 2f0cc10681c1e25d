"""Start this program once more as a child, by Python or by the installed console program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kh57_desktop.system import paths

CONSOLE = "kh57-console"
"""The program of the terminal; an installed one lies beside the window's."""
READ_SHEET = "read-sheet"
"""The word by which the child reads a strange sheet."""


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
