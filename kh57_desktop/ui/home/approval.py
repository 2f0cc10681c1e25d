"""What waits for the head of the unit: the complete records of the period, ticked, one key."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.home.parts import short_day
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.lists.tick_table import TickTable, tick_column
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.parts.blocks import STRETCH, BadgeLabel, Block, Label, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.domain.periods import Period

DENSE_ROW = 26
LINES = {Width.WIDE: 4, Width.MIDDLE: 2, Width.NARROW: 0}
"""How many records are seen at once; where there is no room for any, the button alone stays."""


class ApprovalBlock(Block):
    """The records that wait; all are ticked until one is taken out, Ctrl+Enter approves."""

    asked = Signal(object)
    """The (kind, id) of the records that are to be approved."""
    opened = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(margins=(1, 8))
        self.ready: tuple[Shown, ...] = ()
        self._off = set[int]()
        self._lines = LINES[Width.WIDE]
        self._badge = BadgeLabel()
        self._told = Label(vi("Đã duyệt mới tính vào số liệu."), Role.SECOND, Tone.SUB)
        self.button = Button("", key=shortcuts.cap("finish"), kind=PRIMARY)
        self.rows: KeptRows[Shown] = KeptRows(_columns(self._is_ticked), lambda one: one.id)
        self.table = TickTable(self.rows, DENSE_ROW)
        self.table.setAccessibleName(vi("Bản ghi chờ duyệt"))
        title = Label(vi("Chờ duyệt"), Role.BLOCK)
        head = across(title, self._badge, self._told, STRETCH, self.button)
        head.setContentsMargins(px(14), 0, px(10), 0)
        self.add(head, self.table)
        self.button.clicked.connect(self.approve)
        self.table.ticked.connect(self._turn)
        self.table.all_asked.connect(self._turn_all)
        self.table.opened.connect(self._open)
        self.hide()

    def show_ready(self, ready: Sequence[Shown], period: Period) -> None:
        """Show what is complete and not approved; ticks that were taken away stay away."""
        self.ready = tuple(ready)
        self._off &= {one.id for one in self.ready}
        self.rows.show(self.ready)
        self._badge.show_badge(Badge(period.label, Tone.INFO))
        self._count()
        self._fit()

    def fit(self, width: Width) -> None:
        """Show as many lines as the window has room for."""
        self._lines = LINES[width]
        self._told.setVisible(width is Width.WIDE)
        self._fit()

    def approve(self) -> None:
        """Ask that the ticked records be approved."""
        chosen = [(one.kind, one.id) for one in self.ready if self._is_ticked(one)]
        if chosen:
            self.asked.emit(tuple(chosen))

    def _fit(self) -> None:
        lines = min(self._lines, max(1, len(self.ready)))
        self.table.setFixedHeight(px(theme.HEAD_HEIGHT) + lines * px(DENSE_ROW) + 2)
        self.table.setVisible(bool(self._lines))
        if self.parentWidget() is not None:
            self.setVisible(bool(self.ready))

    def _count(self) -> None:
        count = sum(self._is_ticked(one) for one in self.ready)
        self.button.say(vi("Duyệt {count}").format(count=formats.number(count)))
        self.button.setEnabled(bool(count))

    def _is_ticked(self, record: Shown) -> bool:
        return record.id not in self._off

    def _turn(self, key: object) -> None:
        if isinstance(key, int):
            self._off ^= {key}
            self.table.viewport().update()
            self._count()

    def _turn_all(self) -> None:
        """Tick everything; nothing where everything is ticked."""
        self._off = set() if self._off else {one.id for one in self.ready}
        self.table.viewport().update()
        self._count()

    def _open(self, key: object) -> None:
        found = next((one for one in self.ready if one.id == key), None)
        if found is not None:
            self.opened.emit(found.kind, found.id)


def _columns(is_ticked: Callable[[Shown], bool]) -> tuple[Column[Shown], ...]:
    return (
        tick_column(is_ticked),
        Column(vi("Ngày"), _day, 58),
        Column(vi("Bản ghi đủ, chờ duyệt"), _title),
        Column(vi("Loại"), lambda one: KINDS[one.kind].noun, 170, always=False),
    )


def _day(record: Shown) -> str:
    dated = KINDS[record.kind].dated_by
    day = record[dated] if dated else None
    return short_day(day) if isinstance(day, dt.date) else ""


def _title(record: Shown) -> str:
    return str(record[KINDS[record.kind].shown_by] or KINDS[record.kind].noun)
