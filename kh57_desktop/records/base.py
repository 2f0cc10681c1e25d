"""The root of every record: who may read it, and what its class says of it once."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar


class Scope(Enum):
    """Who may read a row (SYNC 2)."""

    CATALOG = "catalog"
    UNIT = "unit"
    PRIVATE = "private"
    OFFICE = "office"
    CONTROL = "control"

    def of(self, unit: str) -> str:
        """Return the scope's name for rows of a unit, such as ``unit/TR-NTT``."""
        return f"{self.value}/{unit}" if self in {Scope.UNIT, Scope.PRIVATE} else self.value


class Record:
    """A noun of the plan: a row that can travel between stores.

    Its class only describes it; rows travel as values (`domain.edits`). The table is made from the
    description when it is asked for (`records.tables`).
    """

    __tablename__: ClassVar[str]
    kind: ClassVar[str]
    """The plural word of the command line."""
    noun: ClassVar[str]
    """What one such record is called on the screen."""
    scope: ClassVar[Scope]
    office_side: ClassVar[bool] = False
    """Written by the commune in the unit's scope; units only read it (SYNC 2)."""
    key: ClassVar[tuple[str, ...]] = ()
    """Fields that make the derived number; such a row means the same on every device (SYNC 3.1)."""
    is_stored_by_key: ClassVar[bool] = False
    """The table lies in the order of `key`; the derived number is a plain column (BENCH 3.9)."""
    shown_by: ClassVar[str] = "title"
    """The field that names a record in lists."""
    dated_by: ClassVar[str] = ""
    """The field that places a record in time; empty when it has none."""
    listed_by: ClassVar[tuple[str, ...]] = ()
    """Fields by which standing rows are listed: an index of theirs alone."""
    sought_without: ClassVar[str] = ""
    """A field whose absence in rows of a unit is asked for: an index of those few alone."""
