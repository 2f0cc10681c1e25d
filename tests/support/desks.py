"""Desks of units and of the commune over real stores, without passwords and bundles."""

import datetime as dt
import shutil

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.rights import FIRST_OF_COMMUNE, FIRST_OF_UNIT
from kh57_desktop.domain.vocabulary import ActivityKind, Audience, Role
from kh57_desktop.journal.identity import OFFICE, UNIT
from kh57_desktop.journal.journal import Journal
from kh57_desktop.services import seeding
from kh57_desktop.services.desk import Actor, Desk, Post
from kh57_desktop.store import queries
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.paths import Home
from tests.support.clock import HandClock
from tests.support.stores import KEY, an_identity

MARCH = dt.date(2026, 3, 3)


def a_desk(folder, unit="TR-NTT", clock=None, roles=None):
    """Return the desk of a unit's officer; VHXH is the commune."""
    is_office = unit == "VHXH"
    identity = an_identity(f"PC {unit}", unit, OFFICE if is_office else UNIT)
    home = Home(folder).make(RealDisk())
    journal = Journal(Store.create(folder, KEY, RealDisk()), clock or HandClock(), identity)
    seeding.stand(journal, seeding.built_in())
    given = roles or (FIRST_OF_COMMUNE if is_office else FIRST_OF_UNIT)
    with journal.writing(None) as ledger:
        officer = ledger.keep(
            Edit("officers", None, {"full_name": "Nguyễn Thị Hạnh", "roles": given})
        )
        if is_office:
            ledger.keep(Edit("catalog_keys", None, {"code": "person", "value": "57" * 32}))
    with journal.reading() as con:
        post = next(iter(queries.living(con, "units", code=unit)))
    actor = Actor(officer, "Nguyễn Thị Hạnh", frozenset(Role(role) for role in given))
    return Desk(
        journal,
        journal.clock,
        RealDisk(),
        home,
        actor,
        Post(post.id, unit, str(post["name"]), is_office),
        KEY,
        lambda: None,
    )


def another_desk(desk, folder):
    """Return a desk over a copy of the store: a fresh one costs ten times as much."""
    shutil.copytree(desk.home.folder, folder)
    journal = Journal(Store.open(folder, KEY, RealDisk()), HandClock(), desk.journal.identity)
    return Desk(
        journal,
        journal.clock,
        RealDisk(),
        Home(folder),
        desk.officer,
        desk.post,
        KEY,
        lambda: None,
    )


def plan_item(desk, code="NV-3.1"):
    """Return the id of a line of the plan."""
    with desk.journal.reading() as con:
        return next(iter(queries.living(con, "plan_items", code=code))).id


def village(desk, name="Pa Cheng"):
    """Return the id of a village."""
    with desk.journal.reading() as con:
        return next(iter(queries.living(con, "villages", name=name))).id


def an_activity(desk, **other):
    """Return the edit of a complete activity."""
    values = {
        "title": "Tọa đàm “AI trong dạy học”",
        "starts_on": MARCH,
        "activity_kind": ActivityKind.SEMINAR,
        "plan_item": plan_item(desk),
        "place": "Phòng Tin học",
        "audience": (Audience.STUDENTS,),
        "reach_count": 26,
        "content": "Giới thiệu công cụ",
        "result": "26 giáo viên tự soạn được một bài",
    }
    return Edit("activities", None, values | other)
