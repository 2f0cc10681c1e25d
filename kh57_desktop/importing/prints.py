"""Know a row again: within a file, and when the same file or a longer one comes another time."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare
from kh57_desktop.importing.meanings import EXCLUDED, NUMBER
from kh57_desktop.importing.values import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.importing.grid import Cell
    from kh57_desktop.importing.marks import FoundMark
    from kh57_desktop.importing.tables import Entry, Table

_OF_A_PERSON = ("full_name", "birth_year", "sex", "village", "class_name")


@dataclass(slots=True)
class Prints:
    """Makes the hashes of rows; rows equal in every cell except the number are one (rule 8)."""

    kind: str
    training: int | None
    repeated: int = 0
    _seen: set[tuple[str, ...]] = field(default_factory=set)
    _times: Counter[str] = field(default_factory=Counter)
    _names: dict[int, list[tuple[int, str, bool]]] = field(default_factory=dict)

    def is_repeated(self, table: Table, entry: Entry) -> bool:
        """Tell whether an equal row came before, and remember this one."""
        content = tuple(self._said(table, entry, with_private=True))
        if content in self._seen:
            self.repeated += 1
            return True
        self._seen.add(content)
        return False

    def of_row(self, table: Table, entry: Entry, values: Mapping[str, Value]) -> str:
        """Return the hash of a row: what its columns say, and its days with their years.

        Identity numbers and parents are no part of it; rows that differ in nothing else are
        counted.
        """
        days = [
            f"{name}={value.isoformat()}"
            for name, value in values.items()
            if isinstance(value, dt.date)
        ]
        return self._counted([*self._said(table, entry, with_private=False), *sorted(days)])

    def of_person(self, values: Mapping[str, Value]) -> str:
        """Return the hash of a person on a list."""
        return self._counted([f"{name}={values.get(name)}" for name in _OF_A_PERSON])

    def of_mark(self, person: str, mark: FoundMark) -> str:
        """Return the hash of a mark of a person at a lesson."""
        said = (person, mark.held_on.isoformat(), str(mark.sitting), str(mark.mark))
        return _hash(said)

    def _counted(self, said: Iterable[str]) -> str:
        print_ = _hash((self.kind, str(self.training), *said))
        self._times[print_] += 1
        return print_ if self._times[print_] == 1 else _hash((print_, str(self._times[print_])))

    def _said(self, table: Table, entry: Entry, *, with_private: bool) -> list[str]:
        """Return what the columns of a row say besides its number, under their headings."""
        cells = entry.cells
        return sorted(
            f"{name}={text}"
            for place, name, is_private in self._named(table)
            if (with_private or not is_private)
            and place < len(cells)
            and (text := _plain(cells[place]))
        )

    def _named(self, table: Table) -> list[tuple[int, str, bool]]:
        if id(table) not in self._names:
            self._names[id(table)] = [
                (column.place, bare(column.heading), column.meaning == EXCLUDED)
                for column in table.head.columns
                if column.meaning != NUMBER
            ]
        return self._names[id(table)]


def _plain(cell: Cell) -> str:
    """Return a cell as a text in which blanks and kinds of numbers make no difference."""
    return " ".join(cell.split()) if isinstance(cell, str) else read_text(cell)


def _hash(said: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()
