"""The sheet of a code for the sealed envelope: one page, printed and never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.formats import cited_day
from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Align, Cell, Column, Document, Face, Row, Table, line

if TYPE_CHECKING:
    import datetime as dt

ROW_HEIGHT = 14  # mm: copied out by eye, possibly years later


def compose(title: str, words: str, code: str, unit: str, day: dt.date) -> Document:
    """Return the sheet: whose code it is, what it opens, its groups, how it is kept."""
    seal = vi("Niêm phong trong phong bì, cất tủ có khóa. Không chụp, không gửi Zalo. Khi lập mã "
              "mới, hủy tờ này.")  # fmt: skip
    drawn = vi("Lập ngày {day}.").format(day=cited_day(day))
    blocks = (
        line(unit, Face.BOLD, align=Align.CENTER),
        line(title.upper(), Face.BOLD, size=16, align=Align.CENTER, above=18),
        line(words, align=Align.JUSTIFY, above=12),
        _groups(code),
        line(seal, Face.BOLD, align=Align.JUSTIFY, above=14),
        line(drawn, Face.ITALIC, above=10),
    )
    return Document("code_sheet", title, unit, blocks)


def _groups(code: str) -> Table:
    columns = (Column(vi("Nhóm"), 30, Align.CENTER), Column(vi("Ký tự"), 130, Align.CENTER))
    rows = [
        Row((Cell(str(number)), Cell(" ".join(group))))
        for number, group in enumerate(code.split(), 1)
    ]
    return Table(columns, tuple(rows), size=18, row_height=ROW_HEIGHT, above=14)
