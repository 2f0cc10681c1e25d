"""Know where data, logs, outbox and backups live, and where the program's own files stand."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.system.disk import Disk


class Home(NamedTuple):
    """The one data folder of an installation and what stands in it (TRUST 2)."""

    folder: Path

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.folder / "kh57.db"

    @property
    def keys(self) -> Path:
        """The slots that open it."""
        return self.folder / "keys.json"

    @property
    def settings(self) -> Path:
        """The device settings, in plain text."""
        return self.folder / "settings.json"

    @property
    def store_version(self) -> Path:
        """The number of the store's shape in plain digits, for who cannot open the store."""
        return self.folder / "store-version"

    @property
    def ballast(self) -> Path:
        """The room kept for the day the disk is full."""
        return self.folder / "ballast"

    @property
    def attachments(self) -> Path:
        """The sealed attachments, named by their hash."""
        return self.folder / "attachments"

    @property
    def outbox(self) -> Path:
        """The bundles whose content nobody has acknowledged yet."""
        return self.folder / "outbox"

    @property
    def backups(self) -> Path:
        """The verified copies of the store."""
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        """The log, without names."""
        return self.folder / "logs"

    @property
    def restoring(self) -> Path:
        """A copy that is unpacked and checked before it takes the store's place; wiped at start."""
        return self.folder / "restoring"

    @property
    def opened(self) -> Path:
        """The clear copies made to be opened with another program; wiped at closing and start."""
        return self.folder / "opened"

    @property
    def calls(self) -> Path:
        """What a second start says to the window that runs: there for a blink (`system.calls`)."""
        return self.folder / "calls"

    @property
    def is_set_up(self) -> bool:
        """Whether a store was finished here, even if its keys have gone since.

        A log is written from the first unlocking on: a store without one was never finished.
        """
        keys = (self.keys, self.keys.with_name(f"{self.keys.name}.1"))
        was_used = self.store.exists() and self.logs.is_dir() and any(self.logs.iterdir())
        return was_used or any(path.exists() for path in keys)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folder and those that stand in it from the beginning."""
        return (self.folder, self.attachments, self.outbox, self.backups, self.logs)

    def make(self, disk: Disk) -> Home:
        """Make the folders that are missing and return the home; raises FolderDenied and kin."""
        from kh57_desktop.system.files import make_folder  # noqa: PLC0415 - not before unlock

        for folder in self.folders:
            make_folder(folder, disk)
        return self


def default_home(environment: Mapping[str, str] | None = None) -> Home:
    """Return the home named by KH57_HOME, else the platform's own place for data."""
    named = (os.environ if environment is None else environment).get("KH57_HOME")
    if named:
        return Home(Path(named).absolute())
    from platformdirs import user_data_path  # noqa: PLC0415 - not where a folder was named

    return Home(user_data_path("KH57", appauthor=False))


def resource(*names: str) -> Path:
    """Return a file of `resources/`, beside the package or in an installed program."""
    return program_folder().joinpath("resources", *names)


def migrations() -> Path:
    """Return the folder of the store's migrations."""
    return program_folder() / "migrations"


def program_folder() -> Path:
    """Return the folder that holds the package and its files, also in an installed program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def is_installed() -> bool:
    """Tell whether this is a program of its own in its folder, and not run by an interpreter."""
    return getattr(sys, "_MEIPASS", None) is not None


def installed_in() -> Path | None:
    """Return the folder of an installed program, which its installer replaces whole; else None."""
    return Path(sys.executable).parent if is_installed() else None


def downloads() -> Path:
    """Return the folder into which browsers and Zalo put what they receive."""
    from platformdirs import user_downloads_path  # noqa: PLC0415 - not before unlock

    return user_downloads_path()
