"""A record at a glance beside the results of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import record_pages
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, Rule, across, down
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from kh57_desktop.ui.search.finding import Look


class Glance(Block):
    """Shows what a record says, field by field; what is sensitive stays hidden."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon("search", Tone.PRIMARY, 28)
        self._title = Label("", Role.BLOCK, wrap=True)
        self._noun = Label("", Role.BODY, Tone.SUB)
        self._fields = down(gap=8)
        words = vi("Dân tộc và số điện thoại ẩn; xem trong bản ghi.")
        self._masked = Label(words, Role.SECOND, Tone.SUB, wrap=True)
        names = down(self._title, self._noun, gap=0)
        self._head = QWidget()
        head = across(self._icon, names, gap=12)
        head.setStretch(1, 1)
        self._head.setLayout(head)
        self.add(self._head, Rule(), Scroll(self._fields, STRETCH), self._masked)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show no record."""
        clear(self._fields)
        self._head.hide()
        self._masked.hide()

    def show_look(self, look: Look) -> None:
        """Show a record."""
        clear(self._fields)
        self._icon.show_icon(record_pages.icon_of(look.kind), Tone.PRIMARY)
        self._title.say(look.title or look.noun)
        self._noun.say(look.noun)
        self._head.show()
        for label, words in look.lines:
            self._fields.addWidget(_Field(label, words))
        self._masked.setVisible(look.is_masked)


class _Field(QWidget):
    """A field's name at the left, what it says at the right."""

    def __init__(self, label: str, words: str) -> None:
        super().__init__()
        said = Label(words, Role.BODY, wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignRight)
        name = Label(label, Role.SECOND, Tone.SUB, wrap=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = across(name, said, gap=12)
        row.setStretch(0, 2)
        row.setStretch(1, 3)
        self.setLayout(row)
        self.setAccessibleName(f"{label}: {words}")
