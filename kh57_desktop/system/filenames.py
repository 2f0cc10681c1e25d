"""Make any text a file name that every office PC and stick takes (TRUST 8)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST: Final = 120
NAMELESS: Final = "tep"

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])$", re.IGNORECASE
)
_LONGEST_SUFFIX = 16


def safe_name(text: str) -> str:
    """Return a name that stays in its folder: no separators, controls or reserved words."""
    visible = "".join(sign for sign in unicodedata.normalize("NFC", text) if _is_visible(sign))
    name = _FORBIDDEN.sub("_", visible).strip(" .")
    stem, suffix = _parts(name)
    if _RESERVED.match(name.split(".")[0].strip()):
        stem = "_" + stem
    stem = _cut(stem, LONGEST - len(suffix)).rstrip(" .")
    return stem + suffix if stem else NAMELESS + suffix


def unused_name(name: str, taken: Container[str]) -> str:
    """Return the name, or the name with the first free number; `taken` holds casefolded names."""
    stem, suffix = _parts(name)
    candidate, number = name, 2
    while candidate.casefold() in taken:
        candidate = f"{stem} ({number}){suffix}"
        number += 1
    return candidate


def _is_visible(sign: str) -> bool:
    """Refuse controls, format signs such as bidirectional marks, and halves of characters."""
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _parts(name: str) -> tuple[str, str]:
    """Split a name before its suffix; an overlong suffix is no suffix."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) >= _LONGEST_SUFFIX:
        return name, ""
    return stem, dot + suffix


def _cut(text: str, longest: int) -> str:
    """Cut at a whole letter, never between a letter and its mark."""
    while longest and len(text) > longest and unicodedata.combining(text[longest]):
        longest -= 1
    return text[:longest]
