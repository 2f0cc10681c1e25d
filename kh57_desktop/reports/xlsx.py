"""Writes a document as a spreadsheet: numbers as numbers, texts always as texts."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kh57_desktop.i18n import vi
from kh57_desktop.reports.document import Abreast, Line, Table
from kh57_desktop.reports.faces import composed, typeface
from kh57_desktop.reports.sheet import LANDSCAPE, PORTRAIT
from kh57_desktop.reports.workbook_sheet import WorkbookSheet
from kh57_desktop.reports.wrapping import Wrapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.reports.document import Block, Document

MADE_ON = dt.datetime(2025, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no zones; always the same
PAPER_A4 = 9
POINTS_AN_INCH = 72
LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_AS_THEY_ARE = {
    "in_memory": True,  # names of people never touch a temporary folder
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(document: Document) -> bytes:
    """Return a document as a workbook with a sheet for each table; the same bytes every time."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, _AS_THEY_ARE)
    book.set_properties({"title": document.title, "author": document.issuer, "created": MADE_ON})
    wrapping = Wrapping(typeface())
    for name, blocks in _sheets(document):
        _write(book, name, blocks, document, wrapping)
    book.close()
    return out.getvalue()


def _sheets(document: Document) -> list[tuple[str, list[Block]]]:
    """Part the blocks: each table with the heading above it, the rest where it stands."""
    sheets: list[tuple[str, list[Block]]] = [(document.title, [])]
    heading: list[Block] = []
    has_table = False
    for block in document.blocks:
        if isinstance(block, Line) and block.stays:
            heading.append(block)
            continue
        if isinstance(block, Table):
            name = heading[0].text if heading and isinstance(heading[0], Line) else document.title
            if has_table:
                sheets.append((name, []))
            else:
                sheets[0] = (name, sheets[0][1])
            has_table = True
        sheets[-1][1].extend((*heading, block))
        heading = []
    sheets[-1][1].extend(heading)
    return sheets


def _write(
    book: Any, name: str, blocks: Sequence[Block], document: Document, wrapping: Wrapping
) -> None:
    sheet = book.add_worksheet(_named(name, {one.get_name() for one in book.worksheets()}))
    paper = LANDSCAPE if document.is_landscape else PORTRAIT
    sheet.set_paper(PAPER_A4)
    sheet.set_landscape() if document.is_landscape else sheet.set_portrait()
    margins = (paper.left, paper.right, paper.top, paper.bottom)
    sheet.set_margins(*(margin / POINTS_AN_INCH for margin in margins))
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_header(f"&C&B{document.watermark}" if document.watermark else "")
    table = next((block for block in blocks if isinstance(block, Table)), None)
    writing = WorkbookSheet(book, sheet, table, paper.room, wrapping)
    for block in blocks:
        if isinstance(block, Line):
            writing.line(block)
        elif isinstance(block, Abreast):
            writing.abreast(block)
        else:
            writing.table(block)


def _named(text: str, taken: set[str]) -> str:
    """Return a name a sheet may have: short, without the signs a spreadsheet forbids, its own."""
    plain = _NOT_IN_NAMES.sub(" ", composed(text)).strip(" '") or vi("Trang")
    name = plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME + 1].rpartition(" ")[0]
    name = name or plain[:LONGEST_NAME]
    number = 2
    while name.casefold() in {one.casefold() for one in taken}:
        name = f"{plain[: LONGEST_NAME - 3].strip()} {number}"
        number += 1
    return name
