"""Looks which sticks are plugged in while the page is shown, and lets go of one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from kh57_desktop.i18n import vi
from kh57_desktop.ui.background import Work

if TYPE_CHECKING:
    from kh57_desktop.ui.exchange.drive_card import DriveCard
    from kh57_desktop.ui.page import Page

LOOK_EVERY_MS = 2000


class DriveWatch(QObject):
    """Keeps the card of the stick true; the system is asked every two seconds."""

    plugged = Signal()
    """A stick has come since the page was opened."""
    known = Signal()
    """The sticks were asked for, and this is the first answer since."""
    failed = Signal(object)

    def __init__(self, page: Page, card: DriveCard) -> None:
        super().__init__(page)
        self._page, self._card = page, card
        self._has_looked, self._is_waited_for = False, False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)
        card.release_asked.connect(self.release)

    def ask(self, *, tell: bool = False) -> None:
        """Ask the system; `known` tells when the answer is here if that is wanted."""
        self._is_waited_for = self._is_waited_for or tell
        drives = self._page.frame.office.exchange.drives
        self._page.frame.background.run(lambda: tuple(drives()), done=self._show)

    def release(self) -> None:
        """Have the system let go of the stick; whether it has is said, never assumed."""
        stick = self._card.stick
        if stick is None or not self._card.release.isEnabled():
            return
        job = partial(self._page.frame.office.exchange.release, Path(stick.root))
        work = Work[Any](vi("Đang ngắt USB"))
        self._page.frame.background.run(
            job, done=self._show_released, failed=self.failed.emit, work=work
        )

    def _look(self) -> None:
        if self._page.isVisible() and self._page.frame.background.is_idle:
            self.ask()

    def _show(self, sticks: tuple[Any, ...]) -> None:
        if self._card.show_sticks(sticks) and self._has_looked:
            self.plugged.emit()
        self._has_looked = True
        if self._is_waited_for:
            self._is_waited_for = False
            self.known.emit()

    def _show_released(self, is_real: bool) -> None:  # noqa: FBT001 - what the job returned
        if is_real:
            self._card.show_released()
            self._page.frame.done_line.tell(vi("Đã ngắt USB. Rút ra được rồi."))
        else:
            said = vi("Tập luyện: thư mục thay USB, không có gì phải rút.")
            self._page.frame.done_line.tell(said)
