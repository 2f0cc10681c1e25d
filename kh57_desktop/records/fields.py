"""`field()`: one line that is the column, the label, the check, the heading and the bundle key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Boolean, ForeignKey
from sqlalchemy.orm import MappedColumn, mapped_column

from kh57_desktop.records.base import Record, table_of
from kh57_desktop.records.types import Day, Word, Words

if TYPE_CHECKING:
    from sqlalchemy import Column

    from kh57_desktop.domain.vocabulary import Choice

INFO = "about"


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


MappedField: TypeAlias = MappedColumn[Any]


def field(
    label: str,
    *,
    word: type[Choice] | None = None,
    words: type[Choice] | None = None,
    refers_to: str | None = None,
    indexed: bool = False,
    **said: Any,
) -> MappedField:
    """Return a nullable column that carries its description (arguments as in `About`)."""
    info = {INFO: About(label, refers_to=refers_to, **said)}
    kind: Any = Word(word) if word else Words(words) if words else None
    arguments = [kind] if kind is not None else []
    if refers_to is not None:
        arguments.append(ForeignKey(f"{refers_to}.id"))
    return mapped_column(*arguments, nullable=True, info=info, index=indexed or None)


def describe(record: type[Record]) -> tuple[Field, ...]:
    """Return the described fields of a record in the order of their declaration."""
    return tuple(_field(column) for column in table_of(record).columns if INFO in column.info)


def _field(column: Column[Any]) -> Field:
    about: About = column.info[INFO]
    word = column.type.choice if isinstance(column.type, Word | Words) else None
    return Field(column.key, about, _holds(column), word)


def _holds(column: Column[Any]) -> FieldType:
    if column.foreign_keys:
        return FieldType.REFERENCE
    for kind, meaning in (
        (Word, FieldType.WORD),
        (Words, FieldType.WORDS),
        (Day, FieldType.DAY),
        (Boolean, FieldType.FLAG),
    ):
        if isinstance(column.type, kind):
            return meaning
    return FieldType.INTEGER if column.type.python_type is int else FieldType.TEXT
