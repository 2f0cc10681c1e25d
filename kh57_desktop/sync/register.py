"""The certificates this store has met, and the root it believes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.errors import BundleFromStranger, NotYet
from kh57_desktop.i18n import vi
from kh57_desktop.store import driver, local
from kh57_desktop.sync import certificates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kh57_desktop.store.connection import Connection
    from kh57_desktop.sync.certificates import Certificate

_ALL = "SELECT body, sig FROM sync_certificate ORDER BY serial"
_KEEP = (
    "INSERT INTO sync_certificate(serial, device, body, sig) VALUES (?, ?, ?, ?) "
    "ON CONFLICT(serial) DO NOTHING"
)
_SIGN = "UPDATE sync_certificate SET sig = ? WHERE serial = ?"


def root(con: Connection) -> bytes | None:
    """Return the public key of the commune's root; None before this device was enrolled."""
    kept = local.setting(con, "root")
    return None if kept is None else bytes.fromhex(kept)


def known(con: Connection) -> tuple[bytes, ...]:
    """Return every certificate as it travels, the oldest first."""
    return tuple(bytes(body) + bytes(sig) for body, sig in driver.rows(con, _ALL))


def keep(con: Connection, raw: bytes) -> Certificate:
    """Keep a certificate and return it; raises `BundleFromStranger` unless our root signed it."""
    believed = root(con)
    if believed is None:
        raise BundleFromStranger(device=vi("đã gửi tệp này"), unit=vi("đơn vị gửi"))
    certificate = certificates.verified(raw, believed)
    body, signature = raw[: -certificates.SIGNATURE], raw[-certificates.SIGNATURE :]
    con.exec_driver_sql(_KEEP, (certificate.serial, certificate.device, body, signature))
    return certificate


def resign(con: Connection, root_seed: bytes) -> bytes:
    """Let another root have signed the one certificate there is; returns it as it travels.

    Raises `NotYet` where more devices are known: they believe the former root.
    """
    certified = known(con)
    if len(certified) != 1:
        raise NotYet(what=vi("đổi khóa của xã khi đã ghép máy"))
    certificate = certificates.kept(certified[0])
    raw = certificates.issue(root_seed, certificate)
    signature = raw[-certificates.SIGNATURE :]
    driver.execute(con, _SIGN, (signature, certificate.serial))
    return raw


class Register:
    """The known devices, each by the newest of its certificates and by every one it ever had."""

    def __init__(self, certificates_as_kept: Iterable[bytes]) -> None:
        self._raw: dict[int, bytes] = {}
        self._by_serial: dict[int, Certificate] = {}
        self._newest: dict[bytes, Certificate] = {}
        for raw in certificates_as_kept:
            self.meet(raw, certificates.kept(raw))

    @classmethod
    def of(cls, con: Connection) -> Register:
        """Return the register of a store."""
        return cls(known(con))

    def meet(self, raw: bytes, certificate: Certificate) -> None:
        """Add a certificate that was verified."""
        self._raw.setdefault(certificate.serial, raw)
        self._by_serial.setdefault(certificate.serial, certificate)
        newest = self._newest.get(certificate.device)
        if newest is None or newest.serial < certificate.serial:
            self._newest[certificate.device] = certificate

    def author(self, device: bytes, serial: int | None) -> Certificate | None:
        """Return what covers a stream: the named certificate, for an older stream the device's."""
        if serial is None:
            return self._newest.get(device)
        found = self._by_serial.get(serial)
        return found if found is not None and found.device == device else None

    def of_unit(self, unit: str) -> tuple[Certificate, ...]:
        """Return the devices of a unit, in the order of their numbers."""
        return self._chosen(
            certificate for certificate in self._newest.values() if certificate.unit == unit
        )

    def of_office(self) -> tuple[Certificate, ...]:
        """Return the commune's devices, in the order of their numbers."""
        return self._chosen(
            certificate for certificate in self._newest.values() if certificate.role == "office"
        )

    def beside(self, device: bytes) -> tuple[bytes, ...]:
        """Return the devices of the same side: the office's, or those of the unit; itself too."""
        certificate = self._newest.get(device)
        if certificate is None:
            return (device,)
        if certificate.role == "office":
            return tuple(other.device for other in self.of_office())
        return tuple(other.device for other in self.of_unit(certificate.unit))

    def units(self) -> dict[bytes, str]:
        """Return the unit of every known device."""
        return {device: certificate.unit for device, certificate in self._newest.items()}

    def raw(self, chosen: Iterable[Certificate]) -> tuple[bytes, ...]:
        """Return certificates as they travel, each once."""
        return tuple(self._raw[serial] for serial in sorted({each.serial for each in chosen}))

    @staticmethod
    def _chosen(found: Iterable[Certificate]) -> tuple[Certificate, ...]:
        return tuple(sorted(found, key=lambda certificate: certificate.device))
