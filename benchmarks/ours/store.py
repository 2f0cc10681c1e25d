"""Our side of `store`: the schema check, a field, a lesson's marks and a list, through services."""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from yardstick import Act, Ground, ours, percentile

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.services.keeping import Asked
from kh57_desktop.store.store import Store
from ours import filled

if TYPE_CHECKING:
    from collections.abc import Callable

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


@ours("ours: field kept, window's share")
def window_share(ground: Ground) -> Act:
    """What the window's own thread does for a kept field: it gives the edit away, and is told."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEventLoop, Slot

    from kh57_desktop.ui.background import Background

    app = QCoreApplication([])

    class Watched(Background):
        """The window's worker; told is how long the window listened to its last answer."""

        listened = 0.0

        @Slot(int, object, object)
        def _take_back(self, number: int, result: object, error: Exception | None) -> None:
            begun = time.thread_time()
            super()._take_back(number, result, error)
            self.listened = time.thread_time() - begun

    background, answers = Watched(), []

    def share(job: Callable[[], Any]) -> float:
        begun = time.thread_time()
        background.run(job, done=answers.append)
        given = time.thread_time() - begun
        while not background.is_idle:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return given + background.listened

    share(partial(filled.unit, ground))
    office = answers.pop()
    share(partial(shuffled, office, EDITS))
    shown = answers.pop()

    def act() -> dict[str, float]:
        edits = (
            Edit("activities", form.id, {"title": TITLE}, {"title": form.clocks["title"]})
            for form in shown * (EDITS // len(shown) + 1)
        )
        shares = [share(partial(office.records.save, edit)) for edit in islice(edits, EDITS)]
        return {
            "cpu": statistics.median(shares),
            "p95": percentile(shares, 95),
            "max": max(shares),
            "kept": float(len(answers)),
        }

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
