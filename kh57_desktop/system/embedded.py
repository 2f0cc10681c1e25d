"""Remember what Python compiled of the code that shiboken carries inside its library.

Qt's binding compiles that package anew at every start: an eighth of the time to the first window.
It lies beside the bytecode of this package, written by the same rules and trusted as much.
"""

from __future__ import annotations

import builtins
import marshal
import re
import sys
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import CodeType

    from kh57_desktop.system.disk import Disk

PACKAGE = "shibokensupport/"
NEVER_RUN = frozenset(f"{PACKAGE}signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig"))
"""They write stubs for editors; shiboken loads them all the same."""
_MOST_BYTES = 4 << 20
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
    plain, builtins.compile = builtins.compile, known.compiled
    pattern, re.compile = re.compile, _pattern  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile, re.compile = plain, pattern
    if known.is_new and not sys.dont_write_bytecode:
        known.write(disk)


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
        self._place, self.is_new = place, False
        self._plain: Any = builtins.compile
        self._code: dict[tuple[str, int], CodeType] = {}
        try:
            self._code = dict(marshal.loads(disk.read(place, _MOST_BYTES)))  # noqa: S302 - as bytecode
        except (OSError, EOFError, ValueError, TypeError):
            self.is_new = True

    def compiled(self, source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        """Do as `compile` does."""
        if not isinstance(filename, str) or not filename.startswith(PACKAGE):
            return self._plain(source, filename, mode, *more, **options)
        name = filename, zlib.crc32(source)
        if name not in self._code:
            read = b"" if filename in NEVER_RUN else source
            self._code[name] = self._plain(read, filename, mode, *more, **options)
            self.is_new = True
        return self._code[name]

    def write(self, disk: Disk) -> None:
        """Put the code where the next start finds it; a place that refuses costs time alone."""
        from contextlib import suppress  # noqa: PLC0415 - most starts write nothing

        from kh57_desktop.errors import EnvironmentFault  # noqa: PLC0415
        from kh57_desktop.system import files  # noqa: PLC0415

        folder, name = self._place.parent, self._place.name
        with (
            suppress(EnvironmentFault),
            files.publishing(folder, name, disk, over=self._place) as written,
        ):
            written.write(marshal.dumps(self._code))


def _place() -> Path | None:
    """Return the file beside this module's own bytecode; None in a program that keeps none."""
    own = __spec__.cached
    return Path(own).with_suffix(".shiboken") if own else None
