"""What an officer asked of a printer: which pages, how many copies, on how many sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.ui.papers.paper_view import Paper

LONGEST_NUMBER = 6
"""Digits of a page number; what is longer is no page of ours."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer asked of the printer."""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    two_sides: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A printer set as the officer wants it, and the pages of a paper for it."""

    printer: QPrinter
    paper: Paper
    pages: tuple[int, ...]

    def sides(self) -> tuple[int | None, ...]:
        """Return what is drawn, side by side; copies that the printer cannot make are in it."""
        printer, copies = self.printer, self.printer.copyCount()
        if copies == 1 or printer.supportsMultipleCopies():
            return self.pages
        two_sides = printer.duplex() != QPrinter.DuplexMode.DuplexNone
        return repeated(self.pages, copies, collated=printer.collateCopies(), two_sides=two_sides)


def page_numbers(words: str, count: int) -> tuple[int, ...]:
    """Return the pages meant by 1-2, 5, counted from 0; all without words, none if nothing fits."""
    if not words.strip():
        return tuple(range(count))
    found: set[int] = set()
    for part in words.replace(";", ",").split(","):
        first, dash, last = (end.strip() for end in part.partition("-"))
        ends = [one for one in (first, last) if one]
        if not ends or not all(_is_number(one) for one in ends):
            continue
        low = int(first) if first else 1
        high = int(last) if last else (count if dash else low)
        low, high = min(low, high), max(low, high)
        found.update(range(max(low, 1) - 1, min(high, count)))
    return tuple(sorted(found))


def pages_of(printer: QPrinter, count: int, in_front: int = 0) -> tuple[int, ...]:
    """Return the pages that a dialog of the system left on a printer, counted from 0."""
    chosen = printer.printRange()
    if chosen == QPrinter.PrintRange.CurrentPage:
        return (min(in_front, count - 1),)
    if chosen == QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges()
        wanted = tuple(page for page in range(count) if ranges.contains(page + 1))
        return wanted or tuple(range(count))
    return tuple(range(count))


def repeated(
    pages: Sequence[int], copies: int, *, collated: bool, two_sides: bool
) -> tuple[int | None, ...]:
    """Return the pages of several copies in the order they are drawn; None is an empty side.

    On two sides every copy begins on a sheet of its own, and copies stay together.
    """
    if two_sides:
        empty = (None,) * (len(pages) % 2)
        return (*(*pages, *empty) * (copies - 1), *pages)
    if collated:
        return tuple(pages) * copies
    return tuple(page for page in pages for _ in range(copies))


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= LONGEST_NUMBER
