"""The records as SQLAlchemy's tables, made from what their classes declare when asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    text,
)
from sqlalchemy import Text as PlainText

from kh57_desktop.records.base import Record
from kh57_desktop.records.fields import FieldType, declared, describe
from kh57_desktop.records.types import Day, Word, Words

if TYPE_CHECKING:
    from kh57_desktop.records.fields import Field, Mapped

INFO = "about"
WholeNumber = BigInteger().with_variant(Integer(), "sqlite")
"""63 bits everywhere; on SQLite a plain INTEGER, so that `id` is the row number."""
STANDING = text("_gone = 0")
"""The condition of indexes that hold standing rows only."""


@lru_cache(maxsize=1)
def metadata() -> MetaData:
    """Return the tables of all records."""
    made = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})
    for record in Record.__subclasses__():
        _table(record, made)
    return made


def table_of(record: type[Record]) -> Table:
    """Return the table of a record."""
    return metadata().tables[record.__tablename__]


def _table(record: type[Record], tables: MetaData) -> Table:
    fields = [
        _column(record, one, field)
        for one, field in zip(declared(record), describe(record), strict=True)
    ]
    number = Column(
        "id",
        WholeNumber,
        primary_key=not record.is_stored_by_key,
        autoincrement=False,
        nullable=False,
    )
    listed = [Index(None, *record.listed_by, sqlite_where=STANDING)] if record.listed_by else []
    if record.sought_without:
        lacking = text(f"_gone = 0 AND {record.sought_without} IS NULL")
        listed.append(Index(None, "unit", sqlite_where=lacking))
    return Table(
        record.__tablename__,
        tables,
        *fields,
        number,
        *(Column(name, WholeNumber, nullable=False) for name in ("_h", "_s", "_q")),
        Column("_gone", Boolean(), default=False, nullable=False),
        *listed,
        sqlite_with_rowid=not record.is_stored_by_key,
    )


def _column(record: type[Record], one: Mapped[Any], field: Field) -> Column[Any]:
    refers_to = field.about.refers_to
    leads = [] if refers_to is None else [ForeignKey(f"{refers_to}.id")]
    is_key = record.is_stored_by_key and field.name in record.key
    return Column(
        field.name,
        _type(field),
        *leads,
        primary_key=is_key,
        autoincrement=False if is_key else "auto",
        nullable=not is_key,
        index=one.is_indexed or None,
        info={INFO: field.about},
    )


def _type(field: Field) -> Any:
    if field.word is not None:
        return Word(field.word) if field.holds is FieldType.WORD else Words(field.word)
    return {
        FieldType.TEXT: PlainText(),
        FieldType.DAY: Day(),
        FieldType.FLAG: Boolean(),
    }.get(field.holds, WholeNumber)
