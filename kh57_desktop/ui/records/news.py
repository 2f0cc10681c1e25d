"""What another computer changed in a record: marked until the officer has looked at it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kh57_desktop.ui.records import cards

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from kh57_desktop.ui.forms.record_form import RecordForm
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.records.record_work import Opened

LOOKED_AT_MS = 2000
"""A record that stays so long before the officer has been looked at; arrows pass by sooner."""


class News(QObject):
    """Marks the changed fields of the record that is shown, and notes that they were seen."""

    def __init__(self, frame: Frame, form: RecordForm, place: QVBoxLayout) -> None:
        super().__init__(form)
        self._frame, self._form, self._place = frame, form, place
        self._got: Opened | None = None
        self.timer = QTimer(self, singleShot=True, interval=LOOKED_AT_MS)
        self.timer.timeout.connect(self._note)

    def show_of(self, got: Opened) -> None:
        """Mark what is new in a record that was opened."""
        self.timer.stop()
        news = [name for name in got.news if name in self._form.boxes]
        self._form.show_news(news)
        if news:
            self._place.addWidget(cards.changed_elsewhere(self._form.kind, news))
        if got.news:
            self._got = got
            self.timer.start()

    def forget(self) -> None:
        """Another form is shown: what was not looked at stays news."""
        self.timer.stop()

    def _note(self) -> None:
        if self._got is not None and self._got.record is not None and self._form.isVisible():
            record, saw = self._got.record, self._frame.office.history.saw
            self._frame.background.run(partial(saw, record.kind, record.id, self._got.news))
