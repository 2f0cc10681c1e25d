"""A file of random bytes that is given up when the disk is full (TRUST 3)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

NAME = "ballast"
SIZE = 32 << 20
ROOM = 500 << 20
"""It is made again only when so much is free."""
_PIECE = 1 << 20


def make(folder: Path, disk: Disk) -> bool:
    """Put the ballast into a data folder when it is missing and there is room; tell whether so."""
    path = folder / NAME
    if disk.is_there(path) or disk.free(folder) < ROOM:
        return False
    handle = disk.create(path)
    try:
        # random bytes: no file system can squeeze or share them
        for _ in range(SIZE // _PIECE):
            disk.write(handle, secrets.token_bytes(_PIECE))
        disk.sync(handle)
    finally:
        disk.close(handle)
    return True


def give_up(folder: Path, disk: Disk) -> bool:
    """Remove the ballast; False when there was none to give."""
    path = folder / NAME
    if not disk.is_there(path):
        return False
    disk.remove(path)
    return True
