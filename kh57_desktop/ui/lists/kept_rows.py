"""Rows that are in hand already: short lists that need no fetching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kh57_desktop.ui.lists.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kh57_desktop.ui.lists.rows import Column, Fetched

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Some(Generic[R]):
    rows: Sequence[R]
    total: int


class KeptRows(Rows[R]):
    """A table's rows held as a plain list."""

    def __init__(self, columns: Sequence[Column[R]], key: Callable[[R], int]) -> None:
        self.held: tuple[R, ...] = ()
        super().__init__(columns, key, self._give)

    def show(self, rows: Sequence[R]) -> None:
        """Show these rows in their order."""
        self.held = tuple(rows)
        self.reload()

    def _give(self, first: int, count: int, take: Callable[[Fetched[R]], object]) -> None:
        take(_Some(self.held[first : first + count], len(self.held)))
