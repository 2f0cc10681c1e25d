"""The amber card above a paper with signs its typeface lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.errors import sentences
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QBoxLayout

    from kh57_desktop.errors import LetterUnprintable


def show(place: QBoxLayout, notices: Sequence[LetterUnprintable]) -> Card:
    """Say which sign is replaced in which text; the card stays as long as the paper is shown."""
    said = sentences(notices[0])
    lines = [f"{said.remedy} ({said.code})"]
    if len(notices) > 1:
        lines.insert(0, vi("Còn {n} chỗ khác như vậy.").format(n=len(notices) - 1))
    card = Card(Tone.WARN, said.happened, *lines)
    place.insertWidget(0, card)
    card.announce()
    return card
