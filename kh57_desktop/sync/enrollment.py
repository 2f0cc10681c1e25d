"""Join a device by two files and one spoken code (TRUST 5).

The request says which keys a device holds, the answer certifies them. A code of 16 digits that is
in no file proves each side to the other; nobody trusts a device by a click.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kh57_desktop.errors import BundleDamaged, BundleTooNew, ConfirmCodeWrong, InputTooBig
from kh57_desktop.i18n import vi
from kh57_desktop.sync import certificates, shapes
from kh57_desktop.system import codes, seals
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kh57_desktop.sync.certificates import Certificate, Role

FORMAT: Final = 1
REQUEST: Final = b"KH57 request\0"
ANSWER: Final = b"KH57 answer\0"
LARGEST: Final = 1 << 20

# Argon2id, in KiB of memory, passes and lanes; cheap only in test and practice homes (TRUST 4)
COSTS: Final = {"full": (65_536, 3, 1), "cheap": (1_024, 1, 1)}

_SALT = 16
_NONCE = 16
_MOST_CERTIFICATES = 1_000


@dataclass(frozen=True, slots=True)
class Pending:
    """What the asking device remembers until the answer comes; the code is in no file."""

    confirm_code: str = field(repr=False)
    body: bytes

    def kept(self) -> str:
        """Return the text that the store keeps."""
        return f"{self.confirm_code}|{shapes.base64_text(self.body)}"

    @staticmethod
    def of(kept: str) -> Pending:
        """Return what `kept` gave back."""
        confirm_code, _, body = kept.partition("|")
        return Pending(confirm_code, shapes.as_packed(body, LARGEST))


@dataclass(frozen=True, slots=True)
class Request:
    """What a device asks to be certified for; believed only after the code was typed."""

    unit: str
    device: bytes
    sign: bytes
    box: str
    salt: bytes
    cost: str
    body: bytes
    tag: bytes


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


def request(
    unit: str, sign_seed: bytes, box_identity: str, *, cheap: bool
) -> tuple[Pending, bytes]:
    """Return what to remember and the request file; remembering it voids an earlier request."""
    code = codes.confirm_code()
    digits = _digits(code, "")
    salt = seals.random_bytes(_SALT)
    cost = "cheap" if cheap else "full"
    body = canonical(
        {
            "unit": unit,
            "sign": seals.public_key(sign_seed).hex(),
            "box": seals.box_recipient(box_identity),
            "salt": salt.hex(),
            "nonce": seals.random_bytes(_NONCE).hex(),
            "cost": cost,
        }
    )
    file = canonical(
        {
            "kh57": "request",
            "format": FORMAT,
            "body": shapes.base64_text(body),
            "signature": shapes.base64_text(seals.sign(sign_seed, REQUEST, body)),
            "tag": _tag(digits, salt, cost, REQUEST, body).hex(),
        }
    )
    return Pending(code, body), file


def read_request(raw: bytes, name: str) -> Request:
    """Return what a request file asks, its signature checked; the code is checked by `answer`.

    Raises `ConfirmCodeWrong`, `BundleDamaged`, `BundleTooNew` or `InputTooBig`.
    """
    try:
        outer = _outer(raw, "request", name)
        body = shapes.packed(outer, "body", LARGEST)
        signature = shapes.packed(outer, "signature", seals.SIGNATURE_BYTES)
        asked = shapes.document(body)
        found = _request(asked, body, shapes.hexadecimal(outer, "tag", 32))
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
    digits = _digits(confirm_code, name)
    if not seals.same(_tag(digits, asked.salt, asked.cost, REQUEST, asked.body), asked.tag):
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
    file = {
        "kh57": "answer",
        "format": FORMAT,
        "body": shapes.base64_text(body),
        "tag": _tag(digits, asked.salt, asked.cost, ANSWER, body).hex(),
    }
    return Answered(device, certificate, canonical(file))


def finish(raw: bytes, pending: Pending | None, *, name: str) -> Joined:
    """Return what an answer says to the device that asked last; the caller then forgets the code.

    Raises `ConfirmCodeWrong` for an answer to another request, an altered one, or none awaited.
    """
    if pending is None:
        raise ConfirmCodeWrong(name=name)
    try:
        outer = _outer(raw, "answer", name)
        body = shapes.packed(outer, "body", LARGEST)
        tag = shapes.hexadecimal(outer, "tag", 32)
        asked = _request(shapes.document(pending.body), pending.body, b"")
        digits = _digits(pending.confirm_code, name)
        if not seals.same(_tag(digits, asked.salt, asked.cost, ANSWER, body), tag):
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


def _outer(raw: bytes, kind: str, name: str) -> Mapping[str, object]:
    """Return the envelope of an enrollment file."""
    if len(raw) > LARGEST:
        raise InputTooBig(name=name, what=vi("lớn hơn 1 MB"))
    outer = shapes.document(raw)
    if shapes.text(outer, "kh57") != kind:
        raise shapes.Misshapen
    form = shapes.whole(outer, "format")
    if form > FORMAT:
        raise BundleTooNew(name=name, version=vi("định dạng {form}").format(form=form))
    return outer


def _request(source: Mapping[str, object], body: bytes, tag: bytes) -> Request:
    sign = shapes.hexadecimal(source, "sign", 32)
    box, cost = shapes.text(source, "box"), shapes.text(source, "cost")
    if cost not in COSTS or not seals.is_recipient(box):
        raise shapes.Misshapen
    return Request(
        shapes.text(source, "unit", 40),
        certificates.device_of(sign),
        sign,
        box,
        shapes.hexadecimal(source, "salt", _SALT),
        cost,
        body,
        tag,
    )


def _digits(confirm_code: str, name: str) -> str:
    """Return the digits of a code; a wrong or swapped one is told before any key is derived."""
    digits = codes.read_confirm_code(confirm_code)
    if digits is None:
        raise ConfirmCodeWrong(name=name)
    return digits


def _tag(digits: str, salt: bytes, cost: str, context: bytes, body: bytes) -> bytes:
    return seals.keyed_hash(seals.argon2(digits.encode(), salt, *COSTS[cost]), context + body)


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
    """Return the certificates the device needs at once: the office's and those of its own unit."""
    return tuple(
        raw
        for raw in known
        for other in (certificates.verified(raw, authority.root),)
        if other.device != device.device and (other.role == "office" or other.unit == device.unit)
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
