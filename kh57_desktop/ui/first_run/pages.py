"""The three pages of the first start: who is here, a code to keep, the request to the commune."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.first_run.parts import CodeField, CodeSheet, Field
from kh57_desktop.ui.forms.choices import LookupEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import Card, clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Chip

if TYPE_CHECKING:
    from kh57_desktop.services.office import Doors

SHORTEST_PASSWORD = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What the first page was told; the unit is empty on the commune's PC."""

    unit: str
    officer: str
    password: str = field(repr=False)


class WhoPage(QWidget):
    """Which unit this PC is for, who sits at it, and the password."""

    ready = Signal()

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self.of_unit, self.of_commune = Chip(vi("Máy của đơn vị")), Chip(vi("Máy của xã"))
        self.unit = LookupEditor()
        self._units = dict(doors.units())
        self.unit.offer([Option(code, name, "", code) for code, name in self._units.items()])
        self.officer, self.password, self.again = _line(), _line(secret=True), _line(secret=True)
        self.unit_field = Field(vi("Đơn vị"), self.unit, vi("gõ một phần tên để tìm"))
        self.on = Button(vi("Tiếp tục"), key="Enter", kind=PRIMARY)
        self.on.clicked.connect(self._try)
        self.told = Label("", Role.BODY, Tone.ERR, wrap=True)
        self.cards = down()
        self._arrange()
        self._choose(unit=True)

    def said(self) -> str:
        """Return in a line what was answered."""
        return ", ".join(part for part in (self.unit.text(), self.officer.text()) if part)

    def answer(self) -> Answer:
        """Return what was answered; the unit is empty on the commune's PC."""
        code = str(self.unit.reading().value or "") if self.of_unit.isChecked() else ""
        return Answer(code, self.officer.text().strip(), self.password.text())

    def wait(self, *, waiting: bool) -> None:
        """Take no more typing while the store is made."""
        self.on.setEnabled(not waiting)
        self.on.say(vi("Đang lập dữ liệu…") if waiting else vi("Tiếp tục"))

    def refuse(self, error: Exception) -> None:
        """Show why the store could not be made."""
        self.wait(waiting=False)
        show_fault(self.cards, error)

    def _arrange(self) -> None:
        kinds = across(self.of_unit, self.of_commune, STRETCH)
        rule = vi("ít nhất {count} ký tự").format(count=SHORTEST_PASSWORD)
        form = Block(margins=(20, 16))
        form.box.setSpacing(px(10))
        form.add(
            Label(vi("Máy này dùng cho"), Role.LABEL, Tone.SUB),
            kinds,
            self.unit_field,
            Field(vi("Họ và tên người dùng"), self.officer),
            across(
                Field(vi("Mật khẩu"), self.password, rule),
                Field(vi("Gõ lại mật khẩu"), self.again),
            ),
        )
        told = vi("Mật khẩu mở được dữ liệu trên máy này; không ai gửi lại được mật khẩu đã quên.")
        whole = down(
            Label(vi("Đơn vị và người dùng"), Role.TITLE),
            Label(told, Role.BODY, Tone.SUB, wrap=True),
            self.cards,
            form,
            self.told,
            STRETCH,
            across(STRETCH, self.on),
        )
        whole.setContentsMargins(0, px(24), 0, px(20))
        self.setLayout(whole)
        self.of_unit.clicked.connect(lambda: self._choose(unit=True))
        self.of_commune.clicked.connect(lambda: self._choose(unit=False))
        self.setFocusProxy(self.unit)
        self.unit.chosen.connect(self.officer.setFocus)
        self.unit.returnPressed.connect(self._leave_unit)
        for line, onward in pairwise((self.officer, self.password, self.again)):
            line.returnPressed.connect(onward.setFocus)
        self.again.returnPressed.connect(self._try)

    def _leave_unit(self) -> None:
        if not self.unit.is_open:  # an open list takes Enter for itself
            self.officer.setFocus()

    def _choose(self, *, unit: bool) -> None:
        self.of_unit.setChecked(unit)
        self.of_commune.setChecked(not unit)
        self.unit_field.setVisible(unit)

    def _try(self) -> None:
        missing, where = self._missing()
        self.told.say(missing)
        clear(self.cards)
        if where is None:
            self.ready.emit()
        else:
            where.setFocus()

    def _missing(self) -> tuple[str, QLineEdit | None]:
        """Return what is still to be said and where; nothing when all is there."""
        who = self.answer()
        if self.of_unit.isChecked() and not who.unit:
            return vi("Chọn đơn vị trong danh sách."), self.unit
        if not who.officer:
            return vi("Gõ họ và tên người dùng."), self.officer
        if len(who.password) < SHORTEST_PASSWORD:
            words = vi("Mật khẩu cần ít nhất {count} ký tự.")
            return words.format(count=SHORTEST_PASSWORD), self.password
        if who.password != self.again.text():
            return vi("Hai lần gõ mật khẩu chưa giống nhau."), self.again
        return "", None


class CodePage(QWidget):
    """A code to copy onto paper, typed back to be sure that it was."""

    ready = Signal()

    def __init__(self, title: str, words: str, code: str) -> None:
        super().__init__()
        self.sheet, self.field = CodeSheet(code), CodeField(code)
        self.on = Button(vi("Tiếp tục"), key="Enter", kind=PRIMARY)
        self.on.setEnabled(False)
        self.note = Label(vi("Nút Tiếp tục mở khi mã khớp"), Role.SECOND, Tone.SUB)
        self.field.matched.connect(self._open)
        self.field.line.returnPressed.connect(self.on.click)
        self.setFocusProxy(self.field.line)
        self.on.clicked.connect(self.ready)
        back = Block(margins=(16, 14))
        back.add(
            Label(vi("Gõ lại mã từ tờ giấy, để chắc chắn đã giữ được"), Role.BLOCK), self.field
        )
        seal = Card(Tone.WARN, vi("Chép ra giấy, niêm phong trong phong bì, cất tủ có khóa. "
                                  "Không chụp, không gửi Zalo."))  # fmt: skip
        whole = down(
            Label(title, Role.TITLE),
            Label(words, Role.BODY, Tone.SUB, wrap=True),
            self.sheet,
            seal,
            back,
            STRETCH,
            across(STRETCH, self.note, self.on),
        )
        whole.setContentsMargins(0, px(24), 0, px(20))
        self.setLayout(whole)

    def _open(self, right: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.on.setEnabled(right)
        self.note.setVisible(not right)


class JoinPage(QWidget):
    """The request file for the commune, and the code that is read out on the phone."""

    ready = Signal()
    write = Signal(object)
    """The folder in which the request is written."""

    def __init__(self, confirm: str) -> None:
        super().__init__()
        self._confirm = confirm
        self.make = Button(vi("Ghi tệp yêu cầu"), key="Enter", icon="save", kind=PRIMARY)
        self.make.clicked.connect(self._write)
        self.setFocusProxy(self.make)
        self.on = Button(vi("Để sau, bắt đầu ghi"))
        self.on.clicked.connect(self.ready)
        self.folder = _line()
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

    def refuse(self, error: Exception) -> None:
        """Show why the request could not be written."""
        show_fault(self.cards, error)

    def _write(self) -> None:
        self.write.emit(Path(self.folder.text()))


def _line(*, secret: bool = False) -> QLineEdit:
    line = QLineEdit()
    line.setFont(theme.font(Role.BODY))
    line.setFixedHeight(px(theme.CONTROL_HEIGHT))
    line.setTextMargins(px(8), 0, px(6), 0)
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
