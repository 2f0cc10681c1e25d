"""One window for a data folder: a second start calls it to the front, and hands it a file.

The window holds a lock in the folder of calls. Who finds it held leaves a small file there and
waits until it is taken away: that is the answer. No socket, no port; nobody needs Qt to call.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kh57_desktop.system import single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.single import Lock

SUFFIXES: Final = (".kh57", ".kh57backup")
"""What a file that is handed over is called, large or small."""
PATIENCE: Final = 8.0
"""Seconds a call waits: a window that is just starting hears it only once it stands."""
YOUNG: Final = PATIENCE + 2
"""Seconds after which nobody waits for a call any more."""
MOST: Final = 64
LONGEST_PATH: Final = 1 << 15
_GLANCE: Final = 0.01
_SCANNER: Final = 0.05
_TRIES: Final = 4
_CALL: Final = re.compile(r"([0-9]{1,20})-[0-9]{1,10}\.(call|part)", re.ASCII)


def file_named(words: list[str]) -> Path | None:
    """Return the file that a double click starts the program with: one word, and no command."""
    if len(words) == 1 and words[0].lower().endswith(SUFFIXES) and not words[0].startswith("-"):
        return Path(words[0]).absolute()
    return None


class Calls(NamedTuple):
    """The folder of calls of a data folder: the window listens here, others call."""

    folder: Path
    disk: Disk

    @contextmanager
    def standing(self, file: Path | None, patience: float = PATIENCE) -> Iterator[bool]:
        """Be the window within the block; False where another has taken the call, and the file.

        Raises `AlreadyOpen` where another holds the folder and does not answer.
        """
        try:
            self.disk.make_folder(self.folder)
            lock = single.try_lock(self.folder)
        except OSError:  # the window will say what is wrong with the folder
            yield True
            return
        if lock is None:
            lock = self._call(file, patience)
        if lock is None:
            yield False
            return
        with lock:
            yield True

    def heard(self) -> tuple[Path, ...] | None:
        """Take the calls away and return the files they name; None when nobody has called.

        Without a file the window is only to come forward. What is no call of the last seconds is
        taken away unheard: nothing readable stays.
        """
        files: list[Path] = []
        has_called = False
        for name in self._names()[:MOST]:
            if name == single.NAME or _is_young(name, "part"):
                continue
            path = self.folder / name
            said = self._said(path) if _is_young(name, "call") else None
            if self._taken_away(path) and said is not None:
                file = _file(said)
                has_called = has_called or not said or file is not None
                files += [file] if file is not None else []
        return tuple(files) if has_called else None

    def _call(self, file: Path | None, patience: float) -> Lock | None:
        """Call the window; returns None when it has answered, the lock when it went meanwhile."""
        from kh57_desktop.errors import AlreadyOpen  # noqa: PLC0415 - not before a first paint

        part = self.folder / f"{time.time_ns()}-{os.getpid()}.part"
        call = part.with_suffix(".call")
        try:
            let_it_come_forward()
            self._leave(b"" if file is None else os.fsencode(file), part, call)
            until = time.monotonic() + patience
            while time.monotonic() < until:
                if not self.disk.is_there(call):
                    return None
                lock = single.try_lock(self.folder)
                if lock is not None:
                    return lock
                self.disk.pause(_GLANCE)
        except OSError as error:
            raise AlreadyOpen from error
        finally:
            for path in (part, call):
                self._taken_away(path)
        raise AlreadyOpen

    def _leave(self, said: bytes, part: Path, call: Path) -> None:
        """Leave a call, whole at once; it is not worth a sync: a power cut ends both sides."""
        handle = self.disk.create(part)
        try:
            if self.disk.write(handle, said) != len(said):
                raise OSError(errno.ENOSPC, part)
        finally:
            self.disk.close(handle)
        self.disk.move(part, call)

    def _names(self) -> tuple[str, ...]:
        try:
            return self.disk.names(self.folder)
        except OSError:
            return ()

    def _said(self, path: Path) -> bytes | None:
        """Return what a call says; nothing where it is no plain file: a pipe never ends."""
        try:
            if path.is_symlink() or not path.is_file():
                return None
            return self.disk.read(path, LONGEST_PATH + 1)
        except OSError:
            return None

    def _taken_away(self, path: Path) -> bool:
        """Take a file away, even one that a virus scanner looks into for a moment."""
        for _ in range(_TRIES):
            try:
                self.disk.remove(path)
            except PermissionError:
                self.disk.pause(_SCANNER)
            except OSError:
                break
            else:
                return True
        with suppress(OSError):
            self.disk.remove_folder(path)
        return False


def let_it_come_forward(library: Any = None) -> None:
    """Let the window come to the front: Windows lets only the program started last do so."""
    if library is not None or sys.platform == "win32":
        from kh57_desktop.system import windows  # noqa: PLC0415 - Windows alone asks for it

        windows.let_others_forward(library or windows.user())


def _is_young(name: str, what: str) -> bool:
    """Tell whether a name is one that a second start gave in the last seconds."""
    found = _CALL.fullmatch(name)
    if found is None or found[2] != what:
        return False
    return abs(time.time_ns() - int(found[1])) < YOUNG * 1e9


def _file(said: bytes) -> Path | None:
    """Return the file that a call names, if it is one that an officer could choose by hand."""
    if len(said) > LONGEST_PATH or b"\0" in said:
        return None
    try:
        file = Path(os.fsdecode(said))
    except UnicodeDecodeError:
        return None
    return file if file.is_absolute() and file.name.lower().endswith(SUFFIXES) else None
