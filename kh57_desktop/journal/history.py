"""Who changed what, when, from what to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import HistoryEntry
from kh57_desktop.journal.blocks import CREATE, EDIT
from kh57_desktop.journal.notes import SETTLE
from kh57_desktop.journal.past import Past
from kh57_desktop.journal.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.journal.past import Deed
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

_OFFICERS = "SELECT id, full_name FROM officer"


def of(con: Connection, kind: str, record: int) -> tuple[HistoryEntry, ...]:
    """Return what was done to a record, the oldest first."""
    shape = SHAPES[kind]
    officers = officers_of(con)
    before: dict[str, Value] = {}
    entries: list[HistoryEntry] = []
    for deed in Past(con).deeds(shape, record):
        entries.extend(_entries(shape, record, deed, before, officers))
    return tuple(entries)


def officers_of(con: Connection) -> dict[int, str]:
    """Return the names of the officers that are known here."""
    return {int(number): str(name or "") for number, name in con.exec_driver_sql(_OFFICERS)}


def _entries(
    shape: Shape, record: int, deed: Deed, before: dict[str, Value], officers: dict[int, str]
) -> Iterator[HistoryEntry]:
    author = deed.author
    shown = {name: shape.shown(name, value) for name, value in deed.values.items()}
    action = "settle" if deed.action == EDIT and author.flags & SETTLE else deed.action
    fields = [name for name in shape.fields if name in shown] if deed.action == EDIT else [""]
    for name in fields:
        yield HistoryEntry(
            author.at,
            officers.get(author.officer or 0, ""),
            author.device.hex(),
            action,
            shape.kind,
            record,
            name,
            before.get(name),
            shown.get(name),
            author.clock_doubtful,
        )
    if deed.action in {CREATE, EDIT}:
        before.update(shown)
