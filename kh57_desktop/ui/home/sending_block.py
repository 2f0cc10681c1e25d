"""What the commune has not received, the stick that is plugged in, and the key that sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.home import recent_rows
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    from kh57_desktop.services.home import Sending
    from kh57_desktop.ui.page import Page

LOOK_EVERY_MS = 5000


class SendingBlock(Block):
    """How much waits, what the commune confirmed last, where it would go to."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.pending = Label("", Role.BIG_FIGURE)
        self.receipt = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self.button = Button(vi("Gửi"), key=shortcuts.cap("send"), kind=PRIMARY)
        self._icon = Icon("usb_stick", Tone.SUB)
        self.place = Elided(vi("Qua USB, thư mục hoặc Zalo"))
        told = down(Label(vi("thay đổi xã chưa nhận")), self.receipt, gap=0)
        place = across(self._icon, self.place, self.button)
        place.setStretch(1, 1)
        self.add(
            Label(vi("Gửi về xã"), Role.BLOCK),
            across(self.pending, told, STRETCH, gap=10),
            place,
        )
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    def show_sending(self, sending: Sending) -> None:
        """Show what has not been confirmed."""
        self.pending.say(formats.number(sending.pending))
        self.receipt.say(recent_rows.receipt(sending))

    def show_sticks(self, sticks: tuple[Any, ...]) -> None:
        """Show the stick that bundles would go to."""
        self._icon.show_icon("usb_stick", Tone.OK if sticks else Tone.SUB)
        if sticks:
            from kh57_desktop.ui.exchange.drive_card import named  # noqa: PLC0415 - home sooner

            self.place.say(vi("Đã thấy {stick}").format(stick=named(sticks[0])))
        else:
            self.place.say(vi("Qua USB, thư mục hoặc Zalo"))

    def _look(self) -> None:
        """Ask which sticks are there, now and then and never while something is under way."""
        if self.isVisible() and self._page.frame.background.is_idle:
            office = self._page.frame.office
            self._page.frame.background.run(
                lambda: tuple(office.exchange.drives()), done=self.show_sticks
            )
