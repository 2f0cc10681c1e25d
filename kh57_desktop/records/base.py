"""The root of every record: its number, its clocks, and where it is kept."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, cast

from sqlalchemy import BigInteger, Boolean, Integer, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from kh57_desktop.records.types import Day

if TYPE_CHECKING:
    from sqlalchemy import Table

WholeNumber = BigInteger().with_variant(Integer(), "sqlite")
"""63 bits everywhere; on SQLite a plain INTEGER, so that `id` is the row number."""


STANDING = text("_gone = 0")
"""The condition of indexes that hold standing rows only."""


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


class Record(DeclarativeBase):
    """A noun of the plan: a row that can travel between stores."""

    metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})
    type_annotation_map: ClassVar = {int: WholeNumber, str: Text(), bool: Boolean(), dt.date: Day()}

    kind: ClassVar[str]
    """The plural word of the command line."""
    noun: ClassVar[str]
    """What one such record is called on the screen."""
    scope: ClassVar[Scope]
    office_side: ClassVar[bool] = False
    """Written by the commune in the unit's scope; units only read it (SYNC 2)."""
    key: ClassVar[tuple[str, ...]] = ()
    """Fields that make the derived number; such a row means the same on every device (SYNC 3.1)."""
    shown_by: ClassVar[str] = "title"
    """The field that names a record in lists."""
    dated_by: ClassVar[str] = ""
    """The field that places a record in time; empty when it has none."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stamp: Mapped[int] = mapped_column("_h", sort_order=90)
    stream: Mapped[int] = mapped_column("_s", sort_order=91)
    number: Mapped[int] = mapped_column("_q", sort_order=92)
    is_gone: Mapped[bool] = mapped_column("_gone", default=False, sort_order=93)

    def __repr__(self) -> str:
        """Show class and number only: logs never name a person."""
        return f"{type(self).__name__}({self.id})"


def table_of(record: type[Record]) -> Table:
    """Return the table of a record; mypy knows `__table__` only as a FROM clause."""
    return cast("Table", record.__table__)
