"""The attendance sheet that people sign (P-14), with names printed or with blank rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.formats import cited_day, day_and_month
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import (
    Abreast,
    Align,
    Cell,
    Column,
    Document,
    Face,
    Line,
    Row,
    Stack,
    Table,
    Words,
    line,
)
from kh57_desktop.reports.letterhead import SIGNATURE_ROOM, issuer_of, letterhead
from kh57_desktop.reports.rosters import SheetLesson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.reports.document import Block
    from kh57_desktop.reports.rosters import Roster, SheetPerson

MOST_PORTRAIT, MOST_ON_A_SHEET = 3, 6
ROW_HEIGHT = 9.5  # mm: 17 rows on the first sheet, 25 on the others
BLANK_ROWS = 40
UNPLANNED = tuple(SheetLesson(n, None) for n in range(1, MOST_PORTRAIT + 1))
PEN = "......."


def compose(roster: Roster) -> Document:
    """Return the sheet; more than six lessons go onto further sheets of the same list."""
    lessons = roster.lessons or UNPLANNED
    issuer = issuer_of(roster.unit)
    blocks: list[Block] = [letterhead(issuer, with_motto=False), *_head(roster)]
    for first in range(0, len(lessons), MOST_ON_A_SHEET):
        part = lessons[first : first + MOST_ON_A_SHEET]
        if first:
            title = vi("Danh sách điểm danh (tiếp theo): {title}").format(title=roster.title)
            blocks.append(line(title, Face.BOLD, align=Align.CENTER, stays=True, on_new_page=True))
        blocks += [_table(part, roster.people), *_foot(part, len(roster.people))]
        blocks.append(_signatures(issuer.signers))
    return Document(
        "attendance_sheet",
        vi("Danh sách điểm danh - {title}").format(title=roster.title),
        issuer.name,
        tuple(blocks),
        is_landscape=len(lessons) > MOST_PORTRAIT,
    )


def _head(roster: Roster) -> Iterator[Line]:
    yield line(vi("DANH SÁCH ĐIỂM DANH"), Face.BOLD, size=14, align=Align.CENTER, above=14)
    yield line(roster.title, Face.BOLD, align=Align.CENTER, rule=0.35)
    if roster.first is not None:
        time = vi("ngày {day}").format(day=cited_day(roster.first))
        if roster.last is not None and roster.last != roster.first:
            time = vi("từ ngày {first} đến ngày {last}").format(
                first=cited_day(roster.first), last=cited_day(roster.last)
            )
        yield _said(vi("Thời gian: "), time, above=6)
    yield _said(vi("Địa điểm: "), roster.place or PEN * 6)
    if roster.teachers:
        yield _said(vi("Giảng viên: "), "; ".join(roster.teachers))
    notice = vi(
        "Danh sách lập để theo dõi lớp học theo Kế hoạch của xã; dữ liệu cá nhân được xử lý theo "
        "điểm c khoản 1 Điều 19 Luật Bảo vệ dữ liệu cá nhân. Buổi học có thể được chụp ảnh, ghi "
        "hình, ghi âm làm minh chứng; ai không muốn xuất hiện trong ảnh xin báo người tổ chức."
    )
    yield line(notice, Face.ITALIC, size=11, align=Align.JUSTIFY, above=4)


def _table(lessons: Sequence[SheetLesson], people: Sequence[SheetPerson]) -> Table:
    signing = vi("Ký tên từng buổi")
    columns = (
        Column(vi("STT"), 9, Align.CENTER),
        Column(vi("Họ và tên"), 42, Align.LEFT),
        Column(vi("Năm sinh"), 12, Align.CENTER),
        Column(vi("Nữ"), 8, Align.CENTER),
        Column(vi("Thôn, lớp, đơn vị"), 26, Align.LEFT),
        *(Column(_lesson(one), 17, Align.CENTER, signing) for one in lessons),
        Column(vi("Ghi chú"), 14, Align.LEFT),
    )
    blanks = (Cell(),) * (len(lessons) + 1)
    if not people:
        empty = (Cell(),) * 4
        rows = [Row((Cell(str(n), n), *empty, *blanks)) for n in range(1, BLANK_ROWS + 1)]
    else:
        rows = [Row((*_cells(n, person), *blanks)) for n, person in enumerate(people, 1)]
    return Table(columns, tuple(rows), size=11, row_height=ROW_HEIGHT, above=8)


def _lesson(one: SheetLesson) -> str:
    day = "…/…" if one.held_on is None else day_and_month(one.held_on)
    return vi("Buổi {n}\n{day}").format(n=one.ordinal, day=day)


def _cells(number: int, person: SheetPerson) -> tuple[Cell, ...]:
    year = person.birth_year
    return (
        Cell(str(number), number),
        Cell(person.name),
        Cell("" if year is None else str(year), year),
        Cell("x" if person.is_woman else ""),
        Cell(person.comes_from),
    )


def _foot(lessons: Sequence[SheetLesson], count: int) -> Iterator[Line]:
    """Yield the line that is filled in by pen when the lesson is over."""
    total = vi("Tổng số: {count} người; có mặt: ").format(count=count or PEN)
    each = (vi("buổi {n}: {pen}").format(n=one.ordinal, pen=PEN) for one in lessons)
    yield line(total + "; ".join(each), size=12, above=8, stays=True)


def _signatures(signers: Sequence[str]) -> Abreast:
    by = (
        (vi("NGƯỜI ĐIỂM DANH"),),
        (vi("GIẢNG VIÊN"),),
        tuple(signers),
    )
    return Abreast(tuple(Stack(tuple(_signer(lines)), 1 / len(by)) for lines in by), above=8)


def _signer(lines: Sequence[str]) -> Iterator[Line]:
    for text in lines:
        yield line(text, Face.BOLD, size=12, align=Align.CENTER)
    yield line(vi("(Ký, ghi rõ họ tên)"), Face.ITALIC, size=11, align=Align.CENTER)
    yield line(" ", size=12, align=Align.CENTER, above=SIGNATURE_ROOM - 12)


def _said(what: str, text: str, *, above: float = 0) -> Line:
    return Line((Words(what), Words(text, Face.BOLD)), size=13, above=above)
