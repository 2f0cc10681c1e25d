"""Tell by its first bytes what a file is, whatever its name says, and read its tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kh57_desktop.errors import SheetUnreadable
from kh57_desktop.importing import archives
from kh57_desktop.importing.delimited import read_delimited
from kh57_desktop.importing.markup import is_markup
from kh57_desktop.importing.markup_workbooks import NAMESPACE, read_markup_workbook
from kh57_desktop.importing.web_tables import read_archived_page, read_page
from kh57_desktop.importing.word_tables import DOCUMENT, read_docx
from kh57_desktop.importing.workbooks import WORKBOOK, read_ods, read_xls, read_xlsx

if TYPE_CHECKING:
    from kh57_desktop.importing.grid import Sheet

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_TABLES = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"Rar!",
    b"7z\xbc\xaf", b"\x1f\x8b", b"\x7fELF", b"{\\rtf", b"\0\0\0",
)  # fmt: skip

_ARCHIVED_PAGE = re.compile(rb"\s*(?:MIME-Version|From|Content-Type):", re.IGNORECASE)
_PAGE = re.compile(rb"\s*<[\s\S]*<(?:table|tr)[\s>]", re.IGNORECASE)


def tables(data: bytes) -> tuple[Sheet, ...]:
    """Return the tables of a file that hold anything.

    Raises `SheetUnreadable` for what is no table or holds nothing, `InputTooBig` above the caps.
    """
    if data.startswith(_NO_TABLES):
        raise SheetUnreadable(why="not a table")
    sheets = _read(data)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise SheetUnreadable(why="empty")
    return filled


def _read(data: bytes) -> tuple[Sheet, ...]:
    if data.startswith(_ZIP):
        return _from_archive(data)
    if data.startswith(_OLE):
        return read_xls(data)
    plain = data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _ARCHIVED_PAGE.match(plain):
        return read_archived_page(data)
    if is_markup(plain) and NAMESPACE in plain:
        return read_markup_workbook(data)
    if _PAGE.match(plain):
        return (read_page(data),)
    return (read_delimited(data),)


def _from_archive(data: bytes) -> tuple[Sheet, ...]:
    archive = archives.opened(data)
    if WORKBOOK in archive:
        return read_xlsx(archive, data)
    if DOCUMENT in archive:
        return read_docx(archive)
    if "content.xml" in archive:
        return read_ods(archive, data)
    raise SheetUnreadable(why="archive of something else")
