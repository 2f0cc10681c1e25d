"""Speak to the Windows kernel where Python's own library does not go far enough."""

from __future__ import annotations

import ctypes
import mmap
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECE: Final = 1 << 20

_REPLACE_AND_WRITE_THROUGH = 0x1 | 0x8
_GENERIC_READ = 0x80000000
_SHARE_ALL = 0x1 | 0x2 | 0x4
_OPEN_EXISTING = 3
_NO_BUFFERING_SEQUENTIAL = 0x20000000 | 0x08000000
_INVALID_HANDLE = ctypes.c_void_p(-1).value
_HANDLE_EOF = 38
_NO_DIALOGS = 0x0001 | 0x8000


def kernel() -> Any:
    """Return kernel32 with its answers typed; only on Windows."""
    if sys.platform == "win32":
        library = ctypes.WinDLL("kernel32", use_last_error=True)
        library.CreateFileW.restype = ctypes.c_void_p
        library.SetErrorMode(_NO_DIALOGS)  # an empty card reader asks for no disk
        return library
    message = "there is no Windows kernel here"
    raise OSError(message)


def last_error() -> int:
    """Return Windows' number of the last failure."""
    if sys.platform == "win32":
        return ctypes.get_last_error()
    return 0


def fault(number: int, path: object) -> OSError:
    """Return the exception Python would raise for a Windows number."""
    if sys.platform == "win32":
        return ctypes.WinError(number)
    error = OSError(number, f"Windows error {number}", str(path))
    error.winerror = number  # type: ignore[attr-defined]
    return error


def move(library: Any, source: Path, target: Path) -> None:
    """Rename over whatever stands there and wait until the rename is on the disk."""
    if not library.MoveFileExW(str(source), str(target), _REPLACE_AND_WRITE_THROUGH):
        raise fault(last_error(), target)


def pieces(library: Any, path: Path) -> Iterator[bytes]:
    """Read a file past every cache, so that what is compared came from the disk."""
    handle = library.CreateFileW(
        str(path), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING_SEQUENTIAL, None
    )
    if handle == _INVALID_HANDLE:
        raise fault(last_error(), path)
    handle = ctypes.c_void_p(handle)
    got = ctypes.c_ulong()
    with mmap.mmap(-1, PIECE) as room:  # reading unbuffered asks for memory at a page's edge
        start = (ctypes.c_char * PIECE).from_buffer(room)
        try:
            while library.ReadFile(handle, start, PIECE, ctypes.byref(got), None):
                if not got.value:
                    return
                yield room[: got.value]
            if last_error() != _HANDLE_EOF:
                raise fault(last_error(), path)
        finally:
            del start  # the memory cannot be let go while ctypes looks at it
            library.CloseHandle(handle)
