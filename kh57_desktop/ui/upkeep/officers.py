"""The officers of a unit: the list of them, and the form in which one comes, changes or leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.domain.vocabulary import Role as OfficerRole
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.first_run.parts import Field
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, clear_out, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Chip, Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.domain.edits import Shown

SHORTEST = 10
"""Shorter passwords are refused; the store says so too."""


@dataclass(frozen=True, slots=True)
class Described:
    """An officer as the form describes one; the password is empty when it stays as it is."""

    id: int | None
    name: str
    position: str
    roles: tuple[OfficerRole, ...]
    password: str = field(repr=False)


class OfficersCard(Block):
    """Who may open this store."""

    add_asked = Signal()
    change_asked = Signal(object)
    """The officer that is to be changed."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = down(gap=6)
        self.newcomer = Button(vi("Người mới nhận việc…"), icon="person_add")
        self.newcomer.clicked.connect(self.add_asked)
        foot = across(self.newcomer, STRETCH)
        self.add(Label(vi("Người dùng của đơn vị"), Role.BLOCK), self._lines, foot)

    def show_officers(self, officers: Sequence[Shown]) -> None:
        """Show them with their roles."""
        clear_out(self._lines)
        for one in officers:
            said = "; ".join(role.label for role in roles_of(one))
            name = Label(str(one["full_name"] or ""), Role.STRONG, wrap=True)
            change = Link(vi("Sửa…"))
            change.setAccessibleName(vi("Sửa {name}").format(name=one["full_name"]))
            change.clicked.connect(partial(self.change_asked.emit, one))
            head = across(name, change)
            head.setStretch(0, 1)
            line = QWidget()
            line.setLayout(down(head, Label(said, Role.SECOND, Tone.SUB, wrap=True), gap=0))
            self._lines.addWidget(line)


class OfficerForm(Block):
    """Name, position, roles and password of an officer who comes, or of one who is there."""

    ready = Signal(object)
    """What was described."""
    end_asked = Signal(object)
    """The officer whose access is to end."""
    left = Signal()
    refused = Signal(object)
    """Why the store did not take it."""

    def __init__(
        self, roles: Sequence[OfficerRole], officer: Shown | None = None, *, is_own: bool = False
    ) -> None:
        super().__init__(margins=(20, 16))
        self._officer, self._is_own = officer, is_own
        self.name, self.position = QLineEdit(), QLineEdit()
        self.password, self.again = QLineEdit(), QLineEdit()
        self.roles = {role: Chip(role.label) for role in roles}
        self.told = Label("", Role.BODY, Tone.ERR, wrap=True)
        words = vi("Thêm người dùng") if officer is None else vi("Lưu")
        self.keep = Button(words, key=shortcuts.cap("finish"), kind=PRIMARY)
        self.cancel = Button(vi("Hủy"), key=shortcuts.cap("back"))
        self.end = Button(vi("Kết thúc quyền…"), icon="subtract_circle")
        self._arrange()
        self._listen()
        if officer is not None:
            self._show(officer)
        self.setMaximumWidth(px(theme.FORM_WIDTH))
        self.setFocusProxy(self.name)

    def submit(self) -> None:
        """Hand over what is described, or say what is missing."""
        wrong, where = self._missing()
        self.told.say(wrong)
        self.told.setVisible(bool(wrong))
        if where is not None:
            where.setFocus()
            return
        roles = tuple(role for role, chip in self.roles.items() if chip.isChecked())
        number = None if self._officer is None else self._officer.id
        name, position = self.name.text().strip(), self.position.text().strip()
        self.ready.emit(Described(number, name, position, roles, self.password.text()))

    def wait(self, *, waiting: bool) -> None:
        """Take nothing more while the store keeps it."""
        for button in (self.keep, self.end):
            button.setEnabled(not waiting)

    def refuse(self, error: Exception) -> None:
        """Take typing again, and tell why it was not kept."""
        self.wait(waiting=False)
        self.refused.emit(error)

    def _arrange(self) -> None:
        is_new = self._officer is None
        for line, is_secret in (
            (self.name, False),
            (self.position, False),
            (self.password, True),
            (self.again, True),
        ):
            line.setFont(theme.font(Role.BODY))
            line.setFixedHeight(px(theme.CONTROL_HEIGHT))
            line.setTextMargins(px(8), 0, px(6), 0)
            if is_secret:
                line.setEchoMode(QLineEdit.EchoMode.Password)
        rule = vi("ít nhất {count} ký tự").format(count=SHORTEST)
        title = vi("Mật khẩu, người mới tự gõ") if is_new else vi("Mật khẩu mới, nếu đã quên")
        secret = across(Field(title, self.password, rule), Field(vi("Gõ lại"), self.again))
        told = vi("Mật khẩu cho biết ai đang mở; mỗi người một mật khẩu, không dùng chung.")
        self.box.setSpacing(px(10))
        self.add(
            Label(vi("Người mới nhận việc") if is_new else vi("Sửa người dùng"), Role.BLOCK),
            across(Field(vi("Họ và tên"), self.name), Field(vi("Chức vụ"), self.position)),
            Label(vi("Vai trò"), Role.LABEL, Tone.SUB),
            _in_rows(tuple(self.roles.values())),
            secret,
            Label(told, Role.SECOND, Tone.SUB, wrap=True),
            self.told,
            across(self.end, STRETCH, self.cancel, self.keep),
        )
        self.told.hide()
        if is_new or self._is_own:
            self.end.hide()

    def _listen(self) -> None:
        self.keep.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.left)
        self.end.clicked.connect(lambda: self.end_asked.emit(self._officer))
        order = (self.name, self.position, next(iter(self.roles.values())))
        for line, onward in pairwise(order):
            if isinstance(line, QLineEdit):
                line.returnPressed.connect(onward.setFocus)
        self.password.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.keep.setFocus)

    def _show(self, officer: Shown) -> None:
        self.name.setText(str(officer["full_name"] or ""))
        self.position.setText(str(officer["position"] or ""))
        for role in roles_of(officer):
            if role in self.roles:
                self.roles[role].setChecked(True)

    def _missing(self) -> tuple[str, QWidget | None]:
        """Return what is still to be said and where; nothing when all is there."""
        if not self.name.text().strip():
            return vi("Gõ họ và tên."), self.name
        if not any(chip.isChecked() for chip in self.roles.values()):
            return vi("Chọn ít nhất một vai trò."), next(iter(self.roles.values()))
        password = self.password.text()
        if (self._officer is None or password) and len(password) < SHORTEST:
            return vi("Mật khẩu cần ít nhất {count} ký tự.").format(count=SHORTEST), self.password
        if password != self.again.text():
            return vi("Hai lần gõ mật khẩu chưa giống nhau."), self.again
        return "", None


def roles_of(officer: Shown) -> tuple[OfficerRole, ...]:
    """Return the roles of an officer."""
    roles = officer["roles"]
    return tuple(OfficerRole(str(slug)) for slug in roles) if isinstance(roles, tuple) else ()


def _in_rows(chips: Sequence[Chip]) -> QWidget:
    """Put chips into rows of two: their words are long."""
    whole = QWidget()
    rows = [across(*chips[at : at + 2], STRETCH) for at in range(0, len(chips), 2)]
    whole.setLayout(down(*rows, gap=6))
    return whole
