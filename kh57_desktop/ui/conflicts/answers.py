"""How a conflict is answered: the buttons with their digits, a typed value, a returning note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.conflicts.cards import can_be_joined
from kh57_desktop.ui.forms.boxes import FieldBox
from kh57_desktop.ui.forms.editors import LongTextEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from kh57_desktop.domain.edits import ConflictCard
    from kh57_desktop.ui.wording import Names


class Answers(QWidget):
    """The buttons of the foot; at the commune, which decides nothing, the one that returns."""

    kept = Signal(int)
    both = Signal()
    another = Signal()
    later = Signal()
    returned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place = Label("", Role.LABEL, Tone.SUB)
        self._told = Label("", Role.SECOND, Tone.SUB)
        self.wait = Button(vi("Để sau"), key="0")
        self.type = Button(vi("Gõ khác"), key="4")
        self.join = Button(vi("Cả hai"), key="3")
        self.second = Button(vi("Giữ bản B"), key="2")
        self.first = Button(vi("Giữ bản A"), key="1", kind=PRIMARY)
        self.send_back = Button(vi("Trả lại bản ghi…"), icon="arrow_reply", kind=PRIMARY)
        self._deciding = (self.type, self.join, self.second, self.first)
        row = across(self._place, self._told, STRETCH, self.wait, *self._deciding, self.send_back)
        self.setLayout(row)
        self.wait.clicked.connect(self.later)
        self.type.clicked.connect(self.another)
        self.join.clicked.connect(self.both)
        self.second.clicked.connect(lambda: self.kept.emit(1))
        self.first.clicked.connect(lambda: self.kept.emit(0))
        self.send_back.clicked.connect(self.returned)

    def show_card(self, card: ConflictCard, place: int, count: int) -> None:
        """Show what can be done with a card."""
        self._place.say(vi("Ô {place}/{count}").format(place=place, count=count))
        ours = vi("Bên không chọn còn trong lịch sử.")
        self._told.say(ours if card.is_ours else vi("Đơn vị tự chọn trên máy của mình."))
        for button in self._deciding:
            button.setVisible(card.is_ours)
        self.send_back.setVisible(not card.is_ours)
        self.join.setEnabled(can_be_joined(card))
        self.type.setEnabled(bool(card.field))

    def narrow(self, *, is_narrow: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self._told.setVisible(not is_narrow)


class _Line(Block):
    """A card that asks for something and closes on Esc."""

    closed = Signal()

    def __init__(self, title: str, act: str) -> None:
        super().__init__(Tone.INFO)
        self.title = Label(title, Role.STRONG, wrap=True)
        self.act = Button(act, key=shortcuts.cap("finish"), kind=PRIMARY)
        self.cancel = Button(vi("Thôi"), key=shortcuts.cap("back"))
        self.cancel.clicked.connect(self.leave)
        self.hide()

    def leave(self) -> None:
        """Close without doing anything."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; digits are typed, not decided with."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.text().isdigit():
            event.accept()
        else:
            super().keyPressEvent(event)


class TypedLine(_Line):
    """Asks for another value than those of the two sides."""

    given = Signal(object)

    def __init__(self, today: Callable[[], dt.date]) -> None:
        super().__init__(vi("Gõ giá trị đúng"), vi("Ghi giá trị này"))
        self._today = today
        self._box: FieldBox | None = None
        self._holder = down()
        self.fault = Label("", Role.SECOND, Tone.ERR, wrap=True)
        self.fault.hide()
        self.add(self._holder, self.fault, across(STRETCH, self.cancel, self.act))
        self.act.clicked.connect(self.submit)

    def ask(self, card: ConflictCard, names: Names) -> None:
        """Open with the field's own editor."""
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
        field = KINDS[card.kind].fields[card.field]
        self._box = FieldBox(field, self._today, is_alone=True, ahead=False)
        if field.holds is FieldType.REFERENCE:
            table = field.about.refers_to
            self._box.offer(
                [Option(number, words) for (of, number), words in names.items() if of == table]
            )
        self._holder.addWidget(self._box)
        self.fault.hide()
        self.show()
        self._box.editor.setFocus()

    def submit(self) -> None:
        """Hand over what is typed; a value that is wrong by itself is refused here."""
        if self._box is None or self.isHidden():
            return
        reading = self._box.reading()
        self.fault.say(reading.fault)
        self.fault.setVisible(bool(reading.fault))
        if not reading.fault:
            self.leave()
            self.given.emit(reading.value)


class NoteLine(_Line):
    """Asks the commune what the unit is to look at."""

    given = Signal(str)

    def __init__(self) -> None:
        super().__init__(vi("Trả lại bản ghi cho đơn vị"), vi("Gửi trả"))
        self.text = LongTextEditor()
        self.text.setPlaceholderText(vi("Ghi điều cần đơn vị xem lại"))
        self.text.setAccessibleName(vi("Điều cần đơn vị xem lại"))
        self.add(self.title, self.text, across(STRETCH, self.cancel, self.act))
        self.act.clicked.connect(self.submit)

    def ask(self) -> None:
        """Open empty."""
        self.text.show_value("")
        self.show()
        self.text.setFocus()

    def submit(self) -> None:
        """Hand the note over; an empty one asks nothing of anybody."""
        words = str(self.text.reading().value or "")
        if words and not self.isHidden():
            self.leave()
            self.given.emit(words)
