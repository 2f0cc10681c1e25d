"""Find the error cells of an Excel 97-2003 workbook, which calamine reads as empty.

The file is an OLE container: chains of blocks that hold streams; one of them is the workbook, a
row of records. Only the records of error cells are looked at. What does not fit together is left
to calamine, which judges the file as a whole.
"""

from __future__ import annotations

import struct
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Errors = dict[tuple[int, int], str]
"""What error cells show, by row and column counted from 1."""

SHOWN: Mapping[int, str] = MappingProxyType(
    {
        0x00: "#NULL!",
        0x07: "#DIV/0!",
        0x0F: "#VALUE!",
        0x17: "#REF!",
        0x1D: "#NAME?",
        0x24: "#NUM!",
        0x2A: "#N/A",
    }
)
UNKNOWN: Final = "#ERROR!"

_FORMULA, _ERROR, _SHEET, _END_OF_PART = 0x0006, 0x0205, 0x0085, 0x000A
_NAMES: Final = ("Workbook", "Book")
_ENTRY: Final = 128
_SMALL_BLOCK: Final = 64
_LAST: Final = 0xFFFFFFFA
"""From here on a number of a block means something else than a block."""


def error_cells(data: bytes) -> tuple[Errors, ...]:
    """Return the error cells of each sheet in the order of the workbook; nothing when in doubt."""
    try:
        stream = _Container(data).workbook()
        return tuple(_errors_of(stream, start) for start in _sheets(stream))
    except (struct.error, IndexError, ValueError):
        return ()


def _sheets(stream: bytes) -> list[int]:
    """Return where each sheet's records begin, as the first part of the workbook says."""
    return [
        int(struct.unpack_from("<I", content)[0])
        for kind, content in _records(stream, 0)
        if kind == _SHEET
    ]


def _errors_of(stream: bytes, start: int) -> Errors:
    found: Errors = {}
    for kind, content in _records(stream, start):
        code: int | None = None
        if kind == _ERROR and content[7]:
            code = content[6]
        elif kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == 2:  # noqa: PLR2004
            code = content[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", content)
            found[row + 1, column + 1] = SHOWN.get(code, UNKNOWN)
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part, up to its end; parts inside it (charts) are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind & 0xFF == 0x09:  # noqa: PLR2004  the beginning of a part, in any version
            depth += 1
        elif kind == _END_OF_PART:
            depth -= 1
            if depth <= 0:
                return
        elif depth <= 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


class _Container:
    """The streams of an OLE container; raises `ValueError`, `IndexError` or `struct.error`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise ValueError(shift)
        self._size = 1 << shift
        count, self._directory = self._number(44), self._number(48)
        if count > len(data) // self._size:
            raise ValueError(count)
        self._smallest, self._small_table = self._number(56), self._number(60)
        self._chains = self._numbers(self._blocks_of_chains(count))

    def workbook(self) -> bytes:
        """Return the stream that holds the workbook."""
        entries = self._stream(self._directory, None)
        root = entries[:_ENTRY]
        for at in range(0, len(entries), _ENTRY):
            entry = entries[at : at + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[: max(0, length - 2)].decode("utf-16-le", "replace") in _NAMES:
                start, size = struct.unpack_from("<II", entry, 116)
                is_small = size < self._smallest
                return self._small(root, start, size) if is_small else self._stream(start, size)
        raise ValueError(_NAMES)

    def _number(self, at: int) -> int:
        return int(struct.unpack_from("<I", self._data, at)[0])

    def _blocks_of_chains(self, count: int) -> list[int]:
        """Return the blocks that hold the table of chains: named in the header, then in a list."""
        found = list(struct.unpack_from("<109I", self._data, 76))
        extra, room = self._number(68), self._size // 4 - 1
        while extra < _LAST and len(found) < count:
            listed = struct.unpack(f"<{room + 1}I", self._block(extra))
            found += listed[:room]
            extra = listed[room]
        return [block for block in found[:count] if block < _LAST]

    def _block(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _numbers(self, blocks: Sequence[int]) -> tuple[int, ...]:
        joined = b"".join(map(self._block, blocks))
        return struct.unpack(f"<{len(joined) // 4}I", joined)

    def _stream(self, start: int, size: int | None) -> bytes:
        return b"".join(map(self._block, _chain(self._chains, start)))[:size]

    def _small(self, root: bytes, start: int, size: int) -> bytes:
        """Return a short stream: pieces of 64 bytes inside a stream of the container's own."""
        pieces = self._stream(struct.unpack_from("<I", root, 116)[0], None)
        chains = self._numbers(list(_chain(self._chains, self._small_table)))
        found = (
            pieces[number * _SMALL_BLOCK : (number + 1) * _SMALL_BLOCK]
            for number in _chain(chains, start)
        )
        return b"".join(found)[:size]


def _chain(chains: Sequence[int], start: int) -> Iterator[int]:
    """Yield the blocks of a chain; raises `ValueError` for one that bites its tail."""
    number = start
    for _ in range(len(chains) + 1):
        if number >= _LAST:
            return
        yield number
        number = chains[number]
    raise ValueError(start)
