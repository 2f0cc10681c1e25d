"""The typeface of paper: how wide its letters are, and what is drawn for those it lacks."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.letters import printable, unprintable
from kh57_desktop.reports.document import Face
from kh57_desktop.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A text of a paper with signs that were replaced on it."""

    signs: tuple[str, ...]
    text: str


ASCENT, DESCENT = 0.891, 0.216
"""How far Tinos reaches above and below the line it stands on, in shares of its size."""


class Typeface:
    """The four faces of Tinos, which has the widths of Times New Roman and all our letters."""

    def __init__(self, letters: Mapping[Face, Mapping[int, float]]) -> None:
        self._letters = letters
        self._words: dict[tuple[Face, str], float] = {}

    def width(self, text: str, face: Face, size: float) -> float:
        """Return how wide a text is, in points."""
        known = self._words.get((face, text))
        if known is None:
            letters = self._letters[face]
            known = sum(letters[ord(letter)] for letter in text) / 1000
            self._words[face, text] = known
        return known * size


@cache
def typeface() -> Typeface:
    """Return the typeface, read from the program's own files and made known to reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    letters = {}
    for face in Face:
        font = TTFont(
            font_name(face), str(resource("fonts", f"{font_name(face)}.ttf")), shapable=True
        )
        pdfmetrics.registerFont(font)
        letters[face] = {code: font.face.charWidths[code] for code in font.face.charToGlyph}
    return Typeface(letters)


def font_name(face: Face) -> str:
    """Return the name of a face in the PDF and of its file."""
    return f"Tinos-{face.value}"


def composed(text: str) -> str:
    """Return a text as it is printed: composed letters, every blank a plain one."""
    normal = text if text.isascii() else unicodedata.normalize("NFC", text)
    return normal.replace("\r\n", "\n").expandtabs(1)


def drawn(text: str) -> str:
    """Return a text as it is printed, with a replacement for every sign the typeface lacks."""
    return printable(composed(text))


def replaced(texts: Iterable[str]) -> tuple[Unprintable, ...]:
    """Return the texts with signs that are replaced, each once."""
    found = {text: unprintable(composed(text)) for text in texts if not text.isascii()}
    lacking = ((composed(text).removeprefix("- "), signs) for text, signs in found.items() if signs)
    return tuple(Unprintable(signs, text) for text, signs in lacking)


def shaped(text: str, face: Face, size: float) -> Any:
    """Return what reportlab is given: as it is, or placed mark by mark where a mark stands alone.

    Looking for a mark costs a thousandth of placing letters, and hardly a text has one.
    """
    if text.isascii() or not any(map(unicodedata.combining, text)):
        return text
    from reportlab.pdfbase.ttfonts import shapeStr

    typeface()  # reportlab must know the faces before it can look for the places of marks
    return shapeStr(text, font_name(face), size)
