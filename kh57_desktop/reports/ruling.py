"""Draws the strokes of a table, each as long as it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.reports.sheet import Stroke

if TYPE_CHECKING:
    from kh57_desktop.reports.grid import Band
    from kh57_desktop.reports.sheet import Page


class Ruling:
    """The strokes of one table on one sheet."""

    def __init__(self, page: Page, left: float, room: float) -> None:
        self._page = page
        self._left = left
        self._right = left + room
        self._open: dict[float, tuple[float, float]] = {}
        self._is_begun = False

    def band(self, band: Band, top: float) -> None:
        """Rule one row, or the whole heading."""
        if not self._is_begun:
            self._page.strokes.append(Stroke(self._left, top, self._right, top))
            self._is_begun = True
        for box in band.boxes:
            above, below = round(top + box.y, 2), round(top + box.y + box.height, 2)
            for x in (self._left + box.x, self._left + box.x + box.width):
                self._vertical(round(x, 2), above, below)
            if box.y + box.height < band.height - 1:
                left = self._left + box.x
                self._page.strokes.append(Stroke(left, below, left + box.width, below))
        bottom = top + band.height
        self._page.strokes.append(Stroke(self._left, bottom, self._right, bottom))

    def close(self) -> None:
        """Draw the strokes that were still growing; the table ends here or goes overleaf."""
        for x, (above, below) in self._open.items():
            self._page.strokes.append(Stroke(x, above, x, below))
        self._open.clear()

    def _vertical(self, x: float, above: float, below: float) -> None:
        begun, reached = self._open.get(x, (above, above))
        if above > reached:
            self._page.strokes.append(Stroke(x, begun, x, reached))
            begun = above
        self._open[x] = (begun, max(reached, below))
