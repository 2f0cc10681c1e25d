"""States of records as officers see them: a color, an icon where it helps, and always a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.painting import Badge
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown

TONES = {
    RecordState.DRAFT: Tone.NONE,
    RecordState.SUBMITTED: Tone.INFO,
    RecordState.APPROVED: Tone.OK,
    RecordState.RETURNED: Tone.ERR,
}
UNSENT = Badge(vi("chưa gửi"), Tone.NONE, "circle")


def of_record(record: Shown) -> Badge:
    """Return the badge of a record's state; one in conflict says so first."""
    if record.in_conflict:
        return Badge(vi("Xung đột"), Tone.WARN, "warning")
    return of_state(record["state"])


def of_state(slug: object) -> Badge:
    """Return the badge of a state; nothing said yet is a draft."""
    state = RecordState(str(slug)) if slug else RecordState.DRAFT
    return Badge(state.label, TONES.get(state, Tone.NONE))
