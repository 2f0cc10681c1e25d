"""Fills one sheet of a workbook from top to bottom."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.formats import number
from kh57_desktop.reports.document import MM, Align, Cell, Face, RowKind
from kh57_desktop.reports.faces import composed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.reports.document import Abreast, Line, Row, Table
    from kh57_desktop.reports.wrapping import Wrapping

FONT = "Times New Roman"
"""What the offices' PCs have and Decree 30 asks for; Tinos is for our own paper."""
PIXELS_A_POINT = 96 / 72
COLUMNS_WITHOUT_TABLE = 10
ROW_LEADING = 1.3


class WorkbookSheet:
    """One sheet whose columns are those of its table."""

    def __init__(
        self, book: Any, sheet: Any, table: Table | None, room: float, wrapping: Wrapping
    ) -> None:
        self._book = book
        self._sheet = sheet
        self._room = room
        self._wrapping = wrapping
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._at = 0
        wishes = [column.width for column in table.columns] if table else []
        wishes = wishes or [1.0] * COLUMNS_WITHOUT_TABLE
        self._widths = [wish * room / sum(wishes) for wish in wishes]
        for n, width in enumerate(self._widths):
            sheet.set_column_pixels(n, n, round(width * PIXELS_A_POINT))

    def line(self, line: Line) -> None:
        """Write a paragraph over all columns."""
        self._spanned(line, 0, len(self._widths) - 1)
        self._sheet.set_row(self._at, self._height(line, self._room))
        self._at += 1

    def abreast(self, block: Abreast) -> None:
        """Write stacks side by side, each over its share of the columns."""
        spans = self._spans([stack.share for stack in block.stacks])
        for n in range(max(len(stack.lines) for stack in block.stacks)):
            height = 0.0
            for stack, (first, last) in zip(block.stacks, spans, strict=True):
                if n < len(stack.lines):
                    room = sum(self._widths[first : last + 1])
                    self._spanned(stack.lines[n], first, last)
                    height = max(height, self._height(stack.lines[n], room))
            self._sheet.set_row(self._at, height)
            self._at += 1

    def table(self, table: Table) -> None:
        """Write a table; its heading is repeated on every printed page."""
        top = self._at
        self._heading(table)
        self._sheet.repeat_rows(top, self._at - 1)
        for row in table.rows:
            if table.row_height:
                self._sheet.set_row(self._at, table.row_height * MM)
            self._row(row, table)
            self._at += 1

    def _heading(self, table: Table) -> None:
        how = self._format(Face.BOLD, table.size, Align.CENTER, border=1)
        columns = table.columns
        depth = 2 if any(column.group for column in columns) else 1
        for n, column in enumerate(columns):
            first = self._at + (1 if column.group else 0)
            self._merge((first, n), (self._at + depth - 1, n), Cell(column.head), how)
        for group, run in groupby(range(len(columns)), key=lambda n: columns[n].group):
            spanned = list(run)
            if group:
                self._merge((self._at, spanned[0]), (self._at, spanned[-1]), Cell(group), how)
        self._at += depth

    def _row(self, row: Row, table: Table) -> None:
        span = len(table.columns) if row.kind is RowKind.GROUP else row.span
        face = Face.REGULAR if row.kind is RowKind.PLAIN else Face.BOLD
        places = [(0, span - 1), *((n, n) for n in range(span, len(table.columns)))]
        for (first, last), cell in zip(places, row.cells, strict=True):
            align = table.columns[first].align if first == last else Align.LEFT
            how = self._format(face, table.size, align, border=1, num_format=_shown(cell))
            self._merge((self._at, first), (self._at, last), cell, how)

    def _spanned(self, line: Line, first: int, last: int) -> None:
        how = self._format(line.words[0].face, line.size, line.align)
        self._merge((self._at, first), (self._at, last), Cell(line.text), how)

    def _merge(self, first: tuple[int, int], last: tuple[int, int], cell: Cell, how: Any) -> None:
        """Write a cell, over several rows or columns where it spans them."""
        if first != last:
            self._sheet.merge_range(*first, *last, "", how)
        if cell.number is not None:
            self._sheet.write_number(*first, cell.number, how)
        elif cell.text.strip():
            self._sheet.write_string(*first, composed(cell.text), how)
        else:
            self._sheet.write_blank(*first, None, how)

    def _height(self, line: Line, room: float) -> float:
        """Return the height of a merged row: no spreadsheet program finds it by itself."""
        return line.above + len(self._wrapping.line(line, room)) * line.size * ROW_LEADING

    def _spans(self, shares: Sequence[float]) -> list[tuple[int, int]]:
        """Return the first and last column of each share of the width."""
        edges = list(accumulate(self._widths))
        spans: list[tuple[int, int]] = []
        first = 0
        for n, reached in enumerate(accumulate(shares)):
            most = len(edges) - (len(shares) - n)
            target = reached * self._room
            nearest = min((abs(edges[c] - target), c) for c in range(first, most + 1))[1]
            spans.append((first, most if n + 1 == len(shares) else nearest))
            first = nearest + 1
        return spans

    def _format(self, face: Face, size: float, align: Align, **more: Any) -> Any:
        """Return a cell format; each is made once."""
        wanted = {
            "font_name": FONT,
            "font_size": size,
            "bold": face in {Face.BOLD, Face.BOLD_ITALIC},
            "italic": face in {Face.ITALIC, Face.BOLD_ITALIC},
            "align": align.value,
            "valign": "vcenter" if "border" in more else "bottom",
            "text_wrap": True,
            **more,
        }
        key = tuple(wanted.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]


def _shown(cell: Cell) -> str:
    """Return how a number is to be shown: with its sign or word, and dots between thousands."""
    if cell.number is None:
        return "@"
    if cell.text == str(cell.number):
        return "0"
    word = cell.text.removesuffix(number(abs(cell.number))).replace('"', "")
    return f'"{word}"#,##0' if word not in {"", "-"} else "#,##0"
