"""Read comma, semicolon or tab separated text in whatever encoding it was saved."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from kh57_desktop.errors import InputTooBig, SheetUnreadable
from kh57_desktop.i18n import vi
from kh57_desktop.importing.cleaning import clean_sheet
from kh57_desktop.importing.extents import require_within
from kh57_desktop.importing.legacy import from_tcvn3, from_vni, share_of_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.importing.grid import Sheet

_SEPARATORS = (";", ",", "\t", "|")
_NAMED_SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_LONGEST_CELL = 131_072
_SAMPLE_ROWS = 200
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_LETTERS_TO_A_STRAY = 20
"""A control in so many letters strayed into a cell, which is cleaned; more of them are no text."""


def read_delimited(data: bytes) -> Sheet:
    """Return the one table of a text file.

    Raises `SheetUnreadable` for bytes that are no text, `InputTooBig` for a cell without end.
    """
    text = decoded(data)
    named = _NAMED_SEPARATOR.match(text)
    separator = named[1] if named else None
    body = text[named.end() :] if named else text
    filled: list[tuple[int, list[str]]] = []
    for number, row in enumerate(_rows(body, separator or _separator(body)), 1):
        if any(row):
            filled.append((number, row))
            require_within(len(filled), len(row))
    return clean_sheet("", filled)


def decoded(data: bytes) -> str:
    """Return the text of bytes: by its mark, as UTF-8, else by what reads most like Vietnamese.

    Raises `SheetUnreadable` for bytes that are no text.
    """
    text = _decoded(data).rstrip("\x1a")
    strays = len(_CONTROLS.findall(text))
    if "\0" in text or strays * _LETTERS_TO_A_STRAY > len(text):
        raise SheetUnreadable(why="binary")
    return text


def _decoded(data: bytes) -> str:
    try:
        if data.startswith(b"\xef\xbb\xbf"):
            return data.decode("utf-8-sig")
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        if b"\0" in data:  # UTF-16 without a mark: plain letters leave every second byte zero
            is_little = data[1::2].count(0) > data[0::2].count(0)
            return data.decode("utf-16-le" if is_little else "utf-16-be")
    except UnicodeDecodeError as error:
        raise SheetUnreadable(why="encoding") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _old(data)


def _old(data: bytes) -> str:
    """Read one byte per letter: Windows-1258, or the bytes of a TCVN3 or VNI font."""
    latin = data.decode("latin-1")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    readings = (windows, from_tcvn3(latin), from_vni(latin))
    shares = [share_of_syllables(reading) for reading in readings]
    return windows if shares[0] >= max(shares) else latin  # old fonts are decoded cell by cell


def _separator(text: str) -> str:
    """Return the sign that parts the text into the most rows of one length."""
    beginning = "\n".join(text.splitlines()[:_SAMPLE_ROWS])
    return max(_SEPARATORS, key=lambda separator: _evenness(beginning, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    lengths = Counter(len(row) for row in _rows(text, separator) if len(row) > 1)
    if not lengths:
        return 0, 0
    length, rows = max(lengths.items(), key=lambda item: (item[1], item[0]))
    return rows, length


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    """Give the rows; a quote that is never closed is a letter, else it would swallow the rest."""
    csv.field_size_limit(_LONGEST_CELL)
    is_open = text.count('"') % 2 == 1
    lines = io.StringIO(text, newline=None)
    try:
        if is_open:
            yield from csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.reader(lines, delimiter=separator)
    except csv.Error as error:
        raise InputTooBig(what=vi("có ô quá dài")) from error
