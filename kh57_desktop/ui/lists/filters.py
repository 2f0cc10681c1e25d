"""What a list is narrowed by: any words, marks or not, and one chip for a state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, px
from kh57_desktop.ui.parts.blocks import STRETCH, across, down
from kh57_desktop.ui.parts.buttons import Button, Chip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

WAIT_MS = 300


@dataclass(frozen=True, slots=True)
class Filter:
    """What is typed in the filter box, and the name of the chip that is on."""

    text: str = ""
    chip: str = ""


class FilterBox(QLineEdit):
    """A line that narrows a list; Esc empties it, arrow down goes into the list."""

    emptied = Signal()
    into_list = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty on Esc, go into the list on arrow down or Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.emptied.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.into_list.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """A filter box and a row of chips above a list."""

    changed = Signal(object)
    """The `Filter` in use."""
    into_list = Signal()

    def __init__(
        self, chips: Sequence[tuple[str, str]], hint: str = "", *, everything: str = ""
    ) -> None:
        """`everything` is the chip that leaves nothing out; without it the first one does."""
        super().__init__()
        self.box = FilterBox()
        self.box.setFont(theme.font(Role.BODY))
        self.box.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.box.setTextMargins(px(8), 0, px(6), 0)
        self.box.setPlaceholderText(hint or vi("Lọc theo chữ bất kỳ, không cần dấu"))
        self.box.setAccessibleName(self.box.placeholderText())
        self.button = Button(vi("Lọc"), key=shortcuts.cap("filter"), icon="filter")
        self.button.clicked.connect(self.start)
        self._chips: dict[str, Chip] = {}
        self._words = dict(chips)
        self._everything = everything or next(iter(self._words), "")
        group = QButtonGroup(self)
        for name, words in chips:
            chip = self._chips[name] = Chip(words)
            group.addButton(chip)
            chip.clicked.connect(self._tell)
        if chips:
            self._chips[chips[0][0]].setChecked(True)
        row = across(*self._chips.values(), STRETCH, gap=6)
        self.setLayout(down(across(self.box, self.button, gap=6), row, gap=8))
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self._tell)
        self.box.textEdited.connect(lambda _words: self._wait.start())
        self.box.emptied.connect(self._tell)
        self.box.into_list.connect(self.into_list)

    @property
    def filter(self) -> Filter:
        """Return what the list is narrowed by."""
        on = next((name for name, chip in self._chips.items() if chip.isChecked()), "")
        return Filter(self.box.text().strip(), on)

    @property
    def is_narrowed(self) -> bool:
        """Tell whether words or a chip leave anything out."""
        return self.filter != Filter("", self._everything)

    @property
    def said(self) -> str:
        """What the list is narrowed by, as the officer reads it."""
        now = self.filter
        chip = self._words[now.chip] if now.chip != self._everything else ""
        return ", ".join(part for part in (f"«{now.text}»" if now.text else "", chip) if part)

    def start(self) -> None:
        """Go to the filter box."""
        self.box.setFocus()
        self.box.selectAll()

    def choose(self, chip: str) -> None:
        """Turn a chip on."""
        self._chips[chip].setChecked(True)
        self._tell()

    def narrow(self, by: Filter) -> None:
        """Narrow the list by other words and another chip."""
        self.box.setText(by.text)
        if by.chip in self._chips:
            self._chips[by.chip].setChecked(True)
        self._tell()

    def clear(self) -> None:
        """Take away whatever leaves something out: what is typed, and the chip."""
        self.narrow(Filter("", self._everything))

    def show_count(self, chip: str, count: int) -> None:
        """Show at a chip how many rows it leaves."""
        words = self._words[chip]
        self._chips[chip].say(f"{words} {count}" if count else words)

    def show_chips(self, names: Sequence[str]) -> None:
        """Show these chips alone, in narrow windows."""
        for name, chip in self._chips.items():
            chip.setVisible(name in names)

    def _tell(self) -> None:
        self._wait.stop()
        self.changed.emit(self.filter)
