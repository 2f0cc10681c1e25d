"""Find the bundles that wait on sticks, in the chosen folder and among the downloads.

Names are not trusted: what begins like a bundle is one, and is shown even if it is damaged behind.
Nothing is verified and nothing written; the look is bounded, so that a full stick costs a moment.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kh57_desktop.errors import BundleDamaged, FileHeld, InputTooBig
from kh57_desktop.sync import wrapping
from kh57_desktop.system import drives, paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DEPTH: Final = 2
MOST_ENTRIES: Final = 4_000
MOST_FOUND: Final = 200


def usual(chosen: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return where bundles arrive: the plugged-in drives, the chosen folders, the downloads."""
    plugged = tuple(Path(drive.root) for drive in drives.drives())
    return tuple(dict.fromkeys((*plugged, *chosen, paths.downloads())))


def found(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files in some folders that hold a bundle, the newest first, each once."""
    seen: dict[object, tuple[float, Path]] = {}
    for folder in folders:
        for path in _files(folder):
            status = _ordinary(path)
            if status is None or len(seen) == MOST_FOUND or not _holds_a_bundle(path):
                continue
            # some drives of Windows number no files
            known_by = (status.st_dev, status.st_ino) if status.st_ino else path
            seen.setdefault(known_by, (status.st_mtime, path))
    return tuple(path for _, path in sorted(seen.values(), key=_newest_first))


def _newest_first(entry: tuple[float, Path]) -> tuple[float, str]:
    return -entry[0], str(entry[1])


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files near the top of a folder; hidden ones and links are passed over."""
    level, left = [folder], MOST_ENTRIES
    for _ in range(DEPTH + 1):
        below: list[Path] = []
        for each in level:
            for entry in _entries(each):
                left -= 1
                if left < 0:
                    return
                if entry.name.startswith((".", "$")) or entry.is_symlink():
                    continue
                if entry.is_dir(follow_symlinks=False):
                    below.append(Path(entry.path))
                else:
                    yield Path(entry.path)
        level = below


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds, by name; nothing when it cannot be looked into."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _ordinary(path: Path) -> os.stat_result | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _holds_a_bundle(path: Path) -> bool:
    try:
        return bool(wrapping.sources(path))
    except (BundleDamaged, FileHeld, InputTooBig):
        return False
