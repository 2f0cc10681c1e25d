"""The letters of attendance over the sheet: each key cap beside what it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.ui.attendance import marks
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.parts.blocks import Label, across
from kh57_desktop.ui.parts.buttons import KeyCap

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout


def key_hints() -> QHBoxLayout:
    """Return the five letters with their words, and the key that takes one back."""
    row = across()
    for mark in (Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED, Mark.LATE, Mark.SUBSTITUTED):
        row.addWidget(KeyCap(mark.code))
        row.addWidget(Label(marks.WORDS[mark].lower(), Role.SECOND, Tone.SUB))
    row.addWidget(KeyCap("⌫"))
    return row
