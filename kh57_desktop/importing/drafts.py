"""What a sheet brings: drafts of records, rows that were refused, and how it was understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import RefusedRow, Repair, Value
from kh57_desktop.errors import InvalidRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_IDENTITY_NUMBER = re.compile(r"(?<![0-9])(?:[0-9]{9}|[0-9]{12})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file, as a spreadsheet program shows it."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as a row of a sheet says it, in the names and types of the record's fields.

    A draft of attendance is one mark: beside `mark` and `held_on` its values describe the person.
    """

    at: Place
    values: Mapping[str, Value]
    row_hash: str
    """The same for the same row in whatever file it comes again."""
    headings: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the file calls the column of a field."""
    typed: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the file says in the column of a field."""
    meets: int | None = None
    """Of a list of units: the registered unit that the row names."""
    person: str = ""
    """Of attendance: the hash of the person, the same for all marks of a row."""

    def refused(self, name: str, why: str) -> RefusedRow:
        """Return the refusal of this row for the value of one field."""
        return refusal(self.at, self.headings.get(name, ""), self.typed.get(name, ""), why)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as the file heads it, and the field it was understood as."""

    text: str
    field: str | None
    is_private: bool = False
    """Never kept: identity numbers, parents, heads of household."""


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table that was read: an officer can see and mend how its headings were understood."""

    at: Place
    headings: tuple[Heading, ...]
    signature: str
    """Names this set of headings: what was decided about it is remembered under this."""


@dataclass(frozen=True, slots=True)
class Staged:
    """Everything a file brings; nothing is stored yet."""

    drafts: tuple[Draft, ...]
    refused: tuple[RefusedRow, ...]
    tables: tuple[TableRead, ...]
    repeated: int = 0
    """Rows equal to an earlier one in every cell except the number."""
    people: tuple[Draft, ...] = ()
    """Of attendance: everybody on the list, also those without a mark."""
    days: tuple[dt.date, ...] = ()
    """Of attendance: the days of all lessons in order, also those without a mark."""
    beside: Mapping[Place, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """What the columns of the refused rows say, by their headings."""
    repairs: tuple[Repair, ...] = ()
    """The cells that are read as the officer typed them, not as the file has them."""

    @property
    def read(self) -> int:
        """How many records the file holds, good and bad, repeated ones too."""
        return len(self.drafts) + len(self.refused) + self.repeated


def refusal(at: Place, heading: str, value: str, why: str) -> RefusedRow:
    """Return a refused row; an identity number in its value is blacked out (rule 17)."""
    return RefusedRow(at.sheet, at.row, heading, blacked_out(value), InvalidRecord.code, why)


def blacked_out(text: str) -> str:
    """Return a text without the identity numbers in it."""
    return _IDENTITY_NUMBER.sub("…", text)
