"""The disk below SQLite itself: any call it makes of its files can fail or be written down.

A file layer of our own stands over the system's and is what SQLCipher opens while it is in place;
nothing of the program knows of it (TRUST 10, tool *vfs*).
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import _sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OK, IO_ERROR, FULL, CANNOT_OPEN = 0, 10, 13, 14
READ, WRITE, SYNC, TRUNCATE, REMOVE = (IO_ERROR | n << 8 for n in (1, 3, 4, 6, 10))

if sys.platform == "win32":
    pytest.skip("the library of Windows lends SQLite's calls to nobody", allow_module_level=True)

_library = ctypes.CDLL(_sqlite3.__file__)
_library.sqlite3_vfs_find.restype = ctypes.c_void_p

_INT, _WIDE, _POINTER = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, ctypes.c_char_p, _POINTER, _INT, _POINTER)
_OPEN_AS_GIVEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, ctypes.c_char_p, _INT)
_MOVE_BYTES = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _WIDE)
_CUT = ctypes.CFUNCTYPE(_INT, _POINTER, _WIDE)
_FLUSH = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)

_METHODS = 18
_METHOD_READ, _METHOD_WRITE, _METHOD_TRUNCATE, _METHOD_SYNC = 1, 2, 3, 4


class _Layer(ctypes.Structure):
    """SQLite's `sqlite3_vfs`."""

    _fields_ = (
        *(("iVersion", _INT), ("szOsFile", _INT), ("mxPathname", _INT)),
        *(("pNext", _POINTER), ("zName", ctypes.c_char_p), ("pAppData", _POINTER)),
        *(("xOpen", _POINTER), ("xDelete", _POINTER)),
        ("rest", _POINTER * 14),
    )


class _Methods(ctypes.Structure):
    """SQLite's `sqlite3_io_methods`."""

    _fields_ = (("iVersion", _INT), ("x", _POINTER * _METHODS))


class SqliteDisk:
    """What lies below SQLite; subclasses decide what becomes of each call."""

    def opened(self, path: Path) -> int:
        """Answer the opening of a file."""
        del path
        return OK

    def read(self, path: Path, size: int, at: int) -> int:
        """Answer a reading."""
        del path, size, at
        return OK

    def written(self, path: Path, data: bytes, at: int) -> int:
        """Answer a writing."""
        del path, data, at
        return OK

    def cut(self, path: Path, size: int) -> int:
        """Answer the shortening of a file."""
        del path, size
        return OK

    def synced(self, path: Path) -> int:
        """Answer the wish that a file be on the disk."""
        del path
        return OK

    def removed(self, path: Path) -> int:
        """Answer the removal of a file."""
        del path
        return OK


@dataclass
class FailingSqliteDisk(SqliteDisk):
    """Refuses the n-th call, counted from 1, and `lasting - 1` calls after it."""

    full: bool
    at: int
    lasting: float = 1
    sites: frozenset[str] = frozenset({"open", "write", "sync", "truncate", "delete"})
    below: Path | None = None
    """Only files in this folder count; None: all."""
    calls: list[str] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """Whether the fault was met."""
        return len(self.calls) >= self.at

    def opened(self, path: Path) -> int:
        """Refuse to open, as a full or failing disk does with a new file."""
        return self._answer("open", path, CANNOT_OPEN)

    def read(self, path: Path, size: int, at: int) -> int:
        """Refuse to read."""
        del size, at
        return self._answer("read", path, READ)

    def written(self, path: Path, data: bytes, at: int) -> int:
        """Refuse to write."""
        del data, at
        return self._answer("write", path, FULL if self.full else WRITE)

    def cut(self, path: Path, size: int) -> int:
        """Refuse to shorten."""
        del size
        return self._answer("truncate", path, TRUNCATE)

    def synced(self, path: Path) -> int:
        """Refuse to flush."""
        return self._answer("sync", path, SYNC)

    def removed(self, path: Path) -> int:
        """Refuse to remove."""
        return self._answer("delete", path, REMOVE)

    def _answer(self, site: str, path: Path, refusal: int) -> int:
        if site not in self.sites or (self.below is not None and self.below not in path.parents):
            return OK
        self.calls.append(site)
        return refusal if self.at <= len(self.calls) < self.at + self.lasting else OK


@contextmanager
def in_place(disk: SqliteDisk) -> Iterator[None]:
    """Put a disk below every file that SQLite opens until the block ends."""
    system = _library.sqlite3_vfs_find(None)
    layer = _Layer.from_buffer_copy(ctypes.string_at(system, ctypes.sizeof(_Layer)))
    laid = _Laid(system, layer, disk)
    own = ctypes.byref(layer)
    _library.sqlite3_vfs_register(own, 1)
    try:
        yield
    finally:
        _library.sqlite3_vfs_unregister(own)
        _library.sqlite3_vfs_register(_POINTER(system), 1)
        _KEPT.append(laid)  # a connection left open still calls through it


_KEPT: list[_Laid] = []


class _Laid:
    """Our functions in the tables of SQLite, and those they stand in front of."""

    def __init__(self, system: int, layer: _Layer, disk: SqliteDisk) -> None:
        self._disk = disk
        self._system = system
        self._layer = layer
        self._open = _OPEN_AS_GIVEN(layer.xOpen)
        self._delete = _DELETE(layer.xDelete)
        self._paths: dict[int, Path] = {}
        self._tables: dict[int, tuple[_Methods, list[Callable[..., int]]]] = {}
        self._own = (_OPEN_AS_GIVEN(self._on_open), _DELETE(self._on_delete))
        layer.zName = b"kh57-below"
        layer.xOpen, layer.xDelete = (ctypes.cast(own, _POINTER) for own in self._own)

    def _on_open(self, _: int, name: int, file: int, flags: int, out: int) -> int:
        path = Path(ctypes.string_at(name).decode()) if name else Path("unnamed")
        refusal = self._disk.opened(path)
        if refusal:
            _POINTER.from_address(file).value = None  # SQLite closes nothing that was never open
            return refusal
        answer = self._open(self._system, name, file, flags, out)
        if answer == OK:
            self._paths[file] = path
            theirs = _POINTER.from_address(file)
            theirs.value = ctypes.addressof(self._table(theirs.value))
        return answer

    def _on_delete(self, _: int, name: bytes, sync_folder: int) -> int:
        return self._disk.removed(Path(name.decode())) or self._delete(
            self._system, name, sync_folder
        )

    def _table(self, theirs: int) -> _Methods:
        if theirs not in self._tables:
            methods = _Methods.from_buffer_copy(ctypes.string_at(theirs, ctypes.sizeof(_Methods)))
            read, write = (
                _MOVE_BYTES(methods.x[_METHOD_READ]),
                _MOVE_BYTES(methods.x[_METHOD_WRITE]),
            )
            cut, sync = _CUT(methods.x[_METHOD_TRUNCATE]), _FLUSH(methods.x[_METHOD_SYNC])
            disk, paths = self._disk, self._paths

            def on_read(file: int, data: int, size: int, at: int) -> int:
                return disk.read(paths[file], size, at) or read(file, data, size, at)

            def on_write(file: int, data: int, size: int, at: int) -> int:
                content = ctypes.string_at(data, size)
                return disk.written(paths[file], content, at) or write(file, data, size, at)

            def on_cut(file: int, size: int) -> int:
                return disk.cut(paths[file], size) or cut(file, size)

            def on_sync(file: int, how: int) -> int:
                return disk.synced(paths[file]) or sync(file, how)

            own = {
                _METHOD_READ: _MOVE_BYTES(on_read),
                _METHOD_WRITE: _MOVE_BYTES(on_write),
                _METHOD_TRUNCATE: _CUT(on_cut),
                _METHOD_SYNC: _FLUSH(on_sync),
            }
            for position, function in own.items():
                methods.x[position] = ctypes.cast(function, _POINTER).value
            self._tables[theirs] = methods, [*own.values(), read, write, cut, sync]
        return self._tables[theirs][0]
