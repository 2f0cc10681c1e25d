"""The two files of an enrollment as they travel, and the tag that the spoken code gives them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kh57_desktop.errors import BundleTooNew, ConfirmCodeWrong, InputTooBig
from kh57_desktop.i18n import vi
from kh57_desktop.sync import certificates, shapes
from kh57_desktop.system import codes, seals
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1
REQUEST: Final = b"KH57 request\0"
ANSWER: Final = b"KH57 answer\0"
LARGEST: Final = 1 << 20

# Argon2id, in KiB of memory, passes and lanes; cheap only in test and practice homes (TRUST 4)
COSTS: Final = {"full": (65_536, 3, 1), "cheap": (1_024, 1, 1)}

SALT: Final = 16
NONCE: Final = 16


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


def enveloped(kind: str, body: bytes, tag: bytes, signature: bytes | None = None) -> bytes:
    """Return an enrollment file around its body."""
    signed = {} if signature is None else {"signature": shapes.base64_text(signature)}
    outer = {
        "kh57": kind,
        "format": FORMAT,
        "body": shapes.base64_text(body),
        "tag": tag.hex(),
    }
    return canonical(outer | signed)


def envelope(raw: bytes, kind: str, name: str) -> Mapping[str, object]:
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


def request_of(source: Mapping[str, object], body: bytes, tag: bytes) -> Request:
    """Return what the body of a request asks; raises `Misshapen`."""
    sign = shapes.hexadecimal(source, "sign", 32)
    box, cost = shapes.text(source, "box"), shapes.text(source, "cost")
    if cost not in COSTS or not seals.is_recipient(box):
        raise shapes.Misshapen
    return Request(
        shapes.text(source, "unit", 40),
        certificates.device_of(sign),
        sign,
        box,
        shapes.hexadecimal(source, "salt", SALT),
        cost,
        body,
        tag,
    )


def digits_of(confirm_code: str, name: str) -> str:
    """Return the digits of a code; a wrong or swapped one is told before any key is derived."""
    digits = codes.read_confirm_code(confirm_code)
    if digits is None:
        raise ConfirmCodeWrong(name=name)
    return digits


def tag(digits: str, salt: bytes, cost: str, context: bytes, body: bytes) -> bytes:
    """Return the tag that only somebody who heard the code can make."""
    return seals.keyed_hash(seals.argon2(digits.encode(), salt, *COSTS[cost]), context + body)
