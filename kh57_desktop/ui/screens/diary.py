"""The diary of the exchange: every bundle that was sent or taken in on this PC."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.exchange import diary_rows
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.tables import Table
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import Block, Label, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Chip
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.ui.exchange.diary_rows import Line
    from kh57_desktop.ui.page import Frame


class DiaryPage(Page):
    """What went out and came in, with whom, and how far it has come."""

    name = "diary"

    def __init__(self, frame: Frame) -> None:
        said = vi("gói đã gửi và đã nhận trên máy này")
        super().__init__(frame, vi("Nhật ký trao đổi"), said)
        self._lines: tuple[Line, ...] = ()
        self._only: bool | None = None
        self.rows = KeptRows(diary_rows.columns(), lambda one: one.number)
        self.table = Table(self.rows)
        self.table.setAccessibleName(vi("Các gói đã gửi và đã nhận"))
        self.detail = Block(Tone.INFO, (12, 8))
        self._title, self._said = Label("", Role.STRONG, wrap=True), Label("", wrap=True)
        self.back = Button(vi("Quay lại"), key=shortcuts.cap("back"), icon="arrow_left")
        self._arrange()
        self.table.wandered.connect(self._show_line)
        self.back.clicked.connect(frame.go_back)
        self.commands = {"again": self._load, "back": frame.go_back}

    def opened(self, **_what: Any) -> None:
        """Read the diary anew."""
        self._load()

    def changed(self, changes: Changes) -> None:
        """Add what has just been taken in."""
        if self.isVisible() and changes:
            self._load()

    def fit(self, width: Width) -> None:
        """Leave out what the card below tells where room is short."""
        super().fit(width)
        self.table.show_columns(all_of_them=width is Width.WIDE)

    def first_focus(self) -> QWidget:
        """Go to the list, or to what fills it."""
        return self._exchange if self._stack.currentIndex() else self.table

    def _arrange(self) -> None:
        self.offer(self.back)
        head, group = across(gap=7), QButtonGroup(self)
        self._chips: dict[bool | None, Chip] = {}
        for only, words in ((None, vi("Tất cả")), (True, vi("Gửi")), (False, vi("Nhận"))):
            chip = self._chips[only] = Chip(words)
            group.addButton(chip)
            chip.clicked.connect(partial(self._narrow, only))
            head.addWidget(chip)
        self._chips[None].setChecked(True)
        head.addStretch(1)
        head.setContentsMargins(px(12), px(8), px(12), px(4))
        self._exchange = Button(vi("Trao đổi dữ liệu"), icon="arrow_swap", kind=PRIMARY)
        self._exchange.clicked.connect(lambda: self.frame.open("exchange"))
        words = vi("Gói gửi đi và gói nhận về sẽ hiện ở đây, kèm xác nhận của bên kia.")
        empty = Empty("history", vi("Chưa gửi hay nhận gói nào"), words, self._exchange)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty)
        self.detail.box.setSpacing(px(3))
        self.detail.add(self._title, self._said)
        self.detail.hide()
        block = Block(margins=(1, 1))
        block.add(head, self._stack)
        block.box.setStretch(1, 1)
        self.body.addWidget(block)
        self.body.addWidget(self.detail)
        self.body.setStretch(0, 1)

    def _load(self) -> None:
        job = partial(diary_rows.load, self.frame.office)
        self.frame.background.run(job, done=self._show, failed=self._fail)

    def _show(self, lines: tuple[Line, ...]) -> None:
        was_here = any(one.hasFocus() for one in (self.table, self._exchange))
        self._lines = lines
        self._narrow(self._only)
        if was_here:
            self.first_focus().setFocus()

    def _narrow(self, only: bool | None) -> None:  # noqa: FBT001 - sent, taken in, or both
        self._only = only
        shown = [one for one in self._lines if only is None or one.bundle.is_sent is only]
        self.rows.show(shown)
        self._stack.setCurrentIndex(0 if self._lines else 1)
        if shown and self.table.current_key is None:
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self._show_line(self.table.current_key)

    def _show_line(self, number: object) -> None:
        chosen = next((one for one in self.rows.held if one.number == number), None)
        self.detail.setVisible(chosen is not None)
        if chosen is not None:
            title, words = diary_rows.told(chosen)
            self._title.say(title)
            self._said.say(words)
            self.detail.setAccessibleName(f"{title} {words}")

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)
