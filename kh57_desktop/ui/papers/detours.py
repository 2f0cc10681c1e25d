"""What is offered to whoever cannot print: the same PDF on a stick, or in a folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kh57_desktop.services.office import Office
    from kh57_desktop.services.reporting import Paper
    from kh57_desktop.ui.page import Page


class Detours(QObject):
    """Makes the buttons of a card that says why a paper was not printed."""

    def __init__(self, page: Page, save: Callable[[], object]) -> None:
        super().__init__(page)
        self._page, self._save = page, save

    def buttons(self, paper: Paper) -> tuple[Button, ...]:
        """Return «Ghi ra USB» and «Lưu PDF» for a paper."""
        stick = Button(vi("Ghi ra USB"), icon="usb_stick")
        stick.clicked.connect(partial(self._to_stick, paper))
        folder = Button(vi("Lưu PDF"), key=shortcuts.cap("save"), kind=PRIMARY)
        folder.clicked.connect(self._save)
        return stick, folder

    def _to_stick(self, paper: Paper) -> None:
        job = partial(_on_stick, self._page.frame.office, paper)
        self._page.frame.background.run(job, done=self._tell, failed=self._fail)

    def _tell(self, file: Path | None) -> None:
        words = vi("Chưa thấy USB: cắm vào rồi bấm In lại.")
        if file is not None:
            words = vi("Đã lưu {file}.").format(file=file)
        self._page.frame.done_line.tell(words)

    def _fail(self, error: Exception) -> None:
        show_fault(self._page.cards, error)


def _on_stick(office: Office, paper: Paper) -> Path | None:
    """Return the file on the first stick; None where none is plugged in."""
    sticks = office.exchange.drives()
    return office.reporting.save_paper(paper, sticks[0].root) if sticks else None
