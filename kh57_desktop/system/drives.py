"""See which drives the computer has, what they are called, and which can be pulled out."""

from __future__ import annotations

import enum
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from kh57_desktop.system import windows

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAT = frozenset({"vfat", "msdos", "fat", "fat12", "fat16", "fat32", "exfat", "fuse.exfat"})
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smbnetfs", "ncpfs", "afs", "ceph", "glusterfs"}
    | {"davfs", "davfs2", "sshfs", "curlftpfs", "s3fs", "gcsfuse", "gvfsd-fuse", "kio-fuse"}
    | {"rclone", "onedriver", "google-drive-ocamlfuse"}
)
_ESCAPED = re.compile(r"\\([0-7]{3}|x[0-9a-f]{2})")


class DriveKind(enum.Enum):
    """How a drive hangs on the computer."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Drive:
    """One drive or mounted file system."""

    root: PurePath
    label: str
    file_system: str
    kind: DriveKind

    @property
    def is_fat(self) -> bool:
        """Whether it has the kind of file system that loses renamed files (TRUST 3)."""
        return self.file_system in _FAT


def drives() -> tuple[Drive, ...]:
    """Return the drives that can be pulled out, as they are plugged in now."""
    return tuple(drive for drive in all_drives() if drive.kind is DriveKind.REMOVABLE)


def all_drives() -> tuple[Drive, ...]:
    """Return every drive of this computer."""
    if sys.platform == "win32":
        return windows_drives(windows.kernel())
    return linux_drives()


def drive_of(folder: PurePath, among: Sequence[Drive]) -> Drive | None:
    """Return the drive a folder stands on: the one whose root is deepest above it."""
    above = [drive for drive in among if folder.is_relative_to(drive.root)]
    return max(above, key=lambda drive: len(drive.root.parts), default=None)


def linux_drives(root: Path = Path("/")) -> tuple[Drive, ...]:
    """Return the mounted drives as the kernel below `root` tells them."""
    try:
        lines = (root / "proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    # A later mount hides an earlier one at the same place.
    found = {drive.root: drive for drive in (_linux_drive(root, line) for line in lines) if drive}
    return tuple(found.values())


def linux_device(place: PurePath, root: Path = Path("/")) -> str | None:
    """Return the device that is mounted at a place; None when nothing is."""
    try:
        lines = (root / "proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    mounted = [[_unescaped(word) for word in line.split(" ")[:2]] for line in lines]
    return next((device for device, at in reversed(mounted) if PurePath(at) == place), None)


def windows_drives(library: Any) -> tuple[Drive, ...]:
    """Return the drives with a letter; an empty card reader is none."""
    return tuple(
        drive
        for letter in windows.drive_letters(library)
        if (drive := _windows_drive(library, letter)) is not None
    )


def drive_at(folder: PurePath, library: Any) -> Drive | None:
    """Return the drive whose letter a folder names; none for a share, or where nothing is in it."""
    letter = folder.drive.removesuffix(":")
    return _windows_drive(library, letter) if len(letter) == 1 else None


def _linux_drive(root: Path, line: str) -> Drive | None:
    """Read one line of the mounts: only real devices and network shares are drives."""
    device, place, file_system = (_unescaped(word) for word in line.split(" ")[:3])
    label = PurePath(place).name or place
    if file_system.removeprefix("fuse.") in _NETWORK:
        return Drive(PurePath(place), label, file_system, DriveKind.NETWORK)
    if not device.startswith("/dev/"):
        return None
    real = (root / device.lstrip("/")).resolve()
    kind = DriveKind.REMOVABLE if _can_be_pulled(root, real.name) else DriveKind.FIXED
    return Drive(PurePath(place), _linux_label(root, real) or label, file_system, kind)


def _can_be_pulled(root: Path, name: str) -> bool:
    """Follow a device to its disk, through encryption and partitions, and ask how it hangs."""
    entry = root / "sys/class/block" / name
    slaves = entry / "slaves"
    if slaves.is_dir() and any(_can_be_pulled(root, slave.name) for slave in slaves.iterdir()):
        return True
    disk = entry.resolve()
    if (disk / "partition").exists():
        disk = disk.parent
    return (
        _word(disk / "removable") == "1"
        or _word(disk / "device/type") == "SD"
        or any(part.startswith("usb") for part in disk.parts)
    )


def _linux_label(root: Path, device: Path) -> str:
    labels = root / "dev/disk/by-label"
    if labels.is_dir():
        for label in labels.iterdir():
            if label.resolve() == device:
                return _unescaped(label.name)
    return ""


def _unescaped(word: str) -> str:
    """Undo the kernel's octal and udev's hexadecimal spelling of spaces and bytes beyond ASCII."""

    def byte(found: re.Match[str]) -> str:
        code = found[1]
        return chr(int(code[1:], 16) if code[0] == "x" else int(code, 8))

    plain = _ESCAPED.sub(byte, word)
    try:
        return plain.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return plain


def _word(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _windows_drive(library: Any, letter: str) -> Drive | None:
    root = f"{letter}:\\"
    kind = windows.drive_type(library, root)
    volume = windows.volume(library, root)
    if volume is None and kind != windows.REMOTE:
        return None
    label, file_system = volume or ("", "")
    if kind == windows.REMOTE:
        hangs = DriveKind.NETWORK
    elif kind == windows.FIXED and not windows.is_on_usb(library, letter):
        hangs = DriveKind.FIXED
    else:
        hangs = DriveKind.REMOVABLE  # also discs and memory disks: what is there does not stay
    return Drive(PureWindowsPath(root), label or f"{letter}:", file_system.lower(), hangs)
