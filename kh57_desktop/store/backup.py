"""Verified copies of the store in one file each, and bringing one back (TRUST 7)."""

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
from kh57_desktop.errors import BackupUnusable, Kh57Error, PlaceRefused, StoreDamaged
from kh57_desktop.i18n import vi
from kh57_desktop.store.opening import FILE_NAME, connect
from kh57_desktop.store.refusals import speaking
from kh57_desktop.store.store import Store
from kh57_desktop.system import files
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from kh57_desktop.system.refusals import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

    from sqlcipher3 import dbapi2

    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.slots import StoreKey

SUFFIX = ".kh57backup"
STORE, KEYS, MANIFEST = "store.db", "keys.json", "manifest.json"
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
    try:
        with speaking(home.backups, store.disk):
            _copy(store, copy)
            _verify(copy, store.key, name)
        with files.publishing(home.backups, name, store.disk) as out:
            _pack(out, copy, home, at, store.disk)
    except StoreDamaged as error:
        raise BackupUnusable(name=name) from error
    finally:
        _clear(copy, store.disk)
    _prune(home, store.disk, out.path.name)
    _log.info("backup why=%s bytes=%d", why, out.size)
    return Taken(out.path, out.sha256)


def restore(
    file: Path, into: Path, secret: str, disk: Disk, finish: Callable[[Store], object]
) -> Path:
    """Bring a backup back into an empty folder, unlocked by a password or code; returns it.

    `finish` does what the store needs before it is used again. PlaceRefused when the folder holds
    something, BackupUnusable when the file is not whole, PasswordWrong; nothing stands there then.
    """
    home = Home(into)
    if not _takes_a_store(home, disk):
        raise PlaceRefused(folder=into, why=vi("thư mục không trống"))
    try:
        with zipfile.ZipFile(file) as archive:
            hashes = _manifest(archive, file.name)
            keys = archive.read(KEYS)
            _require_hash(keys, hashes[KEYS])
            key = KeyFile.parse(keys).open(secret).key
            home.make(disk)
            asked(disk, home.store, partial(_drop, home.store, disk))
            _extract(archive, home.store, hashes[STORE], disk)
        with speaking(into, disk):
            _verify(home.store, key, file.name)
        with closing(Store.open(into, key, disk)) as store:
            finish(store)
        files.replace_small(home.keys, keys, disk)  # last: with it the store counts as made
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, StoreDamaged) as error:
        _clear(home.store, disk)
        raise BackupUnusable(name=file.name) from error
    except Kh57Error:
        _clear(home.store, disk)
        raise
    return into


def _takes_a_store(home: Home, disk: Disk) -> bool:
    """Tell whether a folder is empty but for what an unfinished attempt left there."""
    if not disk.is_there(home.folder):
        return True
    own = (home.attachments, home.outbox, home.backups, home.logs)
    left = {path.name for path in own if not disk.names(path)}
    names = [name for name in disk.names(home.folder) if not name.endswith(files.PART)]
    ours = {FILE_NAME, f"{FILE_NAME}-wal", *left}
    return not home.is_set_up and all(name in ours for name in names)


def made_on(name: str) -> dt.date | None:
    """Return the day in the name of a copy; None for any other name."""
    try:
        return dt.date.fromisoformat(name.split("_")[1][:8])
    except (IndexError, ValueError):
        return None


def _copy(store: Store, copy: Path) -> None:
    asked(store.disk, copy, partial(_drop, copy, store.disk))
    with closing(connect(copy, store.key, creating=True)) as target:
        store.driver.backup(target, pages=PAGES)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _verify(copy: Path, key: StoreKey, name: str) -> None:
    """Open a copy and check every page and tree of it."""
    with closing(connect(copy, key)) as opened:
        if opened.execute("PRAGMA cipher_integrity_check").fetchall():
            raise BackupUnusable(name=name)
        if _answer(opened, "quick_check") != "ok":
            raise BackupUnusable(name=name)
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _answer(con: dbapi2.Connection, pragma: str) -> str:
    return str(con.execute(f"PRAGMA {pragma}").fetchone()[0])


def _pack(out: files.Publication, copy: Path, home: Home, at: dt.datetime, disk: Disk) -> None:
    """Write the archive: stored, because encrypted pages do not shrink."""
    keys = asked(disk, home.keys, partial(disk.read, home.keys, LARGEST_SMALL))
    hashes = {STORE: _hash(files.pieces(copy, disk)), KEYS: hashlib.sha256(keys).hexdigest()}
    manifest = {"format": 1, "program": __version__, "at": at.isoformat(), "sha256": hashes}
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


def _manifest(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the hashes of the members; a file that is anything else is refused."""
    if sorted(archive.namelist()) != sorted((STORE, KEYS, MANIFEST)):
        raise BackupUnusable(name=name)
    if any(archive.getinfo(small).file_size > LARGEST_SMALL for small in (KEYS, MANIFEST)):
        raise BackupUnusable(name=name)
    if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
        raise BackupUnusable(name=name)  # ours are stored; another could unfold without end
    hashes = json.loads(archive.read(MANIFEST))["sha256"]
    return {member: str(hashes[member]) for member in (STORE, KEYS)}


def _extract(archive: zipfile.ZipFile, target: Path, sha256: str, disk: Disk) -> None:
    with (
        archive.open(STORE) as source,
        files.publishing(target.parent, target.name, disk) as out,
    ):
        for piece in _pieces(source):
            out.write(piece)
        if out.sha256 != sha256:
            raise ValueError(STORE)


def _require_hash(data: bytes, sha256: str) -> None:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError(KEYS)


def _pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def _clear(path: Path, disk: Disk) -> None:
    """Remove a store that is not needed any more, as far as the disk still answers."""
    with suppress(OSError):
        _drop(path, disk)


def _drop(path: Path, disk: Disk) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        left = path.with_name(path.name + suffix)
        if disk.is_there(left):
            disk.remove(left)


def _prune(home: Home, disk: Disk, taken: str) -> None:
    """Keep the newest of 7 days, 4 weeks and 6 months, and never fewer than three files.

    The copy that was just made stays under any clock: its caller relies on it.
    """
    try:
        found = disk.names(home.backups)
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
                disk.remove(home.backups / name)
