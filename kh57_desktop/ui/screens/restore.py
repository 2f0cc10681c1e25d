"""The window of a store that does not open: a copy is chosen and put in its place (SCREENS 01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Label, across, down
from kh57_desktop.ui.parts.scrolls import Scroll
from kh57_desktop.ui.upkeep.restore_form import RestoreForm

if TYPE_CHECKING:
    from kh57_desktop.services.office import Doors
    from kh57_desktop.ui.background import Background

WIDTH = 640


class RestoreScreen(QWidget):
    """The copies of this PC, and whatever other copy the officer names."""

    def __init__(self, doors: Doors, background: Background) -> None:
        super().__init__()
        self.form = RestoreForm(doors, background, mends=True)
        words = vi(
            "Chọn bản sao lưu để thay cho dữ liệu không mở được. Tệp hỏng được giữ nguyên bên "
            "cạnh; nếu chỉ tệp khóa hỏng thì chỉ tệp khóa được lấy lại."
        )
        column = down(
            Label(vi("Khôi phục dữ liệu"), Role.TITLE),
            Label(words, Role.BODY, Tone.SUB, wrap=True),
            self.form,
        )
        column.setStretch(2, 1)
        column.setContentsMargins(0, px(24), 0, px(20))
        inside = QWidget()
        inside.setLayout(column)
        inside.setFixedWidth(px(WIDTH))
        whole = across(Scroll(across(STRETCH, inside, STRETCH)))
        self.setLayout(whole)
        self.setFocusProxy(self.form)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(theme.colors().bg))
