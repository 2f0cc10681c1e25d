"""What both first pages are put together from: something to do, shares of a period, near days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import (
    STRETCH,
    BadgeLabel,
    Block,
    Icon,
    Label,
    Meter,
    Rule,
    across,
    clear_out,
    down,
)
from kh57_desktop.ui.parts.buttons import Link
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.home import Coming, Share
    from kh57_desktop.ui.look.painting import Badge
    from kh57_desktop.ui.parts.buttons import Button

BUTTON_WIDTH = 176
NEAR_DAYS = 7


class Todo(QWidget):
    """One thing to do: what, how urgent, why, and the button that does it."""

    def __init__(
        self,
        icon: tuple[str, Tone],
        title: str,
        badge: Badge | None,
        words: str,
        button: Button,
        *,
        other: Button | None = None,
    ) -> None:
        super().__init__()
        self.button, self.other = button, other
        upper = across(Elided(title, Role.STRONG), BadgeLabel(badge), STRETCH)
        lower = Elided(words, Role.SECOND, Tone.SUB)
        button.setFixedWidth(max(px(BUTTON_WIDTH), button.sizeHint().width()))
        told = down(STRETCH, upper, lower, STRETCH, gap=1)
        line = across(Icon(*icon), told, *([other] if other else []), button, gap=10)
        line.setStretch(1, 1)
        line.setContentsMargins(px(14), 0, px(10), 0)
        self.setLayout(line)
        self.setFixedHeight(px(57))
        self.setAccessibleName(f"{title}. {words}")


class TodoBlock(Block):
    """What waits, by urgency; each line has its button."""

    def __init__(self) -> None:
        super().__init__(margins=(0, 8))
        self.box.setSpacing(0)
        self._count = Label("", Role.SECOND, Tone.SUB)
        head = across(Label(vi("Việc cần làm"), Role.BLOCK), STRETCH, self._count)
        head.setContentsMargins(px(14), px(2), px(14), px(2))
        self._lines = down(gap=0)
        self.add(head, self._lines)
        self.todos: list[Todo] = []

    def show_todos(self, todos: Sequence[Todo]) -> None:
        """Show other things to do."""
        clear_out(self._lines)
        self.todos = list(todos)
        for place, todo in enumerate(todos):
            if place:
                self._lines.addWidget(Rule())
            self._lines.addWidget(todo)
        self._count.say(vi("{count} việc").format(count=len(todos)))
        if not todos:
            nothing = Label(vi("Không có việc nào chờ."), Role.BODY, Tone.SUB)
            nothing.setContentsMargins(px(14), px(6), px(14), px(6))
            self._lines.addWidget(nothing)


class SharesBlock(Block):
    """How far a period is, bar by bar; always with the numbers."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._note = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self._bars = down(gap=3)
        self.add(Label(title, Role.BLOCK), self._note, self._bars)

    def show_shares(self, note: str, shares: Sequence[Share]) -> None:
        """Show other bars."""
        self._note.say(note)
        clear_out(self._bars)
        for share in shares:
            self._bars.addWidget(_ShareLine(share))
        if not shares:
            self._bars.addWidget(Label(vi("Chưa đủ dữ liệu"), Role.BODY, Tone.SUB))


class _ShareLine(QWidget):
    def __init__(self, share: Share) -> None:
        super().__init__()
        words = f"{formats.number(share.done)}/{formats.number(share.whole)}"
        bar = Meter()
        part = share.done / share.whole if share.whole else 0.0
        bar.show_share(part, Tone.INFO if share.done == share.whole else Tone.WARN)
        top = across(Label(share.label), STRETCH, Label(words, Role.STRONG))
        self.setLayout(down(top, bar, gap=1))
        self.setAccessibleName(f"{share.label}: {words}")


class ComingBlock(Block):
    """The nearest days: deadlines, ends of periods, days to mark."""

    def __init__(self) -> None:
        super().__init__()
        self._days = down(gap=2)
        self.add(Label(vi("Sắp tới"), Role.BLOCK), self._days)

    def show_days(self, days: Sequence[Coming]) -> None:
        """Show other days."""
        clear_out(self._days)
        for coming in days:
            day = Label(short_day(coming.day), Role.STRONG)
            day.setFixedWidth(px(50))
            left = vi("còn {days} ngày").format(days=coming.days_left)
            tone = Tone.WARN if coming.days_left <= NEAR_DAYS else Tone.SUB
            line = QWidget()
            row = across(day, Elided(coming.label), STRETCH, Label(left, Role.SECOND, tone))
            line.setLayout(row)
            line.setAccessibleName(f"{coming.label}, {formats.day(coming.day)}, {left}")
            self._days.addWidget(line)


class RecentBlock(Block):
    """The last records, each a step away."""

    opened = Signal(str, object)
    """The kind and the id of a record."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = down(gap=0)
        self.add(Label(vi("Ghi gần đây"), Role.BLOCK), self._lines)

    def show_records(self, records: Sequence[Shown]) -> None:
        """Show other records."""
        clear_out(self._lines)
        for record in records:
            self._lines.addWidget(self._line(record))
        self.setVisible(bool(records))

    def _line(self, record: Shown) -> QWidget:
        kind = KINDS[record.kind]
        day = record[kind.dated_by]
        when = Label(short_day(day) if isinstance(day, dt.date) else "", Role.SECOND, Tone.SUB)
        when.setFixedWidth(px(42))
        link = Link(str(record[kind.shown_by] or kind.noun))
        link.clicked.connect(lambda: self.opened.emit(record.kind, record.id))
        line = QWidget()
        line.setLayout(across(when, link, STRETCH))
        return line


def short_day(day: dt.date) -> str:
    """Return a day as lists show it: 09/6."""
    return f"{day.day:02}/{day.month}"


def weekday_title(day: dt.date) -> str:
    """Return the title of a first page: Thứ Ba, 16/6/2026."""
    name = formats.weekday(day)
    return f"{name[:1].upper()}{name[1:]}, {day.day}/{day.month}/{day.year}"
