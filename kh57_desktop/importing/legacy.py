"""Bring TCVN3 and VNI texts, typed in the fonts of the nineties, to Unicode (DOMAIN 3.6)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_TCVN3_LETTERS = (
    "A1ĂA2ÂA3ÊA4ÔA5ƠA6ƯA7ĐA8ăA9âAAêABôACơADưAEđ"
    "B5àB6ảB7ãB8áB9ạBBằBCẳBDẵBEắC6ặC7ầC8ẩC9ẫCAấCBậCCèCEẻCFẽD0éD1ẹD2ềD3ểD4ễD5ếD6ệD7ìD8ỉDCĩDDíDEị"
    "DFòE1ỏE2õE3óE4ọE5ồE6ổE7ỗE8ốE9ộEAờEBởECỡEDớEEợEFùF1ủF2ũF3úF4ụF5ừF6ửF7ữF8ứF9ựFAỳFBỷFCỹFDýFEỵ"
)
_TCVN3 = {
    int(_TCVN3_LETTERS[place : place + 2], 16): _TCVN3_LETTERS[place + 2]
    for place in range(0, len(_TCVN3_LETTERS), 3)
}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_ROOF, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_ROOFS = {
    "â": _ROOF, "á": _ROOF + _ACUTE, "à": _ROOF + _GRAVE,
    "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
}  # fmt: skip
_VNI_BREVES = {
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for base, marks in (
        *product("aeouy", (_VNI_TONES,)),
        *product("aeo", (_VNI_ROOFS,)),
        ("a", _VNI_BREVES),
        *product("ôö", (_VNI_TONES,)),
    ):
        letter = _VNI_SINGLE.get(base, base)
        for sign, marked in marks.items():
            pairs[base + sign] = unicodedata.normalize("NFC", letter + marked)
    table = pairs | _VNI_SINGLE
    capitals = {old.upper(): new.upper() for old, new in table.items()}
    capitals |= {old[0].upper() + old[1:]: new.upper() for old, new in table.items()}
    return capitals | table


_VNI = _vni_table()
_VNI_SIGNS = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_VIETNAMESE_LATIN = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
_STRANGE = re.compile(f"(?![{_VIETNAMESE_LATIN}])[\u00a1-\u00ff]")
_OLD = re.compile("[\u00a1-\u00ff]")
_UNICODE_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
_WORD = re.compile("[A-Za-z\u00a1-\u00ff\u0102-\u01b0\u1ea0-\u1ef9'’]+")
_NUCLEI = re.compile("[aăâeêioôơuưy]|iê|oă|ươ|uâ|uê|uô|uơ|uyê?|yê|i?a|ua|ưa|oe|uă|ue|uo|io|ya|oa")
_NUCLEI_AT_THE_END = re.compile(  # nothing may follow these
    "ai|ao|au|ay|âu|ây|eo|êu|iu|iêu|oai|oao|oay|oeo|oi|ôi|ơi|uây|ui|uôi|ươi|ươu|ưi|ưu|uya|uyu|yêu"
)
_SYLLABLE = re.compile(
    r"(?:gi(?=[aăâeêioôơuưy])|qu(?=[aăâeêioơy])|[bcdđfghjklmnpqrstvwxz']{0,4})"
    r"([aăâeêioôơuưy]{1,3})([bcdđfghjklmnpqrstvwxz]{0,3})"
)
_TONE = re.compile(f"[{_GRAVE}{_ACUTE}{_HOOK}{_TILDE}{_DOT}]")


def from_tcvn3(text: str) -> str:
    """Return the Unicode of a TCVN3 text that was read as Latin-1."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Return the Unicode of a VNI text that was read as Latin-1."""
    return _VNI_SIGNS.sub(lambda sign: _VNI[sign[0]], text)


def share_of_syllables(text: str) -> float:
    """Return how many of the words with marks could be Vietnamese, from 0 to 1; 1 without any."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 1.0


def has_old(texts: Iterable[str]) -> bool:
    """Tell whether any text holds a letter that Unicode Vietnamese does not use."""
    return any(_STRANGE.search(text) for text in texts)


def repaired(cells: Sequence[str]) -> tuple[list[str], bool]:
    """Return the texts of one row with the old ones decoded, and whether any was.

    Each text is judged by itself; one that could be read either way follows its row.
    """
    result = list(cells)
    decoders: list[Callable[[str], str]] = []
    for place, cell in enumerate(cells):
        decoder = _decoder(cell)
        if decoder is not None:
            decoders.append(decoder)
            result[place] = decoder(cell)
    if decoders and not any(_UNICODE_VIETNAMESE.search(cell) for cell in cells):
        for place, cell in enumerate(cells):
            if result[place] == cell and _OLD.search(cell):
                read = decoders[0](cell)
                result[place] = read if share_of_syllables(read) == 1 else cell
    return result, bool(decoders)


@lru_cache(maxsize=4096)
def _decoder(cell: str) -> Callable[[str], str] | None:
    """Return how a text must be read; None for one that is Unicode, or could well be."""
    if _UNICODE_VIETNAMESE.search(cell) or not _OLD.search(cell):
        return None
    best = max((from_tcvn3, from_vni), key=lambda read: share_of_syllables(read(cell)))
    share = share_of_syllables(best(cell))
    if _STRANGE.search(cell):
        return best if share >= _ENOUGH and _changes_words(cell) else None
    return best if share == 1 and share_of_syllables(cell) < _DOUBTFUL else None


_ENOUGH, _DOUBTFUL = 0.7, 0.5


def _changes_words(cell: str) -> bool:
    """Tell whether old letters stand inside words, not alone like « » or ×."""
    return any(
        _STRANGE.search(word) and any(letter.isascii() and letter.isalpha() for letter in word)
        for word in _WORD.findall(cell)
    )


def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    toneless = unicodedata.normalize("NFC", _TONE.sub("", apart))
    found = _SYLLABLE.fullmatch(toneless)
    return (
        found is not None
        and bool(
            _NUCLEI.fullmatch(found[1]) or (not found[2] and _NUCLEI_AT_THE_END.fullmatch(found[1]))
        )
        and len(_TONE.findall(apart)) <= 1
    )
