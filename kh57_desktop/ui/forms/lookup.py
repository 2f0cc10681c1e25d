"""A field in which a word of a long list is found by typing any part of it, marks or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QCompleter, QListView

from kh57_desktop.domain.names import bare
from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Role, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLineEdit

    from kh57_desktop.domain.edits import Value

    Index = QModelIndex | QPersistentModelIndex

WAIT_MS = 300
SHOWN = 40
WIDEST = 560


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen: its label, its short code, and what else it is found by."""

    value: Value
    label: str
    code: str = ""
    also: str = ""

    @property
    def shown(self) -> str:
        """The text that stands in the field."""
        return f"{self.code} {self.label}" if self.code else self.label


class Options(QAbstractListModel):
    """The options that fit what was typed: every word of it begins a word of theirs."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[tuple[Option, str], ...] = ()
        self._fitting: list[Option] = []

    def offer(self, options: Sequence[Option]) -> None:
        """Take over the list to choose from, in its order."""
        self._all = tuple((one, _found_by(one)) for one in options)
        self.narrow("")

    def narrow(self, words: str) -> None:
        """Keep the options that fit; those whose code or label begins so stand first."""
        fitting = self._that_fit(words)
        self.beginResetModel()
        self._fitting = fitting[:SHOWN]
        self.endResetModel()

    def meant(self, words: str) -> Option | None:
        """Return the option that is written exactly so, or the only one that fits, or fits best."""
        said = bare(words)
        if not said:
            return None
        for one, _ in self._all:
            if said in {bare(one.shown), bare(one.label), bare(one.code)}:
                return one
        # asked while the list is open, too: the list and what is picked in it stay as they are
        fitting = self._that_fit(words)
        together = [one for one in fitting if f" {said}" in _found_by(one)]
        closest = together or fitting
        return closest[0] if len(closest) == 1 else None

    def nearest(self, words: str) -> Option | None:
        """Return the option that stands first when these words are looked for."""
        fitting = self._that_fit(words) if bare(words) else []
        return fitting[0] if fitting else None

    def _that_fit(self, words: str) -> list[Option]:
        phrase = bare(words)
        wanted = phrase.split()
        fits = [(one, by) for one, by in self._all if all(f" {word}" in by for word in wanted)]
        fits.sort(key=lambda each: f" {phrase}" not in each[1])  # «3.6» means 3.6, not 3 and 6
        fitting = [one for one, _ in fits]
        if len(wanted) == 1:  # "ngk" finds Ngoại khóa by its letters
            fitting += [
                one for one, by in self._all if one not in fitting and _spells(wanted[0], by)
            ]
        return fitting

    def of(self, value: Value) -> Option | None:
        """Return the option of a value."""
        return next((one for one, _ in self._all if one.value == value), None)

    def at(self, row: int) -> Option:
        """Return the option in a row."""
        return self._fitting[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many options fit."""
        return 0 if parent.isValid() else len(self._fitting)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of an option."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._fitting[index.row()].shown
        if role == Qt.ItemDataRole.SizeHintRole:
            wide = painting.width(self._fitting[index.row()].shown, Role.BODY)
            return QSize(wide + px(24), px(theme.ROW_HEIGHT))
        return None


class Finder(QCompleter):
    """Shows the fitting options under a line while it is typed in; never changes the line."""

    def __init__(self, line: QLineEdit, options: Options) -> None:
        super().__init__(options, line)
        self._line, self._options = line, options
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(10)
        self._list = QListView()
        self._list.setFont(theme.font(Role.BODY))
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPopup(self._list)
        self.setWidget(line)
        self._wait = QTimer(self, singleShot=True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._look)
        self._typed = ""

    def typed(self, words: str) -> None:
        """Look for what was typed, as soon as the hand rests."""
        self._typed = words
        self._wait.start()

    def open_all(self) -> None:
        """Open the whole list."""
        self._typed = ""
        self._look()

    @property
    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self._list.isVisible()

    def leave(self) -> None:
        """Close the list and forget what was typed."""
        self._wait.stop()
        self._list.hide()

    def _look(self) -> None:
        self._options.narrow(self._typed)
        if not self._line.hasFocus() or self._options.rowCount() == 0:
            self._list.hide()
            return
        wide = max(self._line.width(), min(self._list.sizeHintForColumn(0), px(WIDEST)))
        self.complete(QRect(0, 0, wide, self._line.height()))
        # an index of the options themselves would be none of the popup's: Enter would take nothing
        self._list.setCurrentIndex(self.completionModel().index(0, 0))


def _found_by(option: Option) -> str:
    words = bare(f"{option.code} {option.label} {option.also}")
    plain_code = bare(option.code.replace(".", " ").replace("-", " "))
    return f" {words} {plain_code}"


def _spells(letters: str, by: str) -> bool:
    """Tell whether the letters stand in the text in this order, the first at a word's begin."""
    start = by.find(f" {letters[:1]}")
    place = start + 1
    for letter in letters:
        place = by.find(letter, place) + 1
        if place == 0:
            return False
    return start >= 0
