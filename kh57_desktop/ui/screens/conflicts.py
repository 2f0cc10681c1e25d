"""Conflicts: one key decides between two values and goes on to the next (SCREENS 08)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.domain.periods import Period
from kh57_desktop.i18n import vi
from kh57_desktop.ui import record_pages
from kh57_desktop.ui.conflicts import cards as conflict_cards
from kh57_desktop.ui.conflicts import queue as conflict_queue
from kh57_desktop.ui.conflicts.dispute_view import DisputeView
from kh57_desktop.ui.conflicts.queue import Queue
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Foot, Label, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kh57_desktop.domain.edits import Changes, ConflictCard, Value
    from kh57_desktop.ui.conflicts.queue import Decided, Disputed, Waiting
    from kh57_desktop.ui.page import Frame

QUEUE = {Width.WIDE: 282, Width.MIDDLE: 250, Width.NARROW: 200}
LATER, BOTH, ANOTHER = 0, 3, 4


class ConflictsPage(Page):
    """The queue of records at the left, the values of one of them at the right."""

    name = "conflicts"

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, vi("Xung đột cần quyết định"))
        self._waiting: Waiting | None = None
        self._decided = 0
        self.rows = KeptRows(conflict_queue.columns(), lambda one: one.number)
        self.queue = Queue(self.rows, 48)
        self.queue.setAccessibleName(vi("Chờ quyết định"))
        self.view = DisputeView(frame.today)
        self._arrange()
        self._listen()

    def opened(self, **_what: Any) -> None:
        """Show what waits."""
        at_office = self.frame.office.desk.post.is_office
        ours = vi("giữa các máy của đơn vị; một phím quyết định và sang ô kế tiếp")
        self.subtitle.say(vi("đơn vị tự chọn; xã chỉ xem và trả lại") if at_office else ours)
        self._load()

    def changed(self, changes: Changes) -> None:
        """Fetch the queue again when a record in it may have changed."""
        if self.isVisible() and changes:
            self._load()

    def fit(self, width: Width) -> None:
        """Give the queue what the window has room for."""
        self._left.setFixedWidth(px(QUEUE[width]))
        self.subtitle.setVisible(width is Width.WIDE)
        self.view.answers.narrow(is_narrow=width is not Width.WIDE)

    def first_focus(self) -> QWidget:
        """Go to the queue: from there the digits decide."""
        return self.queue if self.rows.total else self.back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide with a digit, unless something is being typed."""
        digit = event.key() - Qt.Key.Key_0
        if not LATER <= digit <= ANOTHER or self.view.is_asking:
            super().keyPressEvent(event)
        elif digit == LATER:
            self.view.go_on()
        elif digit == BOTH:
            self.view.keep_both()
        elif digit == ANOTHER:
            self.view.type_another()
        else:
            self.keep(digit - 1)

    def keep(self, place: int) -> None:
        """Decide for a side; for every card alike when that is ticked."""
        card = self.view.card
        if card is None or not card.is_ours:
            return
        cards = self._ours() if self.view.alike.isChecked() else (card,)
        self._decide([(one.id, _side(one, place)) for one in cards])

    def _arrange(self) -> None:
        self._left = Block(margins=(1, 1))
        self._count = Label("", Role.LABEL, Tone.WARN)
        head = across(Label(vi("Chờ quyết định"), Role.BLOCK), STRETCH, self._count)
        head.setContentsMargins(px(13), px(8), px(13), px(4))
        self._today = Label("", Role.SECOND, Tone.SUB)
        self.queue.horizontalHeader().hide()
        self._left.add(head, self.queue)
        self._left.stand_on(Foot(self._today, STRETCH, height=30))
        both = across(self._left, self.view, gap=10)
        both.setStretch(1, 1)
        shown = QWidget()
        shown.setLayout(both)
        self.back = Button(vi("Về Trao đổi"), icon="arrow_swap", kind=PRIMARY)
        words = vi("Ô hai máy sửa khác nhau hiện ở đây; sửa không trùng nhau thì tự gộp.")
        title = vi("Không có gì phải quyết định")
        empty = Block()
        empty.add(Empty("checkmark_circle", title, words, self.back))
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(shown)
        self.body.addWidget(self._stack)

    def _listen(self) -> None:
        view = self.view
        self.queue.wandered.connect(self._show)
        self.queue.opened.connect(lambda _key: view.answers.first.setFocus())
        self.back.clicked.connect(lambda: self.frame.open("exchange"))
        view.chosen.connect(self.keep)
        view.typed.connect(self._settle)
        view.joined.connect(self._settle)
        view.returned.connect(self._return)
        view.passed.connect(self._next_record)
        view.open_asked.connect(self._open)
        for line in (view.typed_line, view.note_line):
            line.closed.connect(self.queue.setFocus)
        self.commands = {
            "all_alike": view.alike.toggle,
            "open": self._open,
            "next_waiting": view.go_on,
            "finish": view.finish,
        }

    def _load(self) -> None:
        job = partial(conflict_queue.load, self.frame.office)
        self.frame.background.run(job, done=self._show_waiting, failed=self._fail)

    def _show_waiting(self, waiting: Waiting) -> None:
        self._waiting = waiting
        count = sum(len(one.cards) for one in waiting.disputed)
        here = self.queue.currentIndex().row()
        self.rows.show(waiting.disputed)
        self._stack.setCurrentIndex(1 if waiting.disputed else 0)
        self._count.say(formats.number(len(waiting.disputed)))
        self.view.alike.setText(vi("Làm như vậy cho tất cả ({n} ô)").format(n=len(self._ours())))
        self.frame.show_count("exchange", count)
        if waiting.disputed:
            row = max(0, min(here, len(waiting.disputed) - 1))
            self.queue.setCurrentIndex(self.rows.index(row, 0))
            self._show(self.queue.current_key)

    def _current(self) -> Disputed | None:
        key = self.queue.current_key
        return next((one for one in self.rows.held if one.number == key), None)

    def _show(self, _key: object) -> None:
        disputed = self._current()
        if disputed is not None and self._waiting is not None:
            self.view.show_disputed(disputed, self._waiting.names)

    def _ours(self) -> tuple[ConflictCard, ...]:
        return tuple(card for one in self.rows.held for card in one.cards if card.is_ours)

    def _settle(self, value: Value) -> None:
        if self.view.card is not None:
            self._decide([(self.view.card.id, value)])

    def _decide(self, choices: list[tuple[str, Value]]) -> None:
        self.view.alike.setChecked(False)
        job = partial(conflict_queue.decide, self.frame.office.exchange, choices)
        self.frame.background.run(job, done=self._tell, failed=self._fail)

    def _tell(self, decided: Decided) -> None:
        self._decided += decided.count
        self._today.say(vi("Đã quyết định lần này: {n}").format(n=self._decided))
        undo = partial(self._undo, decided.count)
        words = vi("Đã quyết định {n} ô.").format(n=decided.count)
        self.frame.done_line.tell(words, undo)

    def _undo(self, count: int) -> None:
        self._decided -= count
        job = partial(conflict_queue.undo, self.frame.office.history, count)
        self.frame.background.run(job, failed=self._fail)

    def _next_record(self) -> None:
        row = self.queue.currentIndex().row() + 1
        self.queue.setCurrentIndex(self.rows.index(row if row < self.rows.total else 0, 0))

    def _open(self) -> None:
        disputed = self._current()
        if disputed is not None:
            record_pages.open_record(self.frame, disputed.kind, disputed.record)

    def _return(self, note: str) -> None:
        disputed, card = self._current(), self.view.card
        if disputed is None or card is None:
            return
        period = disputed.period or self.frame.period or Period.of_day(self.frame.today())
        give_back = self.frame.office.periods.give_back
        place = (disputed.kind, disputed.record)
        job = partial(give_back, card.unit, period, note, place, card.field)
        words = vi("Đã ghi ý kiến trả lại; đơn vị nhận được khi xã gửi gói.")
        self.frame.background.run(
            job, done=lambda _changes: self.frame.done_line.tell(words), failed=self._fail
        )

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)


def _side(card: ConflictCard, place: int) -> Value:
    sides = conflict_cards.ordered(card)
    return sides[min(place, len(sides) - 1)].value
