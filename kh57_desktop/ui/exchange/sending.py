"""The card that sends: where to, for whom, how much, and what was read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.errors import Kh57Error
from kh57_desktop.i18n import vi
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.forms.choices import LookupEditor
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across, add, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Chip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kh57_desktop.domain.exchanging import Packed
    from kh57_desktop.system.progress import Progress
    from kh57_desktop.ui.forms.lookup import Option

COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Sent:
    """What was packed for whom, and the fault that ended it early."""

    packed: Mapping[str, Packed]
    out: Path
    fault: Kh57Error | None = None
    waiting: tuple[str, ...] = field(default=())
    """Those whose bundle was not written."""


def send(exchange: Any, out: Path, receivers: Sequence[str], progress: Progress) -> Sent:
    """Pack for each receiver; stops at the first fault or on Esc, and tells who still waits."""
    packed: dict[str, Packed] = {}
    for number, code in enumerate(receivers):
        try:
            progress.report(number, len(receivers), vi("Đang ghi gói"))
            packed[code] = exchange.pack(out, code, progress)
        except Kh57Error as error:
            return Sent(packed, out, error, tuple(receivers[number:]))
        except Canceled:
            return Sent(packed, out, waiting=tuple(receivers[number:]))
    return Sent(packed, out)


class SendCard(Block):
    """Whom bundles are packed for and what became of each; the send button at the bottom."""

    asked = Signal()

    def __init__(self, *, is_office: bool) -> None:
        super().__init__()
        self._is_office = is_office
        self._names: dict[str, str] = {}
        self._states: dict[str, tuple[str, Tone]] = {}
        self._own = ""
        self.addressees: tuple[str, ...] = () if is_office else (COMMUNE,)
        self.title = Label(vi("Gửi cho đơn vị") if is_office else vi("Gửi về xã"), Role.BLOCK)
        self.note = Label("", Role.SECOND, Tone.SUB)
        self.add(across(Icon("arrow_upload", Tone.SUB), self.title, STRETCH, self.note))
        self.unit = LookupEditor()
        self.figure, self.said = (
            Label("", Role.BIG_FIGURE),
            Label("", Role.BODY, Tone.SUB, wrap=True),
        )
        self._lines = down(gap=4)
        self.button = Button(self._words(), key=shortcuts.cap("send"), kind=PRIMARY)
        self.button.clicked.connect(self.asked)
        self.result = Label("", Role.SECOND, Tone.OK, wrap=True)
        self._arrange()

    def know(self, names: Mapping[str, str], own: str, options: Sequence[Option]) -> None:
        """Take over what units are called, and the units that can be sent to."""
        self._names = dict(names)
        self._own = own
        self.unit.offer(options)
        self._show_lines(self._states)

    def address(self, receivers: Sequence[str]) -> None:
        """Pack for these units."""
        self.addressees = tuple(dict.fromkeys(receivers))
        self._show_lines({})

    def show_standing(self, pending: int, confirmed: dt.datetime | None) -> None:
        """Show how many changes the commune has not confirmed."""
        self.figure.say(formats.number(pending))
        words = vi("thay đổi xã chưa xác nhận") if pending else vi("Xã đã xác nhận mọi thay đổi")
        self.said.say(words, Tone.SUB if pending else Tone.OK)
        when = formats.moment(confirmed) if confirmed else ""
        self.note.say(vi("xã đã nhận đến {when}").format(when=when) if when else "")

    def show_result(self, sent: Sent, *, is_stick: bool) -> None:
        """Show what was written for whom, and what is to be done before a stick is pulled out."""
        states = {}
        for code, packed in sent.packed.items():
            if packed.files:
                said = vi("đọc lại khớp · {n} thay đổi, {size}")
                words = said.format(
                    n=formats.number(packed.changes), size=formats.size(packed.size)
                )
                states[code] = (words, Tone.OK)
            else:
                states[code] = (vi("không có gì mới"), Tone.SUB)
        states |= {code: (vi("chưa ghi"), Tone.ERR) for code in sent.waiting}
        self._show_lines(states)
        count = sum(bool(packed.files) for packed in sent.packed.values())
        done = vi("Đã ghi {n} gói vào {out}, đọc lại khớp.").format(n=count, out=sent.out)
        if is_stick:
            done += " " + vi("Bấm Rút an toàn rồi mới rút USB.")
        self.result.say(done if count else "")
        self.result.setVisible(bool(count))

    def _words(self) -> str:
        if not self._is_office:
            return vi("Gửi về xã") if self.addressees == (COMMUNE,) else vi("Gửi cho máy kia")
        count = len(self.addressees)
        return vi("Gửi {n} đơn vị").format(n=count) if count else vi("Gửi")

    def _arrange(self) -> None:
        self.result.hide()
        if self._is_office:
            self.unit.setPlaceholderText(vi("Thêm đơn vị nhận: gõ tên hoặc mã"))
            self.unit.setAccessibleName(vi("Thêm đơn vị nhận"))
            self.unit.chosen.connect(self._add_unit)
            self.add(self.unit)
        else:
            self.add(across(self.figure, self.said, STRETCH), self._chips())
        self.add(self._lines, self.result, across(STRETCH, self.button))
        self._show_lines({})

    def _chips(self) -> QWidget:
        box, group = QWidget(), QButtonGroup(self)
        self.to_commune = Chip(vi("Cho xã"))
        self.to_own = Chip(vi("Cho máy khác của đơn vị"))
        for chip in (self.to_commune, self.to_own):
            group.addButton(chip)
        self.to_commune.setChecked(True)
        self.to_commune.clicked.connect(lambda: self.address((COMMUNE,)))
        self.to_own.clicked.connect(lambda: self.address((self._own,)))
        box.setLayout(across(self.to_commune, self.to_own, STRETCH, gap=6))
        return box

    def _add_unit(self) -> None:
        code = self.unit.reading().value
        if isinstance(code, str):
            self.address((*self.addressees, code))
            self.unit.clear()

    def _show_lines(self, states: Mapping[str, tuple[str, Tone]]) -> None:
        self._states = dict(states)
        clear(self._lines)
        shown = [code for code in self.addressees if self._is_office or code in states]
        for code in shown:
            words, tone = states.get(code, (vi("chờ gửi"), Tone.SUB))
            icon = "checkmark_circle" if tone is Tone.OK else "circle"
            name = Label(self._names.get(code, vi("Xã")), wrap=True)
            line = QWidget()
            row = across(Icon(icon, tone, 18), name, Label(words, Role.SECOND, tone))
            row.setStretch(1, 1)
            line.setLayout(row)
            add(self._lines, line)
        if self._is_office:
            self.note.say(vi("{n} đơn vị chờ nhận").format(n=len(shown)) if shown else "")
        self.button.say(self._words())
        self.button.setEnabled(bool(self.addressees))
