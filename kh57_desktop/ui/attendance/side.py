"""The right side of the attendance page: how many, exceptions in one line, the rest, newcomers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.attendance import marks
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, Meter, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, KeyCap
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.ui.attendance.roster_list import Line

MOST_NAMED = 6


class CountBlock(Block):
    """How many are marked, and how."""

    COUNTED: tuple[tuple[Mark | None, str], ...] = (
        (Mark.PRESENT, vi("có mặt")),
        (Mark.ABSENT, vi("vắng")),
        (Mark.EXCUSED, vi("có phép")),
        (Mark.LATE, vi("muộn")),
        (None, vi("chưa ghi")),
    )

    def __init__(self) -> None:
        super().__init__()
        self.done, self.whole = Label("0", Role.BIG_FIGURE), Label("", tone=Tone.SUB)
        self.lesson = Label("", tone=Tone.SUB)
        self.bar, self.short_bar = Meter(8), Meter(8)
        self.short_bar.hide()
        self.numbers: dict[Mark | None, Label] = {}
        cells = []
        for mark, words in self.COUNTED:
            number = Label("0", Role.FIGURE, marks.TONES[mark] if mark else Tone.SUB)
            self.numbers[mark] = number
            cells.append(down(number, Label(words, Role.SECOND, Tone.SUB), gap=0))
        head = across(self.done, self.whole, self.short_bar, STRETCH, self.lesson)
        head.setStretch(2, 1)
        self.add(head, self.bar, across(*cells, gap=4))

    def compact(self, *, is_compact: bool) -> None:
        """Put the bar beside the number where room is short."""
        self.bar.setVisible(not is_compact)
        self.short_bar.setVisible(is_compact)
        self.lesson.setVisible(not is_compact)

    def show_lines(self, lines: Sequence[Line], ordinal: int) -> None:
        """Count the marks of a sheet; a substitute stands beside the late ones."""
        counts: dict[Mark | None, int] = dict.fromkeys(self.numbers, 0)
        for line in lines:
            stands_late = line.mark is Mark.SUBSTITUTED
            counts[Mark.LATE if stands_late else line.mark] += 1
        done = len(lines) - counts[None]
        self.done.say(str(done))
        self.whole.say(vi("/ {count} đã ghi").format(count=len(lines)))
        self.lesson.say(vi("buổi {number}").format(number=ordinal))
        for bar in (self.bar, self.short_bar):
            bar.show_share(done / len(lines) if lines else 0.0)
        for mark, number in self.numbers.items():
            number.say(str(counts[mark]))


class ShortLine(Block):
    """Exceptions from the paper sheet in one line; the sentence says what Enter will write."""

    agreed = Signal(object)
    """Marks by person: the exceptions, and present for everybody still open."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Line] = ()
        self.line = _line(vi("7 12 23p 19m"))
        self.line.setAccessibleName(vi("Ghi nhanh người vắng"))
        self.told = Label("", wrap=True)
        self.act = Button(vi("Ghi cả buổi"), key="Enter", kind=PRIMARY)
        self.act.setEnabled(False)
        self.hint = Elided(vi("Số không kèm chữ là vắng"), Role.SECOND, Tone.SUB)
        title = Label(vi("Ghi nhanh người vắng"), Role.BLOCK)
        head = across(title, STRETCH, KeyCap(shortcuts.cap("short_line")))
        self.add(head, self.line, self.told, across(self.hint, STRETCH, self.act))
        self.line.textChanged.connect(self._tell)
        self.line.returnPressed.connect(self._write)
        self.act.clicked.connect(self._write)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Take over the sheet the numbers stand for."""
        self._lines = lines
        self._tell()

    def compact(self, *, is_compact: bool) -> None:
        """Leave out what is no need where room is short."""
        self.hint.setVisible(not is_compact)

    def start(self) -> None:
        """Go to the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def meant(self) -> dict[int, Mark]:
        """Return what Enter would write, by person."""
        said = marks.exceptions(self.line.text()).marks
        by_number = {line.ordinal: line.person for line in self._lines}
        found = {by_number[number]: mark for number, mark in said.items() if number in by_number}
        rest = (line.person for line in self._lines if line.mark is None)
        return {**dict.fromkeys(rest, Mark.PRESENT), **found} if found else {}

    def _tell(self) -> None:
        said = marks.exceptions(self.line.text())
        lines = {line.ordinal: line for line in self._lines}
        strange = [str(number) for number in said.marks if number not in lines]
        strange += said.unclear
        if strange:
            self.told.say(
                vi("Không có trong danh sách: {what}.").format(what=", ".join(strange)), Tone.ERR
            )
        else:
            self.told.say(self._sentence(said.marks, lines), Tone.PLAIN)
        self.told.setVisible(bool(self.line.text()))
        self.act.setEnabled(bool(said.marks) and not strange)

    def _sentence(self, said: Mapping[int, Mark], lines: Mapping[int, Line]) -> str:
        parts = []
        for mark, word in marks.WORDS.items():
            named = [f"{n} {lines[n].name}" for n, wanted in said.items() if wanted is mark]
            if named:
                shown = ", ".join(named[:MOST_NAMED])
                more = len(named) - MOST_NAMED
                if more > 0:
                    shown += " " + vi("và {count} người nữa").format(count=more)
                parts.append(f"{shown} {word.lower()}")
        rest = len(self.meant()) - len(said)
        if said and rest > 0:
            parts.append(vi("{count} người còn lại có mặt").format(count=rest))
        return vi("Hiểu là: {what}.").format(what="; ".join(parts)) if parts else ""

    def _write(self) -> None:
        if self.act.isEnabled():
            self.agreed.emit(self.meant())
            self.line.clear()


class RestBlock(Block):
    """Everybody still open, in one key."""

    agreed = Signal(object)
    """The mark for everybody still open."""

    def __init__(self) -> None:
        super().__init__()
        self.present = Button(vi("Có mặt"), key=shortcuts.cap("decide"))
        self.absent = Button(vi("Vắng"), key=shortcuts.cap("rest_absent"))
        self.present.clicked.connect(lambda: self.agreed.emit(Mark.PRESENT))
        self.absent.clicked.connect(lambda: self.agreed.emit(Mark.ABSENT))
        undo = Label(vi("một lần hoàn tác: Ctrl+Z"), Role.SECOND, Tone.SUB)
        head = across(Label(vi("Còn lại là…"), Role.BLOCK), STRETCH, undo)
        self.add(head, across(self.present, self.absent, gap=6))

    def show_open(self, count: int) -> None:
        """Say how many are still open."""
        for button, word in ((self.present, vi("Có mặt")), (self.absent, vi("Vắng"))):
            button.say(f"{word} {count}" if count else word)
            button.setEnabled(bool(count))


class NewcomerBlock(Block):
    """Somebody who is on no list: a name and Enter, and back to the sheet."""

    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = _line(vi("Họ và tên người mới"))
        self.line.setAccessibleName(vi("Họ và tên người mới"))
        self.act = Button(vi("Thêm"), key="Enter")
        self._icon, self.told = (
            Icon("info", Tone.SUB, 16),
            Label("", Role.SECOND, Tone.SUB, wrap=True),
        )
        said = across(self._icon, self.told, gap=5)
        said.setStretch(1, 1)
        self._said = QWidget()
        self._said.setLayout(said)
        self._said.hide()
        title = Label(vi("Người chưa có trong danh sách"), Role.BLOCK)
        head = across(title, STRETCH, KeyCap(shortcuts.cap("newcomer")))
        field = across(self.line, self.act, gap=6)
        self.add(head, field, self._said)
        self.line.returnPressed.connect(self._add)
        self.act.clicked.connect(self._add)

    def start(self) -> None:
        """Go to the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, name: str) -> None:
        """Say who was added last."""
        self.told.say(vi("Vừa thêm: {name}, chưa xác minh").format(name=name))
        self._said.show()

    def _add(self) -> None:
        name = self.line.text().strip()
        if name:
            self.line.clear()
            self.named.emit(name)


def _line(hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setFont(theme.font(Role.BODY))
    line.setFixedHeight(px(theme.CONTROL_HEIGHT))
    line.setTextMargins(px(8), 0, px(6), 0)
    line.setPlaceholderText(hint)
    return line
