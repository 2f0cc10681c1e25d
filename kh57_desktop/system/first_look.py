"""How the first window looks: two settings of this device, read before anything else is."""

from __future__ import annotations

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
