"""Find the rows that head a table, on one line or several, and what each column means."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare
from kh57_desktop.importing.columns import (
    Column,
    columns_under,
    dated,
    read_anew,
    side_by_side,
    weight,
)
from kh57_desktop.importing.meanings import (
    FAMILY_PART,
    GIVEN_PART,
    LESSON,
    NUMBER,
)
from kh57_desktop.importing.spellings import REQUIRED
from kh57_desktop.importing.stacking import stacked
from kh57_desktop.importing.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kh57_desktop.importing.grid import Row, Sheet

_RIVALS = ("activities", "media", "trainings")
_MARGIN = 3
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Head:
    """The heading rows of a table, by their places among the rows of the sheet."""

    first: int
    last: int
    columns: tuple[Column, ...]
    _by_meaning: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {column.meaning: column for column in reversed(self.columns) if column.meaning}
        object.__setattr__(self, "_by_meaning", known)

    def column(self, meaning: str) -> Column | None:
        """Return the column of a meaning; None where the table has none."""
        return self._by_meaning.get(meaning)

    @property
    def meanings(self) -> frozenset[str]:
        """What the columns mean."""
        return frozenset(column.meaning for column in self.columns if column.meaning)


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks for the heads of one kind; a loose one also takes tables that suit another better."""

    kind: str
    words: Wording
    is_loose: bool = False

    def heads(self, sheet: Sheet) -> tuple[Head, ...]:
        """Return every head of the sheet in order, repeated ones and those of new tables too."""
        found: list[Head] = []
        after = 0
        for place, row in enumerate(sheet.rows):
            if place < after or not self._may_head(row, found):
                continue
            heads = self._heads_at(sheet, place)
            if heads:
                found.extend(heads)
                after = heads[0].last + 1
        return tuple(found)

    def _heads_at(self, sheet: Sheet, place: int) -> tuple[Head, ...]:
        """Return the heads that begin with this row: one, or those of tables side by side."""
        lines = stacked(sheet, place)
        for count in range(len(lines), 0, -1):
            columns = columns_under(lines[:count], self.words)
            last = place + count - 1
            blocks = side_by_side(columns, self.words, REQUIRED[self.kind])
            heads = tuple(Head(place, last, self._dated(block)) for block in blocks)
            if len(heads) > 1 and all(map(self._fits, heads)):
                return heads
            head = Head(place, last, self._dated(columns))
            if self._fits(head):
                return (head,)
        return ()

    def _dated(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        return tuple(map(dated, columns)) if self.kind == "attendance" else columns

    def _may_head(self, row: Row, found: Sequence[Head]) -> bool:
        """Tell at little cost whether a row could be a head: words, and one of those asked for."""
        texts = [cell for cell in row.cells if isinstance(cell, str)]
        if not texts or (found and _is_numbered(row, found[-1])):
            return False
        wanted = {*REQUIRED[self.kind], FAMILY_PART, GIVEN_PART}
        return any(
            name in wanted
            for text in texts
            if len(text) <= _LONGEST_HEADING
            for _, name in self.words.meant(text) or (() if found else self.words.guessed(text))
        )

    def _fits(self, head: Head) -> bool:
        meanings = head.meanings
        if not set(REQUIRED[self.kind]) <= meanings | _joined_name(meanings):
            return False
        if self.kind == "attendance" and not meanings & {"mark", LESSON}:
            return False
        others = meanings - set(REQUIRED[self.kind])
        filled = sum(1 for column in head.columns if column.heading)
        if not others and filled > len(REQUIRED[self.kind]) and self.kind != "attendance":
            return False
        return self.is_loose or self.kind not in _RIVALS or not self._suits_another(head)

    def _suits_another(self, head: Head) -> bool:
        ours = weight(head.columns, self.words)
        for rival in _RIVALS:
            words = wording(rival)
            theirs = read_anew(head.columns, words)
            fits = {*REQUIRED[rival]} <= {column.meaning for column in theirs}
            if rival != self.kind and fits and weight(theirs, words) > ours + _MARGIN:
                return True
        return False


def finder(kind: str, asked: Mapping[str, str], *, is_loose: bool = False) -> Finder:
    """Return what finds the heads of a kind with an explicit mapping of headings to fields."""
    return Finder(kind, wording(kind, asked), is_loose)


def signature(headings: Iterable[str]) -> str:
    """Return what names a set of headings, however they were spelled."""
    said = "\n".join(bare(heading) for heading in headings if heading)
    return hashlib.sha256(said.encode()).hexdigest()[:_SIGNATURE_LETTERS]


def remembered(
    sheets: Iterable[Sheet], kind: str, decided: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Return what was decided before about the headings that stand in these sheets."""
    found: dict[str, str] = {}
    words = wording(kind)
    for sheet in sheets if decided else ():
        for place in range(min(_FIRST_ROWS, len(sheet.rows))):
            lines = stacked(sheet, place)
            for count in range(1, len(lines) + 1):
                columns = columns_under(lines[:count], words)
                found.update(decided.get(signature(column.heading for column in columns), {}))
    return found


_FIRST_ROWS = 40
_SIGNATURE_LETTERS = 32


def _joined_name(meanings: frozenset[str]) -> set[str]:
    """Return `full_name` where it comes in parts."""
    return {"full_name"} if GIVEN_PART in meanings else set()


def _is_numbered(row: Row, head: Head) -> bool:
    """Tell whether a row carries a number where the table counts its rows."""
    column = head.column(NUMBER)
    if column is None or column.place >= len(row.cells):
        return False
    cell = row.cells[column.place]
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().isdigit())
