"""Read by statement texts straight from the driver, on the connection that the store lends.

SQLAlchemy's share of a small SELECT is five to ten times SQLite's own (BENCH 3.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlcipher3 import dbapi2

    from kh57_desktop.store.connection import Connection, Row

MANY = 200
"""How many values are asked for at a time; shorter lists repeat their last one."""


def of(con: Connection) -> dbapi2.Connection:
    """Return the driver's connection below the lent one."""
    return con.driver


def rows(con: Connection, text: str, parameters: Sequence[Any] = ()) -> list[Row]:
    """Return everything that a statement selects."""
    found: list[Row] = of(con).execute(text, parameters).fetchall()
    return found


def execute(con: Connection, text: str, parameters: Sequence[Any] = ()) -> int:
    """Run a statement; return how many rows it changed."""
    return int(of(con).execute(text, parameters).rowcount)


def execute_many(con: Connection, text: str, many: Iterable[Sequence[Any]]) -> int:
    """Run a statement for each of many rows; return how many rows were changed."""
    return int(of(con).executemany(text, many).rowcount)


def first(con: Connection, text: str, parameters: Sequence[Any] = ()) -> Row | None:
    """Return the first row that a statement selects; None when there is none."""
    found: Row | None = of(con).execute(text, parameters).fetchone()
    return found


def roll_back(con: Connection) -> None:
    """End what is still open, and let SQLAlchemy forget the transaction that it believes in."""
    below = of(con)
    if below.in_transaction:
        below.execute("ROLLBACK")
    con.forget()


def in_turns(asked: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Return what is asked for in portions of one length, the last one filled up."""
    for start in range(0, len(asked), MANY):
        some = asked[start : start + MANY]
        # the text stays the same when the last one is asked for again
        yield (*some, *([some[-1]] * (MANY - len(some))))
