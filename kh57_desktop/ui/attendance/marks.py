"""Attendance marks as typed and shown: letter, word, tone; exceptions in one short line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[Mark, str] = MappingProxyType(
    {
        Mark.PRESENT: vi("Có mặt"),
        Mark.ABSENT: vi("Vắng"),
        Mark.EXCUSED: vi("Có phép"),
        Mark.LATE: vi("Muộn"),
        Mark.SUBSTITUTED: vi("Cử người thay"),
    }
)
TONES: Mapping[Mark, Tone] = MappingProxyType(
    {
        Mark.PRESENT: Tone.OK,
        Mark.ABSENT: Tone.ERR,
        Mark.EXCUSED: Tone.WARN,
        Mark.LATE: Tone.INFO,
        Mark.SUBSTITUTED: Tone.INFO,
    }
)
LETTERS: Mapping[str, Mark] = MappingProxyType({mark.code: mark for mark in Mark})
"""C V P M T: free under Telex and VNI, and the initials of their words."""

_ONE = re.compile(r"(\d+)\s*([cvpmt]?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What a short line means: numbers of the sheet with their marks, and what is no number."""

    marks: Mapping[int, Mark]
    unclear: tuple[str, ...] = ()


def of_letter(letter: str) -> Mark | None:
    """Return the mark of a letter, large or small."""
    return LETTERS.get(letter.upper()) if letter else None


def exceptions(words: str) -> Exceptions:
    """Return what `7 12 23p31p19m` means: a number alone is absent, a letter says otherwise."""
    marks: dict[int, Mark] = {}
    rest = words
    for found in _ONE.finditer(words):
        marks[int(found[1])] = of_letter(found[2]) or Mark.ABSENT
    rest = _ONE.sub(" ", words)
    return Exceptions(marks, tuple(part for part in re.split(r"[\s,;.]+", rest) if part))
