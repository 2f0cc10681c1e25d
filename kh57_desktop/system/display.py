"""Know whether windows can be shown at all, before Qt ends the process over it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NEED_ONE = ("xcb", "wayland")


def require() -> None:
    """Raise `DisplayMissing` where Qt would end the process, in English."""
    if not is_there():
        from kh57_desktop.errors import DisplayMissing  # noqa: PLC0415 - not before a first paint

        raise DisplayMissing


def is_there(environment: Mapping[str, str] | None = None) -> bool:
    """Tell whether there is a screen; always on Windows and macOS, which have no other way."""
    known = os.environ if environment is None else environment
    chosen = known.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or (chosen and not chosen.startswith(_NEED_ONE)):
        return True
    return bool(known.get("DISPLAY") or known.get("WAYLAND_DISPLAY"))
