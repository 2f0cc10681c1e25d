"""Turn what a reader found into clean cells: decoded, composed, without controls."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING

from kh57_desktop.errors import InputTooBig
from kh57_desktop.i18n import vi
from kh57_desktop.importing.extents import MOST_CELLS, require_within
from kh57_desktop.importing.grid import Row, Sheet
from kh57_desktop.importing.legacy import has_old, repaired

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kh57_desktop.importing.grid import Cell, Merge

_CONTROLS = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{2,5})|([0-9]{2,6}));")
_LINE_ENDS = re.compile("\r\n?|[\v\f]")
_LOOK_ALIKES = {0xD0: 0x110, 0xF0: 0x111}  # Icelandic eth, drawn like the letter đ
_LAST_LETTER = 0xFFFF
_LARGEST = 2**53  # above it a floating number no longer holds every whole number


def clean_sheet(
    name: str,
    rows: Iterable[tuple[int, Sequence[Cell]]],
    merges: Sequence[Merge] = (),
    above: Sequence[str] = (),
) -> Sheet:
    """Return a sheet of its rows that hold something; raises `InputTooBig` above the caps."""
    given = list(rows)
    found = {cell for _, cells in given for cell in cells if isinstance(cell, str)}
    texts = {text: clean_text(text) for text in found}
    if has_old(text for text in found if not text.isascii()):
        given = [(number, _decoded(cells)) for number, cells in given]
    kept = [Row(number, row) for number, cells in given if (row := _clean_row(cells, texts))]
    width = max((len(row.cells) for row in kept), default=0)
    require_within(len(kept), width)
    _require_few(merges, kept)
    rest = (None,) * width
    return Sheet(
        clean_text(name) or "",
        tuple(Row(row.number, row.cells + rest[len(row.cells) :]) for row in kept),
        tuple(merges),
        tuple(line for text in above if (line := clean_text(text))),
    )


def _require_few(merges: Sequence[Merge], rows: Sequence[Row]) -> None:
    """Raise `InputTooBig` when merged cells overlap each other beyond measure."""
    last = rows[-1].number if rows else 0
    lent = sum(max(0, min(bottom, last) - top) + 1 for top, _, bottom, _ in merges)
    if lent > MOST_CELLS:
        raise InputTooBig(what=vi("có quá nhiều ô gộp"))


def clean_text(text: str) -> str | None:
    """Return a text composed and without invisible controls; None when nothing remains."""
    if "&#" in text:
        text = _REFERENCE.sub(_referred, text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    return text if text and not text.isspace() else None


def _referred(found: re.Match[str]) -> str:
    """Return the letter that a web page's number for it means; a number of no letter stays."""
    code = int(found[1], 16) if found[1] else int(found[2])
    letter = chr(code) if code <= _LAST_LETTER else ""
    return letter if letter.isprintable() and letter else found[0]


def _clean_row(cells: Sequence[Cell], texts: Mapping[str, str | None]) -> tuple[Cell, ...]:
    """Return a row without the empty cells at its end."""
    result: list[Cell] = [
        (texts[cell] if cell in texts else clean_text(cell))
        if isinstance(cell, str)
        else cell
        if isinstance(cell, int)
        else _clean(cell)
        for cell in cells
    ]
    while result and result[-1] is None:
        result.pop()
    return tuple(result)


def _decoded(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Decode old fonts before controls go: in TCVN3 the soft hyphen is the letter ư."""
    places = [place for place, cell in enumerate(cells) if isinstance(cell, str)]
    texts, changed = repaired([str(cells[place]) for place in places])
    if not changed:
        return cells
    result = list(cells)
    for place, text in zip(places, texts, strict=True):
        result[place] = text
    return result


def _clean(cell: Cell) -> Cell:
    if not isinstance(cell, float):
        return cell
    if not math.isfinite(cell):
        return None
    return int(cell) if cell.is_integer() and abs(cell) < _LARGEST else cell
