"""The box that opens over a cell of a spreadsheet so that it can be typed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, px

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QTableView

LEAST_WIDTH = 190


class CellEditor(QLineEdit):
    """Enter keeps what is typed, Esc leaves the cell as it was."""

    written = Signal(str)
    """What was typed in place of what the cell said."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table.viewport())
        self._table = table
        self.setFont(theme.font(Role.BODY))
        self.setTextMargins(px(6), 0, px(4), 0)
        self.hide()

    def begin(self, cell: QRect, heading: str, text: str) -> None:
        """Open over a cell with what stands in it."""
        room = self._table.viewport().rect()
        wide = min(max(cell.width(), px(LEAST_WIDTH)), room.width())
        left = min(cell.left(), room.width() - wide)
        self.setGeometry(left, cell.top(), wide, cell.height())
        self.setAccessibleName(vi("Sửa ô {heading}").format(heading=heading))
        self.setText(text)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def finish(self) -> bool:
        """Close and hand over what was typed; False when nothing was."""
        if self.isHidden():
            return False
        is_written = self.isModified()
        self._leave()
        if is_written:
            self.written.emit(self.text().strip())
        return is_written

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep with Enter, leave with Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed when the officer goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def _leave(self) -> None:
        had_focus = self.hasFocus()
        self.hide()
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
