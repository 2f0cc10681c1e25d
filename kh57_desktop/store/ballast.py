"""A file of random bytes that is given up when the disk is full (TRUST 3)."""

from __future__ import annotations

import logging
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from kh57_desktop.system.files import PART

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

NAME = "ballast"
SIZE = 32 << 20
ROOM = 500 << 20
"""It is made again only when so much is free."""
_PIECE = 1 << 20

_log = logging.getLogger(__name__)


def make(folder: Path, disk: Disk) -> bool:
    """Put the ballast into a data folder when it is missing and there is room; tell whether so.

    A disk that refuses is no fault: the ballast is tried for again.
    """
    path, part = folder / NAME, folder / f".{NAME}{PART}"
    if disk.is_there(path) or disk.free(folder) < ROOM:
        return False
    try:
        disk.remove(part)
        _fill(part, disk)
        disk.move(part, path)
    except OSError as error:
        _log.info("no ballast, error %s", error.errno)
        with suppress(OSError):
            disk.remove(part)
        return False
    return True


def give_up(folder: Path, disk: Disk) -> bool:
    """Remove the ballast; False when there was none to give."""
    path = folder / NAME
    if not disk.is_there(path):
        return False
    try:
        disk.remove(path)
    except OSError:
        return False
    return True


def _fill(part: Path, disk: Disk) -> None:
    handle = disk.create(part)
    try:
        # random bytes: no file system can squeeze or share them
        for _ in range(SIZE // _PIECE):
            disk.write(handle, secrets.token_bytes(_PIECE))
        disk.sync(handle)
    finally:
        disk.close(handle)
