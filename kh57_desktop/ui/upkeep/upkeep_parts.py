"""The cards of upkeep: state tiles, copies, what the check found, the officer's own password."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across, down
from kh57_desktop.ui.parts.buttons import Button
from kh57_desktop.ui.upkeep.officers import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.services.upkeep import Finding, KeptCopy

OLD_AFTER = dt.timedelta(days=7)
LEVELS = {
    "fault": (Tone.ERR, "error_circle"),
    "warning": (Tone.WARN, "warning"),
    "advice": (Tone.INFO, "info"),
}


def age(at: dt.datetime, now: dt.datetime) -> str:
    """Return how long ago something was, in the largest unit that fits."""
    minutes = max(0, int((now - at).total_seconds() // 60))
    if minutes < 1:
        return vi("vừa xong")
    for size, words in ((60 * 24, vi("{n} ngày trước")), (60, vi("{n} giờ trước"))):
        if minutes >= size:
            return words.format(n=minutes // size)
    return vi("{n} phút trước").format(n=minutes)


def columns_of_copies() -> tuple[Column[KeptCopy], ...]:
    """Return the columns of the list of copies."""
    return (
        Column(vi("Bản sao lưu"), lambda one: formats.moment(one.at), 160),
        Column(vi("Nơi giữ"), lambda one: str(one.file.parent)),
        Column(vi("Dung lượng"), lambda one: formats.size(one.size), 110, align="right"),
    )


class Tile(Block):
    """One state of the machine: what, how it stands, a sentence."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._icon = Icon("circle", Tone.SUB)
        self._value = Label("", Role.FIGURE, wrap=True)
        self._told = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self._name = words
        head = across(self._icon, Label(words, Role.LABEL, Tone.SUB), STRETCH)
        self.box.setSpacing(px(4))
        self.add(head, self._value, self._told, STRETCH)

    def tell(self, tone: Tone, value: str, words: str) -> None:
        """Show how it stands."""
        icons = {Tone.OK: "checkmark_circle", Tone.WARN: "warning", Tone.ERR: "error_circle"}
        self._icon.show_icon(icons.get(tone, "circle"), tone)
        self._value.say(value)
        self._told.say(words)
        self.setAccessibleName(f"{self._name}: {value}. {words}")


class Findings(Block):
    """What the check found, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = down(gap=4)
        self.add(Label(vi("Kết quả kiểm tra"), Role.BLOCK), self._lines)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show them; without any there is nothing to show."""
        clear(self._lines)
        self.setVisible(bool(findings))
        for one in findings:
            tone, icon = LEVELS.get(one.level, (Tone.SUB, "info"))
            line = QWidget()
            row = across(Icon(icon, tone, 18), Label(one.what, tone=tone, wrap=True))
            row.setStretch(1, 1)
            line.setLayout(row)
            self._lines.addWidget(line)


class PasswordCard(Block):
    """A new password for whoever sits here, typed twice."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.new, self.again = QLineEdit(), QLineEdit()
        self.button = Button(vi("Đổi mật khẩu"), icon="key")
        self.told = Label("", Role.SECOND, Tone.ERR, wrap=True)
        rows = []
        for field, words in ((self.new, vi("Mật khẩu mới")), (self.again, vi("Gõ lại"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setFont(theme.font(Role.BODY))
            field.setFixedHeight(px(theme.CONTROL_HEIGHT))
            field.setTextMargins(px(8), 0, px(6), 0)
            field.setAccessibleName(words)
            field.textChanged.connect(self._look)
            label = Label(words, Role.LABEL, Tone.SUB)
            label.setBuddy(field)
            rows.append(down(label, field, gap=theme.LABEL_GAP))
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.submit)
        self.button.clicked.connect(self.submit)
        title = Label(vi("Mật khẩu của tôi"), Role.BLOCK)
        self.add(title, *rows, self.told, across(STRETCH, self.button))
        self._look()

    def submit(self) -> None:
        """Hand the password over when both are the same."""
        if self.button.isEnabled():
            password = self.new.text()
            self.new.clear()
            self.again.clear()
            self.asked.emit(password)

    def _look(self) -> None:
        new, again = self.new.text(), self.again.text()
        words = ""
        if new and len(new) < SHORTEST:
            words = vi("Cần ít nhất {n} ký tự.").format(n=SHORTEST)
        elif again and not new.startswith(again):
            words = vi("Hai lần gõ khác nhau.")
        self.told.say(words)
        self.told.setVisible(bool(words))
        self.button.setEnabled(len(new) >= SHORTEST and new == again)
