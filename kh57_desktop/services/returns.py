"""What the commune gave back, and whether the unit has answered it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.journal import sight
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.store.queries import Connection


@dataclass(frozen=True, slots=True)
class Returned:
    """A note of the commune on a period, a record or a field."""

    id: int
    period: str
    kind: str
    record: int | None
    field: str
    note: str
    on: dt.date | None
    title: str = ""
    """What the returned record is called; empty for a whole report."""


def is_answered(con: Connection, note: Shown) -> bool:
    """Tell whether the record was changed after the note and stands approved (DOMAIN 5.3).

    A change of what is counted waits for its new approval; wording keeps the one it has. Of a
    withdrawn record nothing is asked any more; a note on a whole report stays.
    """
    kind, number = str(note["on_kind"] or ""), note["on_record"]
    if kind not in KINDS or not isinstance(number, int):
        return False
    for record in sight.as_approved(con, queries.shown(con, kind, (number,))):
        if record.is_gone:
            return True
        if sight.is_approved_by_head(kind) and record["state"] is not RecordState.APPROVED:
            return False
    return sight.changed_since(con, note.id, kind, number)


def told(con: Connection, note: Shown) -> Returned:
    """Return a note with the title of its record."""
    record, on = note["on_record"], note["returned_on"]
    kind = str(note["on_kind"] or "")
    of = queries.one(con, kind, record) if kind in KINDS and isinstance(record, int) else None
    title = str(of[KINDS[kind].shown_by] or "") if of is not None else ""
    return Returned(
        note.id,
        str(note["period"] or ""),
        kind,
        record if isinstance(record, int) else None,
        str(note["on_field"] or ""),
        str(note["note"] or ""),
        on if isinstance(on, dt.date) else None,
        title,
    )
