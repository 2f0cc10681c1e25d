"""The left half of a page of records: filter, chips, table, and a foot that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Foot, Label, down
from kh57_desktop.ui.parts.buttons import Button
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from kh57_desktop.ui.lists.filters import FilterBar
    from kh57_desktop.ui.lists.rows import Rows

FOOT_HEIGHT = 28


class ListPane(QWidget):
    """A list with everything that belongs to it; says what to do when it is empty."""

    def __init__(
        self,
        rows: Rows[Any],
        bar: FilterBar,
        empty: Empty,
        row_height: int = theme.TWO_LINE_ROW,
    ) -> None:
        super().__init__()
        self.rows, self.bar, self.empty = rows, bar, empty
        self._in_all: int | None = None
        self.table = Table(rows, row_height)
        self.count = Label("", Role.BODY, Tone.SUB)
        self.sum = Label("", Role.STRONG, Tone.SUB)
        clear = Button(vi("Bỏ bộ lọc"), key="Esc")
        clear.clicked.connect(bar.clear)
        self._nothing_found = Empty("filter", vi("Không có dòng nào khớp bộ lọc"), "", clear)
        self._stack = QStackedWidget()
        for widget in (self.table, empty, self._nothing_found):
            self._stack.addWidget(widget)
        block = Block(margins=(1, 1))
        block.add(self._stack)
        block.stand_on(Foot(self.count, STRETCH, self.sum, height=FOOT_HEIGHT))
        whole = down(bar, block, gap=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        rows.total_changed.connect(self._tell)
        bar.into_list.connect(self.enter)

    def enter(self) -> None:
        """Go into the table, to its current row or its first."""
        if not self.table.currentIndex().isValid() and self.rows.total:
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self.table.setFocus()

    def take_focus(self) -> None:
        """Take the focus into the table, or to the button that stands in place of its rows."""
        shown = self._stack.currentWidget() or self.table
        buttons = shown.findChildren(Button) if shown is not self.table else []
        (buttons[0] if buttons else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def finds_nothing(self) -> bool:
        """Tell whether the filter leaves nothing of what there is."""
        return self._stack.currentWidget() is self._nothing_found

    def show_all_count(self, total: int, narrowed_by: str) -> None:
        """Say how many rows there are without the filter, and which filter it is."""
        self._in_all = total
        title = vi("Không có dòng nào khớp bộ lọc: {filter}").format(filter=narrowed_by)
        words = vi("Bỏ bộ lọc thì có {count} dòng.").format(count=formats.number(total))
        self._nothing_found.say(title, words)

    def _tell(self) -> None:
        total = self.rows.total
        self.count.say(vi("{count} dòng").format(count=formats.number(total)))
        if total:
            self._stack.setCurrentWidget(self.table)
        elif self.bar.is_narrowed and self._in_all != 0:
            self._stack.setCurrentWidget(self._nothing_found)
        else:
            self._stack.setCurrentWidget(self.empty)
