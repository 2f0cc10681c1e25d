"""Lists of which every line is painted whole: the lines they hold, and how they look and move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate

from kh57_desktop.ui.parts.blocks import ScrollBar

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
L = TypeVar("L")


class HeldLines(QAbstractListModel, Generic[L]):
    """Lines that are in hand already; what one of them says is told by the list's own model."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[L] = []

    def show_lines(self, lines: Sequence[L]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> L | None:
        """Return a line by its place; None where there is none."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)


class LinePainter(QStyledItemDelegate):
    """Paints a line, knowing the list it stands in."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view


class PaintedList(QListView):
    """A list without a frame and without scrolling sideways."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))

    def wrap(self, flow: QListView.Flow) -> None:
        """Let the lines, all of one size, stand in columns or rows and fill the room there is."""
        self.setFlow(flow)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMovement(QListView.Movement.Static)
        self.setTabKeyNavigation(False)
        self.viewport().setAutoFillBackground(False)
