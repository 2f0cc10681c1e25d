"""Where the bytes of a bundle stand: a file of their own or a member of a ZIP (SYNC 9).

The content alone tells; no name is trusted and nothing is extracted. Some gateways pass nothing
but ZIP files.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.errors import BundleDamaged, FileHeld, InputTooBig, Kh57Error
from kh57_desktop.i18n import vi
from kh57_desktop.system.refusals import is_held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO, BinaryIO

MAGIC = b"KH57GOI\0"
ZIP_MAGIC = b"PK\x03\x04"
LARGEST = 2 << 30
MOST_MEMBERS = 2_000

_LARGEST_DIRECTORY = 1 << 20
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_SIZE = 22
_END_64_SIZE = 20
_LONGEST_COMMENT = 65_535
_ENCRYPTED = 1
_WELL_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNREADABLE = (
    OSError,
    EOFError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Source:
    """One bundle on some disk: the file, and the member when a ZIP is around it."""

    path: Path
    size: int
    member: int | None = None

    @property
    def name(self) -> str:
        """Return the name of the file as the officer sees it in the folder."""
        return self.path.name

    @contextmanager
    def open(self) -> Iterator[Stream]:
        """Lend the bytes of the bundle."""
        with ExitStack() as opened:
            try:
                file = opened.enter_context(self.path.open("rb"))
                if self.member is None:
                    stream = Stream(self.path, file)
                else:
                    archive = opened.enter_context(zipfile.ZipFile(file))
                    member = archive.open(archive.infolist()[self.member])
                    stream = Stream(self.path, opened.enter_context(member))
            except (IndexError, *_UNREADABLE) as wrong:
                raise _told(self.path, wrong) from wrong
            yield stream


@dataclass(slots=True)
class Stream:
    """The bytes of one bundle; a disk or a ZIP that fails underneath reads as a damaged bundle."""

    path: Path
    _file: IO[bytes]

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, fewer at the end only."""
        try:
            return self._file.read(size)
        except _UNREADABLE as wrong:
            raise damaged(self.path) from wrong

    def seek(self, position: int) -> None:
        """Go to a place counted from the start."""
        try:
            self._file.seek(position)
        except _UNREADABLE as wrong:
            raise damaged(self.path) from wrong


def sources(path: Path) -> tuple[Source, ...]:
    """Return the bundles in a file: itself, or those inside when it is a ZIP.

    Raises `BundleDamaged` when there is none, `InputTooBig` for a file beyond the caps, `FileHeld`
    while another program has the file.
    """
    try:
        size = _regular_size(path)
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
            if start == MAGIC:
                return (Source(path, size),)
            found = _members(file, size, path) if start.startswith(ZIP_MAGIC) else ()
    except _UNREADABLE as wrong:
        raise _told(path, wrong) from wrong
    if not found:
        raise damaged(path)
    return found


def damaged(path: Path) -> BundleDamaged:
    """Return the error of a file that is no whole bundle, of a sender not known yet."""
    return BundleDamaged(name=path.name, unit=vi("đơn vị gửi"))


def _told(path: Path, wrong: Exception) -> Kh57Error:
    """Return the error of a file that could not be read; one that is held is whole all the same."""
    return FileHeld(name=path.name) if is_held(path, wrong) else damaged(path)


def _regular_size(path: Path) -> int:
    """Return the size of an ordinary file; a pipe or a device is not even opened."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise damaged(path)
    if status.st_size > LARGEST:
        raise InputTooBig(name=path.name, what=vi("gói lớn hơn 2 GB"))
    return status.st_size


def _members(file: BinaryIO, size: int, path: Path) -> tuple[Source, ...]:
    """Return the members that begin like a bundle."""
    _check_directory(file, size, path)
    found: list[Source] = []
    with zipfile.ZipFile(file) as archive:
        for position, info in enumerate(archive.infolist()):
            if info.flag_bits & _ENCRYPTED or info.compress_type not in _WELL_PACKED:
                continue
            if info.file_size <= len(MAGIC) or not _fits(info, size, path):
                continue
            with archive.open(info) as member:
                if member.read(len(MAGIC)) == MAGIC:
                    found.append(Source(path, info.file_size, position))
    return tuple(found)


def _check_directory(file: BinaryIO, size: int, path: Path) -> None:
    """Refuse a directory that would cost more memory than a ZIP of bundles needs."""
    tail_size = min(size, _END_64_SIZE + _END_SIZE + _LONGEST_COMMENT)
    file.seek(size - tail_size)
    tail = file.read(tail_size)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + _END_SIZE:
        raise damaged(path)
    members, directory = struct.unpack_from("<HI", tail, end + 10)
    is_64 = tail[: max(end - _END_64_SIZE + len(_END_64), 0)].endswith(_END_64)
    if is_64 or members > MOST_MEMBERS or directory > _LARGEST_DIRECTORY:
        raise InputTooBig(name=path.name, what=vi("tệp nén có quá nhiều mục"))
    file.seek(0)


def _fits(info: zipfile.ZipInfo, size: int, path: Path) -> bool:
    """Tell whether a member stands in the file; refuse one that unpacks to far more than it is.

    A bundle is encrypted and does not shrink, so a member twice its packed size is none.
    """
    if info.header_offset + info.compress_size > size:
        return False
    if info.file_size > LARGEST or info.file_size > 2 * info.compress_size + (1 << 20):
        raise InputTooBig(name=path.name, what=vi("tệp nén bung ra quá lớn"))
    return True
