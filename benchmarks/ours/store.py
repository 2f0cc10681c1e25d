"""Our side of `store`: the schema check, a field, a lesson's marks and a list, through services."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING, Any

from yardstick import Act, Ground, ours

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.services.keeping import Asked
from kh57_desktop.store.store import Store
from ours import filled

if TYPE_CHECKING:
    from kh57_desktop.services.office import Office

EDITS = 1000
LISTED = ("starts_on", "title", "plan_item", "activity_kind", "reach_count", "state")
"""What the list of activities shows."""
TITLE = "Hội nghị chuyển đổi số"


@ours("ours: schema check", calls=50)
def schema_check(ground: Ground) -> Act:
    """Open the store, every protection asserted, and compare its version; Alembic stays away."""
    office = filled.unit(ground)
    desk = office.desk
    office.close()

    def act() -> dict[str, float]:
        Store.open(desk.home.folder, desk.key, desk.disk).close()
        return {"alembic": float("alembic" in sys.modules)}

    return act


def shuffled(office: Office, count: int) -> list[Any]:
    """Return some activities in random order, as forms show them."""
    ids = [row.id for row in office.records.page(Asked("activities", limit=-1)).rows]
    random.Random(57).shuffle(ids)
    return [office.records.show("activities", row) for row in ids[:count]]


@ours("ours: field kept", calls=EDITS)
def field_kept(ground: Ground) -> Act:
    """One field of one form: checked, compared, journaled, indexed for the search, durable."""
    office = filled.unit(ground)
    shown = shuffled(office, EDITS)
    order = iter(shown * (EDITS // len(shown) + 1))

    def act() -> None:
        form = next(order)
        seen = {"title": form.clocks["title"]}
        office.records.save(Edit("activities", form.id, {"title": TITLE}, seen))

    return act


@ours("ours: 1,000 marks kept", calls=filled.LESSONS)
def marks_kept(ground: Ground) -> Act:
    """A thousand people of a roster are marked at one lesson, in one ledger."""
    office = filled.unit(ground)
    training = office.records.page(Asked("trainings", limit=1)).rows[0].id
    roster = office.attendance.roster(training)
    lessons = [lesson.id for lesson in roster.lessons]
    marks = {seat.person: Mark.PRESENT for seat in roster.seats}

    def act() -> dict[str, float]:
        changes = office.attendance.mark(lessons.pop(), marks)
        return {"rows": float(len(changes.rows))}

    return act


@ours("ours: list of 200", calls=30)
def list_of_200(ground: Ground) -> Act:
    """A page of the list of activities of one unit, newest first, ready to be painted."""
    office = filled.unit(ground)
    asked = Asked("activities", unit=filled.OWNER, limit=200, fields=LISTED)
    return lambda: {"rows": float(len(office.records.page(asked).rows))}
