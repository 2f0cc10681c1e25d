"""A disk whose n-th call fails, as sticks, scanners and old disks do (TRUST 10)."""

from __future__ import annotations

import errno
import math
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from kh57_desktop.system.files import RealDisk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from kh57_desktop.system.files import Disk

Answer = TypeVar("Answer")

ALWAYS = math.inf
SITES = (
    "create",
    "write",
    "sync",
    "close",
    "reopen",
    "move",
    "remove",
    "make_folder",
    "sync_folder",
    "pieces",
    "read",
    "names",
)


class Fault(Enum):
    """What a disk answers instead of doing what it was asked."""

    FAILING = "EIO"
    FULL = "ENOSPC"
    DENIED = "EACCES"
    GONE = "gone"
    SHORT = "short write"
    DENIED_BY_WINDOWS = 5
    HELD = 32
    LOCKED = 33
    LYING = "other bytes"


def refusal(fault: Fault, path: object) -> OSError:
    """Return the exception that stands for a fault."""
    if isinstance(fault.value, int):
        error = PermissionError(errno.EACCES, "held", str(path))
        error.winerror = fault.value
        return error
    number = errno.ENOENT if fault is Fault.GONE else getattr(errno, fault.value)
    return OSError(number, fault.value, str(path))


class FaultyDisk:
    """A real disk that fails from its `at`-th call on, for `lasting` calls, counted from 1.

    Only the calls of `sites` count; `gone` lasts for ever and takes the folder along.
    """

    def __init__(
        self,
        fault: Fault,
        at: int = 1,
        *,
        lasting: float = 1,
        sites: Collection[str] = SITES,
        disk: Disk | None = None,
    ) -> None:
        self._disk = disk or RealDisk()
        self._fault = fault
        self._at = at
        self._lasting = ALWAYS if fault is Fault.GONE else lasting
        self._sites = sites
        self.calls: list[str] = []
        self.pauses: list[float] = []

    @property
    def has_failed(self) -> bool:
        """Whether the fault was met."""
        return len(self.calls) >= self._at

    def create(self, path: Path) -> int:
        """Open a new file."""
        return self._ask("create", path, lambda: self._disk.create(path))

    def write(self, handle: int, data: bytes) -> int:
        """Write, or only half of it."""
        if self._fails_at("write"):
            if self._fault is Fault.SHORT:
                return self._disk.write(handle, data[: max(1, len(data) // 2)])
            if self._fault is Fault.LYING:
                return self._disk.write(handle, bytes(len(data)))
            raise refusal(self._fault, handle)
        return self._disk.write(handle, data)

    def sync(self, handle: int) -> None:
        """Flush a file."""
        self._ask("sync", None, lambda: self._disk.sync(handle))

    def close(self, handle: int) -> None:
        """Let a file go; the system does so even when it complains."""
        self._disk.close(handle)
        self._ask("close", None, lambda: None)

    def reopen(self, path: Path) -> int:
        """Open a file that is there."""
        return self._ask("reopen", path, lambda: self._disk.reopen(path))

    def move(self, source: Path, target: Path) -> None:
        """Rename a file."""
        self._ask("move", target, lambda: self._disk.move(source, target))

    def remove(self, path: Path) -> None:
        """Remove a file."""
        self._ask("remove", path, lambda: self._disk.remove(path))

    def make_folder(self, folder: Path) -> None:
        """Make a folder."""
        self._ask("make_folder", folder, lambda: self._disk.make_folder(folder))

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""
        self._ask("remove_folder", folder, lambda: self._disk.remove_folder(folder))

    def sync_folder(self, folder: Path) -> None:
        """Flush the names."""
        self._ask("sync_folder", folder, lambda: self._disk.sync_folder(folder))

    def pieces(self, path: Path) -> Iterator[bytes]:
        """Read a file from the disk."""
        self._ask("pieces", path, lambda: None)
        yield from self._disk.pieces(path)

    def read(self, path: Path, at_most: int) -> bytes:
        """Read a small file."""
        return self._ask("read", path, lambda: self._disk.read(path, at_most))

    def names(self, folder: Path) -> tuple[str, ...]:
        """List a folder."""
        return self._ask("names", folder, lambda: self._disk.names(folder))

    def is_there(self, path: Path) -> bool:
        """Tell whether a name answers; nothing does once the drive is gone."""
        return not (self._fault is Fault.GONE and self.has_failed) and self._disk.is_there(path)

    def free(self, folder: Path) -> int:
        """Return the free room: none once the disk was full."""
        return 0 if self._fault is Fault.FULL and self.has_failed else self._disk.free(folder)

    def pause(self, seconds: float) -> None:
        """Do not wait, but remember how long the program would have."""
        self.pauses.append(seconds)

    def _ask(self, site: str, path: Path | None, call: Callable[[], Answer]) -> Answer:
        if self._fails_at(site) and self._fault not in {Fault.SHORT, Fault.LYING}:
            raise refusal(self._fault, path or site)
        return call()

    def _fails_at(self, site: str) -> bool:
        """Count the call and tell whether it is one of those that fail."""
        if site not in self._sites:
            return False
        self.calls.append(site)
        return self._at <= len(self.calls) < self._at + self._lasting
