"""Set up a store: the commune's with the plan, or a unit's that can record at once."""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.names import tidy
from kh57_desktop.domain.rights import FIRST_OF_COMMUNE, FIRST_OF_UNIT
from kh57_desktop.domain.units import OFFICE
from kh57_desktop.errors import InvalidRecord, NoSuchRecord, PlaceRefused
from kh57_desktop.i18n import vi
from kh57_desktop.journal.journal import Journal
from kh57_desktop.services import first_steps, identity, seeding
from kh57_desktop.services.enrollment import authority_of, write_request
from kh57_desktop.store import local
from kh57_desktop.store.backup import clear, drop
from kh57_desktop.store.store import Store
from kh57_desktop.sync import enrollment, register
from kh57_desktop.system import codes, keys, room, seals
from kh57_desktop.system.place import refuse_bad_place
from kh57_desktop.system.refusals import asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kh57_desktop.domain.vocabulary import Role
    from kh57_desktop.journal.ledger import Ledger
    from kh57_desktop.store.queries import Connection
    from kh57_desktop.system.clock import Clock
    from kh57_desktop.system.files import Disk
    from kh57_desktop.system.keys import Cost, StoreKey
    from kh57_desktop.system.paths import Home

COMMUNE_UNIT = OFFICE
"""The commune's store is Phòng Văn hóa - Xã hội's."""


@dataclass(frozen=True, slots=True)
class NewCommune:
    """What has to be printed and sealed in envelopes."""

    commune_key: str
    recovery_code: str


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What a new unit keeps in its envelope and reads out to the commune."""

    recovery_code: str
    confirm_code: str
    """Empty where no request was asked for yet."""
    request: Path | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a store is made, with which clock, and what its key slots cost."""

    home: Home
    clock: Clock
    disk: Disk
    cost: Cost
    is_practice: bool = False
    is_rehearsal: bool = False
    by_steps: bool = False
    """Whether the codes are still to be typed back: what was not is asked for again."""


def set_up_commune(
    ground: Ground, officer: str, password: str, plan: str | None = None
) -> NewCommune:
    """Make the commune's store holding the plan; usable only once its key file stands."""
    _refuse_unfit(ground, officer, password)
    rows = seeding.built_in(plan)
    secret = seals.random_bytes(16)
    key = keys.StoreKey.random()
    with _founding(ground, key) as (store, _):
        with store.writing() as con:
            _keep_ground(con, ground)
            identity.make(con, COMMUNE_UNIT, is_office=True)
            _found_commune(con, secret)
            if ground.by_steps:
                first_steps.owe(con, *first_steps.OF_COMMUNE)
            device = identity.read(con)
        journal = Journal(store, ground.clock, device)
        seeding.stand(journal, rows)
        with journal.writing(None) as ledger:
            hashed = {"code": "person", "value": seals.random_bytes(32).hex()}
            ledger.keep(Edit("catalog_keys", None, hashed))
            first = _first_officer(ledger, officer, FIRST_OF_COMMUNE)
        journal.close()
        recovery = _lock_up(ground, key, first, password)
    return NewCommune(codes.secret_code(secret), recovery)


def set_up_unit(
    ground: Ground, unit: str, officer: str, password: str, out: Path | None
) -> NewUnit:
    """Make a unit's store with the built-in catalog, and its enrollment request.

    Raises `NoSuchRecord` for a code the register does not know.
    """
    _refuse_unfit(ground, officer, password)
    rows = seeding.built_in()
    if unit not in {values["code"] for kind, values in rows if kind == "units"}:
        raise NoSuchRecord(what=f"units/{unit}")
    key = keys.StoreKey.random()
    code, request = "", None
    with _founding(ground, key, out) as (store, published):
        with store.writing() as con:
            _keep_ground(con, ground)
            identity.make(con, unit, is_office=False)
            if ground.by_steps:
                first_steps.owe(con, *first_steps.OF_UNIT)
            device = identity.read(con)
        journal = Journal(store, ground.clock, device)
        seeding.stand(journal, rows)
        with journal.writing(None) as ledger:
            first = _first_officer(ledger, officer, FIRST_OF_UNIT)
        if out is not None:  # else nobody waits for an answer yet
            with store.writing() as con:
                cheap = ground.is_practice
                code, request = write_request(con, device, ground.disk, out, cheap=cheap)
                published.append(request)
        journal.close()
        recovery = _lock_up(ground, key, first, password)
    return NewUnit(recovery, code, request)


def _refuse_unfit(ground: Ground, officer: str, password: str) -> None:
    """Refuse what can be refused before the first byte is written.

    Raises `InvalidRecord`, `NoRoomToBegin`, and `PlaceRefused` where a store stands: setting up
    again would wipe it.
    """
    if not tidy(officer):
        raise InvalidRecord(problems=vi("thiếu họ và tên của cán bộ"))
    keys.refuse_short(password)
    if ground.home.is_set_up:
        raise PlaceRefused(folder=ground.home.folder, why=vi("ở đó đã có dữ liệu của chương trình"))
    if not ground.is_practice:  # a practice commune stands wherever the program was tried out
        refuse_bad_place(ground.home.folder)
    room.require_to_begin(ground.home.folder, ground.disk)


@contextmanager
def _founding(
    ground: Ground, key: StoreKey, out: Path | None = None
) -> Iterator[tuple[Store, list[Path]]]:
    """Lend a new store and a list for the files published meanwhile.

    When the block is refused nothing of all that is left: nobody has seen the codes it needs. A
    store that stands there without a key file was never finished and gives way.
    """
    home, disk = ground.home, ground.disk
    published: list[Path] = []
    with room.taken_back((*home.folders, *((out.parent,) if out else ())), disk):
        home.make(disk)
        asked(disk, home.store, partial(drop, home.store, disk))
        try:
            with closing(Store.create(home.folder, key, disk)) as store:
                yield store, published
        except BaseException:
            for path in (home.keys, home.keys.with_name(f"{home.keys.name}.1"), *published):
                with suppress(OSError):
                    disk.remove(path)
            clear(home.store, disk)
            raise


def _keep_ground(con: Connection, ground: Ground) -> None:
    local.put_setting(con, "store_id", seals.random_bytes(8).hex())
    if ground.is_practice:
        local.put_setting(con, "practice", "1")
    if ground.is_rehearsal:
        local.put_setting(con, "rehearsal", "1")


def _found_commune(con: Connection, secret: bytes) -> None:
    """Found the commune on its secret and certify its first device."""
    local.put_setting(con, "commune", seals.random_bytes(16).hex())
    first_steps.found(con, secret)
    settings = local.settings(con)
    raw = enrollment.certify_self(
        authority_of(con),
        settings["unit"],
        bytes.fromhex(settings["sign_seed"]),
        settings["box_identity"],
    )
    register.keep(con, raw)
    identity.keep_certificate(con, raw)


def _first_officer(ledger: Ledger, name: str, roles: tuple[Role, ...]) -> int:
    return ledger.keep(Edit("officers", None, {"full_name": tidy(name), "roles": roles}))


def _lock_up(ground: Ground, key: StoreKey, officer: int, password: str) -> str:
    """Write the key file, after which the store counts as made; returns the recovery code."""
    secret = seals.random_bytes(16)
    file = keys.KeyFile(seals.random_bytes(8).hex())
    file = file.with_officer(key, officer, password, ground.cost).with_recovery(key, secret)
    file.write(ground.home.keys, ground.disk)
    return codes.secret_code(secret)
