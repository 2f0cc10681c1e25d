"""What stands inside the encryption of a bundle: the inner header and the parts (SYNC 9.2).

The parts arrive in small pieces while the age file is decrypted; every cap of SYNC 9.4 is compared
before the memory for a part is taken.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.errors import BundleDamaged, InputTooBig
from kh57_desktop.i18n import vi
from kh57_desktop.sync import certificates, shapes
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Vector = dict[str, tuple[tuple[bytes, int], ...]]

MIB = 1 << 20
LARGEST_INNER = 4 * MIB
LARGEST_RAW = 8 * MIB
LARGEST_RAW_TOGETHER = 64 * MIB
MOST_SEGMENTS = 20_000
LARGEST_BLOB = 25 * MIB
MOST_BLOBS = 2_000

_FRAMING = MIB  # what head, signature and a frame that does not shrink may add to the raw length
_MOST_CERTIFICATES = 1_000
_MOST_SCOPES = 200
_MOST_TIPS = 20_000
_SPAN = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class SegmentPart:
    """A segment as the inner header announces it: hash and length as stored, length unpacked."""

    hash: bytes
    stored: int
    raw: int


@dataclass(frozen=True, slots=True)
class BlobPart:
    """An attachment as the inner header announces it."""

    hash: bytes
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Inner:
    """The inner header: what the sender states, and the parts that follow in this order."""

    outer: bytes
    sender: bytes
    to: tuple[bytes, ...]
    schema: int
    receipt: bytes
    changes: int
    vector: Vector
    missing: tuple[bytes, ...] = ()
    certificates: tuple[bytes, ...] = ()
    segments: tuple[SegmentPart, ...] = ()
    blobs: tuple[BlobPart, ...] = ()


def packed(inner: Inner, parts: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the bytes that go into the encryption."""
    raw = canonical(_document(inner))
    yield _SPAN.pack(len(raw))
    yield raw
    yield from parts


@dataclass(slots=True)
class Unpacker:
    """A writer that takes the decrypted pieces and keeps what is whole and within the caps."""

    name: str
    unit: str
    segments: list[bytes] = field(default_factory=list)
    _inner: Inner | None = None
    _waiting: bytearray = field(default_factory=bytearray)
    _needed: int = _SPAN.size
    _awaited: Iterator[SegmentPart | BlobPart] = field(default_factory=lambda: iter(()))
    _part: SegmentPart | BlobPart | None = None
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)
    _announced: bool = False
    _whole: bool = False

    def write(self, piece: bytes) -> int:
        """Take the next decrypted bytes; raises `BundleDamaged` or `InputTooBig`."""
        rest = memoryview(piece)
        while rest:
            if self._whole:
                raise self._damaged()
            taken, rest = rest[: self._needed], rest[self._needed :]
            self._needed -= len(taken)
            self._keep(bytes(taken))
            while not self._needed and not self._whole:
                self._next()
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is whole is handed on at once."""

    def finished(self) -> Inner:
        """Return the inner header; `BundleDamaged` unless all parts came and nothing after."""
        if self._inner is None or not self._whole:
            raise self._damaged()
        return self._inner

    def _keep(self, taken: bytes) -> None:
        if self._part is not None:
            self._hash.update(taken)
        if not isinstance(self._part, BlobPart):  # attachments are not kept by this version
            self._waiting += taken

    def _next(self) -> None:
        """Hand on what has just become whole and say how many bytes are awaited next."""
        whole = bytes(self._waiting)
        self._waiting.clear()
        if not self._announced:
            self._announced = True
            (self._needed,) = _SPAN.unpack(whole)
            self._within(self._needed, LARGEST_INNER)
            return
        if self._part is None:
            self._inner = self._parsed(whole)
            self._awaited = iter((*self._inner.segments, *self._inner.blobs))
        elif self._hash.digest() != self._part.hash:
            raise self._damaged()
        elif isinstance(self._part, SegmentPart):
            self.segments.append(whole)
        self._part = next(self._awaited, None)
        self._hash = hashlib.sha256()
        if self._part is None:
            self._whole = True
        else:
            self._needed = _length(self._part)

    def _parsed(self, raw: bytes) -> Inner:
        try:
            inner = _inner(shapes.document(raw))
        except shapes.Misshapen as wrong:
            raise self._damaged() from wrong
        for segment in inner.segments:
            self._within(segment.raw, LARGEST_RAW)
            self._within(segment.stored, segment.raw + _FRAMING)
        self._within(sum(segment.raw for segment in inner.segments), LARGEST_RAW_TOGETHER)
        for blob in inner.blobs:
            self._within(blob.size, LARGEST_BLOB)
        return inner

    def _within(self, size: int, most: int) -> None:
        if size > most:
            raise InputTooBig(name=self.name, what=vi("một phần của gói vượt mức cho phép"))

    def _damaged(self) -> BundleDamaged:
        return BundleDamaged(name=self.name, unit=self.unit)


def _length(part: SegmentPart | BlobPart) -> int:
    return part.stored if isinstance(part, SegmentPart) else part.size


def _document(inner: Inner) -> Mapping[str, object]:
    return {
        "outer": inner.outer.hex(),
        "from": inner.sender.hex(),
        "to": [device.hex() for device in inner.to],
        "schema": inner.schema,
        "receipt": inner.receipt.hex(),
        "changes": inner.changes,
        "vector": {
            scope: [[run.hex(), number] for run, number in tips]
            for scope, tips in inner.vector.items()
        },
        "missing": [digest.hex() for digest in inner.missing],
        "certificates": [shapes.base64_text(raw) for raw in inner.certificates],
        "segments": [
            {"hash": part.hash.hex(), "stored": part.stored, "raw": part.raw}
            for part in inner.segments
        ],
        "blobs": [
            {"hash": part.hash.hex(), "size": part.size, "kind": part.kind} for part in inner.blobs
        ],
    }


def _inner(source: Mapping[str, object]) -> Inner:
    return Inner(
        shapes.hexadecimal(source, "outer", 32),
        shapes.hexadecimal(source, "from", 16),
        tuple(shapes.as_bytes(value, 16) for value in shapes.rows(source, "to", 1_000)),
        shapes.whole(source, "schema"),
        shapes.hexadecimal(source, "receipt", 10),
        shapes.whole(source, "changes"),
        _vector(shapes.branch(source, "vector")),
        tuple(shapes.as_bytes(value, 32) for value in shapes.rows(source, "missing", MOST_BLOBS)),
        tuple(
            shapes.as_packed(value, certificates.LONGEST)
            for value in shapes.rows(source, "certificates", _MOST_CERTIFICATES)
        ),
        tuple(map(_segment, shapes.rows(source, "segments", MOST_SEGMENTS))),
        tuple(map(_blob, shapes.rows(source, "blobs", MOST_BLOBS))),
    )


def _vector(source: Mapping[str, object]) -> Vector:
    if len(source) > _MOST_SCOPES:
        raise shapes.Misshapen
    return {scope: tuple(map(_tip, shapes.rows(source, scope, _MOST_TIPS))) for scope in source}


def _tip(value: object) -> tuple[bytes, int]:
    run, number = shapes.pair(value)
    return shapes.as_bytes(run, 16), shapes.as_whole(number)


def _segment(value: object) -> SegmentPart:
    source = shapes.as_branch(value)
    return SegmentPart(
        shapes.hexadecimal(source, "hash", 32),
        shapes.whole(source, "stored"),
        shapes.whole(source, "raw"),
    )


def _blob(value: object) -> BlobPart:
    source = shapes.as_branch(value)
    return BlobPart(
        shapes.hexadecimal(source, "hash", 32),
        shapes.whole(source, "size"),
        shapes.text(source, "kind", 20),
    )
