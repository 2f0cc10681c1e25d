"""What an officer meant by a typed day, count, duration or phone number (DOMAIN 3.5)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from kh57_desktop.domain.names import fold
from kh57_desktop.i18n import vi

_DAYS_FROM_TODAY = {
    "hom nay": 0,
    "nay": 0,
    "hom qua": -1,
    "qua": -1,
    "hom kia": -2,
    "kia": -2,
    "ngay mai": 1,
    "mai": 1,
}
_WEEKDAY_WORDS = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_WEEKDAY = re.compile(r"(?:thu|t) ?([2-7]|hai|ba|tu|nam|sau|bay)|(cn|chu nhat)")
_LEAD = re.compile(
    rf"^(?:{_WEEKDAY.pattern})[\s,]+(?=\S)|^.*\bngay\s+(?=[0-9])"
    r"|^[0-9]{1,2}(?:h[0-9]{0,2}|:[0-9]{2})[\s,]+"
)
_CLOCK = re.compile(r"[t\s]+[0-9]{1,2}(?::[0-9]{2}(?::[0-9.]+)?|h[0-9]{0,2})$")
_YEAR_FIRST = re.compile(r"(?P<y>[0-9]{4})\s*[-/.]\s*(?P<m>[0-9]{1,2})\s*[-/.]\s*(?P<d>[0-9]{1,2})")
_DAY_FIRST = re.compile(
    r"(?P<d>[0-9]{1,2})\s*[-/. ]\s*(?P<m>[0-9]{1,2})(?:\s*[-/. ]\s*(?P<y>[0-9]{4}|[0-9]{2}))?"
)
_IN_WORDS = re.compile(
    r"(?P<d>[0-9]{1,2})\s*thang\s*(?P<m>[0-9]{1,2})(?:[\s,]*nam\s*(?P<y>[0-9]{4}|[0-9]{2}))?"
)
_TOGETHER = re.compile(r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4}|[0-9]{2})")
_DAY_ALONE = re.compile(r"[0-9]{1,2}")

_ABOUT = re.compile(r"^(?:[~≈]|khoang|chung|hon|tren|gan|uoc(?: tinh| dat)?|tam)\s*")
_WHOLE = re.compile(r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:[.,]0+)?(?:\s*[a-z][a-z ./]*)?")
_DECIMAL = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:[,.]([0-9]+))?")
_CLOCK_DURATION = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])")
_DURATION = re.compile(
    r"(?:([0-9]+) ?(?:gio|h|g))?[ ,]*(?:([0-9]+) ?(?:phut|ph|p|'))?[ ,]*"
    r"(?:([0-9]+) ?(?:giay|s)?)?"
)
_HOURS_AND_MINUTES = re.compile(r"([0-9]+) ?(?:gio|h|g) ?([0-9]+)")
_MOBILE_OR_LANDLINE = re.compile(r"0[35789][0-9]{8}|02[0-9]{9}")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that could not be understood, and why in words for the officer."""

    text: str
    why: str


def day(
    text: str, today: dt.date, *, birth: bool = False, ahead: bool = False
) -> dt.date | Unreadable:
    """Return the day meant by a text such as 20/5, hôm qua, t2, 7-10-25, ngày 6 tháng 11.

    A missing year or month is the latest that is not in the future; for what is planned `ahead`,
    the nearest. Years of two digits are 20xx, of births the latest not in the future.
    """
    said = _CLOCK.sub("", fold(text).strip(" .,;"))
    if said in _DAYS_FROM_TODAY:
        return today + dt.timedelta(days=_DAYS_FROM_TODAY[said])
    if weekday := _WEEKDAY.fullmatch(said):
        return _last_weekday(weekday, today)
    said = _LEAD.sub("", said)
    for form in (_YEAR_FIRST, _IN_WORDS, _DAY_FIRST, _TOGETHER):
        if found := form.fullmatch(said):
            year = None if found["y"] is None else _year(found["y"], today, birth=birth)
            return _day_of(text, int(found["d"]), int(found["m"]), year, today, ahead=ahead)
    if _DAY_ALONE.fullmatch(said):
        return _day_alone(text, int(said), today)
    return Unreadable(text, vi("không đọc được thành ngày"))


def born(text: str, today: dt.date) -> dt.date | int | Unreadable:
    """Return the day of a birth, or the year alone where only a year was written."""
    said = fold(text).strip(" .,;").removesuffix(".0")
    if re.fullmatch(r"(?:19|20)[0-9]{2}", said):
        return int(said)
    return day(text, today, birth=True)


def count(text: str) -> int | Unreadable:
    """Return the number in 1.234, 35 người, ~40, hơn 100, 05; a range is no number."""
    said = _ABOUT.sub("", fold(text))
    if said in {"khong", "khong co"}:
        return 0
    if said.startswith("-"):
        return Unreadable(text, vi("số không được âm"))
    found = _WHOLE.fullmatch(said)
    if found is None:
        return Unreadable(text, vi("không đọc được thành một số"))
    return int(re.sub(r"[. ]", "", found[1]))


def decimal(text: str) -> Decimal | Unreadable:
    """Return the number in 1.234,5 or 1,5; a lone group of three after a dot is thousands."""
    found = _DECIMAL.fullmatch(fold(text))
    if found is None:
        return Unreadable(text, vi("không đọc được thành một số"))
    whole = found[1].replace(".", "")
    return Decimal(f"{whole}.{found[2]}" if found[2] else whole)


def seconds(text: str) -> int | Unreadable:
    """Return the seconds in 2 phút 30 giây, 2'30", 02:30, 1:02:03, 150 giây, 150."""
    marked = re.sub("''|[\"″”]", "s", text)  # seconds, before quotes are folded alike
    said = fold(marked).removesuffix(".0")
    if clock := _CLOCK_DURATION.fullmatch(said):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    if long := _HOURS_AND_MINUTES.fullmatch(said):
        return int(long[1]) * 3600 + int(long[2]) * 60
    found = _DURATION.fullmatch(said)
    if found is None or not any(found.groups()):
        return Unreadable(text, vi("không đọc được thành thời lượng"))
    return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + int(found[3] or 0)


def phone(text: str) -> str | Unreadable:
    """Return the first number of a text in its normal form: ten digits, of a landline eleven.

    +84, blanks, dots and dashes go; the 0 that a spreadsheet dropped comes back.
    """
    first = re.split(r"[/;,]", text.removesuffix(".0"))[0]
    digits = re.sub(r"[^0-9]", "", first)
    if digits.startswith("84") and len(digits) > 10:  # noqa: PLR2004 - a country code before nine
        digits = "0" + digits[2:]
    elif not digits.startswith("0"):
        digits = "0" + digits
    if not _MOBILE_OR_LANDLINE.fullmatch(digits):
        return Unreadable(text, vi("không phải số điện thoại"))
    return digits


def _last_weekday(found: re.Match[str], today: dt.date) -> dt.date:
    """Return the latest day of that name, today included."""
    said = found[1]
    number = 1 if said is None else _WEEKDAY_WORDS.get(said) or int(said)
    place = (number - 2) % 7  # Monday is «thứ Hai», Sunday comes last
    return today - dt.timedelta(days=(today.weekday() - place) % 7)


def _year(said: str, today: dt.date, *, birth: bool) -> int:
    """Return a year of four digits for one of four or two."""
    if len(said) == 4:  # noqa: PLR2004 - written in full
        return int(said)
    return 1900 + int(said) if birth and 2000 + int(said) > today.year else 2000 + int(said)


def _day_of(
    text: str, number: int, month: int, year: int | None, today: dt.date, *, ahead: bool
) -> dt.date | Unreadable:
    """Return the day with these numbers; without a year, the one nearest to what is meant."""
    years = (year,) if year is not None else range(today.year + 1, today.year - 9, -1)
    found = [made for y in years if (made := _made(y, month, number)) is not None]
    if not found:
        return Unreadable(text, vi("không có ngày này trong lịch"))
    if year is not None:
        return found[0]
    if ahead:
        return min(found, key=lambda candidate: abs(candidate - today))
    return max(candidate for candidate in found if candidate <= today)


def _day_alone(text: str, number: int, today: dt.date) -> dt.date | Unreadable:
    """Return the latest day with this number in its month, today included."""
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(3)]
    found = [_made(year, month + 1, number) for year, month in months]
    past = [made for made in found if made is not None and made <= today]
    return max(past) if past else Unreadable(text, vi("không có ngày này trong lịch"))


def _made(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None
