"""The first page of the first start: whose this PC is, who sits at it, and the password."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.first_run.parts import Field, line
from kh57_desktop.ui.forms.choices import LookupEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import clear, show_fault
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
    kind_changed = Signal()
    """The PC is a unit's, or the commune's."""
    restore_asked = Signal()
    """This PC takes over from an old one."""
    practice_asked = Signal()

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self.of_unit = Chip(vi("Máy của đơn vị"))
        self.of_commune = Chip(vi("Máy của xã (Phòng VH-XH)"))
        self.of_old, self.of_practice = Chip(vi("Khôi phục máy cũ")), Chip(vi("Tập luyện"))
        self.unit = LookupEditor()
        self._units = dict(doors.units())
        self.unit.offer([Option(code, name, "", code) for code, name in self._units.items()])
        self.officer, self.password, self.again = line(), line(secret=True), line(secret=True)
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
        others = across(self.of_old, self.of_practice, STRETCH)
        rule = vi("ít nhất {count} ký tự").format(count=SHORTEST_PASSWORD)
        form = Block(margins=(20, 16))
        form.box.setSpacing(px(10))
        form.add(
            Label(vi("Máy này dùng cho"), Role.LABEL, Tone.SUB),
            kinds,
            across(Label(vi("Hoặc"), Role.LABEL, Tone.SUB), others),
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
        for chip, asked in (
            (self.of_old, self.restore_asked),
            (self.of_practice, self.practice_asked),
        ):
            chip.setCheckable(False)
            chip.clicked.connect(asked)
        self.first: QWidget = self.unit
        self.unit.chosen.connect(self.officer.setFocus)
        self.unit.returnPressed.connect(self._leave_unit)
        for here, onward in pairwise((self.officer, self.password, self.again)):
            here.returnPressed.connect(onward.setFocus)
        self.again.returnPressed.connect(self._try)

    def _leave_unit(self) -> None:
        if not self.unit.is_open:  # an open list takes Enter for itself
            self.officer.setFocus()

    def _choose(self, *, unit: bool) -> None:
        self.of_unit.setChecked(unit)
        self.of_commune.setChecked(not unit)
        self.unit_field.setVisible(unit)
        self.kind_changed.emit()

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
