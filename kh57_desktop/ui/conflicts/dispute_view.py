"""One disputed record: its fields in conflict, and the foot in which they are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import record_pages, shortcuts
from kh57_desktop.ui.conflicts import cards as conflict_cards
from kh57_desktop.ui.conflicts.answers import Answers, NoteLine, TypedLine
from kh57_desktop.ui.conflicts.cards import FieldCards
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Foot, Icon, Label, across, down
from kh57_desktop.ui.parts.buttons import QUIET, Button, KeyCap
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kh57_desktop.domain.edits import ConflictCard
    from kh57_desktop.ui.conflicts.queue import Disputed
    from kh57_desktop.ui.wording import Names


class DisputeView(Block):
    """Shows the fields of a record and which one is decided now."""

    chosen = Signal(int)
    """Keep the side in this place."""
    typed = Signal(object)
    joined = Signal(object)
    returned = Signal(str)
    passed = Signal()
    """The last field was left for later."""
    open_asked = Signal()

    def __init__(self, today: Callable[[], dt.date]) -> None:
        super().__init__(margins=(14, 8))
        self.disputed: Disputed | None = None
        self._names: Names = {}
        self._fields: list[FieldCards] = []
        self._place = 0
        self.answers, self.note_line = Answers(), NoteLine()
        self.typed_line = TypedLine(today)
        self.alike = QCheckBox(vi("Làm như vậy cho tất cả"))
        self._icon = Icon("clipboard_checkmark")
        self._title = Label("", Role.BLOCK, wrap=True)
        self._figures = Label("", Role.SECOND, Tone.SUB, wrap=True)
        self._arrange()
        self._listen()

    @property
    def card(self) -> ConflictCard | None:
        """The field that is decided now."""
        return self._fields[self._place].card if self._fields else None

    def show_disputed(self, disputed: Disputed, names: Names) -> None:
        """Show a record; the place among its fields is kept when it is the same record."""
        same = self.disputed is not None and self.disputed.number == disputed.number
        self.disputed, self._names = disputed, names
        clear(self._box)
        self._fields = [FieldCards(card, names) for card in disputed.cards]
        for one in self._fields:
            one.pressed.connect(self._go_to)
            self._box.addWidget(one)
        self._icon.show_icon(record_pages.icon_of(disputed.kind), Tone.SUB)
        self._title.say(disputed.title)
        self.open_button.setVisible(record_pages.can_be_opened(disputed.kind))
        self.alike.setVisible(disputed.cards[0].is_ours)
        self._cap.setVisible(disputed.cards[0].is_ours)
        self._light(min(self._place, len(self._fields) - 1) if same else 0)

    def go_on(self) -> None:
        """Leave the field for later and go to the next."""
        if self._place + 1 < len(self._fields):
            self._light(self._place + 1)
        else:
            self.passed.emit()

    def keep_both(self) -> None:
        """Ask to keep both texts, one under the other."""
        card = self.card
        if card is not None and card.is_ours and conflict_cards.can_be_joined(card):
            texts = [str(side.value) for side in conflict_cards.ordered(card) if side.value]
            self.joined.emit("\n".join(texts))

    def type_another(self) -> None:
        """Ask for another value."""
        if self.card is not None and self.card.is_ours and self.card.field:
            self.typed_line.ask(self.card, self._names)

    def give_back(self) -> None:
        """Ask for the note with which the commune returns the record."""
        if self.card is not None and not self.card.is_ours:
            self.note_line.ask()

    def finish(self) -> None:
        """Hand over what is being typed."""
        self.typed_line.submit()
        self.note_line.submit()

    @property
    def is_asking(self) -> bool:
        """Tell whether something is being typed."""
        return self.typed_line.isVisible() or self.note_line.isVisible()

    def _arrange(self) -> None:
        self.open_button = Button(vi("Mở bản ghi"), key=shortcuts.cap("open"), kind=QUIET)
        top = across(self._icon, self._title, self.open_button)
        top.setStretch(1, 1)
        self._box = down(gap=theme.BLOCK_GAP)
        self._cap = KeyCap(shortcuts.cap("all_alike"))
        below = across(self._figures, self.alike, self._cap)
        below.setStretch(0, 1)
        self._scroll = Scroll(self._box, STRETCH)
        self.add(top, self._scroll, self.typed_line, self.note_line, below)
        self.box.setStretch(1, 1)
        self.stand_on(Foot(self.answers, height=48))

    def _listen(self) -> None:
        self.answers.kept.connect(self.chosen)
        self.answers.both.connect(self.keep_both)
        self.answers.another.connect(self.type_another)
        self.answers.later.connect(self.go_on)
        self.answers.returned.connect(self.give_back)
        self.typed_line.given.connect(self.typed)
        self.note_line.given.connect(self.returned)
        self.open_button.clicked.connect(self.open_asked)

    def _go_to(self, card: str) -> None:
        self._light(next(n for n, one in enumerate(self._fields) if one.card.id == card))

    def _light(self, place: int) -> None:
        self._place = place
        for number, one in enumerate(self._fields):
            one.light(on=number == place)
        self._scroll.ensureWidgetVisible(self._fields[place])
        card = self._fields[place].card
        self.answers.show_card(card, place + 1, len(self._fields))
        self._figures.say(self._depends(card))

    def _depends(self, card: ConflictCard) -> str:
        """Return which papers the field counts in."""
        field = KINDS[card.kind].fields.get(card.field) if card.kind in KINDS else None
        period = self.disputed.period if self.disputed else None
        if period is None or field is None or not field.about.counted:
            return ""
        words = vi("Có trong tổng hợp {period} của đơn vị và của xã.")
        return words.format(period=period.label)
