"""Say in the program's own errors what SQLite answered."""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from kh57_desktop.domain import formats
from kh57_desktop.errors import (
    AlreadyOpen,
    DiskFailing,
    DiskFull,
    Kh57Error,
    StoreDamaged,
)
from kh57_desktop.i18n import vi
from kh57_desktop.system.paths import Home
from kh57_desktop.system.refusals import denied, drive_name, megabytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

FULL, IO_ERROR, CANNOT_OPEN = 13, 10, 14
_DAMAGED = frozenset({11, 26})
"""Corrupt, not a database: also what the wrong key finds."""
_HELD = frozenset({5, 6})
_DENIED = frozenset({3, 8, CANNOT_OPEN, 23})
_WORDS = {
    "database or disk is full": FULL,
    "disk I/O error": IO_ERROR,
    "unable to open database file": CANNOT_OPEN,
    "database disk image is malformed": 11,
    "file is not a database": 26,
    "attempt to write a readonly database": 8,
}
"""The driver tells no number of what broke a copy off, only SQLite's words."""
_COPY_NAME = "KH57_%Y%m%d-%H%M%S"


@contextmanager
def speaking(folder: Path, disk: Disk) -> Iterator[None]:
    """Let only our own errors out of the block: disk full or failing, folder denied, damage."""
    try:
        yield
    except driver_errors() as error:
        said = told(error, folder, disk)
        if said is None:
            raise
        raise said from error


def driver_errors(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what the driver raises, what SQLAlchemy makes of it once it is there, and more."""
    wrapped = getattr(sys.modules.get("sqlalchemy.exc"), "DBAPIError", None)
    return (dbapi2.Error, *more) if wrapped is None else (dbapi2.Error, wrapped, *more)


def told(error: BaseException, folder: Path, disk: Disk) -> Kh57Error | None:
    """Return what to say of a driver's error; None when it is our mistake, not the computer's."""
    code = error_code(error)
    if code == FULL or (code == CANNOT_OPEN and not disk.free(folder)):
        return DiskFull(drive=drive_name(folder), free=megabytes(disk.free(folder)))
    if code == IO_ERROR:
        return DiskFailing()
    if code in _DAMAGED:
        return damaged(folder, disk)
    if code in _HELD:
        return AlreadyOpen()
    return denied(folder) if code in _DENIED else None


def damaged(folder: Path, disk: Disk) -> StoreDamaged:
    """Return the error of a store that cannot be read, with the moment of the newest copy."""
    moments = [at for name in disk.names(Home(folder).backups) if (at := _moment(name))]
    return StoreDamaged(backup=formats.moment(max(moments)) if moments else vi("chưa có"))


def error_code(error: BaseException | None) -> int:
    """Return SQLite's primary result code of a driver's error; 0 for anything else."""
    error = getattr(error, "orig", error)
    told_code = getattr(error, "sqlite_errorcode", None)
    return _WORDS.get(str(error), 0) if told_code is None else int(told_code) & 0xFF


def _moment(name: str) -> dt.datetime | None:
    stem = "_".join(name.split("_")[:2])
    try:
        return dt.datetime.strptime(stem, _COPY_NAME)  # noqa: DTZ007 - shown as it was written
    except ValueError:
        return None
