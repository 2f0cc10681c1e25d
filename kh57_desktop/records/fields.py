"""`field()`: one line that is the column, the label, the check, the heading and the bundle key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from kh57_desktop.domain.vocabulary import Choice
    from kh57_desktop.records.base import Record

Value = TypeVar("Value")


class FieldType(Enum):
    """What kind of value a field holds."""

    TEXT = "text"
    INTEGER = "integer"
    DAY = "day"
    FLAG = "flag"
    WORD = "word"
    WORDS = "words"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class About:
    """What is said once about a field and used everywhere."""

    label: str
    required: bool = False
    """Asked for before sending; the column itself stays nullable (HOUSE 8.5)."""
    at_door: bool = False
    """Kept only with it: title and day, of people the name."""
    longest: int | None = None
    least: int | None = None
    most: int | None = None
    multiline: bool = False
    refers_to: str | None = None
    """The table that a reference leads to."""
    sheet_names: tuple[str, ...] = ()
    personal: bool = False
    sensitive: bool = False
    hint: str = ""
    clause: str = ""
    hidden: bool = False
    """Moved by the program, shown in no form."""
    counted: bool = True
    """A change of it asks for a new approval."""


@dataclass(frozen=True, slots=True)
class Field:
    """A described field of a kind."""

    name: str
    about: About
    holds: FieldType
    word: type[Choice] | None = None


class Mapped(Generic[Value]):
    """A field as its class declares it: `title: Mapped[str | None] = field(…)`."""

    __slots__ = ("about", "is_indexed", "key", "word", "words")

    def __init__(
        self,
        about: About,
        word: type[Choice] | None,
        words: type[Choice] | None,
        *,
        is_indexed: bool,
    ) -> None:
        self.key = ""
        """The field's name."""
        self.about, self.word, self.words, self.is_indexed = about, word, words, is_indexed

    def __set_name__(self, owner: type[Record], name: str) -> None:
        """Take the name under which the class holds the field."""
        self.key = name


def field(
    label: str,
    *,
    word: type[Choice] | None = None,
    words: type[Choice] | None = None,
    refers_to: str | None = None,
    indexed: bool = False,
    **said: Any,
) -> Mapped[Any]:
    """Return a field that carries its description (arguments as in `About`)."""
    about = About(label, refers_to=refers_to, **said)
    return Mapped(about, word, words, is_indexed=indexed)


def declared(record: type[Record]) -> tuple[Mapped[Any], ...]:
    """Return the fields of a record as its class declares them, in that order."""
    return tuple(one for one in vars(record).values() if isinstance(one, Mapped))


def describe(record: type[Record]) -> tuple[Field, ...]:
    """Return the described fields of a record in the order of their declaration."""
    said = record.__annotations__
    return tuple(
        Field(one.key, one.about, _holds(one, said[one.key]), one.word or one.words)
        for one in declared(record)
    )


def _holds(one: Mapped[Any], annotation: str) -> FieldType:
    if one.about.refers_to is not None:
        return FieldType.REFERENCE
    if one.word is not None:
        return FieldType.WORD
    if one.words is not None:
        return FieldType.WORDS
    return _PLAIN[annotation]


_PLAIN = {
    "Mapped[str | None]": FieldType.TEXT,
    "Mapped[int | None]": FieldType.INTEGER,
    "Mapped[dt.date | None]": FieldType.DAY,
    "Mapped[bool | None]": FieldType.FLAG,
}
"""Annotations stay text: evaluating them at every start would cost more than reading them."""
