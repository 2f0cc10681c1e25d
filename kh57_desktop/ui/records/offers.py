"""What the fields of a form choose among: lines of the catalog, and records of other kinds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.records import record_work

if TYPE_CHECKING:
    import datetime as dt

    from kh57_desktop.domain.edits import Changes, Shown, Value
    from kh57_desktop.ui.forms.record_form import RecordForm
    from kh57_desktop.ui.page import Frame


class Offers(QObject):
    """Fetches what a form offers, and calls references by their names."""

    loaded = Signal()
    """The names of references are known now."""

    def __init__(
        self, frame: Frame, form: RecordForm, tables: tuple[str, ...], kinds: tuple[str, ...]
    ) -> None:
        super().__init__(form)
        self._frame, self._form, self._tables, self._kinds = frame, form, tables, kinds
        self._names: dict[str, dict[int, str]] = {}

    def load(self) -> None:
        """Fetch everything."""
        job = partial(record_work.choices, self._frame.office, self._tables)
        self._frame.background.run(job, done=self._take_choices)
        self._load_records()

    def changed(self, changes: Changes) -> None:
        """Fetch the records anew among which a field chooses."""
        if changes.touches(*self._kinds):
            self._load_records()

    def name_of(self, table: str, value: Value) -> str:
        """Return how a reference is called; nothing while its name is not known."""
        return self._names.get(table, {}).get(value, "") if isinstance(value, int) else ""

    def _load_records(self) -> None:
        if self._kinds:
            job = partial(record_work.recent, self._frame.office, self._kinds)
            self._frame.background.run(job, done=self._take_records)

    def _take_choices(self, found: dict[str, tuple[tuple[int, str], ...]]) -> None:
        for table, choices in found.items():
            self._names[table] = dict(choices)
            self._form.offer(table, [_option(number, words) for number, words in choices])
        self.loaded.emit()

    def _take_records(self, found: dict[str, tuple[Shown, ...]]) -> None:
        for name, rows in found.items():
            kind = KINDS[name]
            options = [
                Option(row.id, str(row[kind.shown_by] or ""), "", day_of(row, kind.dated_by))
                for row in rows
            ]
            self._form.offer(kind.kept_in, options)


def _option(number: int, words: str) -> Option:
    code, _, label = words.partition(" ")
    if "-" in code and code[:1].isupper() and any(letter.isdigit() for letter in code):
        return Option(number, label, code)
    return Option(number, words)


def day_of(row: Shown, field: str) -> str:
    """Return a row's day as lists show it."""
    day: Any = row[field]
    when: dt.date | None = day if hasattr(day, "month") else None
    return f"{when.day:02}/{when.month}" if when else ""
