"""A field in conflict: the value both had, and what each side wrote since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import wording
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import STRETCH, BadgeLabel, Block, Label, across, down
from kh57_desktop.ui.parts.buttons import KeyCap
from kh57_desktop.ui.parts.marked import MarkedLabel, differing

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from kh57_desktop.domain.edits import ConflictCard, Side, Value
    from kh57_desktop.ui.wording import Names

LETTERS = "ABCDEFG"
KEEP = "keep"
"""The value of a side that keeps a record another side withdrew."""


def ordered(card: ConflictCard) -> tuple[Side, ...]:
    """Return the sides of a card, what this PC wrote first (SYNC 14: A is mine)."""
    return tuple(sorted(card.sides, key=lambda side: (not side.is_mine, not side.is_shown)))


def can_be_joined(card: ConflictCard) -> bool:
    """Tell whether both values can be kept: long texts alone."""
    field = KINDS[card.kind].fields.get(card.field) if card.kind in KINDS else None
    return field is not None and field.holds is FieldType.TEXT and field.about.multiline


def said(card: ConflictCard, value: Value, names: Names) -> str:
    """Return a value of a card in words; of a removal, whether the record stays."""
    if not card.field:
        return vi("Giữ bản ghi") if value == KEEP else vi("Xóa bản ghi")
    return wording.worded(card.kind, card.field, value, names)


class ValueCard(Block):
    """One value with its origin."""

    pressed = Signal()

    def __init__(self, title: str, note: str, words: str, base: str | None = None) -> None:
        super().__init__(margins=(12, 8))
        self.corner = across()
        head = across(Label(title, Role.STRONG, wrap=True), self.corner)
        head.setStretch(0, 1)
        self.value = MarkedLabel()
        self.value.say(words, () if base is None else differing(words, base))
        self.box.setSpacing(3)
        self.add(head, Label(note, Role.SECOND, Tone.SUB, wrap=True), self.value, STRETCH)
        self.setAccessibleName(f"{title}, {note}: {words}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that this value was pressed."""
        super().mousePressEvent(event)
        self.pressed.emit()


class FieldCards(QWidget):
    """The cards of one field beside one another; pressing one goes to the field."""

    pressed = Signal(str)

    def __init__(self, card: ConflictCard, names: Names) -> None:
        super().__init__()
        self.card = card
        base = said(card, card.base, names)
        first = ValueCard(vi("Bản gốc"), vi("các máy cùng có"), base)
        first.corner.addWidget(BadgeLabel(Badge(vi("gốc chung"), Tone.NONE)))
        self.sides = [
            self._side(place, side, base, names) for place, side in enumerate(ordered(card))
        ]
        row = across(first, *self.sides)
        for place in range(row.count()):
            row.setStretch(place, 1)
        label = card.label or vi("Xóa hay giữ bản ghi")
        self.setLayout(down(Label(label, Role.BLOCK), row, gap=4))
        for one in (first, *self.sides):
            one.pressed.connect(lambda: self.pressed.emit(self.card.id))

    def light(self, *, on: bool) -> None:
        """Show whether this field is the one that is decided now."""
        for one in self.sides[:1]:
            one.show_tone(Tone.PRIMARY if on else Tone.PLAIN)

    def _side(self, place: int, side: Side, base: str, names: Names) -> ValueCard:
        title = vi("{letter}  ·  {officer}").format(
            letter=LETTERS[place % len(LETTERS)], officer=side.officer or vi("chưa rõ ai")
        )
        device = vi("máy này") if side.is_mine else wording.device(side.device)
        note = vi("sửa {when}, {device}").format(when=formats.moment(side.at), device=device)
        if side.clock_doubtful:
            note += vi(" (đồng hồ máy ấy sai)")
        one = ValueCard(title, note, said(self.card, side.value, names), base)
        if place < 2:  # noqa: PLR2004 - keys 1 and 2
            one.corner.addWidget(KeyCap(str(place + 1)))
        return one
