"""Who changed what and when, and taking back the last action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, require
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.journal import history
from kh57_desktop.services.checking import kind_of
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import HistoryEntry
    from kh57_desktop.journal.undoing import Undone
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection


@dataclass(frozen=True, slots=True)
class History:
    """The journal as the officer reads it."""

    desk: Desk

    def of(self, kind: str, record: int, field: str | None = None) -> tuple[HistoryEntry, ...]:
        """Return every change of a record, or of one field of it, oldest first."""
        kind_of(kind)
        with self.desk.journal.reading() as con:
            if queries.one(con, kind, record) is None:
                raise NoSuchRecord(what=f"{kind}/{record}")
            found = [*history.of(con, kind, record), *self._of_identity(con, kind, record)]
        found.sort(key=lambda entry: entry.at)
        return tuple(e for e in found if field is None or e.field in {field, ""})

    def undo(self, name: str = "") -> Undone:
        """Take back the last or the named action; fields changed since stay and are listed.

        Raises `NoSuchRecord` when there is nothing to take back.
        """
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        return self.desk.journal.undo(self.desk.officer.id, name)

    def _of_identity(self, con: Connection, kind: str, record: int) -> tuple[HistoryEntry, ...]:
        """Return what happened to a person's name and phone where they stand alone."""
        if kind != "people":
            return ()
        identity = next(iter(queries.living(con, "person_identities", person=record)), None)
        return () if identity is None else history.of(con, "person_identities", identity.id)
