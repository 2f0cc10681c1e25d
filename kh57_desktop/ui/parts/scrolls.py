"""A column of cards that scrolls down when the window is low; never sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kh57_desktop.ui.look import theme
from kh57_desktop.ui.parts.blocks import Part, ScrollBar, down


class Scroll(QScrollArea):
    """Parts under one another; the part with the focus stays in view."""

    def __init__(self, *parts: Part, gap: int = theme.BLOCK_GAP) -> None:
        super().__init__()
        self.box = down(*parts, gap=gap)
        inside = QWidget()
        inside.setLayout(self.box)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        for ground in (self.viewport(), inside):  # what lies behind shows through
            ground.setAutoFillBackground(False)
        inside.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """Ask for as much width as the parts need, and for little height."""
        inside = self.widget()
        wide = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(wide + self.verticalScrollBar().sizeHint().width(), theme.px(60))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for room anew when the parts have changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
