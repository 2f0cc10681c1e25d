"""Keep room on the disk: refuse long work where there is none, clear away what was left behind."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from kh57_desktop.errors import DiskFull, NoRoomToBegin
from kh57_desktop.system.files import PART
from kh57_desktop.system.refusals import drive_name, megabytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

WARNED_BELOW: Final = 500 << 20
REFUSED_BELOW: Final = 200 << 20

_log = logging.getLogger(__name__)


def is_scarce(folder: Path, disk: Disk) -> bool:
    """Tell whether the officer should be warned that the disk fills up."""
    return disk.free(folder) < WARNED_BELOW


def require(folder: Path, disk: Disk) -> None:
    """Raise DiskFull where there is too little room to begin an import or a bundle."""
    free = disk.free(folder)
    if free < REFUSED_BELOW:
        raise DiskFull(drive=drive_name(folder), free=megabytes(free))


def require_to_begin(folder: Path, disk: Disk) -> None:
    """Raise NoRoomToBegin where there is too little room to make a store, which grows.

    A folder that is not there yet stands for the one that will hold it; a store that was made is
    read and written on a disk as full as it may be, by its ballast.
    """
    held_by = next((each for each in (folder, *folder.parents) if disk.is_there(each)), None)
    if held_by is None:  # making the folder says what is wrong with the place
        return
    free = disk.free(held_by)
    if free < REFUSED_BELOW:
        needed = megabytes(REFUSED_BELOW)
        raise NoRoomToBegin(drive=drive_name(held_by), free=megabytes(free), needed=needed)


def sweep(folder: Path, disk: Disk) -> int:
    """Remove the half-written files a power cut left in a folder; return how many."""
    return _remove(folder, disk, lambda name: name.endswith(PART))


def wipe(folder: Path, disk: Disk) -> int:
    """Remove every clear copy made to be opened elsewhere; one still held stays for next time."""
    return _remove(folder, disk, lambda _name: True)


@contextmanager
def taken_back(folders: Iterable[Path], disk: Disk) -> Iterator[None]:
    """Take back the folders that the block makes when it is refused, unless something is in them.

    Those above them too; what stood there before stays.
    """
    way = {each for folder in folders for each in (folder, *folder.parents)}
    absent = sorted((each for each in way if not disk.is_there(each)), reverse=True)
    try:
        yield
    except BaseException:
        for folder in absent:  # the inner ones first
            with suppress(OSError):
                disk.remove_folder(folder)
        raise


def _remove(folder: Path, disk: Disk, is_meant: Callable[[str], bool]) -> int:
    removed = 0
    try:
        names = disk.names(folder)
    except OSError as error:
        _log.info("not looked through, error %s", error.errno)
        return 0
    for name in filter(is_meant, names):
        try:
            disk.remove(folder / name)
        except OSError as error:
            _log.info("left for the next start, error %s", error.errno)
        else:
            removed += 1
    return removed
