"""Verified copies of the store in one file each (TRUST 7)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import zipfile
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from kh57_desktop import __version__
from kh57_desktop.errors import BackupUnusable, StoreDamaged
from kh57_desktop.store import local
from kh57_desktop.store.opening import FILE_NAME, connect
from kh57_desktop.store.refusals import speaking
from kh57_desktop.system import files
from kh57_desktop.system.refusals import asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from sqlcipher3 import dbapi2

    from kh57_desktop.store.store import Store
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.paths import Home
    from kh57_desktop.system.slots import StoreKey

SUFFIX = ".kh57backup"
STORE, KEYS, MANIFEST = "store.db", "keys.json", "manifest.json"
FORMAT = 1
"""Of the manifest; a newer program may write another."""
PAGES = 500
"""Pages a step: an edit that waits, waits for one step."""
PIECE = 1 << 20
LARGEST_SMALL = 1 << 20
FEWEST, DAILY, WEEKLY, MONTHLY = 3, 7, 4, 6

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """A copy that was made, opened and found whole."""

    file: Path
    sha256: str


def take(store: Store, home: Home, why: str, at: dt.datetime) -> Taken:
    """Make a verified copy in the data folder and let old ones go.

    DiskFull, FolderDenied and kin when it cannot be written; BackupUnusable when what was
    written does not open or is not whole.
    """
    files.make_folder(home.backups, store.disk)
    copy = home.backups / f".{FILE_NAME}{files.PART}"
    name = f"KH57_{at:%Y%m%d-%H%M%S}_{why}{SUFFIX}"
    with store.reading() as con:
        told = {"at": at.isoformat(), "unit": local.setting(con, "unit") or ""}
    try:
        with speaking(home.backups, store.disk):
            _copy(store, copy)
            verify(copy, store.key, name)
        with files.publishing(home.backups, name, store.disk) as out:
            _pack(out, copy, home, told, store.disk)
    except StoreDamaged as error:
        raise BackupUnusable(name=name) from error
    finally:
        clear(copy, store.disk)
    prune(home.backups, store.disk, out.path.name)
    _log.info("backup why=%s bytes=%d", why, out.size)
    return Taken(out.path, out.sha256)


def made_on(name: str) -> dt.date | None:
    """Return the day in the name of a copy; None for any other name."""
    try:
        return dt.date.fromisoformat(name.split("_")[1][:8])
    except (IndexError, ValueError):
        return None


def verify(copy: Path, key: StoreKey, name: str) -> None:
    """Open a copy and check every page and tree of it."""
    with closing(connect(copy, key)) as opened:
        if opened.execute("PRAGMA cipher_integrity_check").fetchall():
            raise BackupUnusable(name=name)
        if _answer(opened, "quick_check") != "ok":
            raise BackupUnusable(name=name)
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def clear(path: Path, disk: Disk) -> None:
    """Remove a store that is not needed any more, as far as the disk still answers."""
    with suppress(OSError):
        drop(path, disk)


def drop(path: Path, disk: Disk) -> None:
    """Remove a store with all that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        left = path.with_name(path.name + suffix)
        if disk.is_there(left):
            disk.remove(left)


def _copy(store: Store, copy: Path) -> None:
    asked(store.disk, copy, partial(drop, copy, store.disk))
    with closing(connect(copy, store.key, creating=True)) as target:
        store.driver.backup(target, pages=PAGES)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _answer(con: dbapi2.Connection, pragma: str) -> str:
    return str(con.execute(f"PRAGMA {pragma}").fetchone()[0])


def _pack(
    out: files.Publication, copy: Path, home: Home, told: Mapping[str, str], disk: Disk
) -> None:
    """Write the archive: stored, because encrypted pages do not shrink."""
    keys = asked(disk, home.keys, partial(disk.read, home.keys, LARGEST_SMALL))
    hashes = {STORE: _hash(files.pieces(copy, disk)), KEYS: hashlib.sha256(keys).hexdigest()}
    manifest = {"format": FORMAT, "program": __version__, **told, "sha256": hashes}
    with zipfile.ZipFile(cast("IO[bytes]", _Stream(out)), "w", zipfile.ZIP_STORED) as archive:
        with archive.open(STORE, "w", force_zip64=True) as member:
            for piece in files.pieces(copy, disk):
                member.write(piece)
        archive.writestr(KEYS, keys)
        archive.writestr(MANIFEST, json.dumps(manifest, sort_keys=True))


class _Stream:
    """What an archive writes to: it cannot go back, so sizes follow the members."""

    def __init__(self, out: files.Publication) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(bytes(data))

    def flush(self) -> None:
        self._out.flush()


def _hash(pieces: Iterator[bytes]) -> str:
    counted = hashlib.sha256()
    for piece in pieces:
        counted.update(piece)
    return counted.hexdigest()


def prune(folder: Path, disk: Disk, taken: str) -> None:
    """Keep the newest copies of 7 days, 4 weeks and 6 months, and never fewer than three.

    The copy that was just made stays under any clock: its caller relies on it.
    """
    try:
        found = disk.names(folder)
    except OSError:
        return
    names = sorted((name for name in found if name.endswith(SUFFIX)), reverse=True)
    kept = {taken, *names[:FEWEST]}
    for spans, most in (("%Y%m%d", DAILY), ("%G%V", WEEKLY), ("%Y%m", MONTHLY)):
        seen: dict[str, str] = {}
        for name in names:
            day = made_on(name)
            if day is not None:
                seen.setdefault(day.strftime(spans), name)
        kept |= set(list(seen.values())[:most])
    for name in names:
        if name not in kept and made_on(name) is not None:
            with suppress(OSError):  # it goes the next time; the new copy stands
                disk.remove(folder / name)
