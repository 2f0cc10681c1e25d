"""Bring a copy back where no store is open: on a new PC, or where the store does not open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.background import Advance, Work
from kh57_desktop.ui.first_run.copy_choice import CopyChoice
from kh57_desktop.ui.first_run.parts import Field, listen
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.progress_card import ProgressCard

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from kh57_desktop.services.office import Doors
    from kh57_desktop.ui.background import Background


class RestoreForm(QWidget):
    """A copy, the password or code that opens it, and the card of the work."""

    restored = Signal(str)
    """What was brought back, in a sentence."""
    left = Signal()

    def __init__(self, doors: Doors, background: Background, *, mends: bool = False) -> None:
        super().__init__()
        self._doors, self._background, self._mends = doors, background, mends
        self._work: Work[Any] | None = None
        self.choice = CopyChoice(dict(doors.units()))
        self.secret = QLineEdit()
        self.see = Button(vi("Xem"), icon="eye")
        self.back = Button(vi("Quay lại"), key=shortcuts.cap("step_back"))
        self.act = Button(vi("Khôi phục"), key=shortcuts.cap("finish"), kind=PRIMARY)
        self.told = Label("", Role.BODY, Tone.ERR, wrap=True)
        self.cards = down()
        self._arrange()
        self._listen()
        if mends:
            self.look(None)

    def restore(self) -> None:
        """Bring the chosen copy back, or say what is missing."""
        copy, secret = self.choice.chosen, self.secret.text()
        if self._work is not None:
            return
        missing = "" if copy else vi("Chọn bản sao lưu trước.")
        missing = missing or ("" if secret else vi("Gõ mật khẩu hoặc mã khôi phục của bản này."))
        self._say(missing)
        if copy is None or missing:
            (self.secret if copy else self.choice.file).setFocus()
            return
        clear(self.cards)
        advance = Advance()
        leaves = vi("Dừng lúc này: chưa có gì được khôi phục, dữ liệu như trước.")
        self._work = Work(vi("Đang khôi phục"), leaves, advance)
        ProgressCard(self._work, self.cards)
        job = (
            partial(self._doors.mend, copy.file, secret, advance.progress)
            if self._mends
            else partial(self._doors.restore, copy.file, None, secret, advance.progress)
        )
        self._wait(waiting=True)
        self._background.run(job, done=self._done, failed=self._refuse, work=self._work)

    def look(self, place: Path | None) -> None:
        """See which copies lie there."""
        clear(self.cards)
        self._background.run(
            partial(self._doors.copies, place),
            done=self.choice.show_copies,
            failed=self._find_nothing,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._work is not None:
            self._stop()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setFont(theme.font(Role.BODY))
        self.secret.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.secret.setTextMargins(px(8), 0, px(6), 0)
        hint = vi("đang dùng, hoặc của bản ấy") if self._mends else vi("lúc bản ấy được lưu")
        asked = Block(margins=(16, 12))
        field = across(Field(vi("Mật khẩu hoặc mã khôi phục"), self.secret, hint), gap=6)
        shown = down(STRETCH, self.see)
        asked.add(across(field, shown, gap=6), self.told)
        self.told.hide()
        foot = across(self.back, STRETCH, self.act)
        whole = down(self.cards, self.choice, asked, foot)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.first: QWidget = self.choice.first

    def _listen(self) -> None:
        self.choice.place_chosen.connect(self.look)
        self.choice.table.opened.connect(lambda _key: self.secret.setFocus())
        self.secret.returnPressed.connect(self.restore)
        self.see.clicked.connect(self._toggle)
        self.back.clicked.connect(self.left)
        keys = {
            "step_back": self.back.click,
            "finish": self.restore,
            "choose_file": self.choice.file.click,
        }
        listen(self, keys)
        self.act.clicked.connect(self.restore)

    def _find_nothing(self, error: Exception) -> None:
        """Choose no copy any more: what was named is none."""
        self.choice.show_copies(())
        show_fault(self.cards, error)

    def _say(self, words: str) -> None:
        self.told.say(words)
        self.told.setVisible(bool(words))

    def _toggle(self) -> None:
        hidden = self.secret.echoMode() == QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        self.secret.setEchoMode(mode)
        self.see.say(vi("Ẩn") if hidden else vi("Xem"))
        self.secret.setFocus()

    def _wait(self, *, waiting: bool) -> None:
        for part in (self.back, self.choice, self.secret):
            part.setEnabled(not waiting)
        if waiting:
            self.act.setFocus()  # it stays enabled: else Esc would reach nothing

    def _stop(self) -> None:
        if self._work is not None and self._work.advance is not None:
            self._work.advance.progress.cancel()

    def _done(self, answer: object) -> None:
        self._work = None
        self.secret.clear()
        copy = self.choice.chosen
        if answer is True:
            self.restored.emit(vi("Đã lấy lại tệp khóa; dữ liệu trong máy còn nguyên."))
            return
        when = f"{copy.at:%H:%M %d/%m/%Y}" if copy is not None else ""
        words = vi("Đã khôi phục bản lưu lúc {when}. Mở bằng mật khẩu của anh/chị.")
        self.restored.emit(words.format(when=when))

    def _refuse(self, error: Exception) -> None:
        self._work = None
        self._wait(waiting=False)
        if isinstance(error, Canceled):
            self._say(vi("Đã dừng; chưa có gì thay đổi."))
            self.act.setFocus()
            return
        show_fault(self.cards, error)
        self.secret.selectAll()
        self.secret.setFocus()


class RestorePage(QWidget):
    """The form with what it does above it, on a new PC or where the store does not open."""

    def __init__(self, doors: Doors, background: Background, *, mends: bool = False) -> None:
        super().__init__()
        self.form = RestoreForm(doors, background, mends=mends)
        title = vi("Khôi phục dữ liệu") if mends else vi("Khôi phục máy cũ")
        words = vi(
            "Chọn bản sao lưu của máy cũ, trên USB hay trong thư mục dữ liệu cũ. Dữ liệu trở lại "
            "như lúc lưu; mở bằng mật khẩu của lúc ấy."
        )
        if mends:
            words = vi(
                "Chọn bản sao lưu để thay cho dữ liệu không mở được. Tệp hỏng được giữ nguyên bên "
                "cạnh; nếu chỉ tệp khóa hỏng thì chỉ tệp khóa được lấy lại."
            )
        column = down(
            Label(title, Role.TITLE), Label(words, Role.BODY, Tone.SUB, wrap=True), self.form
        )
        column.setStretch(2, 1)
        column.setContentsMargins(0, px(24), 0, px(20))
        self.setLayout(column)
        self.first: QWidget = self.form.first
