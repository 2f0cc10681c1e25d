"""Measures a table: widths of columns, heights of rows, where each text stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from kh57_desktop.reports.document import MM, Align, Cell, Face, RowKind
from kh57_desktop.reports.faces import ASCENT, DESCENT
from kh57_desktop.reports.sheet import Placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.reports.document import Row, Table
    from kh57_desktop.reports.wrapping import Wrapping

SIDE, OVER, UNDER = 3.0, 1.5, 2.0  # between a text and the strokes around it, in points
LEADING = 1.15
WIDEST_WORD = 0.25  # of the table; a longer word, such as an address, is cut


@dataclass(frozen=True, slots=True)
class Box:
    """One cell with its broken text; places count from the corner of its band."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[str, float], ...]
    align: Align
    face: Face
    figure: str | None = None

    def placed(self, left: float, top: float, size: float) -> Iterator[Placed]:
        """Yield the lines, centered between the strokes above and below."""
        step = size * LEADING
        free = self.height - OVER - UNDER - step * len(self.lines)
        line = top + self.y + OVER + free / 2 + size * (ASCENT + (LEADING - ASCENT - DESCENT) / 2)
        for n, (text, width) in enumerate(self.lines):
            slack = self.width - 2 * SIDE - width
            shift = {Align.RIGHT: slack, Align.CENTER: slack / 2}.get(self.align, 0.0)
            x = left + self.x + SIDE + shift
            yield Placed(x, line + n * step, text, self.face, size, width, self.figure)


@dataclass(frozen=True, slots=True)
class Band:
    """The cells of one row, or of the whole heading."""

    boxes: tuple[Box, ...]
    height: float


class Grid:
    """A table measured for a width; heights are known before anything is drawn."""

    def __init__(self, table: Table, wrapping: Wrapping, room: float) -> None:
        self.size = table.size
        self.room = room
        self._table = table
        self._wrapping = wrapping
        self.widths = self._fitted()
        self._edges = (0.0, *accumulate(self.widths))

    def heading(self) -> Band:
        """Return the heading: one row, or two where columns stand under a common word."""
        columns = self._table.columns
        under = [self._head(n, n + 1, c.head) for n, c in enumerate(columns)]
        if not any(column.group for column in columns):
            return _levelled(under, max(_least(box, self.size) for box in under))
        over: list[Box] = []
        for group, run in groupby(range(len(columns)), key=lambda n: columns[n].group):
            spanned = list(run)
            over += [self._head(spanned[0], spanned[-1] + 1, group)] if group else []
        upper = max(_least(box, self.size) for box in over)
        lower = max(
            _least(box, self.size) - (0 if column.group else upper)
            for box, column in zip(under, columns, strict=True)
        )
        boxes = [replace(box, height=upper) for box in over]
        for box, column in zip(under, columns, strict=True):
            below = upper if column.group else 0
            boxes.append(replace(box, y=below, height=upper + lower - below))
        return Band(tuple(boxes), upper + lower)

    def rows(self, depth: float) -> Iterator[Band]:
        """Yield the rows; one higher than the depth of a page is cut between its lines."""
        least = self._table.row_height * MM
        most = int((depth - OVER - UNDER) / (self.size * LEADING))
        for row in self._table.rows:
            boxes = list(self._boxes(row))
            for first in range(0, max(len(box.lines) for box in boxes), most):
                part = [replace(box, lines=box.lines[first : first + most]) for box in boxes]
                height = max(least, *(_least(box, self.size) for box in part))
                yield _levelled(part, height)

    def _boxes(self, row: Row) -> Iterator[Box]:
        span = len(self.widths) if row.kind is RowKind.GROUP else row.span
        face = Face.REGULAR if row.kind is RowKind.PLAIN else Face.BOLD
        spans = [(0, span), *((n, n + 1) for n in range(span, len(self.widths)))]
        for (start, end), cell in zip(spans, row.cells, strict=True):
            align = self._table.columns[start].align if end - start == 1 else Align.LEFT
            yield self._box(start, end, cell, align, face)

    def _head(self, start: int, end: int, text: str) -> Box:
        return self._box(start, end, Cell(text), Align.CENTER, Face.BOLD)

    def _box(self, start: int, end: int, cell: Cell, align: Align, face: Face) -> Box:
        width = self._edges[end] - self._edges[start]
        measured = self._wrapping.typeface.width
        lines = tuple(
            (text, measured(text, face, self.size))
            for text in self._wrapping.text(cell.text, face, self.size, width - 2 * SIDE)
        )
        return Box(self._edges[start], 0, width, 0, lines, align, face, cell.figure)

    def _fitted(self) -> tuple[float, ...]:
        """Return the widths: as wished, widened for words that must not be cut."""
        wishes = [column.width for column in self._table.columns]
        wished = [wish * self.room / sum(wishes) for wish in wishes]
        needed = [min(n, self.room * WIDEST_WORD) for n in self._needed()]
        widths = [max(pair) for pair in zip(wished, needed, strict=True)]
        spare = [have - need for have, need in zip(widths, needed, strict=True)]
        over = sum(widths) - self.room
        if over <= 0 or sum(spare) <= 0:
            return tuple(width * self.room / sum(widths) for width in widths)
        share = min(1.0, over / sum(spare))
        widths = [have - extra * share for have, extra in zip(widths, spare, strict=True)]
        return tuple(width * self.room / sum(widths) for width in widths)

    def _needed(self) -> Sequence[float]:
        """Return how wide each column must be so that no word is cut."""
        found = [
            self._wrapping.longest_word(column.head, Face.BOLD, self.size)
            for column in self._table.columns
        ]
        for row in self._table.rows:
            if row.kind is RowKind.GROUP:
                continue
            face = Face.REGULAR if row.kind is RowKind.PLAIN else Face.BOLD
            for n, cell in enumerate(row.cells[1:], row.span):
                width = self._wrapping.longest_word(cell.text, face, self.size)
                found[n] = max(found[n], width)
            if row.span == 1:
                first = self._wrapping.longest_word(row.cells[0].text, face, self.size)
                found[0] = max(found[0], first)
        return [width + 2 * SIDE for width in found]


def _least(box: Box, size: float) -> float:
    return OVER + UNDER + size * LEADING * len(box.lines)


def _levelled(boxes: Sequence[Box], height: float) -> Band:
    return Band(tuple(replace(box, height=height) for box in boxes), height)
