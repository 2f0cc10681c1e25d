"""Practice instead of a first start: a made-up commune beside the data folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.first_run.parts import listen
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.progress_card import ProgressCard

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kh57_desktop.services.office import Doors
    from kh57_desktop.ui.background import Background


class PracticePage(QWidget):
    """Opens this month's practice commune, made when there is none; that can be stopped."""

    practiced = Signal(object, str)
    """The doors of the practice home, and its password."""
    left = Signal()

    def __init__(self, doors: Doors, background: Background) -> None:
        super().__init__()
        self._doors, self._background = doors, background
        self._work: Work[Any] | None = None
        self.at_school = Button(vi("Tập ở máy của trường"), icon="hat_graduation", kind=PRIMARY)
        self.at_commune = Button(vi("Tập ở máy của xã"), icon="building_government")
        self.back = Button(vi("Quay lại"), key=shortcuts.cap("step_back"))
        self.told = Label("", Role.BODY, Tone.SUB, wrap=True)
        self.cards = down()
        words = vi(
            "Một xã bịa sẵn với trường, tổ công nghệ số, Mặt trận và vài tháng số liệu. Ghi, nhập, "
            "gửi, in thử thoải mái: không có gì gửi ra xã thật. Lập lần đầu mất khoảng một phút."
        )
        block = Block(margins=(20, 16))
        block.add(
            Label(words, Role.BODY, wrap=True),
            across(self.at_school, self.at_commune, STRETCH),
            self.told,
        )
        self.told.hide()
        leave = vi("Khi muốn cài đặt thật: khóa máy (Ctrl+L) rồi chọn Thôi tập luyện.")
        whole = down(
            Label(vi("Tập luyện"), Role.TITLE),
            Label(leave, tone=Tone.SUB, wrap=True),
            self.cards,
            block,
            STRETCH,
            across(self.back, STRETCH),
        )
        whole.setContentsMargins(0, px(24), 0, px(20))
        self.setLayout(whole)
        self.first: QWidget = self.at_school
        self.at_school.clicked.connect(lambda: self._open(at_commune=False))
        self.at_commune.clicked.connect(lambda: self._open(at_commune=True))
        self.back.clicked.connect(self.left)
        listen(self, {"step_back": self.back.click})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop on Esc."""
        work = self._work
        if event.key() == Qt.Key.Key_Escape and work is not None and work.advance is not None:
            work.advance.progress.cancel()
        else:
            super().keyPressEvent(event)

    def _open(self, *, at_commune: bool) -> None:
        if self._work is not None:
            return
        clear(self.cards)
        self.told.hide()
        advance = Advance()
        leaves = vi("Dừng lúc này: xã tập luyện chưa lập xong thì lần sau lập lại từ đầu.")
        self._work = Work(vi("Đang lập xã tập luyện"), leaves, advance)
        ProgressCard(self._work, self.cards)
        self._wait(waiting=True)
        make = partial(self._doors.practice_commune, advance.progress, at_commune=at_commune)
        self._background.run(make, done=self._made, failed=self._refuse, work=self._work)

    def _wait(self, *, waiting: bool) -> None:
        for button in (self.at_commune, self.back):
            button.setEnabled(not waiting)
        self.at_school.setFocus()  # it stays enabled: else Esc would reach nothing

    def _made(self, made: tuple[Doors, str]) -> None:
        self.practiced.emit(*made)

    def _refuse(self, error: Exception) -> None:
        self._work = None
        self._wait(waiting=False)
        if isinstance(error, Canceled):
            self.told.say(vi("Đã dừng."))
            self.told.show()
        else:
            show_fault(self.cards, error)
