"""Bring a copy of the store back: into an empty folder, or over what stands (TRUST 7)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import zipfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from kh57_desktop.errors import (
    BackupUnusable,
    DiskFailing,
    EnvironmentFault,
    FileHeld,
    PlaceRefused,
    StoreDamaged,
    StoreTooNew,
)
from kh57_desktop.i18n import vi
from kh57_desktop.store import queries
from kh57_desktop.store.backup import (
    FORMAT,
    KEYS,
    LARGEST_SMALL,
    MANIFEST,
    PIECE,
    STORE,
    clear,
    drop,
    verify,
)
from kh57_desktop.store.opening import FILE_NAME, SALT_BYTES
from kh57_desktop.store.refusals import speaking
from kh57_desktop.store.store import Store
from kh57_desktop.system import files, room
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from kh57_desktop.system.progress import Progress
from kh57_desktop.system.refusals import asked, is_held

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.slots import StoreKey

_DEVICES_OWN = ("settings.json", "settings.json.1", "lock", "ballast", "store-version")
"""What stands in a data folder before a store does."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CopyAbout:
    """What a copy says of itself before anybody unlocks it."""

    file: Path
    at: dt.datetime
    program: str
    unit: str
    """Code of the unit; empty in copies that do not say it."""
    size: int
    store: str
    """Which store it is of: the copies of one store and its key file say the same."""
    officers: int
    """How many passwords open it."""
    has_recovery: bool
    has_commune: bool
    salt: bytes
    """With which its database begins: those under one key begin alike."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A copy that was unpacked beside its place, opened and found whole."""

    folder: Path
    key: StoreKey = field(repr=False)
    counts: Mapping[str, int]
    """Living records of each kind, and the changes under «changes»."""
    officers: frozenset[int]
    """Those it knows as officers who have not left."""


def about(file: Path) -> CopyAbout:
    """Return what a copy says of itself; raises `BackupUnusable`, and `StoreTooNew` for a newer."""
    with _reading(file) as archive:
        said = _manifest(archive, file.name)
        keys = KeyFile.parse(_keys(archive, said))
        kinds = [slot.written()["kind"] for slot in keys.slots]
        return CopyAbout(
            file,
            dt.datetime.fromisoformat(said["at"]),
            str(said["program"]),
            str(said.get("unit", "")),
            file.stat().st_size,
            keys.store,
            kinds.count("officer"),
            "recovery" in kinds,
            "commune" in kinds,
            _salt(archive),
        )


def key_file(file: Path) -> bytes:
    """Return the key file of a copy; raises `BackupUnusable`."""
    with _reading(file) as archive:
        return _keys(archive, _manifest(archive, file.name))


def opens(home: Home, key: StoreKey, disk: Disk) -> bool:
    """Tell whether the store that stands in a folder is whole under a key."""
    try:
        with speaking(home.folder, disk):
            verify(home.store, key, home.store.name)
    except (BackupUnusable, StoreDamaged):
        return False
    return True


def restore(
    file: Path,
    into: Path,
    secret: str,
    disk: Disk,
    finish: Callable[[Store], object],
    *,
    progress: Progress | None = None,
) -> Path:
    """Bring a copy back into an empty folder, unlocked by a password or code; returns the folder.

    `finish` does what the store needs before it is used again. PlaceRefused when the folder holds
    something, BackupUnusable when the file is not whole, PasswordWrong; nothing stands there then.
    """
    home = Home(into)
    if not _takes_a_store(home, disk):
        raise PlaceRefused(folder=into, why=vi("thư mục không trống"))
    keys = key_file(file)
    with _whole(file.name):
        opened = KeyFile.parse(keys).open(secret)
    with room.taken_back(home.folders, disk):
        home.make(disk)
        stage(file, into, opened.key, disk, finish, progress=progress)
        try:
            files.replace_twins(home.keys, keys, disk)  # last: with it the store counts as made
        except BaseException:
            clear(home.store, disk)
            raise
    return into


def stage(
    file: Path,
    folder: Path,
    key: StoreKey,
    disk: Disk,
    finish: Callable[[Store], object],
    *,
    progress: Progress | None = None,
) -> Staged:
    """Unpack a copy into a folder, open and check it; nothing stands there when it is refused.

    BackupUnusable when it is not whole or another key's, StoreTooNew, and what the disk refuses.
    """
    target = folder / FILE_NAME
    try:
        with _reading(file) as archive:
            sha256 = _manifest(archive, file.name)["sha256"][STORE]
            files.make_folder(folder, disk)
            asked(disk, target, partial(drop, target, disk))
            _extract(archive, target, sha256, disk, progress or Progress())
        with _whole(file.name), speaking(folder, disk):
            verify(target, key, file.name)
        with _whole(file.name), closing(Store.open(folder, key, disk)) as store:
            finish(store)
            with store.reading() as con:
                officers = frozenset(queries.ids(con, "officers", left_on=None))
                counts = queries.counts(con)
            store.checkpoint()  # closing would leave unsaid that the log could not be folded in
        return Staged(folder, key, counts, officers)
    except BaseException:
        clear(target, disk)
        raise


def put_in_place(staged: Staged, home: Home, disk: Disk, aside: str = "") -> None:
    """Put a staged copy in the place of a closed store, at one instant.

    A name `aside` keeps the store that stood there, whatever became of it; without one its log must
    be folded in: DiskFailing when it is not, and everything is as before.
    """
    log = home.store.with_name(f"{FILE_NAME}-wal")
    if aside:
        for found, name in ((log, f"{aside}-wal"), (home.store, aside)):
            if disk.is_there(found):
                asked(disk, found, partial(disk.move, found, home.folder / name))
    elif disk.is_there(log) and asked(disk, log, partial(disk.read, log, 1)):
        raise DiskFailing
    # a log of the old file would be replayed into the new one and undo it (TRUST 7)
    asked(disk, log, partial(disk.remove, log))
    part = staged.folder / FILE_NAME
    try:
        files.put_in_place(part, home.store, disk)
    except EnvironmentFault as refused:
        if disk.is_there(part):
            raise
        raise DiskFailing from refused  # it stands there, but perhaps not after a power cut
    _log.info("copy put in place aside=%s", bool(aside))


def discard(staged: Staged, disk: Disk) -> None:
    """Remove a staged copy that is not wanted."""
    clear(staged.folder / FILE_NAME, disk)


@contextmanager
def _reading(file: Path) -> Iterator[zipfile.ZipFile]:
    """Lend the archive; whatever is wrong with its form or its reading makes it unusable."""
    with _whole(file.name), _archive(file) as archive:
        yield archive


def _archive(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except PermissionError as error:
        if is_held(file, error):  # the copy is whole: another program looks into it
            raise FileHeld(name=file.name) from error
        raise


@contextmanager
def _whole(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, StoreDamaged) as error:
        raise BackupUnusable(name=name) from error


def _takes_a_store(home: Home, disk: Disk) -> bool:
    """Tell whether a folder is empty but for what an unfinished attempt left there."""
    if not disk.is_there(home.folder):
        return True
    own = (home.attachments, home.outbox, home.backups, home.logs, home.restoring)
    left = {path.name for path in own if not disk.names(path)}
    names = [name for name in disk.names(home.folder) if not name.endswith(files.PART)]
    ours = {FILE_NAME, f"{FILE_NAME}-wal", home.calls.name, *left, *_DEVICES_OWN}
    return not home.is_set_up and all(name in ours for name in names)


def _manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Return what the manifest says; a file that is anything else than a copy is refused."""
    if sorted(archive.namelist()) != sorted((STORE, KEYS, MANIFEST)):
        raise BackupUnusable(name=name)
    if any(archive.getinfo(small).file_size > LARGEST_SMALL for small in (KEYS, MANIFEST)):
        raise BackupUnusable(name=name)
    if any(member.compress_type != zipfile.ZIP_STORED for member in archive.infolist()):
        raise BackupUnusable(name=name)  # ours are stored; another could unfold without end
    said: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if said["format"] > FORMAT:
        raise StoreTooNew(version=said.get("program", said["format"]))
    return {**said, "sha256": {member: str(said["sha256"][member]) for member in (STORE, KEYS)}}


def _keys(archive: zipfile.ZipFile, said: Mapping[str, Any]) -> bytes:
    keys = archive.read(KEYS)
    if hashlib.sha256(keys).hexdigest() != said["sha256"][KEYS]:
        raise ValueError(KEYS)
    return keys


def _salt(archive: zipfile.ZipFile) -> bytes:
    with archive.open(STORE) as source:
        return source.read(SALT_BYTES)


def _extract(
    archive: zipfile.ZipFile, target: Path, sha256: str, disk: Disk, progress: Progress
) -> None:
    whole, done = archive.getinfo(STORE).file_size, 0
    with (
        archive.open(STORE) as source,
        files.publishing(target.parent, target.name, disk) as out,
    ):
        for piece in iter(partial(source.read, PIECE), b""):
            progress.report(done, whole, vi("Đang chép bản sao lưu"))
            out.write(piece)
            done += len(piece)
        if out.sha256 != sha256:
            raise ValueError(STORE)
    progress.report(whole, whole, vi("Đang kiểm tra từng trang"))
