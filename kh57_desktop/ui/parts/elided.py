"""A line of text that gives way: elided where room is short, whole in its tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LEAST = 40


class Elided(Label):
    """A label that may be narrower than its words."""

    def __init__(self, words: str = "", role: Role = Role.BODY, tone: Tone = Tone.PLAIN) -> None:
        super().__init__(words, role, tone)
        self._brief = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(words)

    def say(self, words: str, tone: Tone | None = None, brief: str = "") -> None:
        """Change words and tone; the brief ones, if given, are painted where room is short."""
        self._brief = brief
        super().say(words, tone)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        """Return how narrow it may become."""
        least = min(px(LEAST), self.sizeHint().width())
        return QSize(least, super().minimumSizeHint().height())

    @property
    def painted(self) -> str:
        """The words that are painted, elided if even they are too wide."""
        is_wide = painting.width(self.text(), self._role) > self.width()
        return self._brief if self._brief and is_wide else self.text()

    def sizeHint(self) -> QSize:
        """Return the room the whole text needs."""
        wide = painting.width(self.text(), self._role)
        return QSize(wide + 1, super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        ink = theme.colors().ink(self._tone)
        painting.text(QPainter(self), QRectF(self.rect()), self.painted, self._role, ink)
