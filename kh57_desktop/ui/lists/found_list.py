"""What the search box finds, as a list: groups by kind, each record in two lines, commands last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListView, QStyle

from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.painted_list import HeldLines, LinePainter, PaintedList
from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kh57_desktop.ui.lists.painted_list import Index
    from kh57_desktop.ui.parts.marked import Span

HEAD_HEIGHT = 28


@dataclass(frozen=True, slots=True)
class Line:
    """A group's head, a record or a command."""

    title: str
    detail: str = ""
    icon: str = ""
    """Empty for the head of a group."""
    spans: tuple[Span, ...] = ()
    what: Any = None
    """What Enter opens."""
    key: str = ""
    tip: str = ""
    """The whole text behind the line, for its tooltip."""

    @property
    def is_head(self) -> bool:
        """Tell whether the line only names a group."""
        return not self.icon


class _Lines(HeldLines[Line]):
    """The lines of the list."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a line."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.ToolTipRole and line.tip:
            return line.tip
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (line.title, line.detail) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let nobody stand on the head of a group."""
        if self.lines[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FoundList(PaintedList):
    """Arrows go from record to record, Enter or a click opens."""

    wandered = Signal(object)
    """The `Line` that became the current one; None when there is none."""
    taken = Signal(object)
    """The `Line` that was opened."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = _Lines()
        self.setModel(self._lines)
        self.setItemDelegate(_FoundPainter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(vi("Kết quả tìm kiếm"))
        self.clicked.connect(lambda _at: self.take())
        self.activated.connect(lambda _at: self.take())

    @property
    def lines(self) -> list[Line]:
        """The lines that are shown."""
        return self._lines.lines

    @property
    def line(self) -> Line | None:
        """The current line."""
        return self._lines.line(self.currentIndex().row())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines and stand on the first."""
        self._lines.show_lines(lines)
        self.step(1)
        if self.line is None:
            self.wandered.emit(None)

    def step(self, by: int) -> None:
        """Go up or down, past the heads of groups."""
        row = self.currentIndex().row() + by
        while 0 <= row < len(self.lines) and self.lines[row].is_head:
            row += by
        if 0 <= row < len(self.lines):
            self.setCurrentIndex(self._lines.index(row))
            if row == 1 and self.lines[0].is_head:
                self.scrollToTop()

    def stand_on(self, row: int) -> None:
        """Make a line the current one."""
        self.setCurrentIndex(self._lines.index(row))
        self.scrollTo(self.currentIndex())

    def take(self) -> None:
        """Open the current line."""
        if self.line is not None:
            self.taken.emit(self.line)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's own name
        """Tell on which line one stands."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.wandered.emit(self.lines[current.row()])


class _FoundPainter(LinePainter):
    """Paints heads, records with their marked words, and commands with their keys."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        line = index.model().lines[index.row()]  # type: ignore[attr-defined]
        return QSize(px(100), px(HEAD_HEIGHT if line.is_head else theme.TWO_LINE_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        line: Line = index.model().lines[index.row()]  # type: ignore[attr-defined]
        colors, box = theme.colors(), QRectF(option.rect)
        if line.is_head:
            self._head(painter, box, line)
            return
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(colors.selection if on else colors.panel))
        painting.line(painter, box.left(), box.right(), box.bottom() - 1, colors.faint)
        if on:
            painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), QColor(colors.focus))
        ink = colors.primary if on else colors.sub
        picture = QRectF(box.x() + px(14), box.y(), px(20), box.height())
        icons.paint(painter, line.icon, picture, ink)
        inner = box.adjusted(px(43), 0, -px(12), 0)
        key = line.key or (vi("Enter") if on else "")
        if key:
            wide = painting.key_width(key)
            cap = QRectF(inner.right() - wide, inner.y(), wide, inner.height())
            painting.key_cap(painter, cap, key, colors.sub, colors.line)
            inner.setRight(inner.right() - wide - px(8))
        half = inner.height() / 2
        self._title(painter, QRectF(inner.x(), inner.y() + px(3), inner.width(), half - 2), line)
        below = QRectF(inner.x(), inner.y() + half - px(2), inner.width(), half - 1)
        painting.text(painter, below, line.detail, Role.SECOND, colors.sub)

    @staticmethod
    def _head(painter: QPainter, box: QRectF, line: Line) -> None:
        colors = theme.colors()
        painter.fillRect(box, QColor(colors.panel))
        inner = box.adjusted(px(14), px(3), -px(12), 0)
        painting.text(painter, inner, line.title, Role.LABEL, colors.sub)
        inner.setLeft(inner.x() + painting.width(line.title, Role.LABEL) + px(9))
        painting.text(painter, inner, line.detail, Role.SECOND, colors.sub)

    @staticmethod
    def _title(painter: QPainter, box: QRectF, line: Line) -> None:
        colors = theme.colors()
        for start, end in line.spans:
            left = box.x() + painting.width(line.title[:start], Role.BODY) - 1
            wide = painting.width(line.title[start:end], Role.BODY) + 1
            if left < box.right():
                ground = QRectF(left, box.y() + 1, min(wide, box.right() - left), box.height() - 2)
                painter.fillRect(ground, QColor(colors.found))
        painting.text(painter, box, line.title, Role.BODY, colors.text)
