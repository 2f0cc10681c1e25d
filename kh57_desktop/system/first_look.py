"""What the first window shows: two settings of this device, and the age of the newest copy."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

THEME, TEXT_SIZE = "system", 100
"""What a new device shows; `system.settings` says what else may be chosen."""
TEXT_SIZES = (100, 115, 130)
_MOST_BYTES = 1 << 20


def first_look(path: Path, disk: Disk) -> tuple[str, int]:
    """Return the theme and the text size kept in the settings; a new device's if unreadable.

    The whole settings follow when the store is open, and those before if these are damaged.
    """
    if not disk.is_there(path):
        return THEME, TEXT_SIZE
    import json  # noqa: PLC0415 - a new device paints without it

    try:
        kept = json.loads(disk.read(path, _MOST_BYTES))
        theme, size = kept.get("theme", THEME), kept.get("text_size", TEXT_SIZE)
    except (OSError, ValueError, AttributeError):
        return THEME, TEXT_SIZE
    return theme if isinstance(theme, str) else THEME, size if size in TEXT_SIZES else TEXT_SIZE


def newest_copy(folder: Path, disk: Disk, zone: dt.tzinfo | None) -> dt.datetime | None:
    """Return the moment in the name of the newest copy of the store; None when there is none.

    Nothing is opened: the password is still to be typed.
    """
    try:
        names = disk.names(folder)
    except OSError:
        return None
    moments = (name[5:20].replace("-", "T") for name in names if name.endswith(".kh57backup"))
    for moment in sorted(moments, reverse=True):
        try:
            return dt.datetime.fromisoformat(moment).replace(tzinfo=zone)
        except ValueError:
            continue
    return None
