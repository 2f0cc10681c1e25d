"""What a word of a closed list is: stored by its slug, shown by its label."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare

if TYPE_CHECKING:
    from typing import Self


class Choice(StrEnum):
    """A word of a closed list; the value is the slug, which is never renamed.

    A member is written ``NAME = "slug", vi("Nhãn"), "PLAN_CODE", "alias", …``.
    """

    label: str
    code: str
    aliases: tuple[str, ...]

    def __new__(cls, slug: str, label: str = "", code: str = "", *aliases: str) -> Self:
        """Keep slug, label, the plan's short code and other spellings."""
        word = str.__new__(cls, slug)
        word._value_ = slug
        word.label = label or slug
        word.code = code
        word.aliases = aliases
        return word

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Make a word out of a slug this version does not know, so that reading never fails."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = value.upper()
        word._value_ = value
        word.label, word.code, word.aliases = value, "", ()
        return word

    def __reduce_ex__(self, _protocol: object) -> tuple[type[Self], tuple[str]]:
        """Return how a word is copied: by its slug."""
        # Python 3.11.2 goes by the member's name, which an unknown word does not have
        return type(self), (self.value,)

    @property
    def is_known(self) -> bool:
        """Tell whether this version has the word in its list."""
        return self.value in type(self)._value2member_map_

    @classmethod
    def meant(cls, text: str) -> Self | None:
        """Return the word whose slug, code, label or alias the text is, whatever its accents."""
        return _spellings(cls).get(bare(text))  # type: ignore[return-value]


@cache
def _spellings(choice: type[Choice]) -> dict[str, Choice]:
    """Return every folded spelling of a list; a slug or code wins over a label or alias."""
    found: dict[str, Choice] = {}
    for word in choice:
        for spelling in (word.value, word.code, word.label):
            found.setdefault(bare(spelling), word)
    for word in choice:
        for spelling in word.aliases:
            found.setdefault(bare(spelling), word)
    found.pop("", None)
    return found
