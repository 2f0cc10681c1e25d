"""Read Excel 2003 XML, which travels under the name of a workbook too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.importing.cleaning import clean_sheet
from kh57_desktop.importing.extents import Extent
from kh57_desktop.importing.markup import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.importing.grid import Cell, Merge, Sheet

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"


def read_markup_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an Excel 2003 XML file.

    Raises `SheetUnreadable` for a document type or broken XML, `InputTooBig` above the caps.
    """
    reader = _Reader()
    walk(data, reader.opened, reader.closed, reader.text)
    return tuple(
        clean_sheet(sheet.name, sorted(sheet.rows.items()), sheet.merges)
        for sheet in reader.sheets
        if not sheet.is_hidden
    )


@dataclass(slots=True)
class _Sheet:
    """A sheet as it is read."""

    name: str
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    extent: Extent = field(default_factory=Extent)
    is_hidden: bool = False


@dataclass(slots=True)
class _Reader:
    """Follows sheets, rows and cells, which may say their own place."""

    sheets: list[_Sheet] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _across: int = 0
    _type: str = ""
    _texts: list[str] | None = None
    _is_visible: bool = False

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Place a sheet, a row or a cell; begin a value."""
        if name == "Worksheet":
            self.sheets.append(_Sheet(attributes.get("Name", "")))
            self._row = 0
        elif not self.sheets:
            return
        elif name == "Row":
            self._row, self._column, self._across = _place(attributes, self._row), 0, 0
        elif name == "Cell":
            self._column = _place(attributes, self._column + self._across)
            self._merge(attributes)
        elif name == "Data":
            self._type, self._texts = attributes.get("Type", ""), []
        elif name == "Visible":
            self._texts, self._is_visible = [], True

    def closed(self, name: str) -> None:
        """End a value, or what is said about a sheet."""
        if not self.sheets or self._texts is None or name not in {"Data", "Visible"}:
            return
        text, self._texts = "".join(self._texts), None
        if name == "Visible":
            self.sheets[-1].is_hidden, self._is_visible = text != "SheetVisible", False
        elif text.strip():
            self._keep(_value(self._type, text))

    def text(self, text: str) -> None:
        """Take in the letters of a value."""
        if self._texts is not None:
            self._texts.append(text)

    def _keep(self, value: Cell) -> None:
        sheet = self.sheets[-1]
        sheet.extent.take_in(self._row, self._column)
        row = sheet.rows.setdefault(self._row, [])
        row.extend([None] * (self._column - len(row)))
        row[self._column - 1] = value

    def _merge(self, attributes: Mapping[str, str]) -> None:
        self._across, down = (_count(attributes, name) for name in ("MergeAcross", "MergeDown"))
        if self._across or down:
            left = self._column - 1
            merge = (self._row, left, self._row + down, left + self._across)
            self.sheets[-1].merges.append(merge)


def _place(attributes: Mapping[str, str], before: int) -> int:
    """Return a row or column: the one that is said, else the next."""
    return _count(attributes, "Index") or before + 1


def _count(attributes: Mapping[str, str], name: str) -> int:
    given = attributes.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0  # noqa: PLR2004


def _value(kind: str, text: str) -> Cell:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = dt.datetime.fromisoformat(text.split(".", maxsplit=1)[0])
            return moment if moment.time() != dt.time() else moment.date()
    except ValueError:
        return text
    return text
