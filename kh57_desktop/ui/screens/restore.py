"""The window of a store that does not open: a copy is chosen and put in its place (SCREENS 01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kh57_desktop.ui.first_run.restore_form import RestorePage
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.parts.blocks import STRETCH, across
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.services.office import Doors
    from kh57_desktop.ui.background import Background

WIDTH = 640


class RestoreScreen(QWidget):
    """The copies of this PC, and whatever other copy the officer names."""

    def __init__(self, doors: Doors, background: Background) -> None:
        super().__init__()
        page = RestorePage(doors, background, mends=True)
        page.setMaximumWidth(px(WIDTH))
        self.form = page.form
        middle = across(STRETCH, 16, page, 16, STRETCH, gap=0)
        middle.setStretch(2, 1000)  # as wide as it may be, before anything is left free
        self.setLayout(across(Scroll(middle)))
        self.first: QWidget = page.first

    def take_copy(self, copy: Path) -> bool:
        """Choose a copy that was opened from outside."""
        self.form.look(copy)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(theme.colors().bg))
