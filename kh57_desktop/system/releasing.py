"""Let go of a stick before it is pulled out, and tell whether the system has let go of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path, PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

from kh57_desktop.system import again, drives, windows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TRIES: Final = 10
PAUSE_S: Final = 0.2
PATIENCE_S: Final = 30


def release(root: PurePath) -> bool:
    """Have the system let go of the stick at `root`; False while anything still holds it."""
    _stand_elsewhere(root)
    if sys.platform == "win32":
        return release_on_windows(windows.kernel(), root)
    return release_on_linux(root, Path("/"), _ran)


def release_on_windows(
    library: Any, root: PurePath, wait: Callable[[float], object] = time.sleep
) -> bool:
    """Lock, dismount and eject the drive, as the sign beside the clock does.

    Other programs, a virus scanner above all, hold a stick for moments only: some tries are due.
    """
    letter = PureWindowsPath(root).drive[:1]
    with windows.opened_volume(library, letter) as handle:
        if handle is None:
            return False
        for turn in range(TRIES):
            if windows.lock_volume(library, handle):
                return windows.eject_volume(library, handle)
            if turn < TRIES - 1:
                wait(PAUSE_S)
    return False


def release_on_linux(root: PurePath, system: Path, run: Callable[[Sequence[str]], bool]) -> bool:
    """Unmount the stick by the desktop's service, else by `umount`, where either is permitted."""
    device = drives.linux_device(root, system)
    if device is None:
        return False
    ways = (
        ("udisksctl", "unmount", "--no-user-interaction", "--block-device", device),
        ("umount", str(root)),
    )
    return any(run(way) for way in ways) and drives.linux_device(root, system) is None


def _stand_elsewhere(root: PurePath) -> None:
    """Leave the stick: a program holds the folder it stands in, that of the file it was given."""
    with suppress(OSError):
        if Path.cwd().is_relative_to(root):
            os.chdir(Path.home())


def _ran(words: Sequence[str]) -> bool:
    """Tell whether a command of the system is there and ended well."""
    program = shutil.which(words[0])
    if program is None:
        return False
    try:
        ended = subprocess.run(  # noqa: S603 - a program of the system, with a place it named
            [program, *words[1:]],
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
            env=again.surroundings_of_others(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
