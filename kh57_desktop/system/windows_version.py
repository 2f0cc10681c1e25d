"""Ask Windows which one it is, and whether it is whole."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

_OF_WINDOWS_ALONE = 0x800


def native() -> Any:
    """Return ntdll, which tells the true version of Windows; only on Windows."""
    if sys.platform == "win32":
        return ctypes.WinDLL("ntdll")
    message = "there is no Windows here"
    raise OSError(message)


def build(library: Any) -> int:
    """Return the number of this Windows' build, past every setting of compatibility; 0 if unknown.

    `library` is ntdll: kernel32 tells programs without the right manifest that it is Windows 8.
    """
    said = _Version(size=ctypes.sizeof(_Version))
    refused = library.RtlGetVersion(ctypes.byref(said))
    return 0 if refused else int(said.build)


def has_own(name: str) -> bool:
    """Tell whether Windows finds one of its own libraries; other systems need none of them."""
    if sys.platform == "win32":
        try:
            ctypes.WinDLL(name, winmode=_OF_WINDOWS_ALONE)
        except OSError:
            return False
    return True


class _Version(ctypes.Structure):
    """OSVERSIONINFOW."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("build", ctypes.c_uint32),
        ("platform", ctypes.c_uint32),
        ("service_pack", ctypes.c_uint16 * 128),
    )
