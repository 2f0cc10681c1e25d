"""The bar at the bottom: where we are, what the other side confirmed, the backup, the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Icon, Label, across, clear_out
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.ui.background import Background, Work

SHOWN_AFTER_S = 0.3
LOOK_EVERY_MS = 100


@dataclass(frozen=True, slots=True)
class State:
    """One thing the bar says, with its icon and how serious it is."""

    words: str
    icon: str
    tone: Tone = Tone.OK


class StatusBar(QWidget):
    """Unit and role at the left, states at the right, a turning mark while work lasts."""

    def __init__(self) -> None:
        super().__init__()
        self._unit = Elided("", Role.LABEL, Tone.SUB)
        self._role = Elided("", Role.SECOND, Tone.SUB)
        self._pairs: list[tuple[State, QWidget]] = []
        self._is_narrow = False
        self._busy_icon, self._busy = Icon("arrow_sync", Tone.INFO, 16), Label("", Role.SECOND)
        self._states = across(gap=18)
        self._working: list[Work[Any]] = []
        left = across(self._unit, self._role, 12, self._busy_icon, self._busy, gap=6)
        box = across(left, STRETCH, self._states)
        box.setContentsMargins(px(12), 0, px(20), 0)
        self.setLayout(box)
        self.setFixedHeight(px(theme.STATUS_HEIGHT))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._show_busy("")

    def show_place(self, unit: str, role: str) -> None:
        """Show whose store is open, and in which role."""
        self._unit.say(unit)
        self._role.say(f"·  {role}" if role else "")

    def show_states(self, states: Sequence[State]) -> None:
        """Show what is to be known at all times."""
        clear_out(self._states)
        self._pairs = []
        for state in states:
            pair = QWidget()
            tone = Tone.SUB if state.tone is Tone.OK else state.tone
            words = Label(state.words, Role.SECOND, tone)
            pair.setLayout(across(Icon(state.icon, state.tone, 16), words, gap=6))
            self._pairs.append((state, pair))
            self._states.addWidget(pair)
        self.narrow(is_narrow=self._is_narrow)

    @property
    def is_filled(self) -> bool:
        """Tell whether the states have been told."""
        return bool(self._pairs)

    def narrow(self, *, is_narrow: bool) -> None:
        """Say in a narrow window only what the other side has and what is not as it should be."""
        self._is_narrow = is_narrow
        for place, (state, pair) in enumerate(self._pairs):
            pair.setVisible(not is_narrow or not place or state.tone is not Tone.OK)

    def watch(self, background: Background) -> None:
        """Show a turning mark while a job lasts longer than a moment."""
        background.started.connect(self._start)
        background.ended.connect(self._end)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line to the page."""
        colors, painter = theme.colors(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.panel))
        painting.line(painter, 0, self.width(), 0, colors.line)

    def _start(self, work: Work[Any]) -> None:
        self._working.append(work)
        self._timer.start(LOOK_EVERY_MS)

    def _end(self, work: Work[Any]) -> None:
        if work in self._working:
            self._working.remove(work)
        if not self._working:
            self._timer.stop()
            self._show_busy("")

    def _look(self) -> None:
        lasting = [work for work in self._working if work.lasts >= SHOWN_AFTER_S]
        if lasting:
            self._show_busy(lasting[0].title or vi("Đang làm…"))

    def _show_busy(self, words: str) -> None:
        self._busy.say(words)
        self._busy_icon.setVisible(bool(words))
