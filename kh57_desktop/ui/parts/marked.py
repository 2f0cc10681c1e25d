"""Texts of which some words are marked: what was found, what differs."""

from __future__ import annotations

import difflib
import html
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel

from kh57_desktop.domain.names import bare
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[int, int]
_WORD = re.compile(r"\S+\s*")
_LETTERS = re.compile(r"\w+")


class MarkedLabel(QLabel):
    """A text of several lines with the marked words on the ground of found text."""

    def __init__(self, role: Role = Role.COMPARE) -> None:
        super().__init__()
        self._role = role
        self._words, self._spans = "", tuple[Span, ...]()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.retone()

    def say(self, words: str, spans: Sequence[Span] = ()) -> None:
        """Show a text and mark these parts of it, each from a letter to before another."""
        self._words, self._spans = words, tuple(spans)
        self.setAccessibleName(words)
        self.retone()

    def words(self) -> str:
        """Return the text without its marks."""
        return self._words

    def marked(self) -> tuple[str, ...]:
        """Return the parts that are marked."""
        return tuple(self._words[start:end] for start, end in self._spans)

    def retone(self) -> None:
        """Take over a changed look."""
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.colors().text))
        self.setPalette(palette)
        self.setText(self._as_html())

    def _as_html(self) -> str:
        ground, parts, here = theme.colors().found, [], 0
        for start, end in self._spans:
            parts.append(_escaped(self._words[here:start]))
            found = _escaped(self._words[start:end])
            parts.append(f'<span style="background-color:{ground}">{found}</span>')
            here = end
        parts.append(_escaped(self._words[here:]))
        return "".join(parts)


def differing(words: str, base: str) -> tuple[Span, ...]:
    """Return which words of a text are not in its base; nothing when no word is the same."""
    mine = [(found.start(), found.end()) for found in _WORD.finditer(words)]
    texts = [words[start:end].strip() for start, end in mine]
    before = [found[0].strip() for found in _WORD.finditer(base)]
    spans: list[Span] = []
    matcher = difflib.SequenceMatcher(None, before, texts, autojunk=False)
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag != "equal" and last > first:
            end = mine[last - 1][0] + len(texts[last - 1])
            spans.append((mine[first][0], end))
    nothing_is_shared = spans == [(0, len(words.rstrip()))]
    return () if nothing_is_shared else tuple(spans)


def begun_by(text: str, words: str) -> tuple[Span, ...]:
    """Return the beginnings of words in a text that what was typed found, marks or not."""
    typed = [part for part in bare(words).split() if part]
    spans = []
    for found in _LETTERS.finditer(text):
        folded = bare(found[0]).replace(" ", "")
        lengths = [len(part) for part in typed if folded.startswith(part)]
        if lengths:
            spans.append((found.start(), found.start() + max(lengths)))
    return tuple(spans)


def _escaped(words: str) -> str:
    return html.escape(words).replace("\n", "<br>")
