"""Operations laid out by column: how a change is kept until sealed, and how it travels."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kh57_desktop.domain.merging import Plain

CREATE, EDIT, REMOVE, RESTORE = "create", "edit", "remove", "restore"
ACTIONS = (CREATE, EDIT, REMOVE, RESTORE)

_SPELLED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

RowKey: TypeAlias = "int | tuple[Plain, ...]"
"""A counted number, or the key values from which the reader derives it."""


@dataclass(slots=True)
class Block:
    """Operations of one action on the same fields of one table."""

    table: str
    action: str
    fields: tuple[str, ...]
    numbers: list[int] = field(default_factory=list)
    """The change of each operation."""
    rows: list[Any] = field(default_factory=list)
    """The row of each operation: counted numbers or tuples of key values, never both."""
    values: list[list[Any]] = field(default_factory=list)
    """One list for each field."""
    is_partial: bool = False
    """It held fields that this version does not know; they were left out."""

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, number: int, row: RowKey, values: Iterable[Plain]) -> None:
        """Append one operation."""
        self.numbers.append(number)
        self.rows.append(row)
        if not self.values:
            self.values = [[] for _ in self.fields]
        for column, value in zip(self.values, values, strict=True):
            column.append(value)

    def each(self) -> Iterator[tuple[int, RowKey, tuple[Plain, ...]]]:
        """Return every operation: change number, row, values."""
        across: Iterable[tuple[Plain, ...]] = (
            zip(*self.values, strict=True) if self.fields else (() for _ in self.rows)
        )
        return zip(self.numbers, self.rows, across, strict=True)


def body_of(blocks: Iterable[Block]) -> bytes:
    """Return the operations of one change as they are kept until they are sealed."""
    laid = [[b.table, b.action, b.fields, b.rows, b.values] for b in blocks]
    return _SPELLED.encode(laid).encode()


def blocks_of(number: int, body: bytes) -> list[Block]:
    """Return the operations of one change from what was kept."""
    found = []
    for table, action, fields, rows, values in json.loads(body):
        plain = [tuple(row) if isinstance(row, list) else row for row in rows]
        found.append(Block(table, action, tuple(fields), [number] * len(rows), plain, values))
    return found
