"""Who a device is and what it may read and write, signed by the commune's root (SYNC 10.1)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from kh57_desktop.errors import BundleFromStranger
from kh57_desktop.i18n import vi
from kh57_desktop.sync import shapes
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Role = Literal["unit", "office"]

CONTEXT = b"KH57 certificate\0"
LONGEST = 2_048
SIGNATURE = 64
COMMON_SCOPES = ("catalog", "control")
OFFICE_SCOPES = ("catalog", "control", "office")
EVERY_UNIT = "unit/*"

_MOST_SCOPES = 16
_SPREAD = 16  # low bits of a serial that are drawn, so that two offices do not meet


@dataclass(frozen=True, slots=True)
class Certificate:
    """One device as the commune knows it; `write` and `read` name scopes, `unit/*` all units."""

    serial: int
    commune: bytes
    device: bytes
    unit: str
    role: Role
    write: tuple[str, ...]
    read: tuple[str, ...]
    sign: bytes
    box: str

    def may_read(self, scope: str) -> bool:
        """Tell whether the device may be given rows of a scope."""
        return _named(scope, self.read)

    def may_write(self, scope: str, *, commune_side: bool = False) -> bool:
        """Tell whether a change of this device may stand in a scope (SYNC 2: one table, one side).

        Facts of a unit are written by its own devices, the commune's answers by the office.
        """
        if not _named(scope, self.write):
            return False
        kind, _, unit = scope.partition("/")
        if kind in ("unit", "private"):
            return self.role == "office" if commune_side else self.unit == unit
        return self.role == "office"

    def same_rights(self, other: Certificate) -> bool:
        """Tell whether both say the same of the same device, whatever their serials."""
        return replace(self, serial=0) == replace(other, serial=0)

    def readable(self, scopes: Iterable[str]) -> tuple[str, ...]:
        """Return those of the scopes that the device may read."""
        return tuple(scope for scope in scopes if self.may_read(scope))


def device_of(sign: bytes) -> bytes:
    """Return the number of the device that holds a signing key: bound to it, nobody can take it."""
    return hashlib.sha256(b"KH57 device\0" + sign).digest()[:16]


def rights(unit: str, role: Role) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the scopes a device of a unit writes and those it reads."""
    own = f"private/{unit}"
    if role == "office":
        both = (*OFFICE_SCOPES, EVERY_UNIT, own)
        return both, both
    return (f"unit/{unit}", own), (*COMMON_SCOPES, f"unit/{unit}", own)


def certify(
    commune: bytes, serial: int, unit: str, role: Role, *, sign: bytes, box: str
) -> Certificate:
    """Return the certificate of a device that shows these public keys."""
    write, read = rights(unit, role)
    return Certificate(serial, commune, device_of(sign), unit, role, write, read, sign, box)


def next_serial(known: Iterable[int], drawn: bytes) -> int:
    """Return a serial above all known ones; two offices that issue at once do not meet."""
    highest = max(known, default=0) >> _SPREAD
    return ((highest + 1) << _SPREAD) | int.from_bytes(drawn[:2], "big")


def issue(root_seed: bytes, certificate: Certificate) -> bytes:
    """Return the certificate as it travels: its JSON and the signature of the commune's root."""
    body = canonical(_document(certificate))
    return body + seals.sign(root_seed, CONTEXT, body)


def verified(raw: bytes, root: bytes) -> Certificate:
    """Return the certificate in the bytes.

    Raises `BundleFromStranger` unless our commune's root has signed exactly these bytes; before
    that nothing of them is parsed.
    """
    body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    if len(raw) > LONGEST or not seals.verify(root, CONTEXT, body, signature):
        raise BundleFromStranger(device=vi("đã gửi tệp này"), unit=vi("đơn vị gửi"))
    try:
        return _certificate(shapes.document(body))
    except shapes.Misshapen as wrong:  # signed by the root, yet of a form we do not know
        raise BundleFromStranger(device=vi("đã gửi tệp này"), unit=vi("đơn vị gửi")) from wrong


def kept(raw: bytes) -> Certificate:
    """Return a certificate of our own store, which was verified before it was kept."""
    return _certificate(shapes.document(raw[:-SIGNATURE]))


def _document(certificate: Certificate) -> Mapping[str, object]:
    return {
        "serial": certificate.serial,
        "commune": certificate.commune.hex(),
        "device": certificate.device.hex(),
        "unit": certificate.unit,
        "role": certificate.role,
        "write": list(certificate.write),
        "read": list(certificate.read),
        "sign": certificate.sign.hex(),
        "box": certificate.box,
    }


def _certificate(source: Mapping[str, object]) -> Certificate:
    role = shapes.text(source, "role")
    sign = shapes.hexadecimal(source, "sign", 32)
    device = shapes.hexadecimal(source, "device", 16)
    if role not in ("unit", "office") or device != device_of(sign):
        raise shapes.Misshapen
    return Certificate(
        shapes.whole(source, "serial"),
        shapes.hexadecimal(source, "commune", 16),
        device,
        shapes.text(source, "unit"),
        cast("Role", role),
        shapes.texts(source, "write", _MOST_SCOPES),
        shapes.texts(source, "read", _MOST_SCOPES),
        sign,
        shapes.text(source, "box"),
    )


def _named(scope: str, scopes: tuple[str, ...]) -> bool:
    return scope in scopes or (scope.startswith("unit/") and EVERY_UNIT in scopes)
