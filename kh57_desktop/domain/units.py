"""The units and villages of the commune, and how untidy spellings of their names are met."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from kh57_desktop.domain.names import bare

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kh57_desktop.domain.vocabulary import UnitKind

K = TypeVar("K")

OFFICE = "VHXH"
"""The unit whose store is the commune's: its log alone may hold what other units did."""

_SPELLED_OUT = {
    "th": "tieu hoc",
    "thcs": "trung hoc co so",
    "mn": "mam non",
    "vh": "van hoa",
    "xh": "xa hoi",
    "vhxh": "van hoa xa hoi",
    "kt": "kinh te",
    "ub": "uy ban",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "ubmttqvn": "uy ban mat tran to quoc",
    "tncs": "thanh nien cong san",
    "tn": "thanh nien",
    "hcm": "ho chi minh",
    "lhpn": "lien hiep phu nu",
    "nd": "nong dan",
    "ccb": "cuu chien binh",
    "ca": "cong an",
    "tyt": "tram y te",
    "bch": "ban chi huy",
    "chqs": "chi huy quan su",
    "qs": "quan su",
    "bchqs": "ban chi huy quan su",
    "tt": "trung tam",
    "hcc": "hanh chinh cong",
    "pvhcc": "phuc vu hanh chinh cong",
    "dvci": "dich vu cong ich",
    "cns": "cong nghe so",
    "cnscd": "cong nghe so cong dong",
    "cd": "cong dong",
    "p": "phong",
    "vp": "van phong",
    "dac": "dak",
}
"""Abbreviations of the officers (samples/README.md, rule 16), and Đắc written for Đăk."""
_SAYS_NOTHING = re.compile(r"\b(dak ?px[iy]|viet nam|vn|xa|truong|va|thon|lang)\b")
_TEAM = re.compile(r"^to cong nghe so( cong dong)?\b")
_PARTS = re.compile(r"[,;()\n]")


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """A unit of the built-in register (DOMAIN 1.2), with its letterhead (DOMAIN 2.2)."""

    code: str
    name: str
    short_name: str
    paper_name: str
    ordinal: int
    unit_kind: UnitKind
    symbol: str
    number_form: str
    parent_name: str
    letterhead: tuple[str, ...]
    letterhead_right: str
    signer_authority: str
    signer_title: str
    deputy_title: str
    must_plan: bool
    must_keep_section: bool
    counts_staff: bool
    is_issuer: bool
    urged_with: str
    village: str | None
    aliases: tuple[str, ...]
    clause: str
    valid_from: dt.date | None
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class VillageSeed:
    """A village of the built-in register, with the team that reports for it."""

    code: str
    name: str
    ordinal: int
    unit: str
    aliases: tuple[str, ...]
    clause: str
    valid_from: dt.date | None
    valid_to: dt.date | None


class Register(Generic[K]):
    """Finds what a name means among the names that are known for each key."""

    def __init__(self, names: Mapping[K, Iterable[str | None]]) -> None:
        """Take for each key its code, names and aliases; a spelling of two keys means neither."""
        spellings = {
            key: {_essence(name) for name in known if name} for key, known in names.items()
        }
        times = Counter(spelling for known in spellings.values() for spelling in known)
        self._keys = {
            spelling: key
            for key, known in spellings.items()
            for spelling in known
            if spelling and times[spelling] == 1
        }

    def meet(self, text: str) -> K | None:
        """Return the key that the text names, whole or in one of its parts; None when unknown."""
        for part in (text, *_PARTS.split(text)):
            key = self._keys.get(_essence(part))
            if key is not None:
                return key
        return None


def _essence(name: str) -> str:
    """Return what is left of a name when accents, blanks, kind words and abbreviations go."""
    words = " ".join(_SPELLED_OUT.get(word, word) for word in bare(name).split())
    rest = _SAYS_NOTHING.sub(" ", _TEAM.sub(" ", " ".join(words.split())))
    return "".join(rest.split()) or "".join(words.split())
