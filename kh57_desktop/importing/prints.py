"""Know a row again: within a file, and when the same file or a longer one comes another time."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from kh57_desktop.domain.names import bare
from kh57_desktop.importing.meanings import EXCLUDED, NUMBER
from kh57_desktop.importing.values import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.importing.grid import Cell
    from kh57_desktop.importing.marks import FoundMark
    from kh57_desktop.importing.tables import Entry, Table

_Columns: TypeAlias = list[tuple[int, str]]
_OF_A_PERSON = ("full_name", "birth_year", "sex", "village", "class_name")


@dataclass(slots=True)
class Prints:
    """Makes the hashes of rows; rows equal in every cell except the number are one (rule 8)."""

    kind: str
    training: int | None
    repeated: int = 0
    _seen: set[tuple[str, ...]] = field(default_factory=set)
    _times: Counter[str] = field(default_factory=Counter)
    _names: dict[int, tuple[_Columns, _Columns]] = field(default_factory=dict)
    _said_last: list[str] = field(default_factory=list)

    def is_repeated(self, table: Table, entry: Entry) -> bool:
        """Tell whether an equal row came before, and remember this one."""
        self._said_last = self._said(table, entry, are_private=False)
        content = (*self._said_last, "", *self._said(table, entry, are_private=True))
        if content in self._seen:
            self.repeated += 1
            return True
        self._seen.add(content)
        return False

    def of_row(self, values: Mapping[str, Value]) -> str:
        """Return the hash of the row last asked about: its columns, and its days with their years.

        Identity numbers and parents are no part of it; rows that differ in nothing else are
        counted.
        """
        days = [
            f"{name}={value.isoformat()}"
            for name, value in values.items()
            if isinstance(value, dt.date)
        ]
        return self._counted([*self._said_last, *sorted(days)])

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

    def _said(self, table: Table, entry: Entry, *, are_private: bool) -> list[str]:
        """Return what the columns of a row say besides its number, under their headings."""
        cells = entry.cells
        return [
            f"{name}={_plain(cells[place])}"
            for place, name in self._named(table)[are_private]
            if place < len(cells) and cells[place] is not None
        ]

    def _named(self, table: Table) -> tuple[_Columns, _Columns]:
        """Return the columns besides the number, those that may be kept and the private ones."""
        if id(table) not in self._names:
            columns: tuple[_Columns, _Columns] = ([], [])
            for column in table.head.columns:
                if column.meaning != NUMBER:
                    is_private = column.meaning == EXCLUDED
                    columns[is_private].append((column.place, bare(column.heading)))
            for part in columns:
                part.sort(key=lambda named: named[1])
            self._names[id(table)] = columns
        return self._names[id(table)]


def _plain(cell: Cell) -> str:
    """Return a cell as a text in which blanks and kinds of numbers make no difference."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    return cell.isoformat() if isinstance(cell, dt.date) else read_text(cell)


def _hash(said: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()
