"""The amber card above a paper with signs its typeface lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.errors import sentences
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card, clear
from kh57_desktop.ui.parts.buttons import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QBoxLayout

    from kh57_desktop.errors import LetterUnprintable


def show(place: QBoxLayout, notices: Sequence[LetterUnprintable]) -> Card:
    """Say which sign is replaced in which text, until it was read or another paper is shown."""
    said = sentences(notices[0])
    lines = [f"{said.remedy} ({said.code})"]
    if len(notices) > 1:
        lines.insert(0, vi("Còn {n} chỗ khác như vậy.").format(n=len(notices) - 1))
    card = Card(Tone.WARN, said.happened, *lines)
    read = Button(vi("Đã rõ"))
    read.clicked.connect(lambda: clear(place, Card))
    card.offer(read)
    place.insertWidget(0, card)
    card.announce()
    return card
