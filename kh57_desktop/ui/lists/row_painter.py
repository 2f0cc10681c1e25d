"""How the rows and the head of a table are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px

if TYPE_CHECKING:
    from kh57_desktop.ui.lists.rows import Column, Rows
    from kh57_desktop.ui.look.painting import Mark

ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


MARK_WIDTH = 24


class RowPainter(QStyledItemDelegate):
    """Paints a cell: one or two lines, or a badge; ground and ring of the current row."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        rows = cast("Rows[Any]", index.model())
        colors, box = theme.colors(), QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, QColor(colors.selection if selected else colors.panel))
        painting.line(painter, box.left(), box.right(), box.bottom() - 1, colors.faint)
        row = rows.row(index.row())
        if row is not None:
            self._cell(painter, box, rows.columns[index.column()], row, selected=selected)
        if selected and index.column() == self._table.currentIndex().column():
            painting.ring(painter, box)

    def _cell(
        self, painter: QPainter, box: QRectF, column: Column[Any], row: object, *, selected: bool
    ) -> None:
        colors = theme.colors()
        inner = box.adjusted(px(9), 0, -px(7), 0)
        if column.badge is not None and (badge := column.badge(row)) is not None:
            painting.badge(painter, inner, badge)
            return
        strong = column.strong or (selected and column.second is not None)
        role = Role.STRONG if strong else Role.BODY
        ink = colors.ink(column.tone(row) if column.tone else Tone.PLAIN)
        if column.mark is not None and (mark := column.mark(row)) is not None:
            inner.setLeft(_paint_mark(painter, box, inner, mark))
            ink = colors.ink(mark.tone) if mark.fills else ink
        if column.second is None:
            words = column.words(row)
            painting.text(painter, inner, words, role, ink, align=ALIGN[column.align])
            return
        line = box.height() / 2 - px(2)
        upper = QRectF(inner.x(), box.y() + px(3), inner.width(), line)
        lower = QRectF(inner.x(), box.y() + line, inner.width(), line)
        painting.text(painter, upper, column.words(row), role, ink)
        painting.text(painter, lower, column.second(row), Role.SECOND, colors.sub)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the room a cell needs to show everything."""
        rows = cast("Rows[Any]", index.model())
        row, column = rows.row(index.row()), rows.columns[index.column()]
        if row is None:
            return super().sizeHint(option, index)
        wide = painting.width(column.words(row), Role.STRONG if column.strong else Role.BODY)
        if column.second is not None:
            wide = max(wide, painting.width(column.second(row), Role.SECOND))
        if column.badge is not None and (badge := column.badge(row)) is not None:
            wide = painting.badge_width(badge)
        if column.mark is not None and column.mark(row) is not None:
            wide += px(MARK_WIDTH)
        return QSize(wide + px(16), self._table.verticalHeader().defaultSectionSize())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the whole text of a cell that is elided."""
        if index.isValid() and self.sizeHint(option, index).width() <= option.rect.width():
            return False  # nothing is elided: a tooltip would only be in the way
        return super().helpEvent(event, view, option, index)


def _paint_mark(painter: QPainter, box: QRectF, inner: QRectF, mark: Mark) -> float:
    """Paint a mark at the left of a cell and return where the words begin."""
    colors = theme.colors()
    if mark.fills:
        ground = box.adjusted(0, 0, 0, -1)
        painter.fillRect(ground, QColor(colors.ground(mark.tone)))
    place = QRectF(inner.x(), inner.y(), px(16), inner.height())
    icons.paint(painter, mark.icon, place, colors.ink(mark.tone))
    return inner.x() + px(MARK_WIDTH)


class Head(QHeaderView):
    """The fixed head of a table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(px(20))
        self.setFixedHeight(px(theme.HEAD_HEIGHT))
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Paint the name of a column."""
        colors, box = theme.colors(), QRectF(rect)
        rows = cast("Rows[Any]", self.model())
        painter.fillRect(box, QColor(colors.head))
        painting.line(painter, box.left(), box.right(), box.bottom() - 1, colors.line)
        if section + 1 < self.count():
            edge = QRectF(box.right() - 1, box.top(), 1, box.height())
            painter.fillRect(edge, QColor(colors.faint))
        inner = box.adjusted(px(9), 0, -px(7), 0)
        column = rows.columns[section]
        align = ALIGN[column.align]
        painting.text(painter, inner, column.label, Role.LABEL, colors.sub, align=align)

    def paintEvent(self, event: Any) -> None:
        """Paint the ground behind the last column too."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.colors().head))
        painting.line(painter, 0, self.width(), self.height() - 1, theme.colors().line)
        painter.end()
        super().paintEvent(event)
