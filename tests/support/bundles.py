"""Devices with true keys and certificates, and bundles of any bytes, without a store."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.sync import bundle, certificates, wrapping
from kh57_desktop.sync.body import Inner, SegmentPart
from kh57_desktop.sync.bundle import Header, Keys, Opened
from kh57_desktop.sync.enrollment import Authority
from kh57_desktop.system import seals

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.sync.certificates import Certificate


@dataclass(frozen=True, slots=True)
class Machine:
    """One device of a commune, as far as bundles are concerned."""

    authority: Authority
    certificate: Certificate
    raw: bytes
    seed: bytes
    box: str

    @property
    def keys(self) -> Keys:
        """What the device reads bundles with."""
        return Keys(self.authority.commune, self.authority.root, self.certificate.device, self.box)


def a_commune(number: int = 1) -> Authority:
    """Return a commune with its root and its escrow key."""
    seed = hashlib.sha256(b"root %d" % number).digest()
    escrow = seals.box_recipient(seals.box_identity(hashlib.sha256(b"escrow" + seed).digest()))
    return Authority(hashlib.sha256(b"commune" + seed).digest()[:16], seed, escrow)


def a_machine(unit: str, *, at: Authority | None = None, number: int = 1) -> Machine:
    """Return a certified device of a unit; the office is PVHXH."""
    authority = at or a_commune()
    seed = hashlib.sha256(f"sign {unit} {number}".encode() + authority.commune).digest()
    box = seals.box_identity(hashlib.sha256(b"box" + seed).digest())
    certificate = certificates.certify(
        authority.commune,
        int.from_bytes(seed[:3], "big"),
        unit,
        "office" if unit == "PVHXH" else "unit",
        sign=seals.public_key(seed),
        box=seals.box_recipient(box),
    )
    raw = certificates.issue(authority.root_seed, certificate)
    return Machine(authority, certificate, raw, seed, box)


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a test wants to have in a bundle; every part of it can be made wrong."""

    sender: Machine
    to: tuple[Machine, ...]
    parts: tuple[bytes, ...] = (b"segment one", b"segment two")
    raw: tuple[int, ...] | None = None
    inner: Inner | None = None
    header: Header | None = None
    certificate: bytes | None = None
    seed: bytes | None = None
    recipients: tuple[str, ...] | None = field(default=None)

    def bytes(self) -> bytes:
        """Return the file."""
        return b"".join(
            bundle.write(
                self.header or a_header(self.sender, self.to),
                self.certificate or self.sender.raw,
                self.inner or an_inner(self.parts, self.raw),
                self.parts,
                recipients=self.recipients or tuple(m.certificate.box for m in self.to),
                seed=self.seed or self.sender.seed,
            )
        )


def a_header(sender: Machine, to: tuple[Machine, ...], **changed: object) -> Header:
    """Return the header of a bundle between devices."""
    header = Header(
        bytes(range(16)),
        bytes(range(16, 32)),
        (1, 1),
        sender.certificate.commune,
        sender.certificate.device,
        tuple(machine.certificate.device for machine in to),
        "2026-03-31T09:00:00+07:00",
        "0.1.0",
    )
    return replace(header, **changed)


def an_inner(parts: tuple[bytes, ...], raw: tuple[int, ...] | None = None) -> Inner:
    """Return an inner header that announces the parts as they are."""
    lengths = raw or tuple(len(part) for part in parts)
    return Inner(
        b"",
        b"",
        (),
        1,
        b"0123456789",
        2,
        {"catalog": (), "unit/TH-DPX": ((b"r" * 16, 7),)},
        segments=tuple(
            SegmentPart(hashlib.sha256(part).digest(), len(part), length)
            for part, length in zip(parts, lengths, strict=True)
        ),
    )


def opened(raw: bytes, machine: Machine, folder: Path) -> Opened:
    """Read a bundle from a file as a device does."""
    path = folder / "goi.kh57"
    path.write_bytes(raw)
    (source,) = wrapping.sources(path)
    return bundle.read(source, machine.keys)


def signed_again(raw, machine):
    """Return the bundle with a fresh signature of a machine around its bytes."""
    start = raw[:-64]
    return start + seals.sign(machine.seed, bundle.CONTEXT, hashlib.sha512(start).digest())


def framed(certificate, header, sealed, machine, **integers):
    """Return a signed frame around any certificate, header and body."""
    lengths = {"form": 1, "suite": 1, "c": len(certificate), "h": len(header), "zero": 0}
    lengths |= {"b": len(sealed)} | integers
    start = struct.pack("<8sHHIIIQ", b"KH57GOI\0", *lengths.values())
    start += certificate + header + sealed
    return signed_again(start + bytes(64), machine)
