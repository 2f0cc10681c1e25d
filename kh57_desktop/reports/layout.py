"""Sets the blocks of a document on sheets of paper."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kh57_desktop.reports.document import Abreast, Face, Line, RowKind
from kh57_desktop.reports.grid import Grid
from kh57_desktop.reports.ruling import Ruling
from kh57_desktop.reports.sheet import (
    LANDSCAPE,
    PAGE_NUMBER_LINE,
    PAGE_NUMBER_SIZE,
    PORTRAIT,
    Page,
    Placed,
)
from kh57_desktop.reports.text_lines import TextLines
from kh57_desktop.reports.wrapping import Wrapping

if TYPE_CHECKING:
    from kh57_desktop.reports.document import Document, Table
    from kh57_desktop.reports.faces import Typeface
    from kh57_desktop.reports.grid import Band

KEPT_ROWS = 2  # of a table, on the page of its signatures


def pages_of(document: Document, typeface: Typeface) -> tuple[Page, ...]:
    """Return the set pages; signs the typeface lacks are replaced, none is left out."""
    setter = _Setter(document, Wrapping(typeface))
    for n in range(len(document.blocks)):
        setter.put(n)
    return tuple(setter.pages)


class _Setter:
    """Fills sheets from top to bottom."""

    def __init__(self, document: Document, wrapping: Wrapping) -> None:
        self._paper = LANDSCAPE if document.is_landscape else PORTRAIT
        self._blocks = document.blocks
        self._wrapping = wrapping
        self._lines = TextLines(wrapping)
        self._grids: dict[int, Grid] = {}
        self._y = self._paper.top
        self.pages = [Page(self._paper)]

    def put(self, n: int) -> None:
        """Set a block below the others; it turns the page when its first part does not fit."""
        block = self._blocks[n]
        forced = isinstance(block, Line) and block.on_new_page
        full = self._y + self._least(n) > self._paper.floor
        if self._y > self._paper.top and (forced or full):
            self._turn()
        if isinstance(block, Line):
            self._put_line(block)
        elif isinstance(block, Abreast):
            self._put_abreast(block)
        else:
            self._put_table(self._grid(n), self._above(block.above), self._farewell(n + 1))

    def _least(self, n: int) -> float:
        """Return how much of the sheet the block needs not to be torn from what it belongs to."""
        block = self._blocks[n]
        if isinstance(block, Abreast):
            return block.above + self._abreast_height(block)
        if isinstance(block, Line):
            whole = self._lines.height(block, self._paper.room)
            follows = block.stays and n + 1 < len(self._blocks)
            return whole + (self._least(n + 1) if follows else 0)
        grid = self._grid(n)
        return block.above + grid.heading().height + _first_rows(block, grid, self._paper.depth)

    def _above(self, gap: float) -> float:
        """Return where a block begins: gaps vanish at the top of a sheet."""
        return self._y + (gap if self._y > self._paper.top else 0)

    def _put_line(self, line: Line) -> None:
        y = self._above(line.above)
        step = line.size * line.leading
        for placed in self._lines.placed(line, self._paper.left, self._paper.room):
            if y + step > self._paper.floor:
                self._turn()
                y = self._y
            self.pages[-1].texts.extend(self._lines.at(placed, y))
            y += step
        y += self._lines.rule(self.pages[-1], line, self._paper.left, self._paper.room, y)
        self._y = y

    def _put_abreast(self, block: Abreast) -> None:
        top = self._above(block.above)
        left = self._paper.left
        for stack in block.stacks:
            room = stack.share * self._paper.room
            y = top
            for line in stack.lines:
                y += line.above
                for placed in self._lines.placed(line, left, room):
                    self.pages[-1].texts.extend(self._lines.at(placed, y))
                    y += line.size * line.leading
                y += self._lines.rule(self.pages[-1], line, left, room, y)
            left += room
        self._y = top + self._abreast_height(block)

    def _abreast_height(self, block: Abreast) -> float:
        return max(
            sum(self._lines.height(line, stack.share * self._paper.room) for line in stack.lines)
            for stack in block.stacks
        )

    def _put_table(self, grid: Grid, top: float, farewell: float) -> None:
        heading = grid.heading()
        ruling = Ruling(self.pages[-1], self._paper.left, grid.room)
        self._y = top
        self._band(heading, grid, ruling)
        bands = list(grid.rows(self._paper.depth - heading.height))
        for n, band in enumerate(bands):
            needed = band.height
            if n == max(0, len(bands) - KEPT_ROWS):
                needed = sum(one.height for one in bands[n:]) + farewell
            if self._y + needed > self._paper.floor and self._y > self._paper.top + heading.height:
                ruling.close()
                self._turn()
                ruling = Ruling(self.pages[-1], self._paper.left, grid.room)
                self._band(heading, grid, ruling)
            self._band(band, grid, ruling)
        ruling.close()

    def _farewell(self, n: int) -> float:
        """Return how high the signatures are that follow; the last rows go overleaf with them."""
        follows = self._blocks[n:]
        if follows and isinstance(follows[0], Line) and follows[0].stays:
            after = self._farewell(n + 1)
            return after and after + self._lines.height(follows[0], self._paper.room)
        return self._least(n) if follows and isinstance(follows[0], Abreast) else 0

    def _band(self, band: Band, grid: Grid, ruling: Ruling) -> None:
        texts = self.pages[-1].texts
        for box in band.boxes:
            texts.extend(box.placed(self._paper.left, self._y, grid.size))
        ruling.band(band, self._y)
        self._y += band.height

    def _grid(self, n: int) -> Grid:
        if n not in self._grids:
            block = self._blocks[n]
            self._grids[n] = Grid(block, self._wrapping, self._paper.room)  # type: ignore[arg-type]
        return self._grids[n]

    def _turn(self) -> None:
        """Begin a new sheet; from the second on it is numbered in the middle of its top margin."""
        page = Page(self._paper)
        text = str(len(self.pages) + 1)
        width = self._wrapping.typeface.width(text, Face.REGULAR, PAGE_NUMBER_SIZE)
        x = (self._paper.width - width) / 2
        page.texts.append(Placed(x, PAGE_NUMBER_LINE, text, Face.REGULAR, PAGE_NUMBER_SIZE, width))
        self.pages.append(page)
        self._y = self._paper.top


def _first_rows(table: Table, grid: Grid, depth: float) -> float:
    """Return how high the first row is, with the group rows above it."""
    plain = (n for n, row in enumerate(table.rows) if row.kind is not RowKind.GROUP)
    return sum(band.height for band in islice(grid.rows(depth), next(plain, 0) + 1))
