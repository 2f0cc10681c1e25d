"""The disks of this computer, behind the seam at which tests let them fail (TRUST 3, 10)."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

if sys.platform == "win32":  # ctypes is no part of a first paint elsewhere
    from kh57_desktop.system import windows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PIECE: Final = 1 << 20

_NEW = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
_AGAIN = os.O_RDWR | getattr(os, "O_BINARY", 0)


class Disk(Protocol):
    """A disk; each method is a place where it can fail with an OSError."""

    def create(self, path: Path) -> int:
        """Open a file that must be new and return its handle."""
        ...

    def write(self, handle: int, data: bytes) -> int:
        """Write and return how many bytes were taken."""
        ...

    def sync(self, handle: int) -> None:
        """Wait until the file is on the disk."""
        ...

    def close(self, handle: int) -> None:
        """Let the file go."""
        ...

    def reopen(self, path: Path) -> int:
        """Open a file that is there, to sync it again."""
        ...

    def move(self, source: Path, target: Path) -> None:
        """Rename, over whatever has the name."""
        ...

    def remove(self, path: Path) -> None:
        """Remove a file; nothing happens if it is not there."""
        ...

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it; nothing happens if it is there."""
        ...

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder that is empty."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk."""
        ...

    def pieces(self, path: Path) -> Iterator[bytes]:
        """Read a file from the disk itself, past every cache."""
        ...

    def read(self, path: Path, at_most: int) -> bytes:
        """Read at most so many bytes of a file."""
        ...

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none if it is not there."""
        ...

    def is_there(self, path: Path) -> bool:
        """Tell whether a file or folder answers to the name."""
        ...

    def free(self, folder: Path) -> int:
        """Return the free bytes of the disk below a folder, 0 if it does not answer."""
        ...

    def pause(self, seconds: float) -> None:
        """Wait for another program to let go."""
        ...


class RealDisk:
    """The disks of this computer."""

    def create(self, path: Path) -> int:
        """Open a file that must be new and return its handle."""
        with _numbered():
            return os.open(path, _NEW, 0o600)

    def write(self, handle: int, data: bytes) -> int:
        """Write and return how many bytes were taken."""
        with _numbered():
            return os.write(handle, data)

    def sync(self, handle: int) -> None:
        """Wait until the file is on the disk (on Windows Python flushes the file's buffers)."""
        with _numbered():
            os.fsync(handle)

    def close(self, handle: int) -> None:
        """Let the file go."""
        os.close(handle)

    def reopen(self, path: Path) -> int:
        """Open a file that is there, to sync it again."""
        with _numbered():
            return os.open(path, _AGAIN)

    def move(self, source: Path, target: Path) -> None:
        """Rename, over whatever has the name."""
        if sys.platform == "win32":
            windows.move(windows.kernel(), source, target)
        else:
            source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file; nothing happens if it is not there."""
        path.unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it; nothing happens if it is there."""
        if sys.platform == "win32":
            # closed by Python, a folder on a stick would open for this PC's account alone
            folder.mkdir(parents=True, exist_ok=True)
        else:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder that is empty."""
        folder.rmdir()

    def sync_folder(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk; Windows wrote them through."""
        if sys.platform != "win32":
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def pieces(self, path: Path) -> Iterator[bytes]:
        """Read a file from the disk itself, past every cache."""
        if sys.platform == "win32":
            yield from windows.pieces(windows.kernel(), path)
            return
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while piece := file.read(PIECE):
                yield piece

    def read(self, path: Path, at_most: int) -> bytes:
        """Read at most so many bytes of a file."""
        with _numbered(), path.open("rb") as file:
            return file.read(at_most)

    def names(self, folder: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; none if it is not there."""
        try:
            return tuple(sorted(entry.name for entry in folder.iterdir()))
        except FileNotFoundError:
            return ()

    def is_there(self, path: Path) -> bool:
        """Tell whether a file or folder answers to the name."""
        try:
            path.stat()
        except OSError:
            return False
        return True

    def free(self, folder: Path) -> int:
        """Return the free bytes of the disk below a folder, 0 if it does not answer."""
        import shutil  # noqa: PLC0415 - brings every compression there is

        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return 0

    def pause(self, seconds: float) -> None:
        """Wait for another program to let go."""
        time.sleep(seconds)


@contextmanager
def _numbered() -> Iterator[None]:
    """Let a fault carry Windows' own number, by which the officer is told what happened."""
    try:
        yield
    except OSError as error:
        if sys.platform == "win32" and (told := windows.numbered(error)) is not error:
            raise told from error
        raise
