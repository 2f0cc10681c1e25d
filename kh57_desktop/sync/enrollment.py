"""Join a device by two files and one spoken code (TRUST 5).

The request says which keys a device holds, the answer certifies them. A code of 16 digits that is
in no file proves each side to the other; nobody trusts a device by a click.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.errors import BundleDamaged, ConfirmCodeWrong
from kh57_desktop.i18n import vi
from kh57_desktop.sync import certificates, shapes
from kh57_desktop.sync.envelopes import (
    ANSWER,
    LARGEST,
    NONCE,
    REQUEST,
    SALT,
    Pending,
    Request,
    digits_of,
    envelope,
    enveloped,
    request_of,
    tag,
)
from kh57_desktop.system import codes, seals
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kh57_desktop.sync.certificates import Certificate, Role

__all__ = ["LARGEST", "Answered", "Authority", "Joined", "Pending", "Request", "answer", "finish"]
__all__ += ["certify_self", "read_request", "request"]

_MOST_CERTIFICATES = 1_000


@dataclass(frozen=True, slots=True)
class Authority:
    """The commune's side of an enrollment: its number, its root and its escrow key."""

    commune: bytes
    root_seed: bytes = field(repr=False)
    escrow: str

    @property
    def root(self) -> bytes:
        """Return the public key of the root."""
        return seals.public_key(self.root_seed)


@dataclass(frozen=True, slots=True)
class Answered:
    """A certified device and the file that tells it so."""

    device: Certificate
    certificate: bytes
    file: bytes


@dataclass(frozen=True, slots=True)
class Joined:
    """What a device learns from a true answer: the commune it belongs to and whom it writes to."""

    commune: bytes
    root: bytes
    escrow: str
    device: Certificate
    certificate: bytes
    others: tuple[bytes, ...]


def sort(raw: bytes) -> str:
    """Return `request` or `answer` for what claims to be one; nothing for anything else."""
    if len(raw) > LARGEST or not raw.startswith(b"{"):
        return ""
    try:
        said = shapes.text(shapes.document(raw), "kh57")
    except shapes.Misshapen:
        return ""
    return said if said in {"request", "answer"} else ""


def request(
    unit: str, sign_seed: bytes, box_identity: str, *, cheap: bool
) -> tuple[Pending, bytes]:
    """Return what to remember and the request file; remembering it voids an earlier request."""
    code = codes.confirm_code()
    digits = digits_of(code, "")
    salt = seals.random_bytes(SALT)
    cost = "cheap" if cheap else "full"
    body = canonical(
        {
            "unit": unit,
            "sign": seals.public_key(sign_seed).hex(),
            "box": seals.box_recipient(box_identity),
            "salt": salt.hex(),
            "nonce": seals.random_bytes(NONCE).hex(),
            "cost": cost,
        }
    )
    signature = seals.sign(sign_seed, REQUEST, body)
    file = enveloped("request", body, tag(digits, salt, cost, REQUEST, body), signature)
    return Pending(code, body), file


def read_request(raw: bytes, name: str) -> Request:
    """Return what a request file asks, its signature checked; the code is checked by `answer`.

    Raises `ConfirmCodeWrong`, `BundleDamaged`, `BundleTooNew` or `InputTooBig`.
    """
    try:
        outer = envelope(raw, "request", name)
        body = shapes.packed(outer, "body", LARGEST)
        signature = shapes.packed(outer, "signature", seals.SIGNATURE_BYTES)
        found = request_of(shapes.document(body), body, shapes.hexadecimal(outer, "tag", 32))
    except shapes.Misshapen as wrong:
        raise BundleDamaged(name=name, unit=vi("đơn vị gửi")) from wrong
    if not seals.verify(found.sign, REQUEST, body, signature):
        raise ConfirmCodeWrong(name=name)
    return found


def answer(
    raw: bytes,
    confirm_code: str,
    authority: Authority,
    known: Iterable[bytes],
    *,
    name: str,
    role: Role = "unit",
) -> Answered:
    """Certify the device of a request whose tag agrees with the spoken code.

    Raises `ConfirmCodeWrong` when code, signature or tag is wrong. A device that is certified
    already with the same rights gets its certificate again.
    """
    asked = read_request(raw, name)
    digits = digits_of(confirm_code, name)
    if not seals.same(tag(digits, asked.salt, asked.cost, REQUEST, asked.body), asked.tag):
        raise ConfirmCodeWrong(name=name)
    known = tuple(known)
    device, certificate = _certified(asked, authority, known, role)
    body = canonical(
        {
            "request": seals.sha256([asked.body]).hex(),
            "commune": authority.commune.hex(),
            "root": authority.root.hex(),
            "escrow": authority.escrow,
            "certificate": shapes.base64_text(certificate),
            "certificates": [shapes.base64_text(other) for other in _met(known, authority, device)],
            "control": [],
        }
    )
    proof = tag(digits, asked.salt, asked.cost, ANSWER, body)
    return Answered(device, certificate, enveloped("answer", body, proof))


def finish(raw: bytes, pending: Pending | None, *, name: str) -> Joined:
    """Return what an answer says to the device that asked last; the caller then forgets the code.

    Raises `ConfirmCodeWrong` for an answer to another request, an altered one, or none awaited.
    """
    if pending is None:
        raise ConfirmCodeWrong(name=name)
    try:
        outer = envelope(raw, "answer", name)
        body = shapes.packed(outer, "body", LARGEST)
        told = shapes.hexadecimal(outer, "tag", 32)
        asked = request_of(shapes.document(pending.body), pending.body, b"")
        digits = digits_of(pending.confirm_code, name)
        if not seals.same(tag(digits, asked.salt, asked.cost, ANSWER, body), told):
            raise ConfirmCodeWrong(name=name)
        return _joined(shapes.document(body), asked, name)
    except shapes.Misshapen as wrong:
        raise BundleDamaged(name=name, unit=vi("xã")) from wrong


def certify_self(authority: Authority, unit: str, sign_seed: bytes, box_identity: str) -> bytes:
    """Return the certificate of the commune's first device, which holds the root itself."""
    certificate = certificates.certify(
        authority.commune,
        certificates.next_serial((), seals.random_bytes(2)),
        unit,
        "office",
        sign=seals.public_key(sign_seed),
        box=seals.box_recipient(box_identity),
    )
    return certificates.issue(authority.root_seed, certificate)


def _certified(
    asked: Request, authority: Authority, known: Sequence[bytes], role: Role
) -> tuple[Certificate, bytes]:
    """Return the certificate of the device: the one it has, if its rights are the same."""
    held = {raw: certificates.verified(raw, authority.root) for raw in known}
    fresh = certificates.certify(
        authority.commune,
        certificates.next_serial(
            (certificate.serial for certificate in held.values()), seals.random_bytes(2)
        ),
        asked.unit,
        role,
        sign=asked.sign,
        box=asked.box,
    )
    for raw, certificate in held.items():
        if certificate.same_rights(fresh):
            return certificate, raw
    return fresh, certificates.issue(authority.root_seed, fresh)


def _met(known: Sequence[bytes], authority: Authority, device: Certificate) -> tuple[bytes, ...]:
    """Return the certificates the device needs at once: those of the office and of its own unit.

    Another PC of the office is told of every unit.
    """
    others = ((raw, certificates.verified(raw, authority.root)) for raw in known)
    return tuple(
        raw
        for raw, other in others
        if other.device != device.device
        and (device.role == "office" or other.role == "office" or other.unit == device.unit)
    )


def _joined(source: Mapping[str, object], asked: Request, name: str) -> Joined:
    """Return the content of an answer whose tag is right; it must speak of this very device."""
    root = shapes.hexadecimal(source, "root", 32)
    raw = shapes.packed(source, "certificate", certificates.LONGEST)
    device = certificates.verified(raw, root)
    ours = (asked.device, asked.sign, asked.box, asked.unit)
    theirs = (device.device, device.sign, device.box, device.unit)
    commune = shapes.hexadecimal(source, "commune", 16)
    is_ours = shapes.hexadecimal(source, "request", 32) == seals.sha256([asked.body])
    if not is_ours or theirs != ours or device.commune != commune:
        raise ConfirmCodeWrong(name=name)
    others = tuple(
        shapes.as_packed(value, certificates.LONGEST)
        for value in shapes.rows(source, "certificates", _MOST_CERTIFICATES)
    )
    for other in others:
        certificates.verified(other, root)
    escrow = shapes.text(source, "escrow")
    if not seals.is_recipient(escrow):
        raise shapes.Misshapen
    return Joined(commune, root, escrow, device, raw, others)
