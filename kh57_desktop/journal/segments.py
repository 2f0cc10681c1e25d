"""Segments: changes of one stream, compressed and signed, the same bytes for ever (SYNC 9.3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import zstandard

from kh57_desktop.journal.blocks import CREATE
from kh57_desktop.journal.columns import (
    COUNTER_BITS,
    NotReadable,
    hexadecimal,
    json_of,
    laid_out,
    listed,
    number,
    origin,
    read_attributes,
    read_block,
    refuse,
    text,
)
from kh57_desktop.journal.shapes import BY_TABLE
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.journal.blocks import Block
    from kh57_desktop.journal.columns import Attributes

Tips: TypeAlias = "Sequence[tuple[int, Mapping[str, Mapping[bytes, int]]]]"
"""For some changes of a segment: the tips that each states, by scope and run."""

RAW_CAP = 8 << 20
OPERATIONS_CAP = 200_000
_HEAD_CAP = 4096
_BRACKETS_CAP = 400_000
_SIGNATURE = 64
_CONTEXT = b"KH57 segment\0"
_RUN_BYTES, _DEVICE_BYTES, _HASH_BYTES = 16, 16, 32
_SMALL = 300_000
_STRONGEST, _STRONG = 19, 9
_HEAD_NAMES = frozenset(
    ("run", "scope", "device", "serial", "parent", "first", "last", "prev", "schema", "raw")
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a segment says of itself before it is opened."""

    run: bytes
    scope: str
    device: bytes
    serial: int | None
    parent: tuple[bytes, int] | None
    """The run that this store wrote before in the scope, and its last number."""
    first: int
    last: int
    prev: bytes | None
    """The segment that the device sealed before in the scope."""
    schema: int
    raw: int

    @property
    def changes(self) -> int:
        """How many changes the segment holds."""
        return self.last - self.first + 1


@dataclass(slots=True)
class Segment:
    """An opened segment."""

    head: Head
    attributes: Attributes
    seen: Tips
    """Number of a change; the tips it states by scope and run."""
    blocks: list[Block]
    is_unknown: bool = False
    """It names tables or fields that this version does not know."""


def hash_of(raw: bytes) -> bytes:
    """Return the name of a segment: SHA-256 of all of it."""
    return hashlib.sha256(raw).digest()


def is_whole(name: object, raw: object) -> bool:
    """Tell whether kept bytes are still the segment of that name."""
    return isinstance(raw, bytes) and hash_of(raw) == name


def write_segment(
    head: Head, attributes: Attributes, seen: Tips, blocks: list[Block], seed: bytes
) -> bytes:
    """Return the bytes of a segment, signed; the same changes give the same bytes."""
    stated = [
        [number, {scope: {run.hex(): n for run, n in by.items()} for scope, by in tips.items()}]
        for number, tips in seen
    ]
    content = canonical(
        {
            "changes": attributes.laid_out(),
            "seen": stated,
            "operations": [laid_out(block, head.run, head.first) for block in blocks],
        }
    )
    said = canonical(_said(head, len(content)))
    level = _STRONGEST if len(content) < _SMALL else _STRONG
    frame = zstandard.ZstdCompressor(level=level, write_content_size=True).compress(content)
    signature = seals.sign(seed, _CONTEXT, hashlib.sha256(said + frame).digest())
    return len(said).to_bytes(4, "little") + said + frame + signature


def head_of(raw: bytes) -> Head:
    """Return what a segment says of itself, unopened; NotReadable when it is none."""
    said = json_of(raw[4 : 4 + _said_length(raw)])
    if not isinstance(said, dict) or set(said) != _HEAD_NAMES:
        refuse("head")
    parent, prev, serial = said["parent"], said["prev"], said["serial"]
    if parent is not None and not (isinstance(parent, list) and len(parent) == len(("run", "n"))):
        refuse("parent")
    first, last = number(said["first"], 1), number(said["last"], 1)
    if not 0 <= last - first < OPERATIONS_CAP:
        refuse("numbers")
    return Head(
        hexadecimal(said["run"], _RUN_BYTES),
        text(said["scope"]),
        hexadecimal(said["device"], _DEVICE_BYTES),
        None if serial is None else number(serial, 0),
        None if parent is None else (hexadecimal(parent[0], _RUN_BYTES), number(parent[1], 1)),
        first,
        last,
        None if prev is None else hexadecimal(prev, _HASH_BYTES),
        number(said["schema"], 0),
        number(said["raw"], 0),
    )


def is_signed(raw: bytes, public: bytes) -> bool:
    """Tell whether the holder of a key made these bytes."""
    body = raw[4:-_SIGNATURE]
    digest = hashlib.sha256(body).digest()
    return seals.verify(public, _CONTEXT, digest, raw[-_SIGNATURE:])


def read_segment(raw: bytes) -> Segment:
    """Return an opened segment; NotReadable when a part of it cannot be decoded."""
    head = head_of(raw)
    unpacked = _inflated(raw[4 + _said_length(raw) : -_SIGNATURE], head.raw)
    if unpacked.count(b"[") + unpacked.count(b"{") > _BRACKETS_CAP:
        refuse("brackets")  # «[],[],…» would take twenty times its length in memory
    content = json_of(unpacked)
    if not isinstance(content, dict) or set(content) != {"changes", "seen", "operations"}:
        refuse("content")
    attributes = read_attributes(content["changes"], head.changes)
    blocks = [read_block(laid, head.run, head.first) for laid in listed(content["operations"])]
    known = [block for block in blocks if block is not None]
    if sum(map(len, known)) > OPERATIONS_CAP:
        refuse("operations")
    for block in known:
        if (
            block.numbers
            and not head.first <= min(block.numbers) <= max(block.numbers) <= head.last
        ):
            refuse("change")
    _require_own_numbers(head, known)
    return Segment(
        head,
        attributes,
        _tips(content["seen"], head),
        known,
        len(known) < len(blocks) or any(block.is_partial for block in known),
    )


def _require_own_numbers(head: Head, blocks: list[Block]) -> None:
    """Refuse new rows whose numbers another run counts: they would meet its next ones."""
    runs = [head.run] if head.parent is None else [head.run, head.parent[0]]
    origins = {origin(run) >> COUNTER_BITS for run in runs}
    for block in blocks:
        is_counted = block.action == CREATE and not BY_TABLE[block.table].key
        if is_counted and not {row >> COUNTER_BITS for row in block.rows} <= origins:
            refuse("number")


def _said(head: Head, raw: int) -> dict[str, object]:
    parent = None if head.parent is None else [head.parent[0].hex(), head.parent[1]]
    return {
        "run": head.run.hex(),
        "scope": head.scope,
        "device": head.device.hex(),
        "serial": head.serial,
        "parent": parent,
        "first": head.first,
        "last": head.last,
        "prev": None if head.prev is None else head.prev.hex(),
        "schema": head.schema,
        "raw": raw,
    }


def _said_length(raw: bytes) -> int:
    length = int.from_bytes(raw[:4], "little")
    if not 0 < length <= _HEAD_CAP or len(raw) < 4 + length + _SIGNATURE:
        refuse("length")
    return length


def _inflated(frame: bytes, raw: int) -> bytes:
    """Return the content, never more than the head announced and the cap allows."""
    try:
        parameters = zstandard.get_frame_parameters(frame)
        if parameters.content_size != raw or raw > RAW_CAP or parameters.window_size > RAW_CAP:
            refuse("size")
        return zstandard.ZstdDecompressor().decompress(frame, max_output_size=raw)
    except zstandard.ZstdError as error:
        raise NotReadable from error


def _tips(laid: Any, head: Head) -> Tips:
    found: list[tuple[int, dict[str, dict[bytes, int]]]] = []
    for entry in listed(laid):
        if not isinstance(entry, list) or len(entry) != len(("number", "tips")):
            refuse("seen")
        at, tips = number(entry[0], head.first), entry[1]
        if at > head.last or not isinstance(tips, dict) or (found and found[-1][0] >= at):
            refuse("seen")
        by_scope: dict[str, dict[bytes, int]] = {}
        for scope, runs in tips.items():
            if not isinstance(runs, dict):
                refuse("seen")
            by_scope[scope] = {hexadecimal(r, _RUN_BYTES): number(n, 1) for r, n in runs.items()}
        found.append((at, by_scope))
    return found
