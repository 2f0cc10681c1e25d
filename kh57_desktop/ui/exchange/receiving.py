"""The card that receives: what lies on drives and in folders, and what one bundle would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.exchange import bundles
from kh57_desktop.ui.lists.kept_rows import KeptRows
from kh57_desktop.ui.lists.tick_table import TickTable
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import Card, clear
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Foot, Icon, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, QUIET, Button
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kh57_desktop.ui.exchange.bundles import Found, TakenIn


class ReceiveCard(Block):
    """Bundles to be taken in, each looked into before anything is written."""

    choose = Signal()
    again = Signal()
    asked = Signal()

    def __init__(self, title: str, sender: Callable[[str], str]) -> None:
        super().__init__(margins=(1, 1))
        self._sender, self._off = sender, set[int]()
        self.found: tuple[Found, ...] = ()
        self.rows = KeptRows(
            bundles.columns(self._is_ticked, self._named), lambda found: found.number
        )
        self.table = TickTable(self.rows)
        self.table.setAccessibleName(vi("Gói tìm thấy"))
        self.preview = PreviewCard()
        self.button = Button("", key=shortcuts.cap("accept"), kind=PRIMARY)
        self._sum = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self._arrange(title)
        self.table.wandered.connect(self._show_preview)
        self.table.ticked.connect(self._turn)
        self.table.all_asked.connect(self._turn_all)
        self.button.clicked.connect(self.asked)
        self.show_found(())

    def first_focus(self) -> QWidget:
        """Return where the keyboard begins: the list, or what fills it."""
        return self.table if self.found else self._first

    def show_found(self, found: Sequence[Found]) -> None:
        """Show what was found; ticks that were taken away stay away."""
        self.found = tuple(found)
        self.rows.show(self.found)
        was_here = any(widget.hasFocus() for widget in (self.table, self._first))
        self._stack.setCurrentIndex(0 if found else 1)
        if was_here:
            self.first_focus().setFocus()
        if found and self.table.current_key is None:
            self.table.setCurrentIndex(self.rows.index(0, 1))
        self._show_preview(self.table.current_key)
        self._count()

    def go_to(self, number: int | None) -> None:
        """Go to a bundle of the list and show what it would change."""
        self.table.select_key(number)
        self._show_preview(self.table.current_key)
        self.table.setFocus()

    def paths(self) -> tuple[Path, ...]:
        """Return the files that are ticked."""
        return tuple(dict.fromkeys(one.path for one in self.found if self._is_ticked(one)))

    def narrow(self, *, is_narrow: bool) -> None:
        """Drop the columns that a narrow window has no room for."""
        self.table.show_columns(all_of_them=not is_narrow)

    def _arrange(self, title: str) -> None:
        pick = Button(vi("Chọn tệp…"), key=shortcuts.cap("choose_file"), icon="folder", kind=QUIET)
        again = Button(vi("Tìm lại"), key=shortcuts.cap("again"), kind=QUIET)
        head = across(
            Icon("arrow_download", Tone.SUB), Label(title, Role.BLOCK), STRETCH, again, pick
        )
        head.setContentsMargins(px(14), px(6), px(8), 0)
        self._first = Button(
            vi("Chọn tệp…"), key=shortcuts.cap("choose_file"), icon="folder", kind=PRIMARY
        )
        other = Button(vi("Tìm lại"), key=shortcuts.cap("again"), icon="arrow_sync")
        words = vi("Gói .kh57 trên USB, trong Tải xuống và thư mục đã chọn hiện ra ở đây.")
        empty = Empty("usb_stick", vi("Cắm USB hoặc kéo tệp vào đây"), words, self._first, other)
        for button in (pick, self._first):
            button.clicked.connect(self.choose)
        for button in (again, other):
            button.clicked.connect(self.again)
        self._stack = QStackedWidget()
        for widget in (self.table, empty):
            self._stack.addWidget(widget)
        self.table.setMinimumHeight(px(theme.HEAD_HEIGHT + theme.TWO_LINE_ROW))
        holder = QWidget()
        below = down(self.preview)
        below.setContentsMargins(px(12), 0, px(12), px(8))
        holder.setLayout(below)
        self.box.setSpacing(px(6))
        self.add(head, self._stack, holder)
        self.box.setStretch(1, 1)
        foot = across(self._sum, self.button)
        foot.setStretch(0, 1)
        self.stand_on(Foot(foot))

    def _named(self, found: Found) -> str:
        if found.preview is None:
            return vi("Chưa rõ nơi gửi")
        return self._sender(found.preview.sender)

    def _is_ticked(self, found: Found) -> bool:
        return found.can_be_taken and found.number not in self._off

    def _of(self, key: object) -> Found | None:
        return next((one for one in self.found if one.number == key), None)

    def _turn(self, key: object) -> None:
        found = self._of(key)
        if found is None or not found.can_be_taken:
            return
        # a file with several bundles is taken in whole
        same = {one.number for one in self.found if one.path == found.path}
        self._off = self._off - same if found.number in self._off else self._off | same
        self.table.viewport().update()
        self._count()

    def _turn_all(self) -> None:
        """Tick everything that can be taken in; nothing where everything is ticked."""
        takable = {one.number for one in self.found if one.can_be_taken}
        self._off = self._off - takable if self._off & takable else self._off | takable
        self.table.viewport().update()
        self._count()

    def _show_preview(self, key: object) -> None:
        found = self._of(key)
        self.preview.setVisible(found is not None)
        if found is not None:
            self.preview.show_found(found, self._named(found))

    def _count(self) -> None:
        ticked = [one for one in self.found if self._is_ticked(one)]
        count = len(self.paths())
        self.button.say(vi("Nhập {n} gói").format(n=count))
        self.button.setEnabled(bool(count))
        said = bundles.sums(ticked)
        self._sum.say(vi("Nhập {n} gói: {sums}.").format(n=count, sums=said) if said else "")


class PreviewCard(Block):
    """What the selected bundle would change; nothing is written yet."""

    def __init__(self) -> None:
        super().__init__(Tone.INFO, (12, 8))
        self._title = Label("", Role.STRONG, wrap=True)
        self._note = Label(vi("chưa ghi gì vào máy"), Role.SECOND, Tone.SUB)
        self._lines = Label("", Role.SECOND, wrap=True)
        self.box.setSpacing(px(3))
        head = across(self._title, self._note)
        head.setStretch(0, 1)
        self.add(head, self._lines)

    def show_found(self, found: Found, sender: str) -> None:
        """Show what a bundle would change, or why it cannot be opened."""
        preview = found.preview
        self.show_tone(Tone.INFO if preview else Tone.ERR)
        day = bundles.packed_on(found.name)
        dated, named = vi("Xem trước gói {day}, {sender}"), vi("Xem trước gói của {sender}")
        words = (dated if day else named).format(day=day, sender=sender)
        if preview is not None:
            self._title.say(words)
            self._lines.say("\n".join(bundles.described(preview)))
        elif found.fault is not None:
            said = found.fault
            self._title.say(said.happened)
            self._lines.say(f"{said.data_state} {said.remedy} {said.code}")
        self.setAccessibleName(f"{self._title.text()} {self._lines.text()}")


MOST_CARDS = 3
"""Troubles told in full; an old stick may hold dozens."""


class TroubleCards(QWidget):
    """A card for each bundle that is damaged or waits for another, with words for its sender."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__()
        self._tell = tell
        self._box = down(gap=theme.BLOCK_GAP)
        self.setLayout(self._box)

    def show_found(self, found: Sequence[Found], named: Callable[[str], str]) -> None:
        """Show what keeps bundles from being taken in whole."""
        clear(self._box)
        cards = [card for one in found if (card := self._card(one, named)) is not None]
        for card in cards[:MOST_CARDS]:
            self._box.addWidget(card)
        for card in cards[MOST_CARDS:]:
            card.deleteLater()
        if len(cards) > MOST_CARDS:
            more = vi("Còn {n} gói khác không nhập trọn được; chọn từng gói để xem lý do.")
            self._box.addWidget(Card(Tone.WARN, more.format(n=len(cards) - MOST_CARDS)))
        self.setVisible(bool(self._box.count()))

    def _card(self, found: Found, named: Callable[[str], str]) -> Card | None:
        said, preview = found.fault, found.preview
        if said is not None and said.code == NoSuchRecord.code:
            return None  # nobody could send anew what only was moved away here
        if said is not None:
            card = Card(Tone.ERR, f"{said.happened} {said.data_state} {said.remedy} {said.code}")
            damaged = vi("KH57: gói {file} đến nơi không mở được ({code}). Đề nghị lập và gửi lại.")
            card.offer(self._copying(damaged.format(file=found.path.name, code=said.code)))
            return card
        if preview is None or not preview.waiting_for:
            return None
        sender, what = named(preview.sender), "; ".join(preview.waiting_for)
        words = vi("{sender}: còn {what}. Phần đến sau chờ, sẽ tự nhập khi nhận đủ.")
        card = Card(Tone.WARN, words.format(sender=sender, what=what))
        missing = vi("KH57: gói {file} của {sender} còn {what}. Đề nghị lập gói mới và gửi lại.")
        card.offer(self._copying(missing.format(file=preview.name, sender=sender, what=what)))
        return card

    def _copying(self, message: str) -> Button:
        """Return the button that copies a message for the sender, to be pasted into Zalo."""
        button = Button(vi("Chép tin nhắn"), icon="copy")
        button.setToolTip(message)
        button.clicked.connect(lambda: self._copy(message))
        return button

    def _copy(self, message: str) -> None:
        QGuiApplication.clipboard().setText(message)
        self._tell(vi("Đã chép tin nhắn; dán vào Zalo để gửi."))


def taken_card(taken: TakenIn, named: Callable[[str], str]) -> Card:
    """Return the card that tells what was taken in, with a receipt code for each whole bundle."""
    accepted = taken.accepted
    count = formats.number(sum(one.applied for one in accepted))
    title = vi("Đã nhập {n} gói: {count} thay đổi.").format(n=len(accepted), count=count)
    receipt = vi("Mã biên nhận {unit}: {code}")
    lines = [
        receipt.format(unit=named(one.preview.sender), code=one.receipt)
        for one in accepted
        if one.receipt
    ]
    return Card(Tone.OK, title, *lines)
