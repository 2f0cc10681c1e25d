"""Who changed what and when, and taking back the last action."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, require
from kh57_desktop.errors import NotYet

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Changes, HistoryEntry
    from kh57_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class History:
    """The journal as the officer reads it."""

    desk: Desk

    def of(self, kind: str, record: int, field: str | None = None) -> tuple[HistoryEntry, ...]:
        """Return every change of a record, or of one field of it, oldest first."""
        raise NotYet(what=f"history {kind} {record} {field or ''}")

    def undo(self) -> Changes:
        """Take back the last ledger of this computer; fields changed since stay."""
        require(Action.RECORD, self.desk.officer.roles, self.desk.officer.name)
        raise NotYet(what="undo")
