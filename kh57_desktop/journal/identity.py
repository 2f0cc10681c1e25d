"""Who writes: the device, its unit, its keys."""

from __future__ import annotations

from dataclasses import dataclass, field

OFFICE = "office"
UNIT = "unit"


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """An installation as the journal knows it; unit and keys stay for the life of the store.

    The role may turn from `unit` to `office` once, when the commune certifies it for its office.
    """

    device: bytes
    """Sixteen bytes that everybody knows it by."""
    unit: str
    """Code of the unit whose facts are recorded here."""
    role: str
    """`unit` or `office`: which side's tables it may write."""
    sign: bytes = field(repr=False)
    """Seed of the Ed25519 signing key."""
    box: str = field(repr=False, default="")
    """The age identity that opens bundles sent here."""
    certificate: bytes | None = None
    """What the commune signed; None before enrollment."""
    serial: int | None = None
    """The certificate's number."""

    @property
    def is_office(self) -> bool:
        """Whether this is the commune's device."""
        return self.role == OFFICE
