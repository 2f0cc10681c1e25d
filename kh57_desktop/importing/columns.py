"""Decide what each column under a head means, every meaning given to one column only."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare, fold
from kh57_desktop.importing.days import Span, read_span
from kh57_desktop.importing.meanings import (
    BORN_YEAR,
    EXCLUDED,
    FAMILY_PART,
    GIVEN_PART,
    LESSON,
    NUMBER,
    POSSIBLE,
    SURE,
    means_a_year,
)
from kh57_desktop.importing.spellings import MEANINGS, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.importing.grid import Cell
    from kh57_desktop.importing.wording import Wording

_WHOLE = {"tong so", "tong", "tong cong", "chung", "so luong", "so nguoi", "ts"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: where it stands, what the file calls it, what it means."""

    place: int
    heading: str
    meaning: str | None = None
    lines: tuple[Cell, ...] = ()
    """The cells of the heading rows, each that of the merged cell it belongs to."""


def columns_under(lines: Sequence[Sequence[Cell]], words: Wording) -> tuple[Column, ...]:
    """Return the columns under a head with their meanings, each meaning given once."""
    stacks = [tuple(line[place] for line in lines) for place in range(len(lines[0]))]
    columns = [Column(place, _heading(stack), None, stack) for place, stack in enumerate(stacks)]
    return _assigned(columns, words)


def side_by_side(
    columns: Sequence[Column], words: Wording, required: Sequence[str]
) -> tuple[tuple[Column, ...], ...]:
    """Return the columns of each table where several stand beside each other under one head.

    A new table begins where the first heading of the row, or one that is asked for, comes again.
    """
    named = [column for column in columns if column.heading]
    meant = {c.place: {name for _, name in _options(c, words)[:1]} for c in named}
    for wanted in (NUMBER, *required):
        begins = [column.place for column in named if wanted in meant[column.place]]
        if len(begins) > 1 and begins[0] == named[0].place:
            ends = [*begins[1:], len(columns)]
            return tuple(
                read_anew([c for c in columns if begin <= c.place < end], words)
                for begin, end in zip(begins, ends, strict=True)
            )
    return ()


def read_anew(columns: Sequence[Column], words: Wording) -> tuple[Column, ...]:
    """Return the same columns as another kind would understand them."""
    return _assigned([Column(c.place, c.heading, None, c.lines) for c in columns], words)


def _assigned(columns: Sequence[Column], words: Wording) -> tuple[Column, ...]:
    """Give each column its strongest meaning that no other column has a better claim to."""
    options = {column.place: _options(column, words) for column in columns}
    claims = sorted(
        (
            (strength, column.place, name)
            for column in columns
            for strength, name in options[column.place]
        ),
        key=lambda claim: (-claim[0], claim[1]),
    )
    given: dict[int, str] = {}
    for _, place, name in claims:
        if place not in given and (name == EXCLUDED or name not in given.values()):
            given[place] = name
    for wanted in REQUIRED.get(words.kind, ()):
        if wanted not in given.values():
            spare = [place for _, place, name in claims if name == wanted]
            if spare and given.get(spare[0]) not in REQUIRED[words.kind]:
                given[spare[0]] = wanted
    if GIVEN_PART in given.values() and not {FAMILY_PART, "full_name"} & set(given.values()):
        given = {p: "full_name" if name == GIVEN_PART else name for p, name in given.items()}
    return tuple(
        Column(column.place, column.heading, given.get(column.place), column.lines)
        for column in columns
    )


def _options(column: Column, words: Wording) -> tuple[tuple[int, str], ...]:
    """Return what a column may mean: the whole heading first, then its lowest line."""
    texts = [cell for cell in column.lines if isinstance(cell, str)]
    if not texts or not isinstance(column.lines[-1], str | None):
        return ()
    own, whole = texts[-1], " ".join(texts)
    is_last = column.lines[-1] is not None
    if len(texts) > 1 and "sinh" in bare(whole).split():
        if bare(own) in {"ngay", "thang"}:
            return ()
        if bare(own) == "nam" and means_a_year(own):
            return ((POSSIBLE, BORN_YEAR),)
    said = words.meant(whole)
    if said and (said[0][0] >= SURE or said[0][1] == EXCLUDED):
        return said
    parents = texts[:1] if bare(own) in _WHOLE or not is_last else []
    options = (words.meant(text) for text in (*_plainer(own), whole, *parents))
    return next(filter(None, options), ()) or words.guessed(own)


def _plainer(heading: str) -> tuple[str, ...]:
    """Return a heading, the same without what stands in brackets, and its first line."""
    outside = heading.split("(", maxsplit=1)[0]
    return tuple(dict.fromkeys((heading, outside, heading.split("\n", maxsplit=1)[0])))


def _heading(stack: Sequence[Cell]) -> str:
    """Return what the file calls a column: its lowest line."""
    own = next((cell for cell in reversed(stack) if cell is not None), None)
    if isinstance(own, dt.date):
        return own.strftime("%d/%m/%Y")
    return " ".join(str(own).split()) if own is not None else ""


def weight(columns: Sequence[Column], words: Wording) -> int:
    """Return how strongly the headings speak for a kind."""
    return sum(
        strength
        for column in columns
        if column.meaning in _NAMES[words.kind]
        for strength, name in _options(column, words)
        if name == column.meaning
    )


_NAMES = {
    kind: {meaning.name for meaning in meanings} - {NUMBER} for kind, meanings in MEANINGS.items()
}


def dated(column: Column) -> Column:
    """Return a column as that of a lesson where its lowest heading is a day or counts lessons."""
    own = column.lines[-1] if column.lines else None
    if column.meaning == "mark" or (isinstance(own, str) and _SUM.search(bare(own))):
        return column
    names_lesson = (
        isinstance(own, dt.date)
        or (isinstance(own, int) and 1 <= own <= _DAYS_OF_MONTH)
        or (isinstance(own, str) and _LESSON.search(fold(own)) is not None)
        or (isinstance(own, str) and bare(own) in _PARTS_OF_DAY and _has_day(column.lines[:-1]))
    )
    if column.meaning is None and names_lesson:
        return Column(column.place, column.heading, LESSON, column.lines)
    return column


def _has_day(lines: Sequence[Cell]) -> bool:
    return any(isinstance(read_span(line), Span) or _LESSON.search(str(line)) for line in lines)


_SUM = re.compile(r"\b(?:so buoi|so ngay|tong|ty le|cong|diem|ghi chu)\b")
_DAYS_OF_MONTH = 31
_PARTS_OF_DAY = {"s", "c", "t", "sang", "chieu", "toi", "ca 1", "ca 2"}
_LESSON = re.compile(
    r"[0-9]\s*[/.-]\s*[0-9]|\b(?:buoi|tiet|b|ngay)\s*[0-9]|^[0-9]{1,2}$|thang\s*[0-9]"
)
