"""What was read and stands as it was read: one connection alone writes, and it says when.

A kept field is a few statements; those that would read once more what cannot have changed are left
out. What a reading found stands until a transaction ends; what the catalog says, until one may have
changed the catalog.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")

_MOST_ROWS = 100


@dataclass(slots=True)
class Memory:
    """What one connection knows without asking."""

    before: dict[tuple[str, int], Any] = field(default_factory=dict)
    """In a transaction: the rows that were read since the one before, by table and number."""
    _read: dict[tuple[str, int], Any] = field(default_factory=dict)
    _answers: dict[str, Any] = field(default_factory=dict)
    _is_writing: bool = False
    _spares_catalog: bool = False

    def note(self, table: str, row: int, found: object) -> None:
        """Remember a row that a reading found; within a transaction it may change yet."""
        if not self._is_writing:
            if len(self._read) >= _MOST_ROWS:
                self._read.clear()
            self._read[table, row] = found

    def spare_catalog(self) -> None:
        """Say that the open transaction changes nothing of the catalog."""
        self._spares_catalog = True

    def begin(self) -> None:
        """Go into a transaction: what was read stands as it is until the first write."""
        self._is_writing, self._spares_catalog = True, False
        self.before, self._read = self._read, {}

    def end(self) -> None:
        """Leave a transaction, whether it was kept or not."""
        self._is_writing, self.before = False, {}
        if not self._spares_catalog:
            self._answers.clear()

    def answer(self, question: str, worked_out: Callable[[], Answer]) -> Answer:
        """Return what was answered before, or what is worked out now."""
        if question not in self._answers:
            found = worked_out()
            if self._is_writing:
                return found
            self._answers[question] = found
        known: Answer = self._answers[question]
        return known


class Minding(Protocol):
    """A connection that knows what was read through it."""

    memory: Memory


def of(con: Minding) -> Memory:
    """Return the memory of a connection."""
    return con.memory


def of_catalog(con: Minding, question: str, worked_out: Callable[[], Answer]) -> Answer:
    """Return what the catalog says to a question, worked out once while the catalog stands."""
    return of(con).answer(question, worked_out)
