"""What a column of a sheet may mean, and the spellings by which it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kh57_desktop.domain.names import bare

NUMBER = "number"
"""The column that only counts the rows."""
EXCLUDED = "excluded"
"""A column that is never kept: identity numbers, parents, heads of household (rule 17)."""
FAMILY_PART, MIDDLE_PART, GIVEN_PART = "family_part", "middle_part", "given_part"
BORN, BORN_YEAR = "born", "born_year"
MAN, WOMAN = "man", "woman"
LESSON = "lesson"
"""The column of one lesson in an attendance sheet."""

SURE, LIKELY, POSSIBLE = 5, 3, 2
"""How much a heading says: its own words, a usual form of them, a word of several senses."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column may mean: a field of the record, or a part of one."""

    name: str
    sure: tuple[str, ...]
    possible: tuple[str, ...] = ()
    form: re.Pattern[str] | None = None
    """A form that the folded heading has as a whole."""


def means_a_year(heading: str) -> bool:
    """Tell «Năm», a year, from «Nam», the men, which fold alike."""
    return "ă" in heading.lower()


def meaning(name: str, sure: str, possible: str = "", form: str = "") -> Meaning:
    """Return a meaning; spellings are parted by a bar, the form is a regular expression."""
    return Meaning(name, _folded(sure), _folded(possible), re.compile(form) if form else None)


def _folded(spellings: str) -> tuple[str, ...]:
    return tuple(bare(spelling) for spelling in spellings.split("|") if spelling)


ROW_NUMBER = meaning(NUMBER, "STT|Số TT|TT|Số thứ tự|Thứ tự|No|N o|Stt.", "Số")
