"""How days, words and lists of words are stored."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Dialect

    from kh57_desktop.domain.vocabulary import Choice

_MOST_REMEMBERED = 10_000


class Day(TypeDecorator[dt.date]):
    """A calendar day, stored as ISO 8601 text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the stored text of a day."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.date | None:  # noqa: ARG002
        """Return the day of a stored text; None for a text that is none."""
        return read_day(value)


class Word(TypeDecorator[Any]):
    """A word of a closed list, stored by its slug, so that a new word needs no migration."""

    impl = Text
    cache_ok = True

    def __init__(self, choice: type[Choice]) -> None:
        super().__init__()
        self.choice = choice

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the slug."""
        return None if value is None else str(getattr(value, "value", value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:  # noqa: ARG002
        """Return the word; an unknown slug becomes a word of its own."""
        return None if value is None else self.choice(value)


class Words(TypeDecorator[Any]):
    """Several words of a closed list, stored as a sorted JSON list of slugs."""

    impl = Text
    cache_ok = True

    def __init__(self, choice: type[Choice]) -> None:
        super().__init__()
        self.choice = choice

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the JSON list; an empty list is missing."""
        return stored_words(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002
        """Return the words in the order of their slugs."""
        return tuple(self.choice(slug) for slug in read_words(value)) or None


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
