"""Ctrl+Z and Ctrl+Y of the window: the last thing written is taken back, and put there again."""

from __future__ import annotations

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
        self._is_undone = False
        frame.background.changed.connect(self._forget)

    def undo(self) -> None:
        """Take the last thing back; pressed again, the one before it."""
        if not self._window.done_line.undo():
            self._run(self._window.office.history.undo, self._undone)

    def redo(self) -> None:
        """Put there again what was just taken back."""
        if self._is_undone:
            self._run(self._window.office.history.redo, self._redone)
        else:
            self._tell(vi("Không có gì để làm lại."))

    def _run(self, job: Any, done: Any) -> None:
        self._window.background.run(job, done=done, failed=self._fail)

    def _forget(self, _changes: object) -> None:
        self._is_undone = False

    def _undone(self, undone: Any) -> None:
        self._is_undone = bool(undone.changes)
        if undone.changes:
            self._tell(vi("Đã hoàn tác việc vừa ghi; Ctrl+Y làm lại."))
        else:
            self._tell(vi("Không hoàn tác: việc vừa ghi đã được sửa tiếp hoặc duyệt."))

    def _redone(self, _undone: object) -> None:
        self._tell(vi("Đã làm lại."))

    def _fail(self, error: Exception) -> None:
        if isinstance(error, NoSuchRecord):
            self._tell(vi("Không có gì để hoàn tác."))
        else:
            self._show_fault(error)

    def _tell(self, words: str) -> None:
        self._window.done_line.tell(words)
