"""The blank sheet of Decree 30/2020 and what can stand on it; y grows downward from the top."""

from __future__ import annotations

from dataclasses import dataclass, field

from kh57_desktop.reports.document import MM, Face
from kh57_desktop.reports.faces import ASCENT, DESCENT

PAGE_NUMBER_SIZE = 14
PAGE_NUMBER_LINE = 13 * MM  # the middle of the top margin, a little below


@dataclass(frozen=True, slots=True)
class Paper:
    """An A4 sheet with the margins of Decree 30/2020, annex I: 20, 20, 30 and 20 mm."""

    width: float
    height: float
    top: float = 20 * MM
    bottom: float = 20 * MM
    left: float = 30 * MM
    right: float = 20 * MM

    @property
    def room(self) -> float:
        """How wide the text may be."""
        return self.width - self.left - self.right

    @property
    def floor(self) -> float:
        """How far down the text may reach."""
        return self.height - self.bottom

    @property
    def depth(self) -> float:
        """How high the text may be."""
        return self.floor - self.top


PORTRAIT = Paper(210 * MM, 297 * MM)
LANDSCAPE = Paper(297 * MM, 210 * MM)


@dataclass(frozen=True, slots=True)
class Placed:
    """Letters at their place: `x` where they begin, `y` the line they stand on."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    width: float
    figure: str | None = None

    @property
    def top(self) -> float:
        """How far up the letters reach."""
        return self.y - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """How far down the letters reach."""
        return self.y + DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One set page."""

    paper: Paper
    texts: list[Placed] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
