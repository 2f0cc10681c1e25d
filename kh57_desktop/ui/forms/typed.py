"""What officers type freely, and what it means: days, numbers, texts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare, tidy
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Value

_DAY = re.compile(r"(\d{1,2})(?:[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?")
_GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+")
_AHEAD = {
    "hom nay": 0, "nay": 0, "hn": 0, "hom qua": -1, "qua": -1, "hq": -1, "hom kia": -2,
    "kia": -2, "ngay mai": 1, "mai": 1, "ngay kia": 2,
}  # fmt: skip
_WEEKDAYS = {
    "t2": 1, "t3": 2, "t4": 3, "t5": 4, "t6": 5, "t7": 6, "cn": 7,
    "thu hai": 1, "thu ba": 2, "thu tu": 3, "thu nam": 4, "thu sau": 5, "thu bay": 6,
    "chu nhat": 7, "thu 2": 1, "thu 3": 2, "thu 4": 3, "thu 5": 4, "thu 6": 5, "thu 7": 6,
}  # fmt: skip
_NOBODY = {"khong", "khong co", "ko", "k co"}
_WEEKDAY_WORDS = (
    vi("thứ Hai"), vi("thứ Ba"), vi("thứ Tư"), vi("thứ Năm"), vi("thứ Sáu"), vi("thứ Bảy"),
    vi("Chủ nhật"),
)  # fmt: skip
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text means; with a fault, the text itself is the value."""

    value: Value
    fault: str = ""


def text(words: str, *, multiline: bool = False) -> Reading:
    """Return a text composed and trimmed; nothing typed is missing."""
    return Reading(tidy(words, multiline=multiline) or None)


def day(words: str, today: dt.date) -> Reading:
    """Return the day meant by 20/5, 20, hôm qua, t2 …; without a year the nearest one."""
    said = bare(words)
    if not said:
        return Reading(None)
    if said in _AHEAD:
        return Reading(today + dt.timedelta(days=_AHEAD[said]))
    if said in _WEEKDAYS:  # the last such day that has been
        return Reading(today - dt.timedelta(days=(today.isoweekday() - _WEEKDAYS[said]) % 7))
    parts = _parts(words.strip())
    if parts is None:
        return Reading(words, vi("«{text}» chưa phải một ngày").format(text=words.strip()))
    found = _nearest(*parts, today)
    if found is None:
        return Reading(words, _no_such_day(*parts))
    return Reading(found)


def number(words: str, least: int | None = None, most: int | None = None) -> Reading:
    """Return a whole number; nothing typed is missing, «không có» is 0."""
    said = words.strip()
    if not said:
        return Reading(None)
    if bare(said) in _NOBODY:
        return Reading(0)
    digits = re.sub(r"[. ]", "", said) if _GROUPED.fullmatch(said) else said
    if not digits.isascii() or not digits.isdigit():
        return Reading(words, vi("«{text}» chưa phải một số").format(text=said))
    found = int(digits)
    if least is not None and found < least:
        return Reading(found, vi("ít nhất là {least}").format(least=shown_number(least)))
    if most is not None and found > most:
        return Reading(found, vi("nhiều nhất là {most}").format(most=shown_number(most)))
    return Reading(found)


def shown_day(when: dt.date) -> str:
    """Return a day as fields show it."""
    return f"{when:%d/%m/%Y}"


def weekday(when: dt.date) -> str:
    """Return the day of the week as it stands beside a day."""
    return _WEEKDAY_WORDS[when.isoweekday() - 1]


def shown_number(count: int) -> str:
    """Return a number in groups of three, as Vietnamese papers write it."""
    return f"{count:,}".replace(",", ".")


def _parts(words: str) -> tuple[int, int | None, int | None] | None:
    if iso := _ISO.fullmatch(words):
        return int(iso[3]), int(iso[2]), int(iso[1])
    found = _DAY.fullmatch(words) or _RUN.fullmatch(words)
    if found is None:
        return None
    of_day, month, year = found[1], found[2], found[3]
    full = int(year) + (_CENTURY if len(year) == len("26") else 0) if year else None
    return int(of_day), int(month) if month else None, full


def _nearest(of_day: int, month: int | None, year: int | None, today: dt.date) -> dt.date | None:
    """Return the day nearest to today that has these parts; None when there is none."""
    years = [year] if year else [today.year - 1, today.year, today.year + 1]
    months = [month] if month else range(1, 13)
    found = [made for y in years for m in months if (made := _made(y, m, of_day))]
    if month is None:  # a bare number is a day that has been
        found = [one for one in found if one <= today]
    return min(found, key=lambda one: abs((one - today).days), default=None)


def _made(year: int, month: int, of_day: int) -> dt.date | None:
    try:
        return dt.date(year, month, of_day)
    except ValueError:
        return None


def _no_such_day(of_day: int, month: int | None, _year: int | None) -> str:
    if month is not None and 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return vi("tháng {month} không có ngày {day}").format(month=month, day=of_day)
    return vi("không có tháng {month}").format(month=month)
