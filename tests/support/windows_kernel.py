"""A Windows kernel that answers what a test says, for the calls the program makes of it."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from pathlib import Path

INVALID = ctypes.c_void_p(-1).value
USB = 7
LOCK, DISMOUNT, EJECT = 0x00090018, 0x00090020, 0x002D4808


@dataclass
class Volume:
    """What stands behind a drive letter."""

    kind: int
    label: str = ""
    file_system: str = "NTFS"
    is_ready: bool = True
    bus: int | None = 11
    locked_out: int = 0
    """How many tries to lock it fail because another program has a file open."""
    commands: list[int] = field(default_factory=list)
    """What it was told to do and did."""


@dataclass
class Kernel:
    """kernel32, as far as it is asked; `refusing` names calls that answer no."""

    volumes: dict[str, Volume] = field(default_factory=dict)
    refusing: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)
    open_files: dict[int, object] = field(default_factory=dict)
    locked: set[int] = field(default_factory=set)
    memory: int | None = None
    """How much this process may have."""

    def _refuses(self, call: str) -> bool:
        self.asked.append(call)
        return call in self.refusing

    def GetLogicalDrives(self) -> int:  # noqa: N802 - Windows' own names, here and below
        """Return a bit for each letter."""
        return sum(1 << ord(letter) - ord("A") for letter in self.volumes)

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802
        """Return how the drive hangs."""
        return self.volumes[root[0]].kind

    def GetVolumeInformationW(self, root, label, _size, *rest) -> int:  # noqa: N802
        """Fill in label and file system."""
        volume = self.volumes[root[0]]
        if volume.is_ready:
            label.value, rest[3].value = volume.label, volume.file_system
        return int(volume.is_ready)

    def CreateFileW(self, path: str, *_how: object) -> int | None:  # noqa: N802
        """Open a file or a device."""
        if self._refuses("CreateFileW"):
            return INVALID
        handle = 100 + len(self.asked)
        is_device = path.startswith("\\\\.\\")
        self.open_files[handle] = path if is_device else Path(path).open("rb")  # noqa: SIM115
        return handle

    def CloseHandle(self, handle: ctypes.c_void_p) -> int:  # noqa: N802
        """Close it."""
        closed = self.open_files.pop(handle.value)
        if not isinstance(closed, str):
            closed.close()
        return 1

    def ReadFile(self, handle, room, size, got, _overlapped) -> int:  # noqa: N802
        """Read the next piece into the room given."""
        if self._refuses("ReadFile"):
            return 0
        data = self.open_files[handle.value].read(size)
        ctypes.memmove(room, data, len(data))
        got._obj.value = len(data)
        return 1

    def DeviceIoControl(self, handle, code, query, length, answer, *_rest) -> int:  # noqa: N802
        """Tell on which bus the device hangs; lock, dismount, eject."""
        volume = self.volumes[self.open_files[handle.value][4]]
        if query is None:
            return self._command(volume, code)
        if volume.bus is None or len(query) != length:
            return 0
        answer._obj.BusType = volume.bus
        return 1

    def _command(self, volume: Volume, code: int) -> int:
        if code == LOCK and volume.locked_out:
            volume.locked_out -= 1
            return 0
        if self._refuses(hex(code)):
            return 0
        volume.commands.append(code)
        return 1

    def LockFile(self, handle: ctypes.c_void_p, *_where: int) -> int:  # noqa: N802
        """Lock a file unless it is locked."""
        is_free = handle.value not in self.locked
        self.locked.add(handle.value)
        return int(is_free)

    def UnlockFile(self, handle: ctypes.c_void_p, *_where: int) -> int:  # noqa: N802
        """Let it go."""
        self.locked.discard(handle.value)
        return 1

    def CreateJobObjectW(self, *_nothing: object) -> int | None:  # noqa: N802
        """Make a job."""
        return None if self._refuses("CreateJobObjectW") else 7

    def SetInformationJobObject(self, _job, what, limits, size) -> int:  # noqa: N802
        """Set the limits of a job."""
        if (
            self._refuses("SetInformationJobObject")
            or what != 9
            or size != ctypes.sizeof(limits._obj)
        ):
            return 0
        self._limits = limits._obj
        return 1

    def AssignProcessToJobObject(self, _job, process) -> int:  # noqa: N802
        """Let the limits hold for this process."""
        if self._refuses("AssignProcessToJobObject"):
            return 0
        is_ours = process.value == INVALID and self._limits.LimitFlags == 0x100
        self.memory = self._limits.ProcessMemoryLimit if is_ours else None
        return 1

    def MoveFileExW(self, source: str, target: str, how: int) -> int:  # noqa: N802
        """Rename over the target and write through."""
        if self._refuses("MoveFileExW") or how != 0x9:
            return 0
        Path(source).replace(target)
        return 1
