"""Let one copy of the program at a time work on a data folder."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Self

if sys.platform == "win32":
    import msvcrt

    from kh57_desktop.system import windows
else:
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

NAME = "lock"

_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


class Lock:
    """A data folder held by this process; the system lets go of it however the process ends."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Let another copy have the folder; a second time does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            _let_go(handle)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def lock(folder: Path) -> Lock:
    """Hold a data folder; raises AlreadyOpen while another copy holds it.

    The file may stay behind after a crash: not the file but the system's lock on it counts.
    """
    from kh57_desktop.errors import AlreadyOpen, PlaceRefused  # noqa: PLC0415 - not for a window
    from kh57_desktop.i18n import vi  # noqa: PLC0415
    from kh57_desktop.system.refusals import denied  # noqa: PLC0415

    try:
        handle = _opened(folder)
    except OSError as error:
        raise denied(folder) from error
    try:
        held = _held(handle)
    except OSError as error:
        raise PlaceRefused(folder=folder, why=vi("ổ này không giữ được khóa tệp")) from error
    if held is None:
        raise AlreadyOpen
    return held


def try_lock(folder: Path) -> Lock | None:
    """Hold a folder, or return None while another copy holds it; raises OSError."""
    return _held(_opened(folder))


def _opened(folder: Path) -> int:
    return os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)


def _held(handle: int) -> Lock | None:
    """Lock an open file, or close it again."""
    try:
        _hold(handle)
    except OSError as error:
        os.close(handle)
        if error.errno in _TAKEN:
            return None
        raise
    return Lock(handle)


def _hold(handle: int) -> None:
    """Lock without waiting; the lock belongs to this opening of the file alone."""
    if sys.platform == "win32":
        windows.lock_file(windows.kernel(), msvcrt.get_osfhandle(handle))
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _let_go(handle: int) -> None:
    """Unlock before closing: of a file that is only closed, Windows lets go some time later."""
    if sys.platform == "win32":
        windows.unlock_file(windows.kernel(), msvcrt.get_osfhandle(handle))
