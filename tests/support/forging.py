"""Segments that no honest program writes, signed all the same."""

import hashlib
import struct

import zstandard

from kh57_desktop.journal.blocks import Block
from kh57_desktop.journal.columns import Attributes
from kh57_desktop.journal.segments import Head, write_segment
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical

RUN = bytes(range(16))
STAMP = 1_790_000_000_000_000


def attributes(count=1, stamp=STAMP):
    """Return who and when of some changes."""
    return Attributes(
        [1] * count, [stamp + n for n in range(count)], [7] * count, [STAMP] * count, [0] * count
    )


def a_head(identity, scope="unit/TR-NTT", **other):
    """Return the head of a segment with one change."""
    given = {"run": RUN, "parent": None, "first": 1, "last": 1, "prev": None, **other}
    return Head(
        given["run"],
        scope,
        identity.device,
        identity.serial,
        given["parent"],
        given["first"],
        given["last"],
        given["prev"],
        1,
        0,
    )


def forged(identity, blocks, scope="unit/TR-NTT", seen=(), stamp=STAMP, **other):
    """Return a segment with any operations that can be spelled."""
    head = a_head(identity, scope, **other)
    return write_segment(head, attributes(head.changes, stamp), seen, blocks, identity.sign)


def a_block(table, action, fields=(), rows=(), values=(), numbers=None):  # noqa: PLR0917
    """Return operations of one table."""
    numbers = [1] * len(rows) if numbers is None else numbers
    return Block(table, action, tuple(fields), numbers, list(rows), [list(v) for v in values])


def content(**other):
    """Return the content of an honest segment of one change, with anything replaced."""
    block = {
        "table": "activity",
        "kind": "create",
        "fields": ["title"],
        "change": [0],
        "id": [0],
        "values": [["Hội nghị"]],
    }
    made = {
        "changes": {"txn": [1], "stamp": [STAMP], "officer": [7], "wall": [STAMP], "flags": [0]},
        "seen": [],
        "operations": [{**block, **other.pop("block", {})}],
    }
    return {**made, **other}


def sealed(identity, inside, said=None, **frame):
    """Return a signed segment around any content, with anything said of it."""
    raw = inside if isinstance(inside, bytes) else canonical(inside)
    head = {
        "run": RUN.hex(),
        "scope": "unit/TR-NTT",
        "device": identity.device.hex(),
        "serial": identity.serial,
        "parent": None,
        "first": 1,
        "last": 1,
        "prev": None,
        "schema": 1,
        "raw": frame.get("raw", len(raw)),
        **(said or {}),
    }
    spoken = canonical(head)
    packed = frame.get("packed") or zstandard.ZstdCompressor(level=1).compress(raw)
    digest = hashlib.sha256(spoken + packed).digest()
    signature = seals.sign(identity.sign, b"KH57 segment\0", digest)
    return struct.pack("<I", len(spoken)) + spoken + packed + signature
