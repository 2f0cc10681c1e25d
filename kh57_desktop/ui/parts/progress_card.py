"""The card of a long job: what, how many of how many, how long still, and the way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, Meter, across
from kh57_desktop.ui.parts.buttons import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout

    from kh57_desktop.ui.background import Work

CARD_AFTER_S = 2.0
LOOK_EVERY_MS = 200


class ProgressCard(Block):
    """What is under way, how far it is, and the way to stop it; appears after two seconds."""

    def __init__(self, work: Work[Any], place: QBoxLayout) -> None:
        super().__init__()
        self._work, self._place = work, place
        self._title = Label(work.title, Role.BLOCK)
        self._percent = Label("", Role.LABEL)
        self._meter = Meter(8)
        self._count = Label("", Role.SECOND, Tone.SUB)
        self.stop = Button(vi("Dừng"), key=shortcuts.cap("back"))
        self.stop.clicked.connect(self._stop)
        head = across(Icon("arrow_sync", Tone.INFO), self._title, STRETCH, self._percent)
        note = Label(work.stopping, Role.BODY, Tone.SUB, wrap=True)
        if not work.stopping:  # showing what has no parent yet would open a window of its own
            self.stop.hide()
            note.hide()
        self.add(head, self._meter, self._count, note, across(STRETCH, self.stop))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)
        self.hide()

    def _look(self) -> None:
        work = self._work
        if work.is_over:
            self._timer.stop()
            self.hide()
            self.deleteLater()
        elif self.isHidden() and work.lasts >= CARD_AFTER_S:
            self._place.insertWidget(0, self)
            self.show()
        if work.advance is not None and not work.is_over:
            self._show_progress(work)

    def _show_progress(self, work: Work[Any]) -> None:
        advance = work.advance
        if advance is None or not advance.total:
            return
        share = advance.done / advance.total
        self._percent.say(f"{share:.0%}")
        self._meter.show_share(share)
        words = vi("{done} / {total}").format(done=advance.done, total=advance.total)
        if share > 0.05:  # noqa: PLR2004 - before that a guess is worth nothing
            left = round(work.lasts / share * (1 - share))
            words += " · " + vi("còn khoảng {seconds} giây").format(seconds=left)
        self._count.say(words)
        if advance.what:
            self._title.say(advance.what)

    def _stop(self) -> None:
        if self._work.advance is not None:
            self._work.advance.progress.cancel()
        self.stop.setEnabled(False)
