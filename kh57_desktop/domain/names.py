"""Vietnamese names and texts: normal form, folded form, sort key, match key (DOMAIN 3.1, 3.2)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ORDER = (
    " _-–—,;:!?.'‘’\"“”«»()[]{}@*/\\&#%`^+<=>|~$0123456789"  # noqa: RUF001 - quotes are sorted too
    "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_WEIGHT = {letter: chr(0x20 + place) for place, letter in enumerate(_ORDER)}
_BEYOND = "\u00ff"  # stands before every letter that the alphabet does not have
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_MARKS = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve, horn
_NEXT_LEVEL = "\u0001"  # below every weight, so that the shorter text comes first

_LOOK_ALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ"})  # Icelandic eth, drawn like Đ
_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "d"}
    | dict.fromkeys("‐‑‒–—―−", "-")  # noqa: RUF001 - the very dashes that are folded
    | dict.fromkeys("‘’ʼʹ`´′“”«»", "'")  # noqa: RUF001 - the very quotes that are folded
    | {'"': "'"}
)


class _Folded(dict[int, str]):
    """Each letter as people search it, worked out when it is first met: texts come by thousands."""

    def __missing__(self, code: int) -> str:
        composed = unicodedata.normalize("NFC", chr(code)).translate(_LOOK_ALIKES)
        letters = unicodedata.normalize("NFD", composed.translate(_PLAIN))
        folded = "".join(c for c in letters if not unicodedata.combining(c)).lower()
        self[code] = folded
        return folded


_FOLDED = _Folded()
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_I_OR_Y = re.compile(r"\b(qu|[bcdghklmnprstvx]+)y\b")
_ENDS_IN_I_OR_Y = re.compile(r"\b(qu|[bcdghklmnprstvx]+)[iy]\b")
_JOINED_BY_QUOTE = re.compile(r"\b\w+(?:'\w+)+\b")


def tidy(text: str, *, multiline: bool = False) -> str:
    """Return the text composed (NFC), without invisible letters, one blank between words.

    Several lines stay several lines when asked; blanks at their ends go.
    """
    composed = unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)
    lines = composed.splitlines() if multiline else [composed]
    cleaned = [" ".join(_visible(line).split()) for line in lines]
    return unicodedata.normalize("NFC", "\n".join(cleaned)).strip()


def full_name(text: str) -> str:
    """Return a person's name with a capital at each word, whatever way it was typed."""
    return " ".join(_capital(word) for word in tidy(text).split())


def given_name(name: str) -> str:
    """Return the last word of a name, by which people are called and sorted."""
    return name.rsplit(maxsplit=1)[-1] if name.strip() else ""


def fold(text: str) -> str:
    """Return the text as people search it: small, no marks, đ as d, plain dashes, one blank."""
    return " ".join(text.translate(_FOLDED).split())


def bare(text: str) -> str:
    """Return the folded words alone, whatever stood between them."""
    return _BETWEEN_WORDS.sub(" ", fold(text)).strip()


def search_text(text: str) -> str:
    """Return what an index holds for a text, so that its folded words are found by any spelling.

    To the folded text come words ending in i or y in their other spelling (kĩ, kỹ) and words with
    an apostrophe written together (H'Mông, HMông); queries are only folded.
    """
    folded = fold(text)
    others = [
        match[0][:-1] + ("i" if match[0].endswith("y") else "y")
        for match in _ENDS_IN_I_OR_Y.finditer(folded)
    ]
    joined = [match[0].replace("'", "") for match in _JOINED_BY_QUOTE.finditer(folded)]
    return " ".join((folded, *dict.fromkeys(others + joined)))


def match_key(text: str) -> str:
    """Return what two spellings of one name share: hòa and hoà, Quý and Quí, H'Mông and HMông."""
    return _I_OR_Y.sub(r"\1i", bare(fold(text).replace("'", "")))


def person_base(
    name: str, birth_year: int | None, sex: str | None, village: str | None
) -> str | None:
    """Return the text whose keyed hash tells people apart across units, or None.

    Without birth year or village two people of one name cannot be told apart by it.
    """
    if not match_key(name) or birth_year is None or not village:
        return None
    return "|".join((match_key(name), str(birth_year), sex or "", village))


def text_key(text: str) -> str:
    """Return a key that puts texts in the order of the Vietnamese alphabet.

    Keys compare by code point, in Python and in SQL alike: letters, then tones, then capitals.
    """
    weights = [_weights(character) for character in tidy(text)]
    letters, tones, cases = ("".join(weight[level] for weight in weights) for level in range(3))
    return _NEXT_LEVEL.join((letters, tones.rstrip("0"), cases.rstrip("0")))


def sort_key(name: str) -> str:
    """Return a key that sorts people by given name, then by family and middle names."""
    words = tidy(name).split()
    given, rest = words[-1:], words[:-1]
    key = (text_key(" ".join(given)), text_key(" ".join(rest)), " ".join(words))
    return (_NEXT_LEVEL + _NEXT_LEVEL).join(key)


def _visible(line: str) -> str:
    """Return a line without format and control letters; those that part words become a blank."""
    if line.isprintable():
        return line
    return "".join(
        " " if character.isspace() else character
        for character in line
        if character.isspace() or unicodedata.category(character) not in {"Cf", "Cc"}
    )


def _capital(word: str) -> str:
    """Return a word with a capital; one typed all large or all small gets no others inside."""
    if word not in {word.upper(), word.lower()}:
        raised = word[:1].title() + word[1:]
        return raised if raised != raised.upper() else _capital(raised)
    return "'".join(part.capitalize() for part in word.split("'"))


@lru_cache(maxsize=4096)
def _weights(character: str) -> tuple[str, str, str]:
    """Return letter, tone and case of one composed character, each as sortable text."""
    letters = unicodedata.normalize("NFD", character)
    if unicodedata.combining(letters[0]):  # a mark that no letter took in
        return "", "6" + character, ""
    marks = [mark for mark in letters[1:] if mark in _LETTER_MARKS]
    small = unicodedata.normalize("NFC", "".join((letters[0].lower(), *marks)))
    if small not in _WEIGHT:
        small, marks = letters[0].lower(), []
    tones = "".join(_TONES.get(mark, "6" + mark) for mark in letters[1:] if mark not in marks)
    primary = _WEIGHT.get(small, _BEYOND + small)
    return primary, tones or "0", "0" if letters[0] == letters[0].lower() else "1"
