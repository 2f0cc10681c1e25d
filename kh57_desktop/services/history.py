"""Who changed what and when, and taking back the last action."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, may, require
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.journal import history
from kh57_desktop.journal.news import written_elsewhere
from kh57_desktop.journal.notes import SETTLE, SUBMIT
from kh57_desktop.records.base import Scope
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.checking import kind_of
from kh57_desktop.store import local, queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Clock, HistoryEntry
    from kh57_desktop.journal.undoing import Steps, Undone
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

    def news(self, kind: str, record: int) -> Mapping[str, Clock]:
        """Return the fields that another computer changed since this officer looked at them."""
        journal = self.desk.journal
        kind_of(kind)
        with journal.reading() as con:
            noted = local.seen(con, self.desk.officer.id or 0, kind, record)
            device = journal.identity.device
            changed = written_elsewhere(con, journal.names, device, kind, record)
        known = json.loads(noted) if noted is not None else {}
        return {name: clock for name, clock in changed.items() if known.get(name) != list(clock)}

    def saw(self, kind: str, record: int, news: Mapping[str, Clock]) -> None:
        """Note that the officer has looked at these changes; they are no news any more."""
        officer = self.desk.officer.id or 0

        def note(con: Connection) -> None:
            noted = local.seen(con, officer, kind, record)
            known = json.loads(noted) if noted is not None else {}
            known.update({name: list(clock) for name, clock in news.items()})
            local.note_seen(con, officer, kind, record, json.dumps(known))

        self.desk.journal.store.run(note)

    def undo(self, name: str = "") -> Undone:
        """Take back what this officer did last, or the named action; what others changed stays.

        What was taken back gives way to what was done before it. Officers and keys are never taken
        back. Raises `NoSuchRecord` when there is nothing to take back, `NotAllowed` to whoever may
        not do the like any more.
        """
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        return self.desk.journal.undo(
            self.desk.officer.id, name, allow=self._require_the_right, approves=self._approves()
        )

    def redo(self) -> Undone:
        """Do again what this officer took back last; `NoSuchRecord` after anything else."""
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        return self.desk.journal.redo(self.desk.officer.id, approves=self._approves())

    def _approves(self) -> bool:
        return may(Action.APPROVE, self.desk.officer.roles)

    def _require_the_right(self, steps: Steps) -> None:
        """Ask for the right that the action itself asked for."""
        needed = {Action.RECORD}
        if any(KINDS[kind].scope is Scope.CATALOG for kind in steps.kinds):
            needed.add(Action.EDIT_CATALOG)
        if any(KINDS[kind].office_side for kind in steps.kinds):
            needed.add(Action.REVIEW)
        if steps.action.flags & SUBMIT:
            needed.add(Action.APPROVE)
        if steps.action.flags & SETTLE:
            office = self.desk.post.is_office
            needed.add(Action.EXCHANGE_AT_OFFICE if office else Action.EXCHANGE)
        for action in needed:
            require(action, self.desk.officer.roles, self.desk.officer.name)

    def _of_identity(self, con: Connection, kind: str, record: int) -> tuple[HistoryEntry, ...]:
        """Return what happened to a person's name and phone where they stand alone."""
        if kind != "people":
            return ()
        identity = next(iter(queries.living(con, "person_identities", person=record)), None)
        return () if identity is None else history.of(con, "person_identities", identity.id)
