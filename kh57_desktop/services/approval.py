"""An approval that met a draft is the draft: nobody is asked riddles about a state."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import EnvironmentFault
from kh57_desktop.services.periods import APPROVED_KINDS
from kh57_desktop.store import queries
from kh57_desktop.sync.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

_log = logging.getLogger(__name__)


def decide_states(desk: Desk, arrived: Sequence[Changes]) -> tuple[Changes, int]:
    """Decide approved against draft for the draft; returns the changes and the cards it closed.

    Only where the unit has several PCs. Figures do not wait for it: an approval in dispute does
    not stand anyway. PCs that do so apart write the same and agree.
    """
    try:
        with desk.journal.reading() as con:
            found = list(_in_dispute(con, desk, arrived))
        with desk.journal.writing(desk.officer.id, "program settles") as ledger:
            for record in found:
                ledger.settle(record.kind, record.id, "state", RecordState.DRAFT)
    except EnvironmentFault as refused:  # the records stand as they came
        _log.warning("states not decided: %s", refused.code)
        return Changes(), 0
    return ledger.changes, len(found)


def _in_dispute(con: Connection, desk: Desk, arrived: Sequence[Changes]) -> Iterator[Shown]:
    if not any(arrived):  # all of it was had
        return
    if len(Register.of(con).of_unit(desk.post.code)) < 2:  # noqa: PLR2004 - somebody to disagree
        return
    for kind in APPROVED_KINDS:
        touched = sorted({row for one in arrived for name, row in one.rows if name == kind})
        for listed in queries.shown(con, kind, touched):
            own = listed.unit == desk.post.code and not listed.is_gone
            record = desk.journal.current(con, kind, listed.id) if own else None
            if record is not None and "state" in record.in_conflict:
                yield record
