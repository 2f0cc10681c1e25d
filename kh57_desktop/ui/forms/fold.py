"""The rows of a form that stay folded away: one key opens them, a value or a fault does it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kh57_desktop.domain.edits import Finding, Level
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.forms.boxes import FindingLine
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.parts.blocks import STRETCH, across, clear_out, down
from kh57_desktop.ui.parts.buttons import KeyCap, Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.ui.forms.boxes import FieldBox, FieldRow

NAMED = 3
"""So many of the folded fields the link names."""


class Fold(QWidget):
    """The link that tells what is folded away, and the rows themselves under it."""

    def __init__(self, boxes: Sequence[FieldBox], rows: Sequence[FieldRow]) -> None:
        super().__init__()
        self.boxes = tuple(boxes)
        self.link, self.cap = Link(self._words()), KeyCap(shortcuts.cap("more_fields"))
        self.rows = QWidget()
        self.rows.setLayout(down(*rows, gap=theme.FIELD_GAP))
        self.rows.hide()
        self._lines = down(gap=2)
        self.link.clicked.connect(lambda: self.unfold(on=not self.is_open))
        asked = across(self.link, self.cap, STRETCH)
        self.setLayout(down(asked, self._lines, self.rows, gap=theme.FIELD_GAP))
        if not boxes:
            self.hide()

    @property
    def is_open(self) -> bool:
        """Tell whether the rows are shown."""
        return not self.rows.isHidden()

    @property
    def names(self) -> frozenset[str]:
        """The names of the folded fields."""
        return frozenset(box.field.name for box in self.boxes)

    def unfold(self, *, on: bool) -> None:
        """Show the rows, or fold them again."""
        if on and not self.boxes:
            return
        self.rows.setVisible(on)
        self.link.setText(vi("Bớt mục") if on else self._words())
        self.link.updateGeometry()
        self.remind()

    def remind(self) -> None:
        """Name the folded fields that are worth filling in; unfolded, they say so themselves."""
        clear_out(self._lines)
        by_text: dict[str, list[str]] = {}
        for box in self.boxes:
            if box.worst is not None and not self.is_open:
                by_text.setdefault(box.worst.text, []).append(box.field.about.label)
        for text, labels in by_text.items():
            said = vi("{labels}: {text}").format(labels=", ".join(labels), text=text)
            self._lines.addWidget(FindingLine(Finding("", Level.REMINDER, said)))

    def _words(self) -> str:
        labels = [box.field.about.label for box in self.boxes]
        words = vi("Thêm {count} mục: {first}…")
        return words.format(count=len(labels), first=", ".join(labels[:NAMED])) if labels else ""
