"""Which values of a record somebody had not seen when they wrote another one of it (SYNC 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.journal.streams import lines_of, seen_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kh57_desktop.domain.edits import Clock, Shown
    from kh57_desktop.store.connection import Connection


def unseen(
    con: Connection, scope: str, records: Iterable[Shown], by: str
) -> dict[int, frozenset[str]]:
    """Return for each record of a scope the fields whose value the author of `by` had not seen."""
    sight = seen_in(con, lines_of(con, scope).lines, scope)

    def at(clock: Clock) -> tuple[int, int]:
        return clock[1], clock[2]

    return {
        record.id: frozenset(
            name
            for name, clock in record.clocks.items()
            if not sight.saw(at(record.clocks[by]), at(clock))
        )
        for record in records
    }
