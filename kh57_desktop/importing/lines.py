"""Tell records from what stands around them: groups, totals, notes, page numbers, signatures."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from kh57_desktop.domain.names import bare, fold
from kh57_desktop.importing.meanings import BORN, BORN_YEAR, EXCLUDED, NUMBER
from kh57_desktop.importing.spellings import MEANINGS, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kh57_desktop.importing.grid import Cell, Row
    from kh57_desktop.importing.headings import Head

_TOTAL = re.compile(
    r"(?:tổng (?:cộng|số)\b|tổng\s*(?:$|[:(0-9])|cộng\b|(?:lũy|luỹ) kế\b|mang sang\b|"
    r"chuyển trang\b|trong đó\b)"
)
_TOTAL_UNMARKED = re.compile(r"(?:tong cong|tong so|luy ke|cong don)\b")
_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|tong hop|diem danh|bao cao|ghi so|theo doi|duyet|thuc hien|kiem tra)"
    r"|thu truong|hieu truong|pho hieu truong|giao vien chu nhiem|gvcn|giang vien|to truong"
    r"|truong (?:phong|thon|ban|don vi|doan|cong an)|chu tich|pho chu tich|bi thu|tm|kt|tl|tuq"
    r"|xac nhan|ke toan|thu ky|lanh dao|can bo (?:phu trach|tong hop|lap)|dai dien|ky ten"
    r"|ky ghi ro|ky va ghi|da ky)\b.{0,60}"
)
_PLACE_AND_DAY = re.compile(
    r"(?:.{0,40}[,.]\s*)?ngay\s*[0-9.…_ ]*\s*thang\s*[0-9.…_ ]*\s*nam\s*[0-9.…_ ]*"
)
_GROUP_NUMBER = re.compile(r"(?:[IVXLC]+|[A-H]|[a-h])[.)]?|[*-]")
_GROUP_WORD = re.compile(
    r"(?:thon|lop|to|khoi|nhom|don vi|truong|phong|danh sach|ghi chu|luu y|khu|ban|hoi|doan|xa|"
    r"chi bo|cac|trang|nguon|bang chu)\b"
)
_NOTE_WORD = re.compile(r"(?:danh sach|ghi chu|luu y|trang|nguon|bang chu)\b")
_GROUP_BEGIN = re.compile(r"(?:[IVXLC]+|[A-H]|[0-9]+)[.)/]\s*\S")
_MOST_NAME_WORDS = 7
_LONGEST_SIGNATURE = 150
_FOREIGN = re.compile(
    "thang|quy|ma|ten|y nghia|ghi chu|chi tieu|dvt|don vi tinh|so luong|ty le|tong(?: so| cong)?|"
    "so (?:cuoc|buoi|lop|nguoi|hoat dong)|ky|gia tri|mo ta|vi du|cot|muc|noi dung|ket qua|dien giai"
)
_MOST_HEADING_LETTERS = 40


class Line(Enum):
    """What a row below a head is."""

    RECORD = "record"
    BESIDE = "beside"
    """A group, a total, a note: neither kept nor refused."""
    SIGNED = "signed"
    """Place, day or signature: what follows belongs to the table only if it counts on."""
    END = "end"
    """Another table begins: from here on no row belongs to ours."""


def line(row: Row, head: Head, kind: str, *, is_counted: bool) -> Line:
    """Return what a row is; `is_counted` says that the records of the table bear numbers."""
    filled = [cell for cell in row.cells if cell is not None]
    if _counts_columns(filled):
        return Line.BESIDE
    if is_numbered(row, head):
        return Line.RECORD if _told(row, head) else Line.BESIDE
    key = _key_text(row, head, kind)
    if _is_beside(row, head, kind, key):
        return Line.BESIDE
    if _begins_another(filled):
        return Line.END
    if _has_no_others(row, head, kind) and _is_signed([key] if key else map(str, filled)):
        return Line.SIGNED
    is_record = _is_record(row, head, kind, key, is_counted=is_counted)
    return Line.RECORD if is_record else Line.BESIDE


def counts_its_rows(rows: Sequence[Row], head: Head) -> bool:
    """Tell whether the records of a table bear numbers: half of the full rows at least."""
    full = [row for row in rows if len(_told(row, head)) > 1]
    return bool(full) and sum(is_numbered(row, head) for row in full) * 2 >= len(full)


def is_numbered(row: Row, head: Head) -> bool:
    """Tell whether a row bears a number where the table counts its rows."""
    column = head.column(NUMBER)
    cell = row.cells[column.place] if column and column.place < len(row.cells) else None
    if isinstance(cell, str):
        return re.fullmatch(r"\(?[0-9]{1,6}(?:\.[0-9]{1,3})*[.)]?", cell.strip()) is not None
    return cell is not None


def is_total(text: str) -> bool:
    """Tell whether a text begins like a total; «Cộng» with its mark, as Công is a name."""
    small = text.strip(" .*-").lower()
    return bool(_TOTAL.match(small) or (small.isascii() and _TOTAL_UNMARKED.match(small)))


DATED = {"activities": "starts_on", "media": "produced_on", "trainings": "starts_on"}
_OTHERS = {
    "people": (BORN, BORN_YEAR, "sex", "village", "class_name", "phone", "born_man", "born_woman"),
    "attendance": (BORN, BORN_YEAR, "sex", "village", "class_name", "phone"),
}


def _told(row: Row, head: Head) -> list[int]:
    """Return the places of values that mean something."""
    return [
        column.place
        for column in head.columns
        if column.meaning not in {None, NUMBER, EXCLUDED}
        and column.place < len(row.cells)
        and row.cells[column.place] is not None
    ]


def _key_text(row: Row, head: Head, kind: str) -> str:
    """Return the title or name of a row; empty when there is none."""
    for meaning in (REQUIRED[kind][0], "family_part", "given_part"):
        column = head.column(meaning)
        if column is not None and column.place < len(row.cells):
            cell = row.cells[column.place]
            if cell is not None:
                return str(cell)
    return ""


def _has_no_others(row: Row, head: Head, kind: str) -> bool:
    """Tell whether a row lacks what a record of its kind would have besides its title."""
    others = (DATED[kind],) if kind in DATED else _OTHERS.get(kind, ())
    columns = [column for meaning in others if (column := head.column(meaning))]
    cells = [row.cells[c.place] for c in columns if c.place < len(row.cells)]
    return all(cell is None or _says_nothing(cell, kind) for cell in cells)


def _says_nothing(cell: Cell, kind: str) -> bool:
    """Tell whether a cell holds no day of a log, or only the word of a total."""
    if not isinstance(cell, str):
        return False
    return is_total(cell) or (kind in DATED and not any(letter.isdigit() for letter in cell))


def _is_record(row: Row, head: Head, kind: str, key: str, *, is_counted: bool) -> bool:
    """Tell whether a row without a number is a record by what it holds."""
    if sum(cell is not None for cell in row.cells) == 1:
        return bool(key) and not is_counted and kind not in DATED and _could_be_name(key, kind)
    return len(_told(row, head)) > 1 or (bool(key) and not is_counted)


def _is_beside(row: Row, head: Head, kind: str, key: str) -> bool:
    """Tell whether a row without a number is a total or a group with a number of its own kind."""
    if not _has_no_others(row, head, kind):
        return False
    first = next(str(cell) for cell in row.cells if cell is not None)
    return is_total(first) or is_total(key) or _bears_group_number(row, head)


def _is_signed(texts: Iterable[str]) -> bool:
    return any(
        _SIGNATURE.fullmatch(bare(text)) or _PLACE_AND_DAY.fullmatch(fold(text).strip(" ()"))
        for text in texts
        if len(text) <= _LONGEST_SIGNATURE
    )


def _begins_another(cells: Sequence[Cell]) -> bool:
    """Tell whether a row heads a table of another kind, a summary or a list of codes."""
    if len(cells) < 2 or not all(isinstance(cell, str) for cell in cells):  # noqa: PLR2004
        return False
    known = [
        len(text) <= _MOST_HEADING_LETTERS
        and (_FOREIGN.fullmatch(text) is not None or text in _ALL_SPELLINGS)
        for text in map(bare, map(str, cells))
    ]
    return known[0] and sum(known) * 3 >= len(known) * 2


_ALL_SPELLINGS = {
    spelling
    for meanings in MEANINGS.values()
    for meaning in meanings
    for spelling in (*meaning.sure, *meaning.possible)
}


def _bears_group_number(row: Row, head: Head) -> bool:
    """Tell whether I, II, A or a star stands where numbers stand."""
    column = head.column(NUMBER)
    cell = row.cells[column.place] if column and column.place < len(row.cells) else None
    return isinstance(cell, str) and _GROUP_NUMBER.fullmatch(cell.strip()) is not None


def _could_be_name(text: str, kind: str) -> bool:
    """Tell whether a text alone in its row could name somebody or something, not a group."""
    group = _NOTE_WORD if kind == "units" else _GROUP_WORD
    return (
        not any(sign in text for sign in ":;…()\n")
        and not group.match(bare(text))
        and not _GROUP_BEGIN.match(text)
        and len(text.split()) <= _MOST_NAME_WORDS
    )


def _counts_columns(cells: Sequence[Cell]) -> bool:
    """Tell whether a row only numbers the columns: 1 2 3, (1) (2) (3), A B 1 2."""
    if len(cells) < 3 or len(str(cells[1])) > 4:  # noqa: PLR2004 - two numbers count nothing
        return False
    signs = [str(cell).strip(" ().[]") for cell in cells]
    numbers = [sign for sign in signs if sign.isdigit()]
    letters = [sign for sign in signs if not sign.isdigit()]
    first = int(numbers[0]) if numbers else 0
    return (
        len(numbers) > 1
        and first in {0, 1, len(letters) + 1}
        and [int(number) for number in numbers] == list(range(first, first + len(numbers)))
        and all(len(letter) == 1 and letter.isalpha() for letter in letters)
    )
