"""What stands under the fields of a record that is opened: notes, conflicts, what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Finding, Level
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from kh57_desktop.ui.records.record_work import Opened


def of(got: Opened) -> list[Finding]:
    """Return what the commune noted at fields, which are in conflict, and what was found."""
    words = vi("Hai máy ghi khác nhau; quyết định ở Trao đổi, Xung đột.")
    disputed = sorted(got.record.in_conflict) if got.record is not None else []
    return [
        *(Finding(note.field, Level.DISAGREES, note.note) for note in got.notes if note.field),
        *(Finding(name, Level.REMINDER, words) for name in disputed),
        *got.findings,
    ]
