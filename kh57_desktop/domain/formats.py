"""How days, numbers, document numbers and the like are written, on the screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

BLANK = "…"
"""What stands on paper where a pen will write."""
UNKNOWN = "[...]"
"""What stands in a citation where a part is not known (DOMAIN 2.8)."""
_WEEKDAYS = (
    vi("thứ Hai"),
    vi("thứ Ba"),
    vi("thứ Tư"),
    vi("thứ Năm"),
    vi("thứ Sáu"),
    vi("thứ Bảy"),
    vi("Chủ nhật"),
)
_SIZES = ("B", "KB", "MB", "GB")
_STEP = 1024
_TEN = 10


def day(value: dt.date) -> str:
    """Return a day as screens and tables show it: 07/10/2025."""
    return f"{value:%d/%m/%Y}"


def day_and_month(value: dt.date) -> str:
    """Return a day without its year: 07/10."""
    return f"{value:%d/%m}"


def weekday(value: dt.date) -> str:
    """Return the day of the week: thứ Tư."""
    return _WEEKDAYS[value.weekday()]


def moment(value: dt.datetime) -> str:
    """Return an instant as screens show it: 14:36 07/10/2025."""
    return f"{value:%H:%M %d/%m/%Y}"


def paper_day(value: dt.date | None, year: int | None = None) -> str:
    """Return a day as Decree 30 writes it; without a day, the line for the pen.

    Days below 10 and the months 1 and 2 get a leading zero, other months do not.
    """
    text = vi("ngày {day} tháng {month} năm {year}")
    if value is None:
        return text.format(day=BLANK, month=BLANK, year=year or BLANK)
    return text.format(day=f"{value.day:02}", month=_paper_month(value), year=value.year)


def place_and_day(place: str, value: dt.date | None, year: int | None = None) -> str:
    """Return the line of place and day: Đăk Pxi, ngày 05 tháng 6 năm 2026."""
    return f"{place}, {paper_day(value, year)}"


def cited_day(value: dt.date) -> str:
    """Return a day inside a sentence or a citation: 05/8/2025, 15/02/2026."""
    return f"{value.day:02}/{_paper_month(value)}/{value.year}"


def number(value: int | Decimal) -> str:
    """Return a number with dots between thousands and a decimal comma: 1.234,5."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def counted(value: int) -> str:
    """Return a count in a sentence: below 10 with a leading zero, as in «01 chương trình»."""
    return f"{value:02}" if 0 < value < _TEN else number(value)


def percent(numerator: int | None, denominator: int | None) -> str:
    """Return a percent cut to one decimal, so that 100,0% is printed for the whole only.

    A part that is not known gives «Chưa đủ dữ liệu», a denominator of 0 «Không phát sinh».
    """
    if numerator is None or denominator is None:
        return vi("Chưa đủ dữ liệu")
    if denominator == 0:
        return vi("Không phát sinh")
    tenths = 1000 * numerator // denominator
    return f"{number(tenths // _TEN)},{tenths % _TEN}%"


def change(now: int | None, before: int | None) -> str:
    """Return by how much a figure rose or fell; a dash when one of the two is missing."""
    if now is None or before is None:
        return "-"
    return f"+{number(now - before)}" if now > before else number(now - before)


def document_number(form: str, kind: str, symbol: str, value: int | None = None) -> str:
    """Return number and symbol by a unit's form: 05/BC-VHXH; a number not given yet is left open.

    A unit without a form (a village's team) has no document numbers: the text is empty.
    """
    shown = BLANK if value is None else f"{value:02}"
    return form.format(number=shown, kind=kind, symbol=symbol)


def citation(document_type: str, value: str | None, symbol: str, issued_on: dt.date | None) -> str:
    """Return how a document is cited, missing parts in brackets and never invented."""
    return vi("{document_type} số {number} ngày {day}").format(
        document_type=document_type,
        number=value or f"{UNKNOWN}{symbol}",
        day=UNKNOWN if issued_on is None else cited_day(issued_on),
    )


def duration(seconds: int) -> str:
    """Return a duration in words: 2 phút 30 giây."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = (
        (hours, vi("{n} giờ")),
        (minutes, vi("{n} phút")),
        (rest, vi("{n} giây")),
    )
    said = [text.format(n=n) for n, text in parts if n]
    return " ".join(said) or vi("{n} giây").format(n=0)


def size(value: int) -> str:
    """Return a size in bytes for people: 1,2 MB."""
    shown, unit = value * _TEN, 0
    while shown >= _STEP * _TEN and unit < len(_SIZES) - 1:
        shown, unit = shown // _STEP, unit + 1
    whole, tenth = divmod(shown, _TEN)
    return f"{number(whole)},{tenth} {_SIZES[unit]}" if tenth else f"{number(whole)} {_SIZES[unit]}"


def phone(digits: str) -> str:
    """Return a phone number in groups: 0912 345 678."""
    return " ".join((digits[:4], digits[4:7], digits[7:])).strip()


def _paper_month(value: dt.date) -> str:
    return f"{value.month:02}" if value.month in {1, 2} else str(value.month)
