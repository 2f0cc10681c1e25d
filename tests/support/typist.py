"""An officer who types into a form, of an activity first, in a window of their own, until killed.

Run as `python -m tests.support.typist HOME TOLD [LETTERS | --without-drafts | --publication |
--lesson]`: says on standard output when the typing begins, and writes each key to TOLD with the
moment it was struck.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.edits import Edit
from kh57_desktop.ui.look import style, theme
from kh57_desktop.ui.start import Shell
from tests.support.ground import doors
from tests.support.hands import write
from tests.support.terminal import PASSWORD

if TYPE_CHECKING:
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.forms.record_form import RecordForm
    from kh57_desktop.ui.page import Page

LETTERS = "hội nghị quán triệt "
A_KEY = 30
"""Milliseconds from key to key: a quick typist who never rests."""


def a_whole(office: Office, page: str) -> int | None:
    """Keep what a part belongs to, a product or a class; none for a form of its own."""
    today = office.desk.today()
    values = {
        "media": {"title": "Tin về lớp học", "produced_on": today, "media_kind": "news"},
        "training": {"title": "Lớp số", "starts_on": today, "ends_on": today},
    }.get(page)
    kind = {"media": "media", "training": "trainings"}.get(page, "")
    return office.records.save(Edit(kind, None, values)).id if values else None


def _new_activity(page: Page) -> tuple[RecordForm, str]:
    page.start_new()
    return page.desk.form, "content"


def _new_publication(page: Page) -> tuple[RecordForm, str]:
    page.publications.more.click()
    return page.publications.entry.form, "position"


def _new_lesson(page: Page) -> tuple[RecordForm, str]:
    page.add_lesson.click()
    return page.entry.form, "content"


FORMS = {"activities": _new_activity, "media": _new_publication, "training": _new_lesson}
PAGES = {"--publication": "media", "--lesson": "training"}


class Typist:
    """Waits until the window stands and types."""

    def __init__(
        self, home: Path, told: Path, letters: str, page: str, *, keeps_drafts: bool
    ) -> None:
        self._out = os.open(told, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        self._keeps_drafts, self._page = keeps_drafts, page
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
        work = partial(a_whole, office, self._page)
        self.shell.background.run(work, done=self._open)

    def _open(self, record: int | None) -> None:
        self.shell.main.open(self._page, record=record)
        self._waiting.start()

    def _begin(self) -> None:
        if not self.shell.background.is_idle:
            return
        self._waiting.stop()
        form, box = FORMS[self._page](self.shell.main.page)
        if not self._keeps_drafts:
            form._draft.timeout.disconnect()
        self._box = form.boxes[box].editor
        self._box.setFocus()
        sys.stdout.write("typing\n")
        sys.stdout.flush()
        self._keys.start()

    def _strike(self) -> None:
        write(self._box, next(self._letters))
        text = self._box.toPlainText() if hasattr(self._box, "toPlainText") else self._box.text()
        struck = {"at": time.monotonic(), "text": text}
        os.write(self._out, json.dumps(struck).encode() + b"\n")


def main() -> None:
    """Type until killed."""
    app = QApplication(["kh57"])
    style.install(theme.of_system())
    home, told, *options = sys.argv[1:]
    keeps_drafts = "--without-drafts" not in options
    page = next((PAGES[option] for option in options if option in PAGES), "activities")
    letters = next((option for option in options if not option.startswith("--")), LETTERS)
    typist = Typist(Path(home), Path(told), letters, page, keeps_drafts=keeps_drafts)
    app.exec()
    del typist


if __name__ == "__main__":
    main()
