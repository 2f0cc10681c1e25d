"""Refuse to keep data where it would be lost or read by others (TRUST 2)."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol

from kh57_desktop.errors import PlaceRefused
from kh57_desktop.i18n import vi
from kh57_desktop.system import paths, windows
from kh57_desktop.system.drives import Drive, DriveKind, all_drives, drive_at, drive_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLOUD_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_CLOUD_NAME = re.compile(
    r"(onedrive( - .*)?|dropbox( \(.*\))?|google ?drive|googledrive|my drive|icloud ?drive)",
    re.IGNORECASE,
)
_DROPBOX_INFO = ("Dropbox/info.json", ".dropbox/info.json")
_ONEDRIVE_ACCOUNTS = r"Software\Microsoft\OneDrive\Accounts"
_SYNC_ROOTS = r"Software\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
_CLOUD_TAG = 0x9000001A  # IO_REPARSE_TAG_CLOUD; its fourth digit from the right counts 0 to F
_CLOUD_TAG_MASK = 0xFFFF0FFF


class Registry(Protocol):
    """What is asked of the Windows registry."""

    def keys(self, path: str) -> tuple[str, ...]:
        """Return the names below a key of the user or the machine, none if it is not there."""
        ...

    def values(self, path: str) -> Mapping[str, str]:
        """Return the texts of a key, none if it is not there."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the computer says about its places."""

    drives: tuple[Drive, ...]
    cloud_folders: tuple[PurePath, ...]
    is_cloud_file: Callable[[PurePath], bool]
    program: PurePath | None = None
    """The folder of the installed program; None where it runs from its sources."""


Rule = Callable[[PurePath, Surroundings], str | None]


def refuse_bad_place(folder: Path, around: Surroundings | None = None) -> None:
    """Raise PlaceRefused unless data may stand in the folder, also where links lead to."""
    for place in {folder.absolute(), folder.resolve()}:
        why = why_refused(place, around or surroundings(place))
        if why is not None:
            raise PlaceRefused(folder=folder, why=why)


def on_share(folder: PurePath, around: Surroundings) -> str | None:
    """Refuse a network share and a mapped drive."""
    drive = drive_of(folder, around.drives)
    is_far = folder.drive.startswith("\\\\") or (drive and drive.kind is DriveKind.NETWORK)
    return vi("đây là ổ mạng") if is_far else None


def on_stick(folder: PurePath, around: Surroundings) -> str | None:
    """Refuse what can be pulled out."""
    drive = drive_of(folder, around.drives)
    is_loose = drive and drive.kind is DriveKind.REMOVABLE
    return vi("đây là ổ có thể rút ra") if is_loose else None


def on_fat(folder: PurePath, around: Surroundings) -> str | None:
    """Refuse FAT, which keeps no order among what it writes."""
    drive = drive_of(folder, around.drives)
    return vi("ổ này định dạng FAT") if drive and drive.is_fat else None


def in_cloud(folder: PurePath, around: Surroundings) -> str | None:
    """Refuse folders that another program copies to the internet, half-written files included."""
    places = (folder, *folder.parents)
    is_synchronized = (
        any(folder.is_relative_to(root) for root in around.cloud_folders)
        or any(_CLOUD_NAME.fullmatch(place.name) for place in places)
        or any(around.is_cloud_file(place) for place in places)
    )
    return vi("thư mục này được đồng bộ lên mạng") if is_synchronized else None


def in_program(folder: PurePath, around: Surroundings) -> str | None:
    """Refuse the installed program's folder: a newer version takes its place, whole."""
    if around.program is None:
        return None
    name = around.program.name
    # under the other two names an installer unpacks and puts aside (packaging/kh57.nsi)
    taken = (around.program.with_name(f"{name}{end}") for end in ("", ".new", ".old"))
    is_taken = any(folder.is_relative_to(one) for one in taken)
    return vi("bộ cài thay cả thư mục này khi lên bản mới") if is_taken else None


RULES: tuple[Rule, ...] = (on_share, on_stick, on_fat, in_cloud, in_program)
RULES_OF_PROGRAMS: tuple[Rule, ...] = (on_share, on_stick, in_cloud)
"""Files that are only read need no order among what is written."""


def why_refused(
    folder: PurePath, around: Surroundings, rules: tuple[Rule, ...] = RULES
) -> str | None:
    """Return why data may not stand in a folder, None if it may."""
    return next((why for rule in rules if (why := rule(folder, around)) is not None), None)


def surroundings(folder: PurePath | None = None) -> Surroundings:
    """Ask this computer; of the drive of one folder alone, for a share far away may be slow."""
    if folder is not None and sys.platform == "win32":
        found = drive_at(folder, windows.kernel())
        drives: tuple[Drive, ...] = (found,) if found else ()
    else:
        drives = all_drives()
    cloud = cloud_folders(os.environ) + registered_folders(windows.UserAndMachine())
    return Surroundings(drives, cloud, is_cloud_file, paths.installed_in())


def cloud_folders(environment: Mapping[str, str]) -> tuple[PurePath, ...]:
    """Return the synchronized folders that the environment and Dropbox's own notes name."""
    named = [environment[name] for name in _CLOUD_VARIABLES if environment.get(name)]
    bases = (environment.get(name) for name in ("APPDATA", "LOCALAPPDATA", "HOME"))
    notes = (Path(base) / info for base in bases if base for info in _DROPBOX_INFO)
    return tuple(PurePath(text) for text in (*named, *(p for note in notes for p in _told(note))))


def registered_folders(registry: Registry) -> tuple[PurePath, ...]:
    """Return the synchronized folders that the Windows registry names."""
    accounts = (rf"{_ONEDRIVE_ACCOUNTS}\{key}" for key in registry.keys(_ONEDRIVE_ACCOUNTS))
    roots = (rf"{_SYNC_ROOTS}\{key}\UserSyncRoots" for key in registry.keys(_SYNC_ROOTS))
    onedrive = (registry.values(path).get("UserFolder", "") for path in accounts)
    others = (text for path in roots for text in registry.values(path).values())
    return tuple(PurePath(text) for text in (*onedrive, *others) if text)


def is_cloud_file(place: PurePath) -> bool:
    """Tell whether a folder or file is a placeholder of a cloud service (its reparse tag)."""
    try:
        tag = getattr(Path(place).lstat(), "st_reparse_tag", 0)
    except OSError:
        return False
    return tag & _CLOUD_TAG_MASK == _CLOUD_TAG


def _told(note: Path) -> Iterator[str]:
    """Read Dropbox's note of where its folders are."""
    try:
        accounts = json.loads(note.read_bytes())
        for account in accounts.values():
            yield str(account["path"])
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return
