"""The rows of a listing: a window of them is held, the rest is fetched when it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kh57_desktop.ui.look import theme
    from kh57_desktop.ui.look.painting import Badge, Mark

Index: TypeAlias = QModelIndex | QPersistentModelIndex

PAGE = 256
"""Rows fetched at once."""
HELD = 8
"""Pages held at once; the page not looked at for the longest time goes first."""

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Fetched(Protocol[R_co]):
    """Some rows, and how many there are in all."""

    @property
    def rows(self) -> Sequence[R_co]:
        """The rows asked for."""

    @property
    def total(self) -> int:
        """How many there are in all."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column of a table: its head, and what it shows of a row."""

    label: str
    words: Callable[[R], str]
    width: int = 0
    """At 100 %; 0 takes what is left."""
    second: Callable[[R], str] | None = None
    """A smaller line below."""
    badge: Callable[[R], Badge | None] | None = None
    mark: Callable[[R], Mark | None] | None = None
    """An icon before the words."""
    align: str = "left"
    strong: bool = False
    tone: Callable[[R], theme.Tone] | None = None
    always: bool = True
    """Whether it stays in narrow windows."""


class Rows(QAbstractTableModel, Generic[R]):
    """The rows of a listing, fetched page by page through a callable that answers later."""

    total_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], int],
        fetch: Callable[[int, int, Callable[[Fetched[R]], object]], object],
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key, self._fetch = key, fetch
        self._pages: dict[int, Sequence[R]] = {}
        self._asked: set[int] = set()
        self._round = 0
        self.total = 0

    def reload(self) -> None:
        """Fetch anew what is shown; the old rows stay until the new ones are here."""
        self._round += 1
        self._asked.clear()
        for page in sorted(self._pages) or [0]:
            self._ask(page)

    def describe(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def restart(self) -> None:
        """Fetch the first page of another listing; rows of the old one go once it is here."""
        self._pages = {0: self._pages[0]} if 0 in self._pages else {}
        self.reload()

    def row(self, row: int) -> R | None:
        """Return a row that is held; asks for it otherwise."""
        page, place = divmod(row, PAGE)
        held = self._pages.get(page)
        if held is None:
            self._ask(page)
            return None
        return held[place] if place < len(held) else None

    def key_at(self, row: int) -> int | None:
        """Return the id of a row that is held."""
        found = self.row(row) if 0 <= row < self.total else None
        return None if found is None else self._key(found)

    def row_of(self, key: int) -> int:
        """Return where a row with this id is held; -1 when it is not."""
        for page, held in self._pages.items():
            for place, row in enumerate(held):
                if self._key(row) == key:
                    return page * PAGE + place
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are in all."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, and for screen readers with its column's name."""
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{column.label}: {self._whole(column, row)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of a column."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section].label
        return str(section + 1)

    @staticmethod
    def _whole(column: Column[R], row: R) -> str:
        parts = [column.words(row)]
        if column.second is not None:
            parts.append(column.second(row))
        if column.badge is not None and (badge := column.badge(row)):
            parts.append(badge.text)
        if column.mark is not None and (mark := column.mark(row)):
            parts.append(mark.words)
        return ", ".join(dict.fromkeys(part for part in parts if part))

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        asked_in = self._round
        self._fetch(page * PAGE, PAGE, lambda got: self._take(page, asked_in, got))

    def _take(self, page: int, asked_in: int, got: Fetched[R]) -> None:
        if asked_in != self._round:
            return
        self._asked.discard(page)
        self._pages.pop(page, None)
        self._pages[page] = got.rows
        for old in list(self._pages)[:-HELD]:
            del self._pages[old]
        if got.total == self.total:
            first, last = page * PAGE, page * PAGE + len(got.rows) - 1
            if last >= first:
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        else:
            self.layoutAboutToBeChanged.emit()
            self._resize(got.total)
            self.layoutChanged.emit()
        self.total_changed.emit()

    def _resize(self, total: int) -> None:
        self.total = total
        for index in self.persistentIndexList():  # a view may stand on a row that is no more
            if index.row() >= total:
                self.changePersistentIndex(index, QModelIndex())
        self._pages = {page: held for page, held in self._pages.items() if page * PAGE < total}
