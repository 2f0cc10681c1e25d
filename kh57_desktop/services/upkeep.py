"""Copies of the store, bringing one back, and the check of everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.rights import Action, require
from kh57_desktop.journal import checking
from kh57_desktop.store import backup
from kh57_desktop.store.store import Store
from kh57_desktop.sync import outgoing
from kh57_desktop.system import files
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.services.desk import Desk
    from kh57_desktop.system.disk import Disk


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
        files.make_folder(out, self.desk.disk)
        pieces = self.desk.disk.pieces(copy.file)
        return Copy(files.publish(out, copy.file.name, pieces, self.desk.disk), copy.sha256)

    def copies(self) -> tuple[KeptCopy, ...]:
        """Return the copies kept in the data folder, the newest first."""
        found = (path for path in self.desk.home.backups.glob(f"*{backup.SUFFIX}"))
        kept = [(path, path.stat()) for path in found]
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


def restore(file: Path, into: Path, secret: str, disk: Disk) -> Path:
    """Bring a backup back into an empty folder; raises `BackupUnusable`, `PasswordWrong`."""
    folder = backup.restore(file, into, secret, disk)
    home = Home(folder)
    store = Store.open(folder, KeyFile.read(home.keys, disk).open(secret).key, disk)
    try:
        with store.writing() as con:
            outgoing.restate(con)  # the others are to learn that this store stands further back
    finally:
        store.close()
    return folder
