"""Exchange: take bundles in and send them, by stick, folder or message (SCREENS 07)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kh57_desktop.i18n import vi
from kh57_desktop.ui import notices, shortcuts
from kh57_desktop.ui.exchange import bundles, sending
from kh57_desktop.ui.exchange.drive_card import DriveCard, WithoutStick
from kh57_desktop.ui.exchange.drive_watch import DriveWatch
from kh57_desktop.ui.exchange.long_job import LongJob
from kh57_desktop.ui.exchange.looking import Looking
from kh57_desktop.ui.exchange.receiving import ReceiveCard, TroubleCards, taken_card
from kh57_desktop.ui.exchange.sending import SendCard
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import STRETCH, across
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from kh57_desktop.domain.edits import Changes, Shown
    from kh57_desktop.ui.exchange.bundles import Found, TakenIn
    from kh57_desktop.ui.exchange.sending import Sent
    from kh57_desktop.ui.page import Frame

SIDE = {Width.WIDE: 430, Width.MIDDLE: 372, Width.NARROW: 330}


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the page tells besides the bundles."""

    units: tuple[Shown, ...]
    sending: Any
    conflicts: int


class ExchangePage(Page):
    """Bundles in and out; at the commune receiving comes first, at a unit sending."""

    name = "exchange"

    def __init__(self, frame: Frame) -> None:
        said = vi("bằng USB, thư mục hoặc tin nhắn; không cần mạng")
        super().__init__(frame, vi("Trao đổi dữ liệu"), said)
        self._post = frame.office.desk.post
        self._looking = Looking(self)
        self._accepts_all = self._sends = False
        self._names: dict[str, str] = {}
        self._job = LongJob(self)
        title = vi("Nhận từ đơn vị") if self._post.is_office else vi("Nhận từ xã và máy khác")
        self.receive = ReceiveCard(title, self._unit_named)
        self.drive, self.send_card = DriveCard(), SendCard(is_office=self._post.is_office)
        self.drives, self.without = DriveWatch(self, self.drive), WithoutStick()
        self.troubles = TroubleCards(frame.done_line.tell)
        self.diary = Button(vi("Nhật ký trao đổi"), key=shortcuts.cap("history"), icon="history")
        self.conflicts = Button("", key=shortcuts.cap("decide"), icon="merge")
        self.pair = Button(vi("Ghép máy"), key=shortcuts.cap("pair"), icon="link")
        self._arrange()
        self._listen()

    def opened(
        self,
        *,
        accept: bool = False,
        send: bool = False,
        files: tuple[Path, ...] = (),
        **_what: Any,
    ) -> None:
        """Look for bundles, drives and what the other side has confirmed.

        If asked, take all in, or send at once to the stick that is there. Files that were opened
        from outside are shown alone until the officer looks for others or takes them in.
        """
        self._refresh()
        self._accepts_all, self._sends = accept, send
        self.drives.ask(tell=True)
        if files:
            self._looking.alone(files)
        elif not send:  # who sends does not wait until everything was looked into
            self.look()

    def changed(self, changes: Changes) -> None:
        """Tell anew what is not confirmed and what is in conflict."""
        if self.isVisible() and changes:
            self._refresh()

    def fit(self, width: Width) -> None:
        """Give the side what the window has room for."""
        super().fit(width)
        self.subtitle.setVisible(width is Width.WIDE)
        self._side.setFixedWidth(px(SIDE[width]))
        self.receive.narrow(is_narrow=width is Width.NARROW)

    def first_focus(self) -> QWidget:
        """Go to the list, or at a unit to the button that sends."""
        return self.receive.first_focus() if self._post.is_office else self.send_card.button

    def look(self) -> None:
        """Look for bundles again; nothing is written by it."""
        self._looking.everywhere()

    def choose_files(self) -> None:
        """Add files that lie elsewhere to the list."""
        kinds = vi("Gói dữ liệu (*.kh57 *.zip);;Mọi tệp (*)")
        self._looking.also(file_choice.files(self, vi("Chọn gói"), kinds))

    def choose_folder(self) -> None:
        """Send to a folder instead of a stick."""
        self.drive.show_folder(file_choice.folder(self, vi("Thư mục để ghi gói")))

    def accept(self) -> None:
        """Take the ticked bundles in."""
        paths = self.receive.paths()
        if not paths or self._job.is_running:
            return
        title = vi("Đang nhập {n} gói").format(n=len(paths))
        leaves = vi("Dừng lúc này: gói đã xong được giữ, gói đang nhập trở lại như chưa nhập.")
        job = partial(bundles.take, self.frame.office.exchange, paths)
        again = Button(vi("Nhập lại"), key=shortcuts.cap("accept"), kind=PRIMARY)
        again.clicked.connect(self.accept)
        self._job.run((title, leaves), job, self._show_taken, again)

    def send(self) -> None:
        """Pack for those who are to get something and write it where it goes to."""
        if self._job.is_running or not self.send_card.addressees:
            return
        if self.drive.out is None:
            self.choose_folder()
        out = self.drive.out
        if out is None:
            return
        self.drive.show_writing(is_writing=True)
        title = vi("Đang ghi gói vào {out}").format(out=out)
        leaves = vi("Chưa được rút USB. Dừng lúc này: gói đã ghi xong vẫn dùng được.")
        job = partial(sending.send, self.frame.office.exchange, out, self.send_card.addressees)
        ended = partial(self.drive.show_writing, is_writing=False)
        self._job.run((title, leaves), job, self._show_sent, self._send_again(), ended=ended)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files that were dropped to the list."""
        self._looking.also(tuple(Path(url.toLocalFile()) for url in event.mimeData().urls()))

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self.offer(self.conflicts)
        self.offer_more(self.pair, self.diary)
        self.conflicts.hide()
        self._side = Scroll(self.drive, self.send_card, self.troubles, self.without, STRETCH)
        parts = [self.receive, self._side] if self._post.is_office else [self._side, self.receive]
        row = across(*parts, gap=10)
        row.setStretch(parts.index(self.receive), 1)
        self.body.addLayout(row)
        self._side.setFixedWidth(px(SIDE[Width.WIDE]))

    def _listen(self) -> None:
        self._looking.looked.connect(self._show_looked)
        self._looking.looked_alone.connect(self._show_alone)
        self._looking.failed.connect(self._fail)
        self.receive.choose.connect(self.choose_files)
        self.receive.again.connect(self.look)
        self.receive.asked.connect(self.accept)
        self.send_card.asked.connect(self.send)
        self.without.choose.connect(self.choose_folder)
        self.conflicts.clicked.connect(self._decide)
        self.pair.clicked.connect(lambda: self.frame.open("pairing"))
        self.diary.clicked.connect(lambda: self.frame.open("diary"))
        self.drives.plugged.connect(self.look)
        self.drives.known.connect(self._send_if_asked)
        self.drives.failed.connect(self._fail)
        self.commands = {
            "choose_file": self.choose_files,
            "folder": self.choose_folder,
            "again": self.look,
            "accept": self.accept,
            "send": self.send,
            "release": self.drives.release,
            "decide": self._decide,
            "pair": self.pair.click,
            "history": self.diary.click,
        }

    def _decide(self) -> None:
        self.frame.open("conflicts")

    def _unit_named(self, code: str) -> str:
        if code == self._post.code and not self._post.is_office:
            return vi("Máy khác của đơn vị")
        return self._names.get(code, code)

    def _refresh(self) -> None:
        office, is_office = self.frame.office, self._post.is_office

        def stand() -> _Standing:
            standing = None if is_office else office.home.sending()
            return _Standing(office.catalog.units(), standing, len(office.exchange.conflicts()))

        self.frame.background.run(stand, done=self._show_standing, failed=self._fail)

    def _send_if_asked(self) -> None:
        """Send on the one key of the first page, once the stick is known; else say what to do."""
        if not self._sends:
            return
        self._sends = False
        if self.drive.out is None:
            self.without.button.setFocus()
            self.frame.done_line.tell(vi("Cắm USB rồi bấm F8, hoặc chọn thư mục."))
            self.look()
        else:
            self.send()

    def _show_standing(self, standing: _Standing) -> None:
        self._names = {
            str(unit["code"]): str(unit["short_name"] or unit["name"]) for unit in standing.units
        }
        own = self._post.code
        options = [Option(code, name, code) for code, name in self._names.items() if code != own]
        self.send_card.know(self._names, own, options)
        self._show_found(self.receive.found)
        if standing.sending is not None:
            self.send_card.show_standing(standing.sending.pending, standing.sending.confirmed_at)
        count = standing.conflicts
        self.conflicts.say(vi("Xung đột {n}").format(n=count))
        self.conflicts.setVisible(bool(count))
        self.frame.show_count(self.name, count)

    def _show_looked(self, found: tuple[Found, ...]) -> None:
        self._show_found(found)
        if self._accepts_all:
            self._accepts_all = False
            self.accept()

    def _show_alone(self, found: tuple[Found, ...], row: int | None) -> None:
        self._show_found(found)
        self.receive.go_to(row)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        self.receive.show_found(found)
        self.troubles.show_found(found, self._unit_named)

    def _show_taken(self, taken: TakenIn) -> None:
        card = taken_card(taken, self._unit_named)
        self.cards.insertWidget(0, card)
        card.show()
        addressees = [one.return_to for one in taken.accepted if one.return_to]
        if addressees:
            self._offer_return(card, addressees)
        card.announce()
        self.look()
        self._refresh()

    def _offer_return(self, card: notices.Card, addressees: list[str]) -> None:
        if self._post.is_office:
            self.send_card.address([*self.send_card.addressees, *addressees])
        words = vi("Gửi trả gói biên nhận")
        button = Button(words, key=shortcuts.cap("send"), icon="arrow_reply", kind=PRIMARY)
        button.clicked.connect(self.send)
        card.offer(button)
        button.show()
        button.setFocus()

    def _send_again(self) -> Button:
        again = Button(vi("Gửi lại gói"), key=shortcuts.cap("send"), kind=PRIMARY)
        again.clicked.connect(self.send)
        return again

    def _show_sent(self, sent: Sent) -> None:
        self.send_card.show_result(sent, is_stick=self.drive.stick is not None)
        if sent.fault is not None:
            notices.show_fault(self.cards, sent.fault, self._send_again())
            return
        count = sum(bool(packed.files) for packed in sent.packed.values())
        is_stick = bool(count) and self.drive.stick is not None
        # the button of the card above has gone with it
        (self.drive.release if is_stick else self.send_card.button).setFocus()
        words = vi("Đã ghi {n} gói, đọc lại khớp.").format(n=count)
        nothing = vi("Đã dừng.") if sent.waiting else vi("Không có gì mới để gửi.")
        self.frame.done_line.tell(words if count else nothing)
        self._refresh()
        self.look()

    def _fail(self, error: Exception, again: Button | None = None) -> None:
        notices.show_fault(self.cards, error, again)
