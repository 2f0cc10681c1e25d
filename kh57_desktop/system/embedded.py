"""Remember what Python compiled of the code that shiboken carries inside its library.

Qt's binding compiles that package anew at every start: an eighth of the time to the first window.
It lies beside the bytecode of this package, written by the same rules and trusted as much; an
installed program brings it in its own folder, where nothing is ever written.
"""

from __future__ import annotations

import builtins
import marshal
import re
import sys
import zlib
from contextlib import contextmanager
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kh57_desktop.system import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

    from kh57_desktop.system.disk import Disk

SHIPPED = "shiboken.code"
"""The file of an installed program, in its own folder."""
PACKAGE = "shibokensupport/"
NEVER_RUN = frozenset(f"{PACKAGE}signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig"))
"""They write stubs for editors; shiboken loads them all the same."""
_MOST_BYTES = 4 << 20
_HEAD = len(MAGIC_NUMBER) + 4
_LONG_PATTERN = 4096
"""Longer patterns are compiled when they are used: the binding has one, for wrong arguments."""


@contextmanager
def remembered(disk: Disk, place: Path | None = None) -> Iterator[None]:
    """Take compiled code from the last start while Qt is imported; write it down if it is new."""
    place = place or _place()
    if place is None:
        yield
        return
    known = _Known(place, disk)
    with _compiling(known):
        yield
    if known.is_new and not (sys.dont_write_bytecode or paths.is_installed()):
        from contextlib import suppress  # noqa: PLC0415 - most starts write nothing

        from kh57_desktop.errors import EnvironmentFault  # noqa: PLC0415

        with suppress(EnvironmentFault):  # a place that refuses costs time alone
            known.write(disk)


@contextmanager
def written(disk: Disk, place: Path) -> Iterator[None]:
    """Write what is compiled while Qt is imported, for a program that is to be installed.

    Raises `Bug` when nothing was compiled: Qt was there already. DiskFull and kin.
    """
    known = _Known(place, disk)
    known.code = {}
    with _compiling(known):
        yield
    if not known.code:
        from kh57_desktop.errors import Bug  # noqa: PLC0415 - a step of the build alone

        raise Bug
    known.write(disk)


@contextmanager
def _compiling(known: _Known) -> Iterator[None]:
    plain, builtins.compile = builtins.compile, known.compiled
    pattern, re.compile = re.compile, _pattern  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile, re.compile = plain, pattern


_compiled = re.compile


def _pattern(text: Any, flags: int = 0) -> Any:
    """Do as `re.compile` does, but put long patterns off."""
    is_long = isinstance(text, str) and len(text) > _LONG_PATTERN
    return _Late(text, flags) if is_long else _compiled(text, flags)


class _Late:
    """A pattern that is compiled when one of its methods is called."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def method(*given: Any) -> Any:
            return getattr(_compiled(self._text, self._flags), name)(*given)

        return method


class _Known:
    """Code by file name and check sum of its source."""

    def __init__(self, place: Path, disk: Disk) -> None:
        self._place = place
        self._plain: Any = builtins.compile
        try:
            self.code = _read(disk.read(place, _MOST_BYTES))
        except (OSError, EOFError, ValueError, TypeError):
            self.code = {}
        self.is_new = not self.code

    def compiled(self, source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        """Do as `compile` does."""
        if not isinstance(filename, str) or not filename.startswith(PACKAGE):
            return self._plain(source, filename, mode, *more, **options)
        name = filename, zlib.crc32(source)
        if name not in self.code:
            read = b"" if filename in NEVER_RUN else source
            self.code[name] = self._plain(read, filename, mode, *more, **options)
            self.is_new = True
        return self.code[name]

    def write(self, disk: Disk) -> None:
        """Put the code where a later start finds it; DiskFull and kin when the place refuses."""
        from kh57_desktop.system import files  # noqa: PLC0415 - most starts write nothing

        folder, name = self._place.parent, self._place.name
        with files.publishing(folder, name, disk, over=self._place) as out:
            code = marshal.dumps(self.code)
            out.write(_begins(code) + code)


def _read(data: bytes) -> dict[tuple[str, int], CodeType]:
    """Return the code of a file; ValueError for one that is cut or of another Python.

    What `marshal` makes of such a file is not only wrong: it may end the process.
    """
    code = memoryview(data)[_HEAD:]
    if data[:_HEAD] != _begins(code):
        raise ValueError
    return dict(marshal.loads(code))  # noqa: S302 - trusted as bytecode is


def _begins(code: bytes | memoryview) -> bytes:
    """Return what stands before the code: whose bytecode it is, and its check sum."""
    return MAGIC_NUMBER + zlib.crc32(code).to_bytes(4, "big")


def _place() -> Path | None:
    """Return the shipped file, else the one beside this module's bytecode; None without any."""
    if paths.is_installed():
        return paths.program_folder() / SHIPPED
    own = __spec__.cached
    return Path(own).with_suffix(".shiboken") if own else None
