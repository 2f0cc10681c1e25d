"""Read names, counts, durations, sexes, marks and words as people type them (rules 12 to 15)."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kh57_desktop.domain import names, typed
from kh57_desktop.domain.names import bare, fold
from kh57_desktop.domain.typed import Unreadable
from kh57_desktop.domain.vocabulary import Mark, Sex
from kh57_desktop.i18n import vi
from kh57_desktop.importing.days import NO_YEARS, Span, read_span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.choice import Choice
    from kh57_desktop.importing.grid import Cell

OLDEST_BIRTH = 1900

_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_LAST_YEAR = re.compile(r"[0x\s./_-]*(?:[0-9]{1,2}\s*[/.-]\s*)?((?:19|20)[0-9]{2})(?:\.0)?")
_SHORT_YEAR = re.compile(r"(.*[0-9]\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*)([0-9]{2})")
_TICKS = {"x", "✓", "✔", "√", "☑", "v", "+", "1", "*", "co", "dung", "nu", "nam", "nữ"}
_NO_TICKS = {"", "0", "khong", "-"}

_DITTO = {"nt", "n.t", "n t", "như trên", "nhu tren"}
_QUOTES = "\"'″〃”“’‘"  # noqa: RUF001 - the very signs that stand for «as above»
_LONGEST_DITTO = 10

_MEN = {"nam", "m", "male", "trai", "nam gioi", "ong"}
_WOMEN = {"nu", "f", "female", "gai", "nu gioi", "ba", "co"}

MARKS: dict[str, Mark] = {
    **dict.fromkeys(
        ("x", "+", "✓", "✔", "√", "☑", "1", "có", "có mặt", "cm", "c", "×"), Mark.PRESENT
    ),
    **dict.fromkeys(("m", "t", "muộn", "trễ", "đi muộn", "đến muộn", "đi trễ"), Mark.LATE),
    **dict.fromkeys(("p", "cp", "phép", "có phép", "vắng có phép", "vp"), Mark.EXCUSED),
    **dict.fromkeys(
        ("k", "v", "vắng", "0", "kp", "không phép", "vắng không phép", "vk"), Mark.ABSENT
    ),
    **dict.fromkeys(("thay", "cử người thay", "người thay"), Mark.SUBSTITUTED),
}
"""What stands in a cell of an attendance sheet where the file has no legend (rule 15)."""


@lru_cache(maxsize=4096)
def is_ditto(text: str) -> bool:
    """Tell whether a text means the value above: nt, 〃, «như trên»."""
    if len(text) > _LONGEST_DITTO:
        return False
    said = text.strip(_QUOTES + " .-").lower()
    return said in _DITTO or (not said and any(sign in _QUOTES for sign in text))


def read_text(cell: Cell) -> str:
    """Return a cell as one line of text, letter for letter; numbers without a needless point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d/%m/%Y %H:%M")
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def read_name(cell: Cell) -> str | Unreadable:
    """Return a person's name in its normal form; a text with digits or without letters is none."""
    text = _NOTE.sub("", read_text(cell))
    if any(map(str.isdigit, text)) or not any(map(str.isalpha, text)):
        return Unreadable(read_text(cell), vi("không đọc được thành họ tên"))
    return names.full_name(text)


def read_count(cell: Cell) -> int | Unreadable:
    """Return a number of people or things; a range is no number, and none is below zero."""
    if isinstance(cell, int | float):
        if cell >= 0 and float(cell).is_integer():
            return int(cell)
        return Unreadable(read_text(cell), vi("không phải số nguyên từ 0 trở lên"))
    if not isinstance(cell, str):
        return Unreadable(read_text(cell), vi("không đọc được thành một số"))
    return typed.count(cell)


def read_seconds(cell: Cell, *, in_minutes: bool = False) -> int | Unreadable:
    """Return a duration in seconds; a bare number counts what the heading says."""
    if isinstance(cell, dt.timedelta):
        return _clocked(int(cell.total_seconds()))
    if isinstance(cell, dt.datetime | dt.time):
        return _clocked(cell.hour * 3600 + cell.minute * 60 + cell.second)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round(cell * 60) if in_minutes else round(cell)
    text = read_text(cell)
    bare_number = re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", text)
    if in_minutes and bare_number:
        return round(float(text.replace(",", ".")) * 60)
    return typed.seconds(text)


def read_phone(cell: Cell) -> str | Unreadable:
    """Return a phone number of ten digits; a 0 lost in a number cell comes back."""
    return typed.phone(read_text(cell))


def read_birth_year(cell: Cell, today: dt.date) -> int | Unreadable:
    """Return the year of a birth from a day, a serial number or a year alone."""
    year = _birth_year(cell, today)
    if isinstance(year, int) and not OLDEST_BIRTH <= year <= today.year:
        return Unreadable(read_text(cell), vi("năm sinh ngoài khoảng cho phép"))
    return year


def read_sex(cell: Cell) -> Sex | Unreadable:
    """Return the sex that a word or letter names."""
    said = bare(read_text(cell))
    if said in _MEN:
        return Sex.MALE
    return Sex.FEMALE if said in _WOMEN else Unreadable(read_text(cell), vi("không rõ nam hay nữ"))


def read_tick(cell: Cell) -> bool | Unreadable:
    """Return whether a cell under Nam or Nữ is ticked; a year of birth ticks it too."""
    said = fold(read_text(cell)).strip(" .")
    if said in _NO_TICKS:
        return False
    is_year = re.search(r"(?:19|20)[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}", said) is not None
    if said in _TICKS or is_year or not isinstance(cell, str):
        return True
    return Unreadable(read_text(cell), vi("không rõ có đánh dấu hay không"))


def read_word(choice: type[Choice], cell: Cell) -> Choice | Unreadable:
    """Return the word of a closed list that a text means, whole or in its first part."""
    text = read_text(cell)
    for part in (text, *re.split(r"[,;/(+]", text)):
        word = choice.meant(part) if part.strip() else None
        if word is not None:
            return word
    return Unreadable(text, vi("không có trong danh mục"))


def read_words(choice: type[Choice], cell: Cell) -> tuple[str, ...] | Unreadable:
    """Return every word of a closed list that a text names; those unknown are left out."""
    text = read_text(cell)
    whole = choice.meant(text)
    parts = [choice.meant(part) for part in re.split(r"[,;/+\n]", text) if part.strip()]
    words = (whole,) if whole is not None else tuple(word for word in parts if word is not None)
    slugs = tuple(sorted({word.value for word in words}))
    return slugs or Unreadable(text, vi("không có trong danh mục"))


def read_mark(cell: Cell, legend: Mapping[str, Mark] | None = None) -> Mark | Unreadable:
    """Return how a person stood at a lesson; the legend of the file wins over the usual signs."""
    said = read_text(cell).lower().removesuffix(".0")
    mark = (legend or {}).get(said) or MARKS.get(said)
    return mark or Unreadable(read_text(cell), vi("không hiểu dấu điểm danh"))


def _birth_year(cell: Cell, today: dt.date) -> int | Unreadable:
    if isinstance(cell, dt.date):
        return cell.year
    if isinstance(cell, int | float) and OLDEST_BIRTH - 200 <= cell <= today.year + 100:
        return int(cell)
    if isinstance(cell, int | float) and _FIRST_SERIAL < cell < _LAST_SERIAL:
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(cell))).year
    text = read_text(cell)
    if alone := _LAST_YEAR.fullmatch(fold(text)):
        return int(alone[1])
    if short := _SHORT_YEAR.fullmatch(text):
        century = 2000 if 2000 + int(short[2]) <= today.year else 1900
        text = f"{short[1]}{century + int(short[2])}"
    span = read_span(text, NO_YEARS)
    return span.first.year if isinstance(span, Span) else Unreadable(read_text(cell), span.why)


_FIRST_SERIAL, _LAST_SERIAL = 3_000, 80_000  # 1908 to 2119


def _clocked(seconds: int) -> int:
    """Read a time cell: 02:30 typed into a sheet became two hours and a half, but meant minutes."""
    return seconds // 60 if seconds >= _HOUR and seconds % 60 == 0 else seconds


_HOUR = 3600
