"""Speak to the Windows kernel where Python's own library does not go far enough."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import sys
from typing import TYPE_CHECKING, Any, Final

if sys.platform == "win32":
    import winreg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECE: Final = 1 << 20
FIXED: Final = 3
REMOTE: Final = 4

_REPLACE_AND_WRITE_THROUGH = 0x1 | 0x8
_GENERIC_READ = 0x80000000
_GENERIC_WRITE = 0x40000000
_SHARE_ALL = 0x1 | 0x2 | 0x4
_OPEN_EXISTING = 3
_NO_BUFFERING_SEQUENTIAL = 0x20000000 | 0x08000000
_INVALID_HANDLE = ctypes.c_void_p(-1).value
_HANDLE_EOF = 38
_NO_DIALOGS = 0x0001 | 0x8000
_NAME_LENGTH = 261
_QUERY_PROPERTY = 0x002D1400
_LOCK_VOLUME = 0x00090018
_DISMOUNT_VOLUME = 0x00090020
_EJECT_MEDIA = 0x002D4808
_BUS_USB = 7
_WARNING_IN_FRONT = 0x30 | 0x10000
_ANY_PROGRAM = -1


def kernel() -> Any:
    """Return kernel32 with its answers typed; only on Windows."""
    if sys.platform == "win32":
        library = ctypes.WinDLL("kernel32", use_last_error=True)
        library.CreateFileW.restype = library.CreateJobObjectW.restype = ctypes.c_void_p
        library.SetErrorMode(_NO_DIALOGS)  # an empty card reader asks for no disk
        return library
    message = "there is no Windows kernel here"
    raise OSError(message)


def user() -> Any:
    """Return user32, which shows windows; only on Windows."""
    if sys.platform == "win32":
        return ctypes.WinDLL("user32", use_last_error=True)
    message = "there are no Windows windows here"
    raise OSError(message)


def show_message(library: Any, title: str, text: str) -> None:
    """Show a message window of the system, in front of all others, until it is put away."""
    library.MessageBoxW(None, text, title, _WARNING_IN_FRONT)


def let_others_forward(library: Any) -> None:
    """Pass on the right to come to the front, which the program started last has."""
    library.AllowSetForegroundWindow(_ANY_PROGRAM)


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


def c_error() -> int:
    """Return Windows' number of the last failure in the C library, below Python's own calls."""
    if sys.platform == "win32":
        asked = ctypes.CDLL("ucrtbase")["__doserrno"]
        asked.restype = ctypes.POINTER(ctypes.c_ulong)
        return int(asked()[0])
    return 0


def numbered(error: OSError) -> OSError:
    """Return a fault of the C library, which has just happened, with Windows' own number.

    The library says EACCES of a file that is held, one that is closed to us, a drive that is
    write-protected and one that was pulled out.
    """
    known = getattr(error, "winerror", None)
    number = 0 if known else c_error()
    return fault(number, error.filename or "") if number else error


def move(library: Any, source: Path, target: Path) -> None:
    """Rename over whatever stands there and wait until the rename is on the disk."""
    if not library.MoveFileExW(str(source), str(target), _REPLACE_AND_WRITE_THROUGH):
        raise fault(last_error(), target)


def lock_file(library: Any, handle: int) -> None:
    """Lock an open file without waiting; the error's number says whether another has it."""
    if not library.LockFile(ctypes.c_void_p(handle), 0, 0, 1, 0):
        raise fault(last_error(), "")


def unlock_file(library: Any, handle: int) -> None:
    """Let an open file go at once; one that is not locked stays as it is."""
    library.UnlockFile(ctypes.c_void_p(handle), 0, 0, 1, 0)


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


def drive_letters(library: Any) -> tuple[str, ...]:
    """Return the letters that stand for a drive."""
    present = library.GetLogicalDrives()
    return tuple(chr(ord("A") + at) for at in range(26) if present >> at & 1)


def drive_type(library: Any, root: str) -> int:
    r"""Return what Windows calls the drive at ``E:\``: `FIXED`, `REMOTE` or another number."""
    return int(library.GetDriveTypeW(root))


def volume(library: Any, root: str) -> tuple[str, str] | None:
    """Return label and file system of a drive, None when nothing is in it."""
    label = ctypes.create_unicode_buffer(_NAME_LENGTH)
    file_system = ctypes.create_unicode_buffer(_NAME_LENGTH)
    answered = library.GetVolumeInformationW(
        root, label, _NAME_LENGTH, None, None, None, file_system, _NAME_LENGTH
    )
    return (label.value, file_system.value) if answered else None


@contextlib.contextmanager
def opened_volume(library: Any, letter: str) -> Iterator[Any]:
    """Lend a handle that may lock and eject the drive; None where Windows does not give one."""
    how = _GENERIC_READ | _GENERIC_WRITE
    path = rf"\\.\{letter}:"
    handle = library.CreateFileW(path, how, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle == _INVALID_HANDLE:
        yield None
        return
    held = ctypes.c_void_p(handle)
    try:
        yield held
    finally:
        library.CloseHandle(held)


def lock_volume(library: Any, handle: Any) -> bool:
    """Have a drive for oneself, everything written; no while another program has files open."""
    return _controlled(library, handle, _LOCK_VOLUME)


def eject_volume(library: Any, handle: Any) -> bool:
    """Take a locked drive off the system and put it out; tells whether both were done."""
    return _controlled(library, handle, _DISMOUNT_VOLUME) and _controlled(
        library, handle, _EJECT_MEDIA
    )


def _controlled(library: Any, handle: Any, code: int) -> bool:
    got = ctypes.c_ulong()
    asked = library.DeviceIoControl(handle, code, None, 0, None, 0, ctypes.byref(got), None)
    return bool(asked)


def is_on_usb(library: Any, letter: str) -> bool:
    """Tell whether a drive hangs on a USB cable, as hard disks in a case do; no if unknown."""
    handle = library.CreateFileW(rf"\\.\{letter}:", 0, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle == _INVALID_HANDLE:
        return False
    handle = ctypes.c_void_p(handle)
    answer, got = _DeviceDescriptor(), ctypes.c_ulong()
    answered = library.DeviceIoControl(
        handle,
        _QUERY_PROPERTY,
        bytes(12),  # STORAGE_PROPERTY_QUERY: the device's own property, standard query
        12,
        ctypes.byref(answer),
        ctypes.sizeof(answer),
        ctypes.byref(got),
        None,
    )
    library.CloseHandle(handle)
    return bool(answered) and answer.BusType == _BUS_USB


class _DeviceDescriptor(ctypes.Structure):
    """STORAGE_DEVICE_DESCRIPTOR up to the bus, under Windows' own names."""

    _fields_ = (
        ("Version", ctypes.c_ulong),
        ("Size", ctypes.c_ulong),
        ("DeviceType", ctypes.c_ubyte),
        ("DeviceTypeModifier", ctypes.c_ubyte),
        ("RemovableMedia", ctypes.c_ubyte),
        ("CommandQueueing", ctypes.c_ubyte),
        ("VendorIdOffset", ctypes.c_ulong),
        ("ProductIdOffset", ctypes.c_ulong),
        ("ProductRevisionOffset", ctypes.c_ulong),
        ("SerialNumberOffset", ctypes.c_ulong),
        ("BusType", ctypes.c_int),
        ("RawPropertiesLength", ctypes.c_ulong),
        ("RawDeviceProperties", ctypes.c_ubyte * 512),
    )


class UserAndMachine:
    """The registry of the user, then of the machine; without one nothing is there."""

    def keys(self, path: str) -> tuple[str, ...]:
        """Return the names below a key."""
        found: list[str] = []
        if sys.platform == "win32":
            for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
                with contextlib.suppress(OSError), winreg.OpenKey(hive, path) as key:
                    found += (winreg.EnumKey(key, at) for at in range(winreg.QueryInfoKey(key)[0]))
        return tuple(found)

    def values(self, path: str) -> dict[str, str]:
        """Return the texts of a key."""
        found: dict[str, str] = {}
        if sys.platform == "win32":
            for hive in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
                with contextlib.suppress(OSError), winreg.OpenKey(hive, path) as key:
                    entries = (
                        winreg.EnumValue(key, at) for at in range(winreg.QueryInfoKey(key)[1])
                    )
                    found |= {name: value for name, value, _ in entries if isinstance(value, str)}
        return found
