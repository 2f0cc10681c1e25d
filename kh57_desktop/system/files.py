"""Write files whole or not at all; the only module that writes outside the store (TRUST 3)."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
from functools import partial
from typing import TYPE_CHECKING, Final

from kh57_desktop.errors import DiskFailing, DriveUntrusted, Kh57Error
from kh57_desktop.system.disk import PIECE, Disk, RealDisk
from kh57_desktop.system.filenames import safe_name, unused_name
from kh57_desktop.system.refusals import asked, drive_name, told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = [
    "PART",
    "Disk",
    "Publication",
    "RealDisk",
    "adopt",
    "make_folder",
    "pieces",
    "publish",
    "publishing",
    "put_in_place",
    "replace_small",
    "replace_twins",
    "retracting",
    "small_versions",
]

PART: Final = ".kh57part"
SMALL: Final = 4 << 20

_log = logging.getLogger(__name__)


class Publication:
    """A file on its way out: what is written stays invisible until every step has held."""

    def __init__(self, folder: Path, name: str, disk: Disk) -> None:
        self._disk = disk
        self._name = safe_name(name)
        self._hash = hashlib.sha256()
        self._waiting = bytearray()
        self.size = 0
        self._part = folder / f".{secrets.token_hex(8)}{PART}"
        self._handle = asked(disk, self._part, lambda: disk.create(self._part), is_new=True)
        self._is_open = True
        self.path = self._part

    @property
    def sha256(self) -> str:
        """The hash of what was written so far."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> int:
        """Take more of the content."""
        self._waiting += data
        self._hash.update(data)
        self.size += len(data)
        while len(self._waiting) >= PIECE:
            self._pass_on(PIECE)
        return len(data)

    def flush(self) -> None:
        """Do nothing yet: what counts is written at the end."""

    def finish(self, over: Path | None = None) -> None:
        """Take the steps of TRUST 3 to the last; a new name is sought unless `over` is given."""
        self._pass_on(len(self._waiting))
        asked(self._disk, self._part, lambda: self._disk.sync(self._handle))
        self._close()
        if over is None:
            self.path = _name_finally(self._disk, self._part, self._name)
        else:
            asked(self._disk, over, lambda: self._disk.move(self._part, over))
        _settle(self._disk, over or self.path)
        _compare(self._disk, over or self.path, self._hash.digest())

    def abandon(self) -> None:
        """Leave nothing new behind, as far as the disk still answers; what was there stays."""
        with contextlib.suppress(Kh57Error):
            self._close()
        for path in {self._part, self.path}:
            with contextlib.suppress(Kh57Error):
                asked(self._disk, path, partial(self._disk.remove, path))

    def _pass_on(self, count: int) -> None:
        piece = bytes(self._waiting[:count])
        del self._waiting[:count]
        _write_all(self._disk, self._handle, piece, self._part)

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            asked(self._disk, self._part, lambda: self._disk.close(self._handle))


@contextlib.contextmanager
def publishing(
    folder: Path, name: str, disk: Disk, *, over: Path | None = None
) -> Iterator[Publication]:
    """Lend a file to write; once the block has ended well it stands under `.path`, read back."""
    publication = Publication(folder, name, disk)
    try:
        yield publication
        publication.finish(over)
    except BaseException:
        publication.abandon()
        raise


def publish(folder: Path, name: str, chunks: Iterable[bytes], disk: Disk) -> Path:
    """Write a new file whole or not at all and return its path: `name`, numbered if it is taken.

    Raises DiskFull, DriveGone, FolderDenied, FileHeld, DriveUntrusted or DiskFailing (TRUST 3).
    """
    try:
        return _published(folder, name, chunks, disk)
    except DiskFailing:
        if iter(chunks) is chunks:  # a stream cannot be had twice
            raise
        return _published(folder, name, chunks, disk)


@contextlib.contextmanager
def retracting(disk: Disk) -> Iterator[list[Path]]:
    """Remove the files the block put on the list when what was to follow them is refused.

    A failing disk leaves them: nobody knows then whether what followed stands all the same.
    """
    made: list[Path] = []
    try:
        yield made
    except DiskFailing:
        raise
    except BaseException:
        for path in made:
            with contextlib.suppress(Kh57Error):
                asked(disk, path, partial(disk.remove, path))
        raise


def adopt(part: Path, name: str, disk: Disk) -> Path:
    """Publish a finished file that stands in its folder under a name of its own."""
    digest = _digest(disk, part)
    path = _name_finally(disk, part, safe_name(name))
    _settle(disk, path)
    _compare(disk, path, digest)
    return path


def put_in_place(part: Path, target: Path, disk: Disk) -> None:
    """Put a finished file of the same folder in the place of another one, at one instant."""
    handle = asked(disk, part, lambda: disk.reopen(part))
    _sync_and_close(disk, handle, part)
    asked(disk, target, lambda: disk.move(part, target))
    _settle(disk, target)


def replace_small(
    path: Path, data: bytes, disk: Disk, *, is_sound: Callable[[bytes], bool] = bool
) -> None:
    """Replace a small file and keep the one before as `.1`, unless that one was not sound.

    The one before is copied, not renamed: at every instant one of the two names holds a whole file.
    It stands again when the disk refuses halfway: what was told to have failed has changed nothing.
    """
    is_new, before = not disk.is_there(path), _read(disk, path)
    if before is not None and is_sound(before):
        _replace(_previous(path), before, disk)
    try:
        _replace(path, data, disk)
    except Kh57Error:
        with contextlib.suppress(Kh57Error):
            if is_new:
                asked(disk, path, lambda: disk.remove(path))
            elif before is not None and _read(disk, path) != before:
                _replace(path, before, disk)
        raise


def replace_twins(
    path: Path, data: bytes, disk: Disk, *, is_sound: Callable[[bytes], bool] = bool
) -> None:
    """Replace a small file, and its `.1` too or away: what was taken out stays in neither."""
    replace_small(path, data, disk, is_sound=is_sound)
    second = _previous(path)
    try:
        _replace(second, data, disk)
    except Kh57Error as refused:
        _log.warning("second copy not written: %s, %s", path.name, refused)
        with contextlib.suppress(Kh57Error):
            asked(disk, second, lambda: disk.remove(second))


def small_versions(path: Path, disk: Disk) -> tuple[bytes, ...]:
    """Return what stands in a small file and in its `.1`, the newer first, as far as readable."""
    found = (_read(disk, version) for version in (path, _previous(path)))
    return tuple(data for data in found if data is not None)


def pieces(path: Path, disk: Disk) -> Iterator[bytes]:
    """Read a file past every cache; raises DriveGone, FolderDenied or DiskFailing."""
    try:
        yield from disk.pieces(path)
    except OSError as error:
        raise told(disk, path, error) from error


def make_folder(folder: Path, disk: Disk) -> Path:
    """Make a folder that survives a power cut and return it."""
    if not disk.is_there(folder):
        asked(disk, folder, lambda: disk.make_folder(folder), is_new=True)
        asked(disk, folder, lambda: disk.sync_folder(folder.parent))
    return folder


def _published(folder: Path, name: str, chunks: Iterable[bytes], disk: Disk) -> Path:
    with publishing(folder, name, disk) as publication:
        for chunk in chunks:
            publication.write(chunk)
    return publication.path


def _name_finally(disk: Disk, part: Path, name: str) -> Path:
    """Rename to a name nobody has: what is there is never overwritten."""
    taken = {name.casefold() for name in asked(disk, part, lambda: disk.names(part.parent))}
    path = part.with_name(unused_name(name, taken))
    asked(disk, path, lambda: disk.move(part, path))
    return path


def _settle(disk: Disk, path: Path) -> None:
    """Sync the file once more under its name, then the name: FAT loses a renamed file otherwise."""
    handle = asked(disk, path, lambda: disk.reopen(path))
    _sync_and_close(disk, handle, path)
    asked(disk, path, lambda: disk.sync_folder(path.parent))


def _sync_and_close(disk: Disk, handle: int, path: Path) -> None:
    try:
        asked(disk, path, lambda: disk.sync(handle))
    finally:
        asked(disk, path, lambda: disk.close(handle))


def _compare(disk: Disk, path: Path, digest: bytes) -> None:
    """Read back what the disk really has."""
    if _digest(disk, path) != digest:
        raise DriveUntrusted(label=drive_name(path.parent))


def _digest(disk: Disk, path: Path) -> bytes:
    def hashed() -> bytes:
        digest = hashlib.sha256()
        for piece in disk.pieces(path):
            digest.update(piece)
        return digest.digest()

    return asked(disk, path, hashed)


def _write_all(disk: Disk, handle: int, data: bytes, path: Path) -> None:
    """Write until everything was taken; a disk may take less than it was given."""
    at = 0
    while at < len(data):
        taken = asked(disk, path, partial(disk.write, handle, data[at:]))
        if taken <= 0:
            raise DiskFailing
        at += taken


def _replace(path: Path, data: bytes, disk: Disk) -> None:
    with publishing(path.parent, path.name, disk, over=path) as publication:
        publication.write(data)


def _previous(path: Path) -> Path:
    return path.with_name(path.name + ".1")


def _read(disk: Disk, path: Path) -> bytes | None:
    """Return a small file, None when it is not there or unreadable twice, however long waited."""
    for _ in range(2):
        if not disk.is_there(path):
            break
        try:
            return asked(disk, path, lambda: disk.read(path, SMALL))
        except Kh57Error as refused:
            _log.warning("small file unreadable: %s, %s", path.name, refused)
    return None
