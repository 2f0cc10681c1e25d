"""Which device this store is: its unit, its side and its keys, kept in the store alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.journal.identity import OFFICE, UNIT, DeviceIdentity
from kh57_desktop.store import local
from kh57_desktop.sync import certificates
from kh57_desktop.system import seals

if TYPE_CHECKING:
    from kh57_desktop.store.queries import Connection


def make(con: Connection, unit: str, *, is_office: bool) -> None:
    """Draw the keys of a new device and keep them; they never leave the store (TRUST 4)."""
    seed = seals.random_bytes(32)
    kept = {
        "unit": unit,
        "role": OFFICE if is_office else UNIT,
        "device": certificates.device_of(seals.public_key(seed)).hex(),
        "sign_seed": seed.hex(),
        "box_identity": seals.box_identity(seals.random_bytes(32)),
    }
    for name, value in kept.items():
        local.put_setting(con, name, value)


def keep_certificate(con: Connection, raw: bytes) -> None:
    """Keep what the commune signed for this device."""
    local.put_setting(con, "certificate", raw.hex())


def keep_role(con: Connection, role: str) -> None:
    """Keep which side the commune certified this device for."""
    local.put_setting(con, "role", role)


def read(con: Connection) -> DeviceIdentity:
    """Return this device as the journal knows it."""
    kept = local.settings(con)
    raw = bytes.fromhex(kept["certificate"]) if "certificate" in kept else None
    root = bytes.fromhex(kept.get("root", ""))
    serial = certificates.verified(raw, root).serial if raw is not None else None
    return DeviceIdentity(
        bytes.fromhex(kept["device"]),
        kept["unit"],
        kept["role"],
        bytes.fromhex(kept["sign_seed"]),
        kept["box_identity"],
        raw,
        serial,
    )
