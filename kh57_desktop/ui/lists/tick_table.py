"""A table whose rows are ticked: Space or a click on the tick for one, Ctrl+A for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal

from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look.painting import Mark
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from kh57_desktop.ui.lists.rows import Index

R = TypeVar("R")
TICK_WIDTH = 38


class TickTable(Table):
    """Says which row is to be ticked or not; whose tick it is, its owner knows."""

    ticked = Signal(object)
    """The id of a row."""
    all_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, all with Ctrl+A."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Space and self.current_key is not None:
            self.ticked.emit(self.current_key)
        elif event.key() == Qt.Key.Key_A and control:
            self.all_asked.emit()
        else:
            super().keyPressEvent(event)

    def _click(self, index: Index) -> None:
        """Tick with a click in the first column, open with one elsewhere."""
        if index.column() == 0:
            self.ticked.emit(self._rows.key_at(index.row()))
        else:
            super()._click(index)


def tick_column(is_ticked: Callable[[R], bool]) -> Column[R]:
    """Return the first column of such a table."""
    on = Mark("checkmark", Tone.PRIMARY, vi("đã chọn"))
    off = Mark("circle", Tone.SUB, vi("chưa chọn"))
    return Column("", lambda _row: "", TICK_WIDTH, mark=lambda row: on if is_ticked(row) else off)
