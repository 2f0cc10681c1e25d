"""The settings of this device: read at the start, changed at their page, never in the store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.system import settings
from kh57_desktop.system.settings import SHOWN, About, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.paths import Home

__all__ = ["About", "Device", "Settings", "Standing"]

FOLDERS = ("bundle_folder", "paper_folder", "second_backup_folder")


@dataclass(frozen=True, slots=True)
class Standing:
    """The settings, and which of their folders are not there now."""

    settings: Settings
    absent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Device:
    """What this device remembers about itself, before and after the password."""

    home: Home
    disk: Disk

    @property
    def shown(self) -> Mapping[str, About]:
        """Return the settings an officer may change, in the order of the screen."""
        return SHOWN

    def settings(self) -> Settings:
        """Return the settings; those of a new device where nothing was kept."""
        return settings.load(self.home.settings, self.disk)

    def standing(self) -> Standing:
        """Return the settings and the folders that are not there, a stick for example."""
        found = self.settings()
        absent = [name for name in FOLDERS if self._is_absent(getattr(found, name))]
        return Standing(found, frozenset(absent))

    def change(self, **values: object) -> Standing:
        """Keep other values; raises `InvalidRecord` outside their limits, `DiskFull` and others."""
        settings.save(self.home.settings, self.settings().changed(**values), self.disk)
        return self.standing()

    def folder(self, name: str) -> Path | None:
        """Return a folder of the settings; None when none is set or it is not there now."""
        kept = str(getattr(self.settings(), name))
        return Path(kept) if kept and not self._is_absent(kept) else None

    @staticmethod
    def _is_absent(kept: str) -> bool:
        return bool(kept) and not Path(kept).is_dir()
