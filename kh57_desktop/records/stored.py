"""How days and lists of words are written in the store and read back."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_REMEMBERED = 10_000


class Remembered(dict[Any, Any]):
    """What stored values stand for, each worked out when it is first met."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, stored: Any) -> Any:
        """Return what a value stands for that was not met before."""
        if len(self) > _MOST_REMEMBERED:
            self.clear()  # a list of words is closed here, but not in every bundle
        value = self[stored] = None if stored is None else self._read(stored)
        return value


def read_day(text: str | None) -> dt.date | None:
    """Return the day of an ISO text; None when missing or not a day."""
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError:
        return None


def stored_words(words: tuple[str, ...] | None) -> str | None:
    """Return the stored form of a list of words: sorted, each once; None when empty."""
    slugs = sorted({str(getattr(word, "value", word)) for word in words or ()})
    return json.dumps(slugs, ensure_ascii=False, separators=(",", ":")) if slugs else None


def read_words(text: str | None) -> tuple[str, ...]:
    """Return the slugs of a stored list; empty when missing or no list."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(str(slug) for slug in found) if isinstance(found, list) else ()
