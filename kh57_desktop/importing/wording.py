"""What a heading may mean for a kind of record: exact words, usual forms, slips of the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare
from kh57_desktop.importing.meanings import (
    BORN,
    EXCLUDED,
    LIKELY,
    POSSIBLE,
    SURE,
    Meaning,
    means_a_year,
)
from kh57_desktop.importing.people_spellings import PRIVATE
from kh57_desktop.importing.spellings import MEANINGS
from kh57_desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GUESSED = 1
_SHORT, _LONG = 5, 14
_LONGEST = 250  # letters of a heading, all its lines together


@dataclass(frozen=True, slots=True)
class Wording:
    """All spellings of the headings of one kind; `asked` is what the officer said a heading is."""

    kind: str
    meanings: tuple[Meaning, ...]
    asked: Mapping[str, str]
    _known: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict, repr=False)

    def meant(self, heading: str) -> tuple[tuple[int, str], ...]:
        """Return what a heading may mean with the strength of each, the strongest first."""
        if len(heading) > _LONGEST:
            return ()
        folded = bare(heading)
        if folded == "nam" and means_a_year(heading):
            return ()
        if folded not in self._known:
            self._known[folded] = self._looked_up(folded)
        return self._known[folded]

    def guessed(self, heading: str) -> tuple[tuple[int, str], ...]:
        """Return the one meaning whose spelling is a slip away; nothing when two are."""
        folded = bare(heading[:_LONGEST])
        if len(folded) < _SHORT or self._is_private(folded):
            return ()
        reach = 1 if len(folded) < _LONG else 2
        near = {
            meaning.name
            for meaning in self.meanings
            for spelling in meaning.sure
            if len(spelling) >= _SHORT and is_near(folded, spelling, reach)
        }
        return tuple((GUESSED, name) for name in near) if len(near) == 1 else ()

    def _looked_up(self, folded: str) -> tuple[tuple[int, str], ...]:
        if folded in self.asked:
            return ((SURE * 2, self.asked[folded] or EXCLUDED),)
        if not folded:
            return ()
        if self._is_private(folded):
            return ((SURE, EXCLUDED),)
        found: dict[str, int] = {}
        for meaning in self.meanings:
            strength = _strength(meaning, folded)
            if strength:
                found[meaning.name] = max(strength, found.get(meaning.name, 0))
        return tuple(sorted(((strength, name) for name, strength in found.items()), reverse=True))

    def _is_private(self, folded: str) -> bool:
        return self.kind in {"people", "attendance"} and PRIVATE.search(folded) is not None


def wording(kind: str, asked: Mapping[str, str] | None = None) -> Wording:
    """Return the spellings of a kind, with an explicit mapping of headings to fields."""
    said = {bare(heading): _own(name) for heading, name in (asked or {}).items()}
    return Wording(kind, _meanings(kind), said)


def is_near(one: str, other: str, reach: int) -> bool:
    """Tell whether two texts are at most `reach` inserted, dropped or changed letters apart."""
    if abs(len(one) - len(other)) > reach:
        return False
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, 1):
            before, row[at] = (
                row[at],
                min(row[at] + 1, row[at - 1] + 1, before + (letter != against)),
            )
        if min(row) > reach:
            return False
    return row[-1] <= reach


@cache
def _meanings(kind: str) -> tuple[Meaning, ...]:
    """Return the meanings of a kind with the labels and sheet names its fields declare."""
    meanings = MEANINGS[kind]
    taken = {spelling for m in meanings for spelling in (*m.sure, *m.possible)}
    declared = "people" if kind == "attendance" else kind
    more = [
        Meaning(field.name, tuple(spelling for spelling in spellings if spelling not in taken))
        for field in KINDS[declared].fields.values()
        if not field.about.hidden
        for spellings in [_spelled((field.about.label, *field.about.sheet_names))]
    ]
    return (*meanings, *(meaning for meaning in more if meaning.sure))


def _spelled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bare(text) for text in texts))


def _strength(meaning: Meaning, folded: str) -> int:
    if folded in meaning.sure:
        return SURE
    if folded in meaning.possible:
        return POSSIBLE
    return LIKELY if meaning.form is not None and meaning.form.fullmatch(folded) else 0


def _own(name: str) -> str:
    """Return the meaning behind a field's name; a birth year is read from days too."""
    return BORN if name == "birth_year" else name
