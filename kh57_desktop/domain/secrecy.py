"""Tell the stamps of state secrets, which must never stand on this computer (TRUST 9)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

STAMPS: Final = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")

_ALONE: Final = {stamp.replace(" ", ""): stamp for stamp in STAMPS}
_BRACKETED: Final = re.compile(r"[(\[{<«]([^()\[\]{}<>«»]*)[)\]}>»]")
_DEGREE: Final = re.compile(r"\bđộ\s+mật\b[\s:=._-]*(tuyệt mật|tối mật|mật)(?!\w)", re.IGNORECASE)
_SIGNS: Final = re.compile("[ậẬ\u0323\u0302]")
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")


def stamp_in(text: str) -> str | None:
    """Return the stamp that stands alone in a text: on a line, in brackets or after «Độ mật».

    Running text that speaks of secrets, of honey or of a person called Mật holds none.
    """
    if text.isascii() or not _SIGNS.search(text):  # most texts: no further look
        return None
    for line in unicodedata.normalize("NFC", text).splitlines():
        for part in (line, *_BRACKETED.findall(line)):
            found = _alone(_AROUND.sub("", part))
            if found is not None:
                return found
        degree = _DEGREE.search(line)
        if degree is not None:
            return degree[1].upper()
    return None


def _alone(part: str) -> str | None:
    joined = "".join(part.split())
    if joined in _ALONE:
        return _ALONE[joined]
    # in small letters the two longer ones still mean nothing else
    shouted = _ALONE.get(joined.upper())
    return shouted if shouted not in {None, "MẬT"} else None
