"""Which fields of a record another device changed after the record was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.standing import NO_CLOCKS, clocks_at
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Clock
    from kh57_desktop.store.connection import Connection

_DEVICE = "SELECT device FROM sync_stream WHERE ord = ?"


def written_elsewhere(
    con: Connection, names: Mapping[str, int], device: bytes, kind: str, record: int
) -> dict[str, Clock]:
    """Return the fields that show the edit of another device, each with its clock.

    What a record was made with is no news, wherever it was made.
    """
    shape = SHAPES[kind]
    clocks = clocks_at(con, names[shape.table], (record,)).get(record, NO_CLOCKS).fields
    if not clocks:
        return {}
    others = {
        stream
        for stream in {clock[1] for clock in clocks.values()}
        if bytes((driver.first(con, _DEVICE, (stream,)) or (device,))[0]) != device
    }
    fields = {names[name]: name for name in shape.fields if name in names}
    return {
        fields[number]: clock
        for number, clock in clocks.items()
        if clock[1] in others and number in fields
    }
