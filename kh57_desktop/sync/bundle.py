"""The bundle file: its frame, its header and the order in which it is believed (SYNC 7, 9)."""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.errors import BundleDamaged, BundleNotForUs, BundleTooNew, InputTooBig
from kh57_desktop.i18n import vi
from kh57_desktop.sync import certificates, shapes
from kh57_desktop.sync.body import Inner, Unpacker, packed
from kh57_desktop.sync.wrapping import MAGIC, Stream
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.sync.certificates import Certificate
    from kh57_desktop.sync.wrapping import Source

FORMAT = 1
SUITE = 1
READER = 1  # what this program understands; a header may ask for more
CONTEXT = b"KH57 bundle\0"
LARGEST_HEADER = 16_384

_INTEGERS = struct.Struct("<8sHHIIIQ")
_SIGNATURE = 64
_PIECE = 1 << 16
_AGE_START = b"age-encryption.org/v1\n"
_AGE_HEADER_END = b"\n--- "


@dataclass(frozen=True, slots=True)
class Header:
    """What everybody can read: who to whom, when; no names and no counts."""

    bundle: bytes
    set: bytes
    volume: tuple[int, int]
    commune: bytes
    sender: bytes
    to: tuple[bytes, ...]
    at: str
    app: str
    min_reader: int = READER


@dataclass(frozen=True, slots=True)
class Keys:
    """What a device reads bundles with: the root it believes, itself, and the units it knows."""

    commune: bytes
    root: bytes
    device: bytes
    box: str = field(repr=False)
    units: Mapping[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was signed, addressed to us and whole; nothing of it is in the store yet."""

    name: str
    size: int
    file_hash: bytes
    header: Header
    sender: Certificate
    certificate: bytes
    inner: Inner
    segments: tuple[bytes, ...]


def write(
    header: Header,
    certificate: bytes,
    inner: Inner,
    parts: Sequence[bytes],
    *,
    recipients: Sequence[str],
    seed: bytes,
) -> tuple[bytes, ...]:
    """Return the pieces of a bundle file in their order.

    `outer`, `from` and `to` of the inner header are filled in from the frame, so that nobody can
    put a signature of his own around this body.
    """
    raw = canonical(_document(header))
    if len(certificate) > certificates.LONGEST or len(raw) > LARGEST_HEADER:
        raise InputTooBig(name=vi("gói mới"), what=vi("quá nhiều máy nhận"))
    outer = hashlib.sha256(certificate + raw).digest()
    bound = replace(inner, outer=outer, sender=header.sender, to=header.to)
    sealed = io.BytesIO()
    seals.encrypt(io.BytesIO(b"".join(packed(bound, parts))), sealed, recipients)
    body = sealed.getvalue()
    start = _INTEGERS.pack(MAGIC, FORMAT, SUITE, len(certificate), len(raw), 0, len(body))
    digest = hashlib.sha512()
    for piece in (start, certificate, raw, body):
        digest.update(piece)
    return start, certificate, raw, body, seals.sign(seed, CONTEXT, digest.digest())


def meet(source: Source, keys: Keys) -> Outside:
    """Return what a bundle says outside its encryption; raises what `read` raises before it."""
    with source.open() as stream:
        return _outside(stream, source, keys)


def read(source: Source, keys: Keys) -> Opened:
    """Return what a bundle holds, believed in the order of SYNC 9.1.

    Raises `BundleDamaged`, `BundleTooNew`, `BundleFromStranger`, `BundleNotForUs` or `InputTooBig`.
    """
    with source.open() as stream:
        outside = _outside(stream, source, keys)
        header, sender, lengths = outside.header, outside.sender, outside.lengths
        stream.seek(_INTEGERS.size + lengths.certificate + lengths.header)
        body = _Body(stream, lengths.body, outside.before.copy())
        unpacker = Unpacker(source.name, sender.unit)
        try:
            seals.decrypt(body, unpacker, keys.box)
        except seals.NotOpened as wrong:
            raise BundleDamaged(name=source.name, unit=sender.unit) from wrong
        inner = unpacker.finished()
    said = outside.certificate + outside.raw_header
    if body.digest() != outside.whole or not _is_bound(inner, header, said):
        # other bytes than were signed, or a body that somebody else sealed
        raise BundleDamaged(name=source.name, unit=sender.unit)
    return Opened(
        *(source.name, source.size, outside.file_hash, header, sender),
        *(outside.certificate, inner, tuple(unpacker.segments)),
    )


@dataclass(frozen=True, slots=True)
class _Lengths:
    raw: bytes
    certificate: int
    header: int
    body: int


@dataclass(frozen=True, slots=True)
class Outside:
    """What a bundle for us says before its body is decrypted, signature verified."""

    header: Header
    sender: Certificate
    file_hash: bytes
    certificate: bytes
    raw_header: bytes
    lengths: _Lengths
    before: hashlib._Hash
    """Over everything before the body."""
    whole: bytes
    """The signed hash: everything before the signature."""


@dataclass(slots=True)
class _Body:
    """The age file within the bundle; remembers what was really read the second time."""

    _stream: Stream
    _left: int
    _hash: hashlib._Hash

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes of the age file."""
        wanted = self._left if size < 0 else min(size, self._left)
        piece = self._stream.read(wanted)
        self._left -= len(piece)
        self._hash.update(piece)
        return piece

    def digest(self) -> bytes:
        """Return the hash over what was read for decrypting and all before it."""
        return self._hash.digest()


def _outside(stream: Stream, source: Source, keys: Keys) -> Outside:
    """Return what a signed bundle says to everybody; nothing of it was believed unsigned."""
    lengths = _lengths(stream, source)
    start = _exactly(stream, source, lengths.certificate)
    sender = certificates.verified(start, keys.root)
    raw_header = _exactly(stream, source, lengths.header)
    before = hashlib.sha512(lengths.raw + start + raw_header)
    whole, file_hash = _check_signature(stream, source, lengths, before, sender)
    header = _header(raw_header, source, sender, keys)
    return Outside(header, sender, file_hash, start, raw_header, lengths, before, whole)


def _lengths(stream: Stream, source: Source) -> _Lengths:
    """Return the lengths of the frame: plain numbers, compared before anything else is read."""
    raw = _exactly(stream, source, _INTEGERS.size)
    magic, form, suite, certificate, header, zero, body = _INTEGERS.unpack(raw)
    if magic != MAGIC:
        raise BundleDamaged(name=source.name, unit=vi("đơn vị gửi"))
    if (form, suite) != (FORMAT, SUITE):
        version = vi("định dạng {form}, bộ mã {suite}").format(form=form, suite=suite)
        raise BundleTooNew(name=source.name, version=version)
    if certificate > certificates.LONGEST or header > LARGEST_HEADER:
        raise InputTooBig(name=source.name, what=vi("phần đầu của gói vượt mức cho phép"))
    total = _INTEGERS.size + certificate + header + body + _SIGNATURE
    if zero or total != source.size:
        raise BundleDamaged(name=source.name, unit=vi("đơn vị gửi"))
    return _Lengths(raw, certificate, header, body)


def _exactly(stream: Stream, source: Source, size: int) -> bytes:
    piece = stream.read(size)
    if len(piece) != size:
        raise BundleDamaged(name=source.name, unit=vi("đơn vị gửi"))
    return piece


def _check_signature(
    stream: Stream,
    source: Source,
    lengths: _Lengths,
    before: hashlib._Hash,
    sender: Certificate,
) -> tuple[bytes, bytes]:
    """Return the signed hash and the hash of the file, or raise: every byte is covered."""
    whole = before.copy()
    left, head = lengths.body, b""
    while left:
        piece = _exactly(stream, source, min(left, _PIECE))
        head = head or piece
        whole.update(piece)
        left -= len(piece)
    signature = _exactly(stream, source, _SIGNATURE)
    digest = whole.digest()
    is_signed = seals.verify(sender.sign, CONTEXT, digest, signature)
    # the header of an age file is parsed again and again while it grows: a long one is refused
    if not is_signed or not head.startswith(_AGE_START) or _AGE_HEADER_END not in head:
        raise BundleDamaged(name=source.name, unit=sender.unit)
    return digest, hashlib.sha256(digest + signature).digest()


def _is_bound(inner: Inner, header: Header, outer: bytes) -> bool:
    """Tell whether a body was sealed for just this frame."""
    stated = (inner.outer, inner.sender, inner.to)
    return stated == (hashlib.sha256(outer).digest(), header.sender, header.to)


def _header(raw: bytes, source: Source, sender: Certificate, keys: Keys) -> Header:
    """Return the header of a signed bundle that is meant for us."""
    try:
        parsed = shapes.document(raw)
        min_reader, app = shapes.whole(parsed, "min_reader"), shapes.text(parsed, "app")
        if min_reader > READER:
            raise BundleTooNew(name=source.name, version=app)
        header = _parsed(parsed)
    except shapes.Misshapen as wrong:
        raise BundleDamaged(name=source.name, unit=sender.unit) from wrong
    if (header.sender, header.commune) != (sender.device, sender.commune):
        raise BundleDamaged(name=source.name, unit=sender.unit)
    if header.commune != keys.commune or keys.device not in header.to:
        names = sorted({keys.units.get(device, device.hex()[:8]) for device in header.to})
        raise BundleNotForUs(addressee=", ".join(names) or vi("máy khác"))
    return header


def _document(header: Header) -> Mapping[str, object]:
    return {
        "bundle": header.bundle.hex(),
        "set": header.set.hex(),
        "volume": list(header.volume),
        "commune": header.commune.hex(),
        "from": header.sender.hex(),
        "to": [device.hex() for device in header.to],
        "at": header.at,
        "min_reader": header.min_reader,
        "app": header.app,
    }


def _parsed(source: Mapping[str, object]) -> Header:
    place, count = shapes.pair(source.get("volume"))
    return Header(
        shapes.hexadecimal(source, "bundle", 16),
        shapes.hexadecimal(source, "set", 16),
        (shapes.as_whole(place), shapes.as_whole(count)),
        shapes.hexadecimal(source, "commune", 16),
        shapes.hexadecimal(source, "from", 16),
        tuple(shapes.as_bytes(value, 16) for value in shapes.rows(source, "to", 1_000)),
        shapes.text(source, "at"),
        shapes.text(source, "app"),
        shapes.whole(source, "min_reader"),
    )
