"""Measure a workbook's filled rectangle before calamine makes room for it (TRUST 8).

Without this the reader aborts its whole process on a file of 1 kB with two cells far apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.errors import InputTooBig
from kh57_desktop.i18n import vi
from kh57_desktop.importing.markup import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.importing.grid import Merge

MOST_COLUMNS = 1_024
MOST_ROWS = 100_000 + 40  # the records, and headings above them
MOST_CELLS = 2_000_000

_EMPTY_CELL = re.compile(rb"<c [^<>]*/>|<c [^<>]*></c>")
_CELL_COLUMN = re.compile(rb'<c r="([A-Za-z]{1,3})[0-9]{1,7}"')
_CELL_ROW = re.compile(rb'<c r="[A-Za-z]{1,3}([0-9]{1,7})"')
_STRANGE = (b"<c>", b"<c/", b"<c\t", b"<c\n", b"<c\r", b":c>", b":c ", b":c/", b"<!", b"&#")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_LETTERS = 26


@dataclass(slots=True)
class Extent:
    """The smallest rectangle around the filled cells, watched while it grows."""

    first_row: int = 0
    last_row: int = 0
    first_column: int = 0
    last_column: int = 0

    def take_in(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Stretch over filled cells counted from 1; raises `InputTooBig` above the caps."""
        self.first_row = min(self.first_row or row, row)
        self.first_column = min(self.first_column or column, column)
        self.last_row = max(self.last_row, row + rows - 1)
        self.last_column = max(self.last_column, column + columns - 1)
        require_within(self.last_row - self.first_row + 1, self.last_column - self.first_column + 1)


def require_within(rows: int, columns: int) -> None:
    """Raise `InputTooBig` for a rectangle above the caps."""
    if columns > MOST_COLUMNS:
        raise InputTooBig(what=vi("có quá nhiều cột"))
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise InputTooBig(what=vi("có quá nhiều dòng"))


def require_near(sheet: bytes) -> None:
    """Raise `InputTooBig` when the filled cells of an xlsx sheet part lie too far apart."""
    rows, columns = _rectangle(sheet) or (0, 0)
    try:
        require_within(rows, columns)
    except InputTooBig:
        rows = 0
    if not rows:
        scan(sheet)


def scan(sheet: bytes) -> Mapping[tuple[int, int], str]:
    """Return the error cells of an xlsx sheet part by row and column, measuring all on the way."""
    reader = _SheetReader()
    walk(sheet, reader.opened, reader.closed, reader.text)
    return reader.errors


def _rectangle(sheet: bytes) -> tuple[int, int] | None:
    """Measure by byte patterns, ten times faster than by reading, where every cell is plain.

    The rectangle may be larger than that of the values, never smaller; None when in doubt.
    """
    if any(form in sheet for form in _STRANGE):
        return None
    # cells that only carry a format, often down to row 1,048,576, weigh nothing
    filled = _EMPTY_CELL.sub(b"", sheet)
    rows = _CELL_ROW.findall(filled)
    if not rows or len(rows) != filled.count(b"<c "):
        return None
    numbers = [int(row) for row in set(rows)]
    columns = [_column(letters.decode()) for letters in set(_CELL_COLUMN.findall(filled))]
    return max(numbers) - min(numbers) + 1, max(columns) - min(columns) + 1


def _column(letters: str) -> int:
    """Return the number of a column by its letters: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


@dataclass(slots=True)
class _SheetReader:
    """Follows rows and cells; a cell counts once a value stands in it."""

    extent: Extent = field(default_factory=Extent)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    is_error: bool = False
    is_value: bool = False

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Place a row or a cell; measure a value."""
        if name == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isdecimal() and len(given) < 9 else self.row + 1  # noqa: PLR2004
            self.column = 0
        elif name == "c":
            self._place(attributes.get("r", ""))
            self.is_error = attributes.get("t") == "e"
        elif name in {"v", "is"}:
            self.is_value = True
            self.extent.take_in(self.row, self.column)

    def closed(self, name: str) -> None:
        """Leave a value."""
        if name in {"v", "is"}:
            self.is_value = False

    def text(self, text: str) -> None:
        """Note what an error cell says."""
        if self.is_value and self.is_error:
            place = self.row, self.column
            self.errors[place] = self.errors.get(place, "") + text

    def _place(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            self.column += 1
            return
        self.row, self.column = int(found[2]), _column(found[1])


def scan_document(content: bytes) -> Mapping[str, tuple[Merge, ...]]:
    """Return the merged cells of each table of an ods document, measuring all on the way."""
    reader = _DocumentReader()
    walk(content, reader.opened, reader.closed, reader.text)
    return {name: tuple(merges) for name, merges in reader.merges.items()}


@dataclass(slots=True)
class _DocumentReader:
    """Follows the rows and cells of an ods document; repeats of filled ones are multiplied out."""

    merges: dict[str, list[Merge]] = field(default_factory=dict)
    found: list[Merge] = field(default_factory=list)
    extent: Extent = field(default_factory=Extent)
    row: int = 1
    rows: int = 1
    column: int = 1
    columns: int = 1
    is_cell: bool = False
    filled: list[tuple[int, int]] = field(default_factory=list)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a table, a row or a cell."""
        if name == "table":
            self.extent, self.row, self.found = Extent(), 1, []
            self.merges[attributes.get("name", "")] = self.found
        elif name == "table-row":
            self.rows, self.column, self.filled = _times(attributes, "number-rows-repeated"), 1, []
        elif name in {"table-cell", "covered-table-cell"}:
            self.columns, self.is_cell = _times(attributes, "number-columns-repeated"), True
            if "value-type" in attributes:
                self._fill()
            self._merge(attributes)

    def closed(self, name: str) -> None:
        """Pass on to the next cell or row."""
        if name in {"table-cell", "covered-table-cell"}:
            self.column, self.is_cell = self.column + self.columns, False
        elif name == "table-row":
            for column, columns in self.filled:
                self.extent.take_in(self.row, column, self.rows, columns)
            self.row += self.rows

    def text(self, text: str) -> None:
        """Take a cell with text for filled."""
        if self.is_cell and text.strip():
            self._fill()

    def _fill(self) -> None:
        self.filled.append((self.column, self.columns))

    def _merge(self, attributes: Mapping[str, str]) -> None:
        down = _times(attributes, "number-rows-spanned")
        across = _times(attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            self.found.append(
                (self.row, self.column - 1, self.row + down - 1, self.column + across - 2)
            )


def _times(attributes: Mapping[str, str], name: str) -> int:
    """Return a repeat; what is no number counts once."""
    given = attributes.get(name, "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 9 else 1  # noqa: PLR2004
