"""What a refused cell of a sheet probably means: offered by number, taken by the officer alone."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare
from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 3
ALIKE = 0.6
"""From here on two names are alike, between 0 and 1."""
_BORN = frozenset({"born", "born_year", "born_man", "born_woman", "birth_year"})
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"(?<![0-9.,])[0-9]{1,6}(?![0-9.,])")


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way to mend a cell: what it says, and what is put in place of what the file has."""

    words: str
    text: str


def remedies(kind: str, field: str, value: str, names: Iterable[str] = ()) -> tuple[Remedy, ...]:
    """Return the likeliest meanings of a refused value, none where nothing can be guessed.

    `names` are what the references of the field are called.
    """
    if field in _BORN:
        texts, words = _YEAR.findall(value), vi("Chỉ lấy năm {text}")
    elif _holds(kind, field) is FieldType.INTEGER:
        texts, words = _NUMBER.findall(value), vi("Lấy số {text}")
    elif _holds(kind, field) is FieldType.REFERENCE:
        texts, words = _alike(value, names), vi("Là {text}")
    else:
        return ()
    found = dict.fromkeys(text for text in texts if text != value)
    return tuple(Remedy(words.format(text=text), text) for text in found)[:MOST]


def _holds(kind: str, field: str) -> FieldType | None:
    known = KINDS[kind].fields.get(field) if kind in KINDS else None
    return known.holds if known is not None else None


def _alike(value: str, names: Iterable[str]) -> list[str]:
    """Return the names that resemble a text most, marks and case aside."""
    by_bare = {bare(name): name for name in names}
    near = difflib.get_close_matches(bare(value), by_bare, n=MOST, cutoff=ALIKE)
    return [by_bare[one] for one in near]
