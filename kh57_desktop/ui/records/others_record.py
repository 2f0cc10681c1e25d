"""What stands above a record of another unit: whose it is, and the note that returns it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.rights import Action, may
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.conflicts.answers import NoteLine
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card, show_fault
from kh57_desktop.ui.parts.blocks import down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.ui.page import Frame


class OthersRecord(QWidget):
    """The commune looks at a unit's record and may return it; the unit alone changes it."""

    def __init__(self, frame: Frame, record: Shown, owner: str) -> None:
        super().__init__()
        self._frame, self._record = frame, record
        title = vi("Bản ghi của {unit}").format(unit=owner)
        words = vi("Xã chỉ xem; muốn sửa thì trả lại đơn vị kèm ý kiến.")
        self.card = Card(Tone.WARN, title, words, icon="lock_closed")
        self.note_line = NoteLine()
        self.note_line.given.connect(self._give_back)
        self.button = Button(vi("Trả lại đơn vị…"), key=shortcuts.cap("decide"),
                             icon="arrow_reply", kind=PRIMARY)  # fmt: skip
        self.button.clicked.connect(self.ask)
        self.note_line.closed.connect(self.button.setFocus)
        if may(Action.REVIEW, frame.office.desk.officer.roles):
            self.card.offer(self.button)
        self.cards = down(gap=6)
        self.setLayout(down(self.card, self.note_line, self.cards, gap=6))

    def ask(self) -> None:
        """Ask what the unit is to look at."""
        if self.button.isVisible():
            self.note_line.ask()

    def submit(self) -> None:
        """Return the record with the note that is typed."""
        self.note_line.submit()

    def _give_back(self, note: str) -> None:
        record = self._record
        day = record[KINDS[record.kind].dated_by] if KINDS[record.kind].dated_by else None
        when = day if isinstance(day, dt.date) else self._frame.today()
        give_back = self._frame.office.periods.give_back
        place = (record.kind, record.id)
        job = partial(give_back, record.unit, Period.of_day(when), note, place)
        self._frame.background.run(job, done=self._given, failed=self._fail)

    def _given(self, _changes: object) -> None:
        self._frame.done_line.tell(vi("Đã ghi ý kiến trả lại; đơn vị nhận được khi xã gửi gói."))

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)
