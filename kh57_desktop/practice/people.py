"""Invented people of a practice commune."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.practice import words

if TYPE_CHECKING:
    import random

XO_DANG_SHARE = 0.7
"""Most people of the commune have names with A and Y."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist."""

    full_name: str
    sex: str


def invent(pick: random.Random) -> Invented:
    """Return a plausible name with its sex."""
    is_woman = pick.random() < 0.5  # noqa: PLR2004  about half are women
    sex = "female" if is_woman else "male"
    if pick.random() < XO_DANG_SHARE:
        return Invented(f"{'Y' if is_woman else 'A'} {pick.choice(words.XO_DANG)}", sex)
    middle = pick.choice(words.MIDDLES_OF_WOMEN if is_woman else words.MIDDLES_OF_MEN)
    return Invented(f"{pick.choice(words.SURNAMES)} {middle} {pick.choice(words.GIVEN)}", sex)
