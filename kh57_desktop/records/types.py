"""How SQLAlchemy stores days, words and lists of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Text
from sqlalchemy.types import TypeDecorator

from kh57_desktop.records.stored import read_day, read_words, stored_words

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Dialect

    from kh57_desktop.domain.vocabulary import Choice


class Day(TypeDecorator["dt.date"]):
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
