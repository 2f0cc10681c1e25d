"""Ctrl+Z and Ctrl+Y of the window: the last thing written is taken back, and put there again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.ui.page import Frame


class TakingBack(QObject):
    """Undoes what the line at the bottom tells, else the last thing written here."""

    def __init__(self, frame: Frame, show_fault: Callable[[Exception], object]) -> None:
        super().__init__()
        self._window, self._show_fault = frame, show_fault
        self._undone_here = 0
        frame.background.changed.connect(self._forget)

    def undo(self) -> None:
        """Take the last thing back; pressed again, the one before it."""
        if not self._window.done_line.undo():
            done = partial(self._undone, self._undone_here + 1)
            self._run(self._window.office.history.undo, done)

    def redo(self) -> None:
        """Put there again what was taken back last, as long as nothing else was written."""
        if self._undone_here:
            done = partial(self._redone, self._undone_here - 1)
            self._run(self._window.office.history.redo, done)
        else:
            self._tell(vi("Không có gì để làm lại."))

    def _run(self, job: Any, done: Any) -> None:
        self._window.background.run(job, done=done, failed=self._fail)

    def _forget(self, _changes: object) -> None:
        self._undone_here = 0

    def _undone(self, count: int, undone: Any) -> None:
        if undone.changes:
            self._undone_here = count
            self._tell(vi("Đã hoàn tác việc vừa ghi; Ctrl+Y làm lại."))
        else:
            self._tell(vi("Không hoàn tác: việc vừa ghi đã được sửa tiếp hoặc duyệt."))

    def _redone(self, count: int, _undone: object) -> None:
        self._undone_here = count
        self._tell(vi("Đã làm lại."))

    def _fail(self, error: Exception) -> None:
        if isinstance(error, NoSuchRecord):
            self._tell(vi("Không có gì để hoàn tác."))
        else:
            self._show_fault(error)

    def _tell(self, words: str) -> None:
        self._window.done_line.tell(words)
