"""An officer who types into the form of an activity, in a window of their own, until killed.

Run as `python -m tests.support.typist HOME TOLD [LETTERS | --without-drafts]`: says on standard
output when the typing begins, and writes each key to TOLD with the moment it was struck.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kh57_desktop.ui.look import style, theme
from kh57_desktop.ui.start import Shell
from tests.support.ground import doors
from tests.support.hands import write
from tests.support.terminal import PASSWORD

LETTERS = "hội nghị quán triệt "
A_KEY = 30
"""Milliseconds from key to key: a quick typist who never rests."""


class Typist:
    """Waits until the window stands and types."""

    def __init__(self, home: Path, told: Path, letters: str, *, keeps_drafts: bool) -> None:
        self._out = os.open(told, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        self._keeps_drafts = keeps_drafts
        self._letters = itertools.cycle(letters)
        self.shell = Shell(doors(home))
        self.shell.resize(1366, 697)
        self.shell.show()
        work = partial(doors(home).unlock, PASSWORD)
        self.shell.background.run(work, done=self._enter)
        self._keys = QTimer(interval=A_KEY)
        self._keys.timeout.connect(self._strike)
        self._waiting = QTimer(interval=10)
        self._waiting.timeout.connect(self._begin)

    def _enter(self, office: object) -> None:
        self.shell.enter(office)
        self.shell.main.open("activities")
        self._waiting.start()

    def _begin(self) -> None:
        if not self.shell.background.is_idle:
            return
        self._waiting.stop()
        page = self.shell.main.page
        page.start_new()
        form = page.desk.form
        if not self._keeps_drafts:
            form._draft.timeout.disconnect()
        self._box = form.boxes["content"].editor
        self._box.setFocus()
        sys.stdout.write("typing\n")
        sys.stdout.flush()
        self._keys.start()

    def _strike(self) -> None:
        write(self._box, next(self._letters))
        struck = {"at": time.monotonic(), "text": self._box.toPlainText()}
        os.write(self._out, json.dumps(struck).encode() + b"\n")


def main() -> None:
    """Type until killed."""
    app = QApplication(["kh57"])
    style.install(theme.of_system())
    home, told, *options = sys.argv[1:]
    keeps_drafts = "--without-drafts" not in options
    letters = options[0] if options and keeps_drafts else LETTERS
    typist = Typist(Path(home), Path(told), letters, keeps_drafts=keeps_drafts)
    app.exec()
    del typist


if __name__ == "__main__":
    main()
