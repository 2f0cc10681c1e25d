"""The amber band under the header: practice, or what concerns the whole PC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Role, px

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Band(QWidget):
    """Stands under the header of a practice window, or says what concerns the whole PC."""

    def __init__(self) -> None:
        super().__init__()
        self.words = vi("TẬP LUYỆN - không gửi ra xã thật")
        self.setAccessibleName(self.words)
        self.setFixedHeight(px(24))

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self.setAccessibleName(words)
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words on amber."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        painter.fillRect(box, QColor(colors.warn_ground))
        painting.line(painter, 0, box.width(), box.height() - 1, colors.warn)
        middle = Qt.AlignmentFlag.AlignHCenter
        painting.text(painter, box, self.words, Role.LABEL, colors.warn, align=middle)
