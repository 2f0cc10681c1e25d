"""An approval stands for what the head has seen: an unseen change of another PC asks anew."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import EnvironmentFault
from kh57_desktop.journal.sight import unseen
from kh57_desktop.records.base import Scope
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.periods import APPROVED_KINDS
from kh57_desktop.store import queries
from kh57_desktop.sync.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

_log = logging.getLogger(__name__)


def ask_anew(desk: Desk, arrived: Sequence[Changes]) -> tuple[Changes, int]:
    """Take back approvals that met an unseen change; returns the changes and the cards it closed.

    Only where the unit has several PCs. A counted value that the approval had not seen, or that is
    in dispute, makes the record a draft again; approved against draft is decided for the draft.
    The head looks once more. PCs that do so apart write the same and agree.
    """
    try:
        with desk.journal.reading() as con:
            found = list(_to_ask(con, desk, arrived))
        with desk.journal.writing(desk.officer.id, "program settles") as ledger:
            for record in found:
                if "state" in record.in_conflict:
                    ledger.settle(record.kind, record.id, "state", RecordState.DRAFT)
                else:
                    seen = {"state": record.clocks["state"]}
                    edit = Edit(record.kind, record.id, {"state": RecordState.DRAFT}, seen)
                    ledger.keep(edit)
    except EnvironmentFault as refused:  # the records stand as they came
        _log.warning("approvals not asked anew: %s", refused.code)
        return Changes(), 0
    return ledger.changes, sum("state" in record.in_conflict for record in found)


def _to_ask(con: Connection, desk: Desk, arrived: Sequence[Changes]) -> Iterator[Shown]:
    if not any(arrived):  # all of it was had
        return
    if len(Register.of(con).of_unit(desk.post.code)) < 2:  # noqa: PLR2004 - somebody to disagree
        return
    scope = Scope.UNIT.of(desk.post.code)
    for kind in APPROVED_KINDS:
        touched = sorted({row for one in arrived for name, row in one.rows if name == kind})
        own = [r for r in queries.shown(con, kind, touched) if r.unit == desk.post.code]
        standing = [desk.journal.current(con, kind, record.id) for record in own]
        records = [one for one in standing if one is not None and not one.is_gone]
        approved = [one for one in records if one["state"] is RecordState.APPROVED]
        overlooked = unseen(con, scope, approved, "state")
        counted = {name for name, field in KINDS[kind].fields.items() if field.about.counted}
        for record in records:
            is_approved = record["state"] is RecordState.APPROVED
            doubtful = overlooked.get(record.id, frozenset()) | record.in_conflict
            if "state" in record.in_conflict or (is_approved and counted & doubtful):
                yield record
