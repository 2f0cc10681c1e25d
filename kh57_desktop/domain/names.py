"""Vietnamese names and texts: normal form, folded form, sort key, match key."""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})  # Icelandic eth, drawn like Đ
_NO_MARKS = str.maketrans({"đ": "d", "Đ": "D"})
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the text as people search it: lower case, no marks, đ as d, one plain blank."""
    composed = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES).translate(_NO_MARKS)
    letters = unicodedata.normalize("NFD", composed)
    return "".join(c for c in letters if not unicodedata.combining(c)).lower()


def bare(text: str) -> str:
    """Return the folded words alone, whatever stood between them."""
    return _BETWEEN_WORDS.sub(" ", fold(text)).strip()
