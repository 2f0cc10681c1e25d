"""Puts figures into cells, and remembers which figure stands in which cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.formats import change, number
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Cell, Face, Words

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Figure

MISSING = "-"
"""Printed for what is not known; what is known to be none prints as 0."""


class Printed:
    """The figures of one paper, by the name under which a cell shows each."""

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self.has_missing = False
        self.has_approximate = False

    def cell(self, figure: Figure, where: str = "") -> Cell:
        """Return the cell of a figure; `where` tells it from the same figure elsewhere."""
        key = figure.key + where
        self.figures[key] = figure
        return Cell(self._text(figure, figure.value), figure.value, key)

    def expected(self, figure: Figure, where: str = "") -> Cell:
        """Return the cell of what the figure becomes when what waits is approved."""
        key = figure.key + where
        self.figures[key] = figure
        return Cell(self._text(figure, figure.expected), figure.expected, key)

    def words(self, figure: Figure, where: str = "") -> Words:
        """Return the figure inside a sentence."""
        key = figure.key + where
        self.figures[key] = figure
        return Words(self._text(figure, figure.value), Face.REGULAR, key)

    def trend(self, now: Figure, before: Figure) -> Cell:
        """Return by how much a figure rose or fell; missing as soon as one of the two is."""
        if now.value is None or before.value is None:
            self.has_missing = True
            return Cell(MISSING)
        return Cell(change(now.value, before.value), now.value - before.value)

    def _text(self, figure: Figure, value: int | None) -> str:
        if value is None:
            self.has_missing = True
            return MISSING
        if figure.is_approximate:
            self.has_approximate = True
            return vi("khoảng\u00a0{number}").format(number=number(value))
        return number(value)
