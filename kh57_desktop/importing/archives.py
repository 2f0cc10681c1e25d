"""Open a zip archive from outside without trusting what it says about itself (TRUST 8)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.errors import InputTooBig, SheetUnreadable
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MEMBERS = 2_000
MOST_INFLATED = 200 * 1024 * 1024

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_STEP = 1 << 18


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip archive whose members were all inflated once and counted."""

    data: bytes = field(repr=False)
    members: dict[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        """Tell whether a member stands under this name."""
        return name in self.members

    def read(self, name: str) -> bytes:
        """Return the content of a member."""
        return b"".join(_inflated(self.data, self.members[name]))


def opened(data: bytes) -> Archive:
    """Return the archive after counting what it inflates to.

    Raises `InputTooBig` above the caps and `SheetUnreadable` for what is damaged, encrypted or
    built to deceive: overlapping members, names that lead out of the archive, one name twice.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as listing:
            infos = listing.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise SheetUnreadable(why="archive") from error
    if len(infos) > MOST_MEMBERS:
        raise InputTooBig(what=vi("có quá nhiều tệp bên trong"))
    if len({info.filename for info in infos}) != len(infos):
        raise SheetUnreadable(why="one name twice")
    for info in infos:
        _require_plain(info)
    _require_apart(data, infos)
    _count(data, infos)
    return Archive(data, {info.filename: info for info in infos})


def _require_plain(info: zipfile.ZipInfo) -> None:
    """Refuse encryption, strange compression and names that lead elsewhere."""
    name = info.orig_filename
    leads_out = (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or ":" in name.split("/", maxsplit=1)[0]
        or ".." in name.split("/")
    )
    if leads_out:
        raise SheetUnreadable(why="member name")
    if info.flag_bits & 0x41:  # encrypted, or strongly encrypted
        raise SheetUnreadable(why="encrypted")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise SheetUnreadable(why="compression")


def _require_apart(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse members that share bytes: the core of a bomb that no ratio shows."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise SheetUnreadable(why="overlapping members")
        end = _begin(data, info) + info.compress_size
        if end > len(data):
            raise SheetUnreadable(why="cut")


def _begin(data: bytes, info: zipfile.ZipInfo) -> int:
    """Return where the content of a member begins, by its own header."""
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        raise SheetUnreadable(why="cut")
    magic, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    if magic != b"PK\3\4":
        raise SheetUnreadable(why="member header")
    return int(info.header_offset + _LOCAL_HEADER.size + name_length + extra_length)


def _count(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
    left = MOST_INFLATED
    if sum(info.file_size for info in infos) > left:
        raise InputTooBig(what=vi("giải nén ra quá lớn"))
    for info in infos:
        length, checksum = 0, 0
        for piece in _inflated(data, info):
            length += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if length > left:
                raise InputTooBig(what=vi("giải nén ra quá lớn"))
        left -= length
        if length != info.file_size or checksum != info.CRC:
            raise SheetUnreadable(why="checksum")


def _inflated(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give the content of a member in small pieces, so that the count comes before the memory."""
    begin = _begin(data, info)
    packed = memoryview(data)[begin : begin + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting: bytes | memoryview = packed
    try:
        while not inflater.eof:
            piece = inflater.decompress(waiting, _STEP)
            waiting = inflater.unconsumed_tail
            if not piece and not waiting:
                break
            yield piece
    except zlib.error as error:
        raise SheetUnreadable(why="deflate") from error
