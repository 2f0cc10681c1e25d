"""Sets lines of text between two edges: left, right, in the middle, or to both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kh57_desktop.reports.document import MM, Align, Face
from kh57_desktop.reports.faces import ASCENT, DESCENT
from kh57_desktop.reports.sheet import Placed, Stroke

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.reports.document import Line
    from kh57_desktop.reports.sheet import Page
    from kh57_desktop.reports.wrapping import Word, Wrapping

RULE_GAP = 3.0  # points between the last line and its stroke


class TextLines:
    """Sets lines with one typeface."""

    def __init__(self, wrapping: Wrapping) -> None:
        self._wrapping = wrapping

    def height(self, line: Line, room: float) -> float:
        """Return how high a line stands with its gap and its stroke."""
        count = len(self._wrapping.line(line, room))
        stroke = 2 * RULE_GAP if line.rule else 0
        return line.above + count * line.size * line.leading + stroke

    def placed(self, line: Line, left: float, room: float) -> Iterator[tuple[Placed, ...]]:
        """Yield the texts of each broken line, as if it began at the top of the sheet."""
        base = line.size * (ASCENT + (line.leading - ASCENT - DESCENT) / 2)
        broken = self._wrapping.line(line, room)
        gap = self._wrapping.typeface.width(" ", Face.REGULAR, line.size)
        for n, words in enumerate(broken):
            indent = 0 if n else line.indent * MM
            slack = room - indent - _width(words, gap)
            x = left + indent
            if line.align is Align.JUSTIFY and n + 1 < len(broken) and len(words) > 1:
                yield tuple(_spread(words, x, base, line.size, gap + slack / (len(words) - 1)))
                continue
            x += {Align.RIGHT: slack, Align.CENTER: slack / 2}.get(line.align, 0.0)
            yield tuple(_joined(words, x, base, line.size, gap))

    def at(self, texts: Sequence[Placed], y: float) -> Iterator[Placed]:
        """Yield the texts moved down by `y`."""
        for text in texts:
            yield replace(text, y=text.y + y)

    def rule(self, page: Page, line: Line, left: float, room: float, y: float) -> float:
        """Draw the stroke below a line that has one; return how much room it takes."""
        if not line.rule:
            return 0
        gap = self._wrapping.typeface.width(" ", Face.REGULAR, line.size)
        widest = max(_width(words, gap) for words in self._wrapping.line(line, room))
        half = widest * line.rule / 2
        middle = left + room / 2
        page.strokes.append(Stroke(middle - half, y + RULE_GAP, middle + half, y + RULE_GAP))
        return 2 * RULE_GAP


def _width(words: Sequence[Word], gap: float) -> float:
    letters = sum(piece.width for word in words for piece in word)
    return letters + gap * max(0, len(words) - 1)


def _spread(words: Sequence[Word], x: float, y: float, size: float, gap: float) -> Iterator[Placed]:
    """Yield every word at its own place."""
    for word in words:
        for piece in word:
            yield Placed(x, y, piece.text, piece.face, size, piece.width, piece.figure)
            x += piece.width
        x += gap


def _joined(words: Sequence[Word], x: float, y: float, size: float, gap: float) -> Iterator[Placed]:
    """Yield as few texts as there are changes of face or figure."""
    last: Placed | None = None
    for word in words:
        blank = gap if last else 0.0
        for piece in word:
            same = last is not None and (last.face, last.figure) == (piece.face, piece.figure)
            if last is not None and same:
                text = last.text + (" " if blank else "") + piece.text
                last = replace(last, text=text, width=last.width + blank + piece.width)
            else:
                if last is not None:
                    yield last
                    x = last.x + last.width + blank
                last = Placed(x, y, piece.text, piece.face, size, piece.width, piece.figure)
            blank = 0.0
    if last is not None:
        yield last
