"""Bring a copy back: onto a new PC, over the present data, or where a store does not open."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, require
from kh57_desktop.errors import BackupOfAnother, KeyFileDamaged, Kh57Error, PasswordWrong
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import backup, queries, restoring
from kh57_desktop.store.opening import salt_of
from kh57_desktop.store.restoring import CopyAbout, Staged
from kh57_desktop.sync import outgoing
from kh57_desktop.system import files, single
from kh57_desktop.system.keys import KeyFile

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.store import Store
    from kh57_desktop.system.clock import Clock
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.paths import Home
    from kh57_desktop.system.progress import Progress
    from kh57_desktop.system.slots import StoreKey

__all__ = ["CopyAbout", "Difference", "Prepared", "Restoring", "copies_in", "mend", "restore"]

COMPARED = (
    *("activities", "media", "publications", "trainings", "lessons", "attendance"),
    *("people", "officers"),
)
"""The kinds whose numbers are put side by side, in the order of the navigation."""
ASIDE = "kh57-hong-{at:%Y%m%d-%H%M%S}.db"
"""Under which name a store that does not open is kept."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """How many records of a kind there are now, and how many the copy has."""

    label: str
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A copy that was unpacked, opened and checked, and what would differ with it."""

    about: CopyAbout
    staged: Staged
    differences: tuple[Difference, ...]
    shut_out: tuple[str, ...]
    """Names of the officers the copy does not know: they have to be added again."""


@dataclass(frozen=True, slots=True)
class Restoring:
    """What an administrator does to go back to a copy."""

    desk: Desk

    def copies(self, place: Path | None = None) -> tuple[CopyAbout, ...]:
        """Return the copies of a file or folder, those of this store without one."""
        return copies_in(place or self.desk.home.backups)

    def prepare(self, file: Path, progress: Progress | None = None) -> Prepared:
        """Unpack and check a copy beside the present data, and compare; nothing changes yet.

        Raises `BackupUnusable`, `BackupOfAnother`, `StoreTooNew`, `NotAllowed`, `DiskFull`.
        """
        require(Action.KEEP_UP, self.desk.officer.roles, self.desk.officer.name)
        home, disk = self.desk.home, self.desk.disk
        said = restoring.about(file)
        _refuse_another(said, KeyFile.read(home.keys, disk))
        staged = restoring.stage(
            file, home.restoring, self.desk.key, disk, _finish, progress=progress
        )
        with self.desk.journal.reading() as con:
            now = queries.counts(con)
            unknown = set(KeyFile.read(home.keys, disk).officers()) - staged.officers
            known = (queries.one(con, "officers", one) for one in sorted(unknown))
            shut_out = tuple(str(one["full_name"]) for one in known if one is not None)
        return Prepared(said, staged, _differences(now, staged), shut_out)

    def drop(self, prepared: Prepared) -> None:
        """Remove what was unpacked: the officer stays with the present data."""
        restoring.discard(prepared.staged, self.desk.disk)

    def put_back(self, prepared: Prepared) -> None:
        """Copy the present data, close the store and put the copy in its place.

        The store is closed afterwards, whatever was refused; it is then as it was before.
        """
        desk = self.desk
        try:
            try:
                require(Action.KEEP_UP, desk.officer.roles, desk.officer.name)
                backup.take(desk.journal.store, desk.home, "restore", desk.clock.now())
            finally:
                desk.journal.close()
            restoring.put_in_place(prepared.staged, desk.home, desk.disk)
        finally:
            desk.release()


def copies_in(place: Path) -> tuple[CopyAbout, ...]:
    """Return the copies of a file, or of a folder and its «backups», the newest first.

    Raises `BackupUnusable` and `StoreTooNew` for a file; in a folder such files are passed over.
    """
    if place.is_file():
        return (restoring.about(place),)
    found = []
    for folder in (place, place / "backups"):
        for file in sorted(folder.glob(f"*{backup.SUFFIX}")):
            try:
                found.append(restoring.about(file))
            except Kh57Error as refused:
                _log.info("copy passed over: %s", refused.code)
    return tuple(sorted(found, key=lambda one: (one.at, one.file.stat().st_mtime), reverse=True))


def restore(
    file: Path, into: Path, secret: str, disk: Disk, progress: Progress | None = None
) -> Path:
    """Bring a copy back into an empty folder; raises `BackupUnusable`, `PasswordWrong`.

    The others are to learn that this store stands further back: its next bundle says so.
    """
    return restoring.restore(file, into, secret, disk, _finish, progress=progress)


def mend(  # noqa: PLR0917 - the parts of a data folder whose store does not open
    home: Home,
    clock: Clock,
    disk: Disk,
    file: Path,
    secret: str,
    progress: Progress | None = None,
) -> bool:
    """Put a copy in the place of a store that does not open; the damaged file is kept.

    Where only the key file is damaged, or another's, it alone is brought back: then True. Raises
    `PasswordWrong`, `BackupUnusable`, `BackupOfAnother`, `AlreadyOpen`; what stands there is then
    as before.
    """
    with single.lock(home.folder):
        said, own = restoring.about(file), _own_keys(home, disk)
        if own is not None and own.store != said.store and salt_of(home.store, disk) == said.salt:
            own = None  # the copy is of the data here, the key file is another's
        _refuse_another(said, own)
        key, keys = _opened(own, file, secret)
        if (own is None or (keys and not own.is_whole)) and restoring.opens(home, key, disk):
            files.replace_twins(home.keys, keys, disk)
            return True
        staged = restoring.stage(file, home.restoring, key, disk, _finish, progress=progress)
        aside = ASIDE.format(at=clock.now())
        restoring.put_in_place(staged, home, disk, aside)
        if keys:
            files.replace_twins(home.keys, keys, disk)
        return False


def _finish(store: Store) -> None:
    store.run(outgoing.restate)


def _refuse_another(said: CopyAbout, own: KeyFile | None) -> None:
    if own is not None and own.store != said.store:
        raise BackupOfAnother(name=said.file.name, unit=said.unit or vi("không rõ đơn vị"))


def _own_keys(home: Home, disk: Disk) -> KeyFile | None:
    try:
        return KeyFile.read(home.keys, disk)
    except KeyFileDamaged:
        return None


def _opened(own: KeyFile | None, file: Path, secret: str) -> tuple[StoreKey, bytes]:
    """Return the store's key, and the copy's key file when this PC's own one does not open."""
    if own is not None:
        try:
            return own.open(secret).key, b""
        except (PasswordWrong, KeyFileDamaged):
            _log.info("the copy's own slots are tried")
    keys = restoring.key_file(file)
    return KeyFile.parse(keys).open(secret).key, keys


def _differences(now: dict[str, int], staged: Staged) -> tuple[Difference, ...]:
    counted = [
        Difference(KINDS[name].noun, now[name], staged.counts[name])
        for name in COMPARED
        if now[name] or staged.counts[name]
    ]
    changes = Difference(vi("Thay đổi đã ghi"), now["changes"], staged.counts["changes"])
    return (*counted, changes)
