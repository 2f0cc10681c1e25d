"""Marks on their way to the store: those made while others travel go together (SCREENS 06)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.vocabulary import Mark
    from kh57_desktop.ui.page import Page

Marks = dict[int, "Mark | None"]


class MarkSender(QObject):
    """Sends marks lesson by lesson; a mark never goes to another lesson than its own."""

    kept = Signal()
    """What was on the way is stored."""
    refused = Signal(object, object, object)
    """A lesson, its marks that were not stored, and why."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._waiting: dict[int, Marks] = {}
        self._on_the_way: tuple[int, Marks] | None = None

    @property
    def is_busy(self) -> bool:
        """Tell whether marks are on the way."""
        return self._on_the_way is not None

    def send(self, lesson: int, changed: Mapping[int, Mark | None]) -> None:
        """Have marks of a lesson stored, together with those that wait."""
        self._waiting.setdefault(lesson, {}).update(changed)
        self._send_next()

    def pending(self, lesson: int) -> Marks:
        """Return the marks of a lesson that the store may not have yet."""
        travels = self._on_the_way
        there = travels[1] if travels is not None and travels[0] == lesson else {}
        return {**there, **self._waiting.get(lesson, {})}

    def _send_next(self) -> None:
        if self._on_the_way is not None or not self._waiting:
            return
        lesson = next(iter(self._waiting))
        marks = self._waiting.pop(lesson)
        self._on_the_way = (lesson, marks)
        job = partial(self._page.frame.office.attendance.mark, lesson, dict(marks))
        self._page.frame.background.run(job, done=self._sent, failed=self._not_sent)

    def _sent(self, _changes: object) -> None:
        self._on_the_way = None
        self.kept.emit()
        self._send_next()

    def _not_sent(self, error: Exception) -> None:
        lost, self._on_the_way = self._on_the_way, None
        if lost is not None:
            self.refused.emit(*lost, error)
        self._send_next()
