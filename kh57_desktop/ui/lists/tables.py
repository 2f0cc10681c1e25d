"""A table of records: Enter opens, the current row is kept by its id, cells are copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.row_painter import Head, RowPainter
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.parts.blocks import ScrollBar

if TYPE_CHECKING:
    from kh57_desktop.ui.lists.rows import Index, Rows


class Table(QTableView):
    """Shows `Rows`: the row on the selection ground, the current cell in the ring."""

    opened = Signal(object)
    """The id of the row on which Enter or a click fell."""
    wandered = Signal(object)
    """The id of the row that became the current one."""

    def __init__(self, rows: Rows[Any], row_height: int = theme.TWO_LINE_ROW) -> None:
        super().__init__()
        self._rows, self._current, self._is_awaited = rows, None, False
        self.setModel(rows)
        heads = ", ".join(column.label for column in rows.columns if column.label)
        self.setAccessibleName(vi("Bảng: {heads}").format(heads=heads))
        self.setItemDelegate(RowPainter(self))
        self.setHorizontalHeader(Head(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(px(row_height))
        self.clicked.connect(self._click)
        rows.layoutChanged.connect(self._find_again)
        rows.dataChanged.connect(self._find_again)

    _current: int | None

    @property
    def current_key(self) -> int | None:
        """The id of the current row."""
        return self._rows.key_at(self.currentIndex().row())

    def select_key(self, key: int | None) -> None:
        """Make the row with this id the current one, now or as soon as it is held; None: no row."""
        self._current, self._is_awaited = key, False
        self._find_again()

    def show_columns(self, *, all_of_them: bool) -> None:
        """Show all columns, or those alone that stay in narrow windows."""
        for place, column in enumerate(self._rows.columns):
            self.setColumnHidden(place, not (all_of_them or column.always))
        self._spread()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Remember the row by its id; a row that is not held yet as soon as it is."""
        super().currentChanged(current, previous)
        self._is_awaited = current.isValid()
        self._take_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, copy cells with their heads with Ctrl+C."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and not control:
            self._open(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_C and control:
            QGuiApplication.clipboard().setText(self.as_text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the row one comes to: Qt makes it the current one alone."""
        super().focusInEvent(event)
        here = self.currentIndex()
        if here.isValid() and not self.selectionModel().isSelected(here):
            self.setCurrentIndex(here)

    def as_text(self) -> str:
        """Return the heads and the selected rows, cells parted by tabs."""
        places = [n for n in range(len(self._rows.columns)) if not self.isColumnHidden(n)]
        lines = ["\t".join(self._rows.columns[n].label for n in places)]
        for at in self.selectionModel().selectedRows():
            row = self._rows.row(at.row())
            if row is not None:
                lines.append("\t".join(self._rows.columns[n].words(row) for n in places))
        return "\n".join(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the column without a width take what is left."""
        super().resizeEvent(event)
        self._spread()

    def _click(self, index: Index) -> None:
        self._open(index.row())

    def _open(self, row: int) -> None:
        key = self._rows.key_at(row)
        if key is not None:
            self.opened.emit(key)

    def _take_current(self) -> None:
        key = self._rows.key_at(self.currentIndex().row()) if self._is_awaited else None
        if key is None:
            return
        self._is_awaited = False
        if key != self._current:
            self._current = key
            self.wandered.emit(key)

    def _find_again(self) -> None:
        """Follow the current row to its new place; gone from the list, it leaves none behind."""
        self._take_current()
        here = self.currentIndex()
        sought = None if self._is_awaited else self._current
        row = self._rows.row_of(sought) if sought is not None else -1
        if row >= 0 and row != here.row():
            self.setCurrentIndex(self._rows.index(row, max(0, here.column())))
        elif row < 0 and here.isValid() and not self._may_stand(here.row()):
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        self.viewport().update()

    def _may_stand(self, row: int) -> bool:
        """Tell whether a row may yet prove to be the current one: it is not held now."""
        wanted = self._current is not None or self._is_awaited
        return wanted and row < self._rows.total and self._rows.key_at(row) is None

    def _spread(self) -> None:
        places = [n for n in range(len(self._rows.columns)) if not self.isColumnHidden(n)]
        fixed = sum(px(self._rows.columns[n].width) for n in places)
        free = [n for n in places if not self._rows.columns[n].width]
        for n in places:
            width = px(self._rows.columns[n].width)
            left = max(px(80), (self.viewport().width() - fixed) // max(1, len(free)))
            self.setColumnWidth(n, width or left)
