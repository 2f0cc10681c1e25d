"""Stop a file that bears the stamp of a state secret, in its tables or beside them (TRUST 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.secrecy import stamp_in
from kh57_desktop.errors import SecretStamp
from kh57_desktop.i18n import vi
from kh57_desktop.importing.meanings import FAMILY_PART, GIVEN_PART, MIDDLE_PART

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.importing.grid import Sheet
    from kh57_desktop.importing.tables import Table

NAMES = frozenset({"full_name", FAMILY_PART, MIDDLE_PART, GIVEN_PART})
"""A list in capitals may well hold a person called MẬT in a column of given names."""


def refuse_stamps(sheets: Sequence[Sheet], found: Sequence[Table]) -> None:
    """Raise `SecretStamp` when a sheet's name, a line or a cell bears a stamp."""
    for sheet in sheets:
        for where, text in _texts(sheet, found):
            stamp = stamp_in(text)
            if stamp is not None:
                raise SecretStamp(where=where, stamp=stamp)


def _texts(sheet: Sheet, found: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Give every text of a sheet with the place where the officer finds it."""
    yield vi("Tên trang tính «{sheet}»").format(sheet=sheet.name), sheet.name
    for text in sheet.above:
        yield vi("Phần đầu tệp"), text
    names = _cells_of_names(sheet, found)
    place = vi("Trang «{sheet}», dòng {row}")
    for row in sheet.rows:
        where = place.format(sheet=sheet.name, row=row.number)
        for at, cell in enumerate(row.cells):
            if isinstance(cell, str) and (row.number, at) not in names:
                yield where, cell


def _cells_of_names(sheet: Sheet, found: Sequence[Table]) -> set[tuple[int, int]]:
    return {
        (entry.number, column.place)
        for table in found
        if table.sheet is sheet
        for column in table.head.columns
        if column.meaning in NAMES
        for entry in table.entries
    }
