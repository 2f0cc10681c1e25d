"""Unlock a store and lay out every use case on it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, may
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import KeyFileOfAnother, NoSuchRecord, PasswordWrong, StoreDamaged
from kh57_desktop.i18n import vi
from kh57_desktop.journal.journal import Journal
from kh57_desktop.services import first_steps, identity, key_care
from kh57_desktop.services.access import Access
from kh57_desktop.services.attendance import Attendance
from kh57_desktop.services.catalog import Catalog
from kh57_desktop.services.desk import Actor, Desk, Post
from kh57_desktop.services.drafts import Drafts
from kh57_desktop.services.entry import Entry
from kh57_desktop.services.history import History
from kh57_desktop.services.home import FrontPage
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.office import Office
from kh57_desktop.services.people import People
from kh57_desktop.services.periods import Periods
from kh57_desktop.services.searching import Search
from kh57_desktop.store import local, queries, schema
from kh57_desktop.store.opening import is_of_another
from kh57_desktop.store.store import Store
from kh57_desktop.system import logs, room, single
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.place import refuse_bad_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.store.queries import Connection
    from kh57_desktop.system.clock import Clock
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.keys import Opened
    from kh57_desktop.system.paths import Home
    from kh57_desktop.system.slots import StoreKey

_log = logging.getLogger(__name__)


def unlock(home: Home, clock: Clock, disk: Disk, password: str) -> Office:
    """Open the store with a password or a code; whoever's slot opened sits at the desk.

    Raises `AlreadyOpen`, `PasswordWrong`, `KeyFileDamaged`, `KeyFileOfAnother`, `PlaceRefused`,
    `NoSuchRecord` where nothing was set up, and what `Store.open` raises. What a power cut left
    half written is cleared away.
    """
    if not home.folder.exists():
        raise NoSuchRecord(what=home.folder)
    held = single.lock(home.folder)
    log = logs.start(home.logs)

    def release() -> None:
        logs.stop(log)
        held.release()

    try:
        keys = KeyFile.read(home.keys, disk)
        opened = keys.open(password)
        store = _open(home, keys, opened.key, disk)
        try:
            office = _office(home, clock, store, opened, keys, release=release)
            if not office.desk.is_practice:
                refuse_bad_place(home.folder)
        except BaseException:
            store.close()
            raise
    except BaseException:
        release()
        raise
    _log.info("unlocked kind=%s", opened.kind)
    schema.mark(home, disk)
    key_care.after_unlocking(office.desk, keys, is_sound=opened.is_sound)
    for folder in (home.folder, home.outbox, home.backups):
        room.sweep(folder, disk)
    for folder in (home.opened, home.restoring):
        room.wipe(folder, disk)
    return office


def is_rehearsal(office: Office) -> bool:
    """Tell whether the store was set up with a given moment, and so may be used with one."""
    with office.desk.journal.reading() as con:
        return local.setting(con, "rehearsal") is not None


def _open(home: Home, keys: KeyFile, key: StoreKey, disk: Disk) -> Store:
    try:
        return Store.open(home.folder, key, disk)
    except StoreDamaged as damaged:
        if is_of_another(home.store, key, disk) and not _has_copies(home, keys):
            raise KeyFileOfAnother from damaged
        raise


def _has_copies(home: Home, keys: KeyFile) -> bool:
    """Tell whether the copies here bear witness that the key file is of this place."""
    from kh57_desktop.services.restoring import copies_in  # noqa: PLC0415 - only after damage

    return any(copy.store == keys.store for copy in copies_in(home.backups))


def _office(
    home: Home,
    clock: Clock,
    store: Store,
    opened: Opened,
    keys: KeyFile,
    *,
    release: Callable[[], None],
) -> Office:
    with store.reading() as con:
        device = identity.read(con)
        practice = local.setting(con, "practice") is not None
        unit = next(iter(queries.living(con, "units", code=device.unit)))
        actor = _actor(con, opened, keys)
        due = _due(con, opened, actor)
    journal = Journal(store, clock, device)
    post = Post(unit.id, device.unit, str(unit["name"]), device.is_office)
    desk = Desk(journal, clock, store.disk, home, actor, post, opened.key, release, practice, due)
    return _laid_out(desk)


def _laid_out(desk: Desk) -> Office:
    return Office(
        desk,
        records=Keeping(desk),
        people=People(desk),
        attendance=Attendance(desk),
        drafts=Drafts(desk),
        search=Search(desk),
        history=History(desk),
        catalog=Catalog(desk),
        periods=Periods(desk),
        access=Access(desk),
        home=FrontPage(desk),
        entry=Entry(desk),
    )


def _due(con: Connection, opened: Opened, actor: Actor) -> tuple[str, ...]:
    """Return the steps to be done before work goes on; a recovery code is replaced after use."""
    if not may(Action.EDIT_OFFICERS, actor.roles):
        return ()
    used = (first_steps.RECOVERY,) if opened.kind == "recovery" else ()
    return tuple(dict.fromkeys((*used, *first_steps.due(con))))


def _actor(con: Connection, opened: Opened, keys: KeyFile) -> Actor:
    """Return who sits there: the slot's officer, or with a code whoever keeps the passwords.

    Whose access was ended at another PC of the unit opens nothing here, unless nobody else could
    look after this PC: then it is opened for that alone.
    """
    if opened.officer is None:
        name = vi("Người giữ mã khôi phục")
        return Actor(None, name, frozenset({Role.ADMINISTRATOR}))
    officer = queries.one(con, "officers", opened.officer)
    if officer is None:  # a slot of somebody the store never took
        raise PasswordWrong
    name, roles = str(officer["full_name"] or ""), _roles_of(officer)
    if not officer.is_gone and officer["left_on"] is None:
        return Actor(officer.id, name, roles)
    if Role.ADMINISTRATOR not in roles or _is_looked_after(con, keys):
        raise PasswordWrong
    return Actor(officer.id, name, frozenset({Role.ADMINISTRATOR}), has_left=True)


def _is_looked_after(con: Connection, keys: KeyFile) -> bool:
    """Tell whether somebody who has not left opens this PC and is trusted with it."""
    slots = set(keys.officers())
    present = queries.living(con, "officers", left_on=None)
    return any(one.id in slots and Role.ADMINISTRATOR in _roles_of(one) for one in present)


def _roles_of(officer: Shown) -> frozenset[Role]:
    roles = officer["roles"]
    return frozenset(Role(role) for role in roles) if isinstance(roles, tuple) else frozenset()
