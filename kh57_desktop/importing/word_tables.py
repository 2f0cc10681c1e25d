"""Read the tables of a Word document, with the lines of text above each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.importing.cleaning import clean_sheet
from kh57_desktop.importing.extents import MOST_COLUMNS
from kh57_desktop.importing.markup import require_harmless, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.importing.archives import Archive
    from kh57_desktop.importing.grid import Cell, Merge, Sheet

DOCUMENT = "word/document.xml"
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(archive: Archive) -> tuple[Sheet, ...]:
    """Return the tables of a document in order, named by their number; raises `SheetUnreadable`."""
    for name in archive.members:
        if name.endswith((".xml", ".rels")):
            require_harmless(archive.read(name))
    reader = _Reader()
    walk(archive.read(DOCUMENT), reader.opened, reader.closed, reader.text)
    return tuple(
        clean_sheet(str(number), enumerate(table.rows, 1), table.merges, table.above)
        for number, table in enumerate(reader.tables, 1)
    )


@dataclass(slots=True)
class _Table:
    """A table as it is read: rows of texts, merged cells, the lines above."""

    above: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hanging: dict[int, int] = field(default_factory=dict)
    """By column: the row in which a cell begins that goes on downward."""
    texts: list[str] = field(default_factory=list)
    span: int = 1
    hangs: str = ""

    def end_cell(self) -> None:
        """Put the cell that was read into its row."""
        row, column, number = self.rows[-1], len(self.rows[-1]), len(self.rows)
        if column + self.span > MOST_COLUMNS:
            self.span = 1
        goes_on = self.hangs == "continue" and column in self.hanging
        row.append(None if goes_on else "".join(self.texts).strip())
        row.extend([None] * (self.span - 1))
        if not goes_on:
            self.hanging[column] = number
        top = self.hanging[column]
        if goes_on:
            self.merges = [m for m in self.merges if m[:2] != (top, column)]
        if goes_on or self.span > 1:
            self.merges.append((top, column, number, column + self.span - 1))


@dataclass(slots=True)
class _Reader:
    """Follows a document; a table inside a cell is a table of its own."""

    tables: list[_Table] = field(default_factory=list)
    _open: list[_Table] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _is_text: bool = False
    _fallbacks: int = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a table, a row, a cell or a run of text."""
        if name == "tbl":
            table = _Table(self._lines)
            self._lines = []
            self.tables.append(table)
            self._open.append(table)
        elif name == "t":
            self._is_text = True
        elif name == "Fallback":
            self._fallbacks += 1
        elif name in _BREAKS:
            self._add(_BREAKS[name])
        elif self._open:
            self._in_table(name, attributes)

    def closed(self, name: str) -> None:
        """End a table, a cell, a paragraph or a run of text."""
        if name == "t":
            self._is_text = False
        elif name == "Fallback":
            self._fallbacks -= 1
        elif name == "p":
            self._end_paragraph()
        elif name == "tbl":
            self._open.pop()
        elif name == "tc" and self._open and self._open[-1].rows:
            self._open[-1].end_cell()

    def text(self, text: str) -> None:
        """Take in the letters of a run; deleted text and field codes are none."""
        if self._is_text:
            self._add(text)

    def _in_table(self, name: str, attributes: Mapping[str, str]) -> None:
        table, value = self._open[-1], attributes.get("val", "")
        if name == "tr":
            table.rows.append([])
        elif name == "tc":
            table.texts, table.span, table.hangs = [], 1, ""
        elif name == "gridSpan" and value.isdecimal():
            table.span = max(1, min(int(value), MOST_COLUMNS))
        elif name == "vMerge":
            table.hangs = value or "continue"
        elif name == "gridBefore" and value.isdecimal() and table.rows:
            table.rows[-1].extend([None] * min(int(value), MOST_COLUMNS))

    def _add(self, text: str) -> None:
        if self._fallbacks:
            return
        (self._open[-1].texts if self._open else self._line).append(text)

    def _end_paragraph(self) -> None:
        if self._open:
            self._open[-1].texts.append("\n")
        else:
            self._lines.append("".join(self._line))
            self._line = []
