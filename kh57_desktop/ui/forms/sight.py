"""Keeps the box with the focus in view where its form scrolls."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from kh57_desktop.ui.look.theme import px

MARGIN = 28
"""What is left above and below the box."""


class Sight(QTimer):
    """Started when a box gets the focus; acts once the rows have their places."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form, singleShot=True, interval=0)
        self._form = form
        self.timeout.connect(self._show)

    def _show(self) -> None:
        area = self._form.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        focused = QApplication.focusWidget()
        if area is not None and focused is not None and self._form.isAncestorOf(focused):
            box = focused.parentWidget() or focused  # with its label
            area.ensureWidgetVisible(box, 0, px(MARGIN))
