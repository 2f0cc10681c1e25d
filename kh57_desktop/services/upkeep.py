"""Copies of the store and the check of everything."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, require
from kh57_desktop.errors import EnvironmentFault
from kh57_desktop.journal import checking
from kh57_desktop.services.device import Device
from kh57_desktop.store import backup
from kh57_desktop.system import files, room
from kh57_desktop.system.refusals import told

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.services.desk import Desk

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """A verified copy of the store."""

    file: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy that is kept: when it was made and its bytes."""

    file: Path
    at: dt.datetime
    size: int


@dataclass(frozen=True, slots=True)
class Tended:
    """What became of the work of an idle minute."""

    at: dt.datetime
    is_scarce: bool
    """Whether the disk fills up: under 500 MB are free."""
    refused: EnvironmentFault | None
    """What the disk refused to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check found: a fault, a warning or an advice."""

    level: str
    what: str


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What an administrator does; no screen of data is needed for it."""

    desk: Desk

    def backup(self, out: Path | None = None) -> Copy:
        """Make a verified copy in the data folder, and a second one elsewhere when asked."""
        require(Action.KEEP_UP, self.desk.officer.roles, self.desk.officer.name)
        copy = backup.take(self.desk.journal.store, self.desk.home, "asked", self.desk.clock.now())
        if out is None:
            return Copy(copy.file, copy.sha256)
        return Copy(self._put_beside(copy.file, out), copy.sha256)

    def tend(self) -> Tended:
        """Do what is due while nobody works: fold the log in, copy, keep the reserve.

        Called in an idle minute; what the disk refuses is told and tried again the next time.
        """
        store, now = self.desk.journal.store, self.desk.clock.now()
        refused: EnvironmentFault | None = None
        for due in (store.checkpoint, self._copy_of_today, self._second_copy, self._keep_reserve):
            try:
                due()
            except EnvironmentFault as fault:
                _log.warning("not tended: %s", fault.code)
                refused = refused or fault
        is_scarce = room.is_scarce(self.desk.home.folder, self.desk.disk)
        return Tended(now, is_scarce, refused)

    def _copy_of_today(self) -> None:
        now = self.desk.clock.now()
        if all(backup.made_on(copy.file.name) != now.date() for copy in self.copies()):
            backup.take(self.desk.journal.store, self.desk.home, "daily", now)

    def _second_copy(self) -> None:
        """Bring the newest copy to the second place of the settings, whenever that is there.

        A stick may serve several PCs: each has a folder of its own there and clears no other's.
        """
        device = Device(self.desk.home, self.desk.disk)
        place, copies = device.folder("second_backup_folder"), self.copies()
        if place is None or not copies:
            return
        identity, name = self.desk.journal.identity, copies[0].file.name
        own = place / f"KH57_{identity.unit}_{identity.device.hex()[:4].upper()}"
        if not self.desk.disk.is_there(own / name):
            self._put_beside(copies[0].file, own)
            backup.prune(own, self.desk.disk, name)

    def _put_beside(self, copy: Path, folder: Path) -> Path:
        files.make_folder(folder, self.desk.disk)
        with files.publishing(folder, copy.name, self.desk.disk) as second:
            for piece in files.pieces(copy, self.desk.disk):
                second.write(piece)
        return second.path

    def _keep_reserve(self) -> None:
        if not self.desk.is_practice:  # made-up data need no 32 MB of reserve
            self.desk.journal.store.keep_ballast()

    def copies(self) -> tuple[KeptCopy, ...]:
        """Return the copies kept in the data folder, the newest first; raises `DiskFailing`."""
        folder = self.desk.home.backups
        try:
            kept = [(path, path.stat()) for path in folder.glob(f"*{backup.SUFFIX}")]
        except OSError as error:
            raise told(self.desk.disk, folder, error) from error
        local = self.desk.clock.now().tzinfo
        copies = [
            KeptCopy(path, dt.datetime.fromtimestamp(seen.st_mtime, local), seen.st_size)
            for path, seen in kept
        ]
        return tuple(sorted(copies, key=lambda copy: copy.at, reverse=True))

    def check(self) -> tuple[Finding, ...]:
        """Return the findings of a full check: file, references, history, rows; writes nothing."""
        require(Action.KEEP_UP, self.desk.officer.roles, self.desk.officer.name)
        return tuple(Finding(f.level, f.what) for f in checking.check(self.desk.journal))
