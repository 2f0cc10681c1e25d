"""The smallest program of Windows that asks for libraries, written byte by byte."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_AT, _ALIGNED = 0x1000, 0x200
"""Where its one section lies in memory, and by how much a file is padded."""
_IMPORTS, _DELAYED = 1, 13
"""The places of the two tables among the sixteen of a program."""
_FUNCTION = b"\0\0Begin\0\0\0"


def program(*libraries: str, later: Sequence[str] = ()) -> bytes:
    """Return a program that asks for libraries at its start, and for others when it needs them."""
    tables = 20 * (len(libraries) + 1), 32 * (len(later) + 1)
    section = bytearray(sum(tables))
    directories = [(0, 0)] * 16
    directories[_IMPORTS] = (_AT, tables[0])
    directories[_DELAYED] = (_AT + tables[0], tables[1])
    for number, name in enumerate(libraries):
        named, thunks = _asked(section, name)
        struct.pack_into("<5I", section, 20 * number, thunks, 0, 0, named, thunks)
    for number, name in enumerate(later):
        named, thunks = _asked(section, name)
        entry = (1, named, 0, thunks, thunks, 0, 0, 0)
        struct.pack_into("<8I", section, tables[0] + 32 * number, *entry)
    section += bytes(-len(section) % _ALIGNED)
    return _head(directories, len(section)) + section


def _asked(section: bytearray, library: str) -> tuple[int, int]:
    """Write a library's name and the one function asked of it; returns where both stand."""
    named = _AT + len(section)
    section += library.encode() + bytes(8 - len(library) % 8)
    function = _AT + len(section)
    section += _FUNCTION + bytes(-len(_FUNCTION) % 8)
    thunks = _AT + len(section)
    section += struct.pack("<2Q", function, 0)
    return named, thunks


def _head(directories: Sequence[tuple[int, int]], size: int) -> bytes:
    of_dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    machine = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x8664, 1, 0, 0, 0, 240, 0x22)
    sizes = struct.pack("<HBBIIIII", 0x20B, 14, 0, 0, size, 0, _AT, _AT)
    image = struct.pack("<QII6HIIII", 1 << 32, _AT, _ALIGNED, 10, 0, 0, 0, 10, 0, 0, 2 * _AT,
                        _ALIGNED, 0)  # fmt: skip
    rest = struct.pack("<HH4QII", 3, 0x160, 1 << 20, 1 << 12, 1 << 20, 1 << 12, 0, 16)
    tables = b"".join(struct.pack("<II", *one) for one in directories)
    section = struct.pack("<8s6IHHI", b".rdata", size, _AT, size, _ALIGNED, 0, 0, 0, 0, 0x40000040)
    head = of_dos + machine + sizes + image + rest + tables + section
    return head + bytes(_ALIGNED - len(head))
