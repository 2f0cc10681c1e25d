"""Breaks words into lines that fit a width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kh57_desktop.reports.document import MM, Align, Face
from kh57_desktop.reports.faces import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kh57_desktop.reports.document import Line
    from kh57_desktop.reports.faces import Typeface


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one face that stand together, and how wide they are."""

    text: str
    face: Face
    width: float
    figure: str | None = None


Word: TypeAlias = tuple[Piece, ...]
TRIED_SHARES = (0.55, 0.65, 0.75, 0.85, 0.95)
EASE = 0.01  # points: a column made exactly for a word must not cut it for a rounding


class Wrapping:
    """Breaks texts, each only once however often it stands on the paper."""

    def __init__(self, typeface: Typeface) -> None:
        self.typeface = typeface
        self._broken: dict[tuple[str, Face, float, float], tuple[str, ...]] = {}

    def text(self, text: str, face: Face, size: float, room: float) -> tuple[str, ...]:
        """Return a text of one face as lines no wider than the room; at least one."""
        key = (text, face, size, room)
        found = self._broken.get(key)
        if found is None:
            found = tuple(
                line
                for part in drawn(text).split("\n")
                for line in self._filled(part, face, size, room)
            )
            self._broken[key] = found
        return found

    def line(self, line: Line, room: float) -> tuple[tuple[Word, ...], ...]:
        """Return a line of several faces as lines of words; the first one stands indented.

        Centered lines are made about equally long, as a title is broken by hand.
        """
        broken = self._line(line, room)
        if line.align is Align.CENTER and len(broken) > 1:
            narrower = (self._line(line, room * share) for share in TRIED_SHARES)
            return next((lines for lines in narrower if len(lines) == len(broken)), broken)
        return broken

    def _line(self, line: Line, room: float) -> tuple[tuple[Word, ...], ...]:
        gap = self.typeface.width(" ", Face.REGULAR, line.size)
        free = room - line.indent * MM
        lines: list[list[Word]] = [[]]
        for word in self._words(line, free):
            needed = sum(piece.width for piece in word) + (gap if lines[-1] else 0)
            if lines[-1] and needed > free + EASE:
                lines.append([])
                needed, free = needed - gap, room
            free -= needed
            lines[-1].append(word)
        return tuple(tuple(words) for words in lines)

    def longest_word(self, text: str, face: Face, size: float) -> float:
        """Return how wide a column must be not to cut a word of the text."""
        words = drawn(text).replace("\n", " ").split(" ")
        return max(self.typeface.width(word, face, size) for word in words)

    def _filled(self, text: str, face: Face, size: float, room: float) -> Iterator[str]:
        gap = self.typeface.width(" ", face, size)
        words: list[str] = []
        used = 0.0
        for word in self._short(text.split(" "), face, size, room):
            needed = self.typeface.width(word, face, size) + (gap if words else 0)
            if words and used + needed > room + EASE:
                yield " ".join(words)
                words, used, needed = [], 0.0, needed - gap
            words.append(word)
            used += needed
        yield " ".join(words)

    def _words(self, line: Line, room: float) -> Iterator[Word]:
        """Yield the words of a line; a word may change its face in the middle."""
        word: list[Piece] = []
        for run in line.words:
            for n, part in enumerate(drawn(run.text).replace("\n", " ").split(" ")):
                if n and word:
                    yield tuple(word)
                    word = []
                for m, letters in enumerate(self._short((part,), run.face, line.size, room)):
                    if m:
                        yield tuple(word)
                        word = []
                    width = self.typeface.width(letters, run.face, line.size)
                    word += [Piece(letters, run.face, width, run.figure)] if letters else []
        if word:
            yield tuple(word)

    def _short(self, words: Iterable[str], face: Face, size: float, room: float) -> Iterator[str]:
        """Yield the words; one that is wider than the room, such as an address, in parts."""
        width = self.typeface.width
        for word in words:
            rest = word
            while len(rest) > 1 and width(rest, face, size) > room + EASE:
                lengths = range(len(rest) - 1, 1, -1)
                fits = next((n for n in lengths if width(rest[:n], face, size) <= room + EASE), 1)
                yield rest[:fits]
                rest = rest[fits:]
            yield rest
