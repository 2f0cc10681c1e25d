"""Read the visible sheets of xlsx, xls and ods files through calamine."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING

from kh57_desktop.errors import SheetUnreadable
from kh57_desktop.importing.cleaning import clean_sheet
from kh57_desktop.importing.excel_97 import error_cells
from kh57_desktop.importing.extents import require_near, require_within, scan, scan_document
from kh57_desktop.importing.markup import is_markup, require_harmless, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from python_calamine import CalamineSheet

    from kh57_desktop.importing.archives import Archive
    from kh57_desktop.importing.grid import Cell, Merge, Sheet

    _Errors = Mapping[tuple[int, int], str]

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ERROR_CELL = (b't="e"', b"t='e'")


def read_xlsx(archive: Archive, data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an Excel workbook, error cells with the text they show.

    Raises `InputTooBig` or `SheetUnreadable` before anything is parsed by the reader.
    """
    with_errors = set()
    for name in archive.members:
        part = archive.read(name)
        if name.endswith((".xml", ".rels")) or is_markup(part):
            require_harmless(part)
        if b"sheetData" in part:
            require_near(part)
            if any(mark in part for mark in _ERROR_CELL):
                with_errors.add(name)
    parts = _sheet_parts(archive) if with_errors else {}
    errors = {
        sheet: scan(archive.read(part)) for sheet, part in parts.items() if part in with_errors
    }
    return _read(data, errors, {})


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an Excel 97-2003 workbook, error cells as `read_xlsx`."""
    return _read(data, error_cells(data), {})


def read_ods(archive: Archive, data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an OpenDocument spreadsheet (raises as `read_xlsx`)."""
    for name in archive.members:
        if name.endswith((".xml", ".rdf")):
            require_harmless(archive.read(name))
    return _read(data, {}, scan_document(archive.read("content.xml")))


def _read(
    data: bytes,
    errors: Mapping[str, _Errors] | tuple[_Errors, ...],
    merges: Mapping[str, tuple[Merge, ...]],
) -> tuple[Sheet, ...]:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        if isinstance(errors, tuple):  # an xls names them by the order of its sheets
            order = [sheet.name for sheet in book.sheets_metadata]
            errors = dict(zip(order, errors, strict=False))
        sheets = [book.get_sheet_by_name(name) for name in visible]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise SheetUnreadable(why="workbook") from error
    return tuple(
        clean_sheet(
            sheet.name,
            _rows(sheet, errors.get(sheet.name, {})),
            merges.get(sheet.name) or _merges(sheet),
        )
        for sheet in sheets
    )


def _rows(
    sheet: CalamineSheet, errors: Mapping[tuple[int, int], str]
) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows under their own numbers, columns from the first of the sheet."""
    if sheet.start is None or sheet.end is None:
        return
    first_row, first_column = sheet.start
    require_within(sheet.end[0] - first_row + 1, sheet.end[1] - first_column + 1)
    left: list[Cell] = [None] * first_column
    shown: dict[int, list[tuple[int, str]]] = {}
    for (line, column), text in errors.items():
        shown.setdefault(line, []).append((column - 1, text))
    for number, cells in enumerate(sheet.to_python(skip_empty_area=True), first_row + 1):
        row: list[Cell] = [*left, *cells]
        for column, text in shown.get(number, ()):
            if column < len(row) and row[column] in {None, ""}:
                row[column] = text
        yield number, row


def _merges(sheet: CalamineSheet) -> tuple[Merge, ...]:
    """Return the merged cells that a file names; an ods file names them elsewhere."""
    found = sheet.merged_cell_ranges or []
    return tuple(
        (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sorted(found)
    )


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """Return the archive member of every sheet of an Excel workbook by the sheet's name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            sheets[attributes.get("name", "")] = attributes.get("id", "")

    for part, opened in ((_RELATIONS, relation), (WORKBOOK, sheet)):
        if part in archive:
            walk(archive.read(part), opened, lambda _name: None)
    return {name: targets[link] for name, link in sheets.items() if link in targets}
