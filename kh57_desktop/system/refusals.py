"""Say in the program's own errors what the system answered when a file could not be written."""

from __future__ import annotations

import errno
import stat
import sys
from typing import TYPE_CHECKING, TypeVar

from kh57_desktop.errors import (
    DiskFailing,
    DiskFull,
    DriveGone,
    FileHeld,
    FolderDenied,
    Kh57Error,
    NoSuchRecord,
)
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

Answer = TypeVar("Answer")

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)  # a virus scanner lets go within two and a half seconds

# Windows' own numbers: access denied, sharing violation, lock violation.
_HELD = frozenset({5, 32, 33})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WINDOWS = frozenset({39, 112})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR})
_DENIED_WINDOWS = frozenset({5, 19})
_NO_FOLDER = frozenset({errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.ELOOP})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.ENOTCONN, errno.ESTALE})
_GONE_WINDOWS = frozenset({15, 21, 31, 55, 433, 1006, 1167})
_NO_PATH_WINDOWS = 3
_NO_NAME_WINDOWS = 123  # such as a<b>
_TOO_LONG_WINDOWS = 206
_LONGEST_ON_WINDOWS = 259  # unless an administrator allowed more


def asked(disk: Disk, path: Path, call: Callable[[], Answer], *, is_new: bool = False) -> Answer:
    """Ask the disk, again while another program holds the file; only our own errors come out."""
    for pause in PAUSES:
        try:
            return call()
        except OSError as error:
            if _windows_number(error) not in _HELD:
                raise told(disk, path, error, is_new=is_new) from error
        disk.pause(pause)
    try:
        return call()
    except OSError as error:
        raise told(disk, path, error, is_new=is_new) from error


def told(disk: Disk, path: Path, error: OSError, *, is_new: bool = False) -> Kh57Error:
    """Return the error that tells the officer what happened to `path`, or to making it."""
    number = _windows_number(error)
    if error.errno in _FULL or number in _FULL_WINDOWS:
        return DiskFull(drive=drive_name(path.parent), free=megabytes(disk.free(path.parent)))
    is_too_long = _is_too_long(path, number)
    is_gone = error.errno in _GONE or number in _GONE_WINDOWS
    if is_gone or not (is_too_long or disk.is_there(path.parent)):
        return DriveGone(label=drive_name(path.parent))
    # Windows says 5 of a file another program holds and of a folder it lets nobody write to.
    if number in _HELD and (number not in _DENIED_WINDOWS or disk.is_there(path)):
        return FileHeld(name=path.name)
    # a folder that Windows guards against strange programs «is not there» for what is new
    is_guarded = is_new and error.errno == errno.ENOENT
    is_no_folder = error.errno in _NO_FOLDER or number == _NO_NAME_WINDOWS
    is_denied = error.errno in _DENIED or number in _DENIED_WINDOWS
    if is_no_folder or is_denied or is_guarded or is_too_long:
        return denied(path if is_no_folder else path.parent)
    return NoSuchRecord(what=path.name) if error.errno == errno.ENOENT else DiskFailing()


def is_held(path: Path, error: Exception) -> bool:
    """Tell whether a file could not be opened because another program has it.

    Windows says the same of a folder, and of a file on a drive that was pulled out.
    """
    try:
        is_there = stat.S_ISREG(path.stat().st_mode)
    except OSError:
        is_there = False
    return is_there and isinstance(error, PermissionError)


def denied(folder: Path) -> FolderDenied:
    """Return the error of a place where this system lets nobody write."""
    system = "Windows" if sys.platform == "win32" else vi("Máy này")
    return FolderDenied(system=system, folder=folder)


def drive_name(folder: Path) -> str:
    """Return what an officer calls the place of a folder: its drive letter or its name."""
    return folder.drive or folder.name or str(folder)


def megabytes(size: int) -> str:
    """Return a size as officers read it."""
    return f"{size // 1_000_000} MB"


def _is_too_long(path: Path, number: int) -> bool:
    """Tell whether Windows takes no path so long; most often it says there is none (3)."""
    is_long = len(str(path)) > _LONGEST_ON_WINDOWS
    return number == _TOO_LONG_WINDOWS or (number == _NO_PATH_WINDOWS and is_long)


def _windows_number(error: OSError) -> int:
    """Return Windows' number of an error, 0 where there is none."""
    return int(getattr(error, "winerror", None) or 0)
