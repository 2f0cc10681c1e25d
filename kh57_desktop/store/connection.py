"""The one connection as rooms get it lent: a statement's text goes straight to the driver.

SQLAlchemy's share of a small statement is five to ten times SQLite's own, and importing it takes
longer than opening the store. It is asked for only where a statement is put together from tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.store.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import sqlalchemy
    from sqlcipher3 import dbapi2

Row: TypeAlias = "tuple[Any, ...]"


class Connection:
    """What the store lends; only for the time it is lent, and only in the store's thread."""

    __slots__ = ("_described", "driver", "memory")

    def __init__(self, driver: dbapi2.Connection) -> None:
        self.driver = driver
        """The driver's own connection."""
        self.memory = Memory()
        """What was read and still stands."""
        self._described: sqlalchemy.Connection | None = None

    def exec_driver_sql(self, text: str, parameters: Sequence[Any] = ()) -> Answer:
        """Run a statement, once for each of a list of parameters; raises the driver's error."""
        if isinstance(parameters, list):
            return Answer(self.driver.executemany(text, parameters))
        return Answer(self.driver.execute(text, parameters))

    def execute(self, asked: sqlalchemy.Executable) -> Any:
        """Run a statement put together from tables and return SQLAlchemy's result.

        Raises SQLAlchemy's `DBAPIError`.
        """
        return self.described.execute(asked)

    @property
    def described(self) -> sqlalchemy.Connection:
        """SQLAlchemy's view of the same connection."""
        if self._described is None:
            from kh57_desktop.store.opening import engine_of  # noqa: PLC0415 - home does without

            self._described = engine_of(self.driver).connect()
        return self._described

    def forget(self) -> None:
        """Let SQLAlchemy forget the transaction it believes in."""
        if self._described is not None:
            self._described.rollback()

    def close(self) -> None:
        """Let SQLAlchemy's view go; the driver's connection stays open."""
        if self._described is not None:
            self._described.close()
            self._described.engine.dispose()
            self._described = None


class Answer:
    """What a statement answered, read once."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: dbapi2.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Row]:
        """Return the rows one after another."""
        return iter(self._cursor)

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return int(self._cursor.rowcount)

    def fetchall(self) -> list[Row]:
        """Return all rows."""
        found: list[Row] = self._cursor.fetchall()
        return found

    def first(self) -> Row | None:
        """Return the first row, None when there is none; the others are left."""
        found: Row | None = self._cursor.fetchone()
        self._cursor.close()  # a statement left half read would hold up the checkpoint
        return found

    def one(self) -> Row:
        """Return the row of a statement that always answers with one."""
        (found,) = self._cursor.fetchall()
        row: Row = found
        return row

    def scalar(self) -> Any:
        """Return the first value of the first row; None when there is no row."""
        found = self.first()
        return None if found is None else found[0]

    def scalar_one(self) -> Any:
        """Return the first value of a statement that always answers with one row."""
        return self.one()[0]
