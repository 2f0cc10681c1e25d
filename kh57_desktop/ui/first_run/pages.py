"""The later pages of the first start: a code to keep, the request to the commune."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QWidget

from kh57_desktop.errors import NotYet
from kh57_desktop.i18n import vi
from kh57_desktop.ui.first_run.parts import CodeField, CodeSheet, Field, line
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import Card, clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

OF_RECOVERY = vi("Nếu quên mật khẩu, mã này hoặc phong bì niêm phong của xã mở lại được dữ liệu. "
                 "Ngoài ra không ai mở được, kể cả người viết phần mềm.")  # fmt: skip
"""What a recovery code is for."""


class CodePage(QWidget):
    """A code to copy onto paper, typed back to be sure that it was."""

    ready = Signal(str)
    """The code that was typed back."""
    put_off = Signal()

    def __init__(
        self, title: str, words: str, code: str, *, can_wait: bool = False, void: str = ""
    ) -> None:
        """`void` says what becomes of the code that is on paper already."""
        super().__init__()
        self.title, self.words = title, words
        self._code = code
        self.later = Button(vi("Để sau"))
        self.later.clicked.connect(self.put_off)
        self.cards = down()
        self.sheet, self.field = CodeSheet(code), CodeField(code)
        self.on = Button(vi("Tiếp tục"), key="Enter", kind=PRIMARY)
        self.on.setEnabled(False)
        self.note = Label(vi("Nút Tiếp tục mở khi mã khớp"), Role.SECOND, Tone.SUB)
        self.field.matched.connect(self._open)
        self.field.line.returnPressed.connect(self.on.click)
        self.first: QWidget = self.field.line
        self.on.clicked.connect(lambda: self.ready.emit(self._code))
        back = Block(margins=(16, 14))
        back.add(
            Label(vi("Gõ lại mã từ tờ giấy, để chắc chắn đã giữ được"), Role.BLOCK), self.field
        )
        seal = Card(Tone.WARN, vi("Chép ra giấy, niêm phong trong phong bì, cất tủ có khóa. "
                                  "Không chụp, không gửi Zalo."))  # fmt: skip
        self.void = Card(Tone.WARN, void)
        if not void:
            self.void.hide()
        self.print = Button(vi("In tờ mã"), icon="print")
        self.print.hide()
        whole = down(
            Label(title, Role.TITLE),
            Label(words, Role.BODY, Tone.SUB, wrap=True),
            self.cards,
            self.void,
            self.sheet,
            seal,
            back,
            STRETCH,
            across(self.later, self.print, STRETCH, self.note, self.on),
        )
        whole.setContentsMargins(0, px(24), 0, px(20))
        self.setLayout(whole)
        if not can_wait:
            self.later.hide()

    def wait(self) -> None:
        """Take no second press while the code is kept."""
        self.on.setEnabled(False)
        clear(self.cards)

    def refuse(self, error: Exception) -> None:
        """Tell why the code could not be kept; what can never be kept may be left."""
        self.on.setEnabled(self.field.is_right)
        self.later.setVisible(self.later.isVisible() or isinstance(error, NotYet))
        show_fault(self.cards, error)

    def _open(self, right: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.on.setEnabled(right)
        self.note.setVisible(not right)


class JoinPage(QWidget):
    """The request file for the commune, and the code that is read out on the phone."""

    ready = Signal()
    write = Signal(object)
    """The folder in which the request is written."""

    def __init__(self) -> None:
        super().__init__()
        self.make = Button(vi("Ghi tệp yêu cầu"), key="Enter", icon="save", kind=PRIMARY)
        self.make.clicked.connect(self._write)
        self.first: QWidget = self.make
        self.on = Button(vi("Để sau, bắt đầu ghi"))
        self.on.clicked.connect(self.ready)
        self.folder = line()
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder.setText(QStandardPaths.writableLocation(documents))
        self.told = Label("", Role.BODY, Tone.OK, wrap=True)
        self.code = Label("", Role.FIGURE)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cards = down()
        words = vi("Gửi tệp yêu cầu về Phòng Văn hóa - Xã hội bằng USB hoặc Zalo, rồi gọi điện đọc "
                   "mã đối chiếu. Xã gửi lại tệp trả lời; mở tệp ấy ở Trao đổi.")  # fmt: skip
        block = Block(margins=(16, 14))
        block.add(Field(vi("Thư mục ghi tệp"), self.folder), across(self.make, STRETCH), self.told)
        block.add(self.code)
        whole = down(
            Label(vi("Ghép máy với xã"), Role.TITLE),
            Label(words, Role.BODY, Tone.SUB, wrap=True),
            self.cards,
            block,
            STRETCH,
            across(STRETCH, self.on),
        )
        whole.setContentsMargins(0, px(24), 0, px(20))
        self.setLayout(whole)

    def show_request(self, written: tuple[str, Path]) -> None:
        """Show where the request is and what is read out on the phone."""
        code, file = written
        self.told.say(vi("Đã ghi {file}. Đọc cho xã mã đối chiếu:").format(file=file))
        self.code.say(code)
        self.on.say(vi("Bắt đầu ghi"))
        self.on.setFocus()
        clear(self.cards)

    def show_pending(self, code: str) -> None:
        """Show the code of a request that was written before the window was closed."""
        self.told.say(vi("Tệp yêu cầu đã ghi, đang chờ xã trả lời. Mã đối chiếu đọc cho xã:"))
        self.code.say(code)
        self.make.say(vi("Ghi lại tệp yêu cầu"))
        self.on.say(vi("Bắt đầu ghi"))
        self.on.setFocus()

    def refuse(self, error: Exception) -> None:
        """Show why the request could not be written."""
        show_fault(self.cards, error)

    def _write(self) -> None:
        self.write.emit(Path(self.folder.text()))
