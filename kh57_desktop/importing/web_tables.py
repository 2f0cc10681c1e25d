"""Read the tables of a web page, as school programs save them under the name of a workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from kh57_desktop.importing.cleaning import clean_sheet
from kh57_desktop.importing.delimited import decoded
from kh57_desktop.importing.extents import MOST_COLUMNS, MOST_ROWS

if TYPE_CHECKING:
    from kh57_desktop.importing.grid import Cell, Merge, Sheet

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)
_SILENT = {"script", "style", "head", "title", "xml"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "body", "li", "br"}
_CELLS = {"td", "th"}


def read_page(data: bytes) -> Sheet:
    """Return all tables of a page as one sheet, as a spreadsheet program shows them."""
    page = _text_of(data)
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_row()
    name = _SHEET_NAME.search(page)
    return clean_sheet(name[1] if name else "", enumerate(reader.rows, 1), reader.merges)


def read_archived_page(data: bytes) -> tuple[Sheet, ...]:
    """Return the tables of every page in a web archive (MHTML)."""
    message = message_from_bytes(data, policy=policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    contents = [part.get_payload(decode=True) for part in pages]
    return tuple(read_page(content) for content in contents if isinstance(content, bytes))


def _text_of(data: bytes) -> str:
    """Return the letters of a page by what it says of its encoding, else as any text."""
    said = _CHARSET.search(data[:4096])
    has_mark = data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data.startswith(b"\xef\xbb\xbf")
    if said and not has_mark:
        try:
            return data.decode(said[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # it says one thing and is another
    return decoded(data)


@dataclass(slots=True)
class _Cell:
    """A cell as it is read."""

    across: int = 1
    down: int = 1
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return what stands in the cell, its lines apart."""
        lines = "".join(self.texts).split("\0")
        return "\n".join(" ".join(line.split()) for line in lines if line.strip())


class _Reader(HTMLParser):
    """Follows a page; text outside tables is a row of its own, as spreadsheet programs do it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.merges: list[Merge] = []
        self._row: list[Cell] | None = None
        self._cell: _Cell | None = None
        self._hanging: dict[int, int] = {}
        self._line: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell; what was not closed is closed by it."""
        if tag in _SILENT:
            self._silent += 1
        elif tag in {"table", "tr"}:
            self.end_row()
            self._hanging = {} if tag == "table" else self._hanging
            self._row = [] if tag == "tr" else None
        elif tag in _CELLS:
            self._end_cell()
            self._row = [] if self._row is None else self._row
            given = dict(attrs)
            self._cell = _Cell(
                _span(given.get("colspan"), MOST_COLUMNS), _span(given.get("rowspan"), MOST_ROWS)
            )
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """End a row, a cell or a line."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _CELLS:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self.end_row()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Take in text where it is shown."""
        if self._silent:
            return
        (self._cell.texts if self._cell else self._line).append(data)

    def end_row(self) -> None:
        """Put the row that was read, or the line between tables, among the rows."""
        self._end_cell()
        if self._row is not None:
            self._fill_hanging(MOST_COLUMNS)
            self.rows.append(self._row)
            self._row = None
        line = " ".join("".join(self._line).split())
        self._line = []
        if line:
            self.rows.append([line])

    def _break(self) -> None:
        if self._cell is not None:
            self._cell.texts.append("\0")
        elif self._row is None:
            self.end_row()

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        cell, self._cell = self._cell, None
        self._fill_hanging(len(self._row) + 1)
        number, column = len(self.rows) + 1, len(self._row)
        if column + cell.across > MOST_COLUMNS:
            cell.across = 1
        self._row.extend([cell.text, *[None] * (cell.across - 1)])
        if cell.down > 1 or cell.across > 1:
            last = column + cell.across - 1
            self.merges.append((number, column, number + cell.down - 1, last))
            for place in range(column, last + 1):
                self._hanging[place] = number + cell.down - 1

    def _fill_hanging(self, width: int) -> None:
        """Leave room for cells that hang down from rows above."""
        row, number = self._row, len(self.rows) + 1
        while row is not None and len(row) < width and self._hanging.get(len(row), 0) >= number:
            row.append(None)


def _span(said: str | None, most: int) -> int:
    return max(1, min(int(said), most)) if said and said.isdecimal() and len(said) < 8 else 1  # noqa: PLR2004
