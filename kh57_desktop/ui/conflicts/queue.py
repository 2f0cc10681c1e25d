"""What waits for a decision: records with their fields in conflict."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kh57_desktop.domain import formats
from kh57_desktop.domain.edits import Changes
from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import wording
from kh57_desktop.ui.lists.rows import Column
from kh57_desktop.ui.lists.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from kh57_desktop.domain.edits import ConflictCard, Value
    from kh57_desktop.ui.wording import Names


@dataclass(frozen=True, slots=True)
class Disputed:
    """A record with its fields in conflict."""

    number: int
    kind: str
    record: int
    title: str
    day: dt.date | None
    cards: tuple[ConflictCard, ...]

    @property
    def period(self) -> Period | None:
        """The month that counts the record."""
        return Period.of_day(self.day) if self.day else None

    @property
    def summary(self) -> str:
        """Day, who wrote, how many fields."""
        writers = dict.fromkeys(side.officer for card in self.cards for side in card.sides)
        parts = [
            formats.day_and_month(self.day) if self.day else "",
            vi(" và ").join(name for name in writers if name),
            vi("{n} ô").format(n=len(self.cards)),
        ]
        return "  ·  ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything in conflict, and what records are called."""

    disputed: tuple[Disputed, ...]
    names: Names


@dataclass(frozen=True, slots=True)
class Decided:
    """How many fields were decided in one go."""

    count: int
    changes: Changes


class Queue(Table):
    """The list of disputed records; digits go on to the page, where they decide."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave digits to the page."""
        if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
            event.ignore()
        else:
            super().keyPressEvent(event)


def columns() -> tuple[Column[Disputed], ...]:
    """Return the one column of the queue."""
    return (
        Column(vi("Bản ghi"), lambda one: one.title, second=lambda one: one.summary, strong=True),
    )


def load(office: Any) -> Waiting:
    """Return what waits, record by record; runs in the worker."""
    by_record: dict[tuple[str, int], list[ConflictCard]] = {}
    for card in office.exchange.conflicts():
        by_record.setdefault((card.kind, card.record), []).append(card)
    found = [
        Disputed(
            hash(place), *place, cards[0].title or wording.noun_of(place[0]),
            _day(office, *place), tuple(cards),
        )
        for place, cards in by_record.items()
    ]  # fmt: skip
    return Waiting(tuple(found), wording.names_of(office.catalog))


def decide(exchange: Any, choices: Sequence[tuple[str, Value]]) -> Decided:
    """Decide cards for values, one after another; runs in the worker."""
    changes = Changes()
    for card, value in choices:
        changes |= exchange.decide(card, value)
    return Decided(len(choices), changes)


def undo(history: Any, times: int) -> Changes:
    """Take the last decisions back; runs in the worker."""
    changes = Changes()
    for _ in range(times):
        changes |= history.undo().changes
    return changes


def _day(office: Any, kind: str, record: int) -> dt.date | None:
    dated_by = KINDS[kind].dated_by if kind in KINDS else ""
    if not dated_by:
        return None
    try:
        day = office.records.show(kind, record)[dated_by]
    except NoSuchRecord:  # one side has withdrawn it, which is what the card asks about
        return None
    return day if isinstance(day, dt.date) else None
