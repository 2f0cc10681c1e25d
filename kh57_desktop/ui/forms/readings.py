"""What is typed in a field and what it means: a value, or the text itself and why it is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain import formats, typed
from kh57_desktop.domain.names import tidy
from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    import datetime as dt

    from kh57_desktop.domain.edits import Value


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text means; with a fault, the text itself is the value."""

    value: Value
    fault: str = ""


def text(words: str, *, multiline: bool = False) -> Reading:
    """Return a text composed and trimmed; nothing typed is missing."""
    return Reading(tidy(words, multiline=multiline) or None)


def day(words: str, today: dt.date, *, ahead: bool = False) -> Reading:
    """Return the day meant by 20/5, hôm qua, t2; nothing typed is missing."""
    if not words.strip():
        return Reading(None)
    found = typed.day(words, today, ahead=ahead)
    if isinstance(found, Unreadable):
        return Reading(words, _said(words, found))
    return Reading(found)


def number(words: str, least: int | None = None, most: int | None = None) -> Reading:
    """Return a whole number; nothing typed is missing, «không có» is 0."""
    if not words.strip():
        return Reading(None)
    found = typed.count(words)
    if isinstance(found, Unreadable):
        return Reading(words, _said(words, found))
    if least is not None and found < least:
        return Reading(found, vi("Ít nhất là {least}.").format(least=formats.number(least)))
    if most is not None and found > most:
        return Reading(found, vi("Nhiều nhất là {most}.").format(most=formats.number(most)))
    return Reading(found)


def _said(words: str, why: Unreadable) -> str:
    return vi("«{text}» {why}.").format(text=words.strip(), why=why.why)
