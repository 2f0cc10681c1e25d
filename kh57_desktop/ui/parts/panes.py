"""Panes that share or scroll the room of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QSplitterHandle, QWidget

from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.parts.blocks import ScrollBar

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QLayout

GAP = 12


def scrolled(inside: QLayout) -> QScrollArea:
    """Return an area that scrolls its inside down where it is higher than the room."""
    area, holder = _Area(), QWidget()
    inside.setContentsMargins(2, 0, px(6), px(4))
    holder.setLayout(inside)
    area.setWidget(holder)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    holder.setAutoFillBackground(False)
    return area


class _Area(QScrollArea):
    def minimumSizeHint(self) -> QSize:
        """Ask for the width of what is inside: nothing is ever scrolled, or cut, sideways."""
        inside = self.widget()
        wide = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(wide + self.verticalScrollBar().sizeHint().width(), px(60))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for room anew when the inside has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Split(QSplitter):
    """Two panes beside one another; the gap between them moves their border."""

    def __init__(self, left: QWidget, right: QWidget, left_width: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(px(GAP))
        self.addWidget(left)
        self.addWidget(right)
        self._left_width = px(left_width)
        self.share()
        self.setStretchFactor(1, 1)

    def share(self) -> None:
        """Give the left pane its width again, the right one what is left."""
        self.setSizes([self._left_width, max(px(600), self.width() - self._left_width - px(GAP))])

    def createHandle(self) -> QSplitterHandle:  # noqa: N802 - a name of Qt
        """Return the gap: it is felt by the mouse and not seen."""
        return _Gap(Qt.Orientation.Horizontal, self)


class _Gap(QSplitterHandle):
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Leave the ground as it is."""
