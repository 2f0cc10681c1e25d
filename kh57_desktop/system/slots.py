"""The slots of a key file: each wraps the store's key for one way of opening it (TRUST 4)."""

from __future__ import annotations

import base64
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from kh57_desktop.errors import InputTooBig
from kh57_desktop.system import seals

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16

_NONCE_BYTES = 12
_MOST_MEMORY = 1 << 18  # KiB; a forged file must not take the PC's memory
_MOST_PASSES = 16
_MOST_LANES = 8


@dataclass(frozen=True, slots=True)
class StoreKey:
    """What opens the encrypted store: 32 random bytes and the 16 of its salt."""

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @classmethod
    def random(cls) -> StoreKey:
        """Return a key nobody has."""
        return cls(seals.random_bytes(KEY_BYTES), seals.random_bytes(SALT_BYTES))


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a password costs: KiB of memory, passes, lanes."""

    m: int
    t: int
    p: int = 1


NORMAL = Cost(m=64 * 1024, t=3)
CHEAP = Cost(m=1024, t=1)  # test and practice stores, whose passwords are known anyway


@dataclass(frozen=True, slots=True)
class OfficerSlot:
    """Opens with one officer's password."""

    officer: int
    cost: Cost
    salt: bytes
    nonce: bytes
    box: bytes

    def written(self) -> dict[str, object]:
        """Return the slot as it stands in the file."""
        cost = {"m": self.cost.m, "t": self.cost.t, "p": self.cost.p}
        boxed = {"salt": spelled(self.salt), "nonce": spelled(self.nonce), "box": spelled(self.box)}
        return {"kind": "officer", "officer": self.officer, **cost, **boxed}


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """Opens with the printed recovery code."""

    salt: bytes
    nonce: bytes
    box: bytes

    def written(self) -> dict[str, object]:
        """Return the slot as it stands in the file."""
        boxed = {"salt": spelled(self.salt), "nonce": spelled(self.nonce), "box": spelled(self.box)}
        return {"kind": "recovery", **boxed}


@dataclass(frozen=True, slots=True)
class CommuneSlot:
    """Opens with the commune's key out of its envelope."""

    escrow: str
    box: bytes

    def written(self) -> dict[str, object]:
        """Return the slot as it stands in the file."""
        return {"kind": "commune", "escrow": self.escrow, "box": spelled(self.box)}


@dataclass(frozen=True, slots=True)
class OtherSlot:
    """A damaged slot or one of a newer program: kept as it is, opens nothing."""

    words: Mapping[str, object]

    def written(self) -> dict[str, object]:
        """Return the slot as it stands in the file."""
        return dict(self.words)


Slot = OfficerSlot | RecoverySlot | CommuneSlot | OtherSlot


def read_slot(words: Mapping[str, object]) -> Slot:
    """Return a slot of the file; one that makes no sense is an `OtherSlot`."""
    try:
        match words.get("kind"):
            case "officer":
                cost = Cost(_number(words, "m"), _number(words, "t"), _number(words, "p"))
                boxed = (_bytes(words, "salt"), _bytes(words, "nonce"), _bytes(words, "box"))
                slot = OfficerSlot(_number(words, "officer"), cost, *boxed)
                return slot if _is_bearable(slot) else OtherSlot(words)
            case "recovery":
                return RecoverySlot(
                    _bytes(words, "salt"), _bytes(words, "nonce"), _bytes(words, "box")
                )
            case "commune":
                return CommuneSlot(str(words["escrow"]), _bytes(words, "box"))
            case _:
                return OtherSlot(words)
    except (KeyError, ValueError):
        return OtherSlot(words)


def password_key(password: str, salt: bytes, cost: Cost) -> bytes:
    """Derive what opens officer slots; composed and decomposed spellings are one password."""
    typed = unicodedata.normalize("NFC", password).encode()
    return seals.argon2(typed, salt, cost.m, cost.t, cost.p)


def recovery_key(secret: bytes, salt: bytes) -> bytes:
    """Derive what opens a recovery slot from the 128 bits of the code."""
    return seals.hkdf(secret, "kh57 recovery", salt=salt)


def wrap(
    key: StoreKey, under: bytes, store: str, kind: str, officer: int | None
) -> tuple[bytes, bytes]:
    """Return nonce and box of a store key under another key."""
    nonce = seals.random_bytes(_NONCE_BYTES)
    said = _associated(store, kind, officer)
    return nonce, ChaCha20Poly1305(under).encrypt(nonce, key.key + key.salt, said)


def unwrap(slot: OfficerSlot | RecoverySlot, under: bytes, store: str) -> StoreKey | None:
    """Return the store key in a slot, None if this is not its key."""
    said = (
        _associated(store, "officer", slot.officer)
        if isinstance(slot, OfficerSlot)
        else _associated(store, "recovery", None)
    )
    try:
        return _split(ChaCha20Poly1305(under).decrypt(slot.nonce, slot.box, said))
    except (InvalidTag, ValueError):
        return None


def deposit(key: StoreKey, escrow: str, store: str) -> CommuneSlot:
    """Return a slot only the commune's envelope opens."""
    content = _associated(store, "commune", None) + key.key + key.salt
    return CommuneSlot(escrow, seals.encrypt_bytes(content, [escrow]))


def withdraw(slot: CommuneSlot, identity: str, store: str) -> StoreKey | None:
    """Return the store key in a commune's slot, None if this is not its envelope."""
    said = _associated(store, "commune", None)
    try:
        size = len(said) + KEY_BYTES + SALT_BYTES
        content = seals.decrypt_bytes(slot.box, identity, at_most=size)
    except (seals.NotOpened, InputTooBig):
        return None
    return _split(content[len(said) :]) if content.startswith(said) else None


def spelled(data: bytes) -> str:
    """Return bytes as they stand in the file."""
    return base64.b64encode(data).decode()


def read_bytes(text: object) -> bytes:
    """Return bytes of the file in their one spelling; none if they are not so spelled."""
    try:
        data = base64.b64decode(str(text), validate=True)
    except ValueError:
        return b""
    return data if spelled(data) == text else b""


def _associated(store: str, kind: str, officer: int | None) -> bytes:
    """Bind a box to its store, kind and officer, so that none can take another's place."""
    return f"kh57 slot\0{store}\0{kind}\0{'' if officer is None else officer}\0".encode()


def _split(content: bytes) -> StoreKey | None:
    if len(content) != KEY_BYTES + SALT_BYTES:
        return None
    return StoreKey(content[:KEY_BYTES], content[KEY_BYTES:])


def _is_bearable(slot: OfficerSlot) -> bool:
    cost = slot.cost
    return (
        len(slot.salt) == SALT_BYTES
        and 1 <= cost.p <= _MOST_LANES
        and 8 * cost.p <= cost.m <= _MOST_MEMORY
        and 1 <= cost.t <= _MOST_PASSES
    )


def _number(words: Mapping[str, object], name: str) -> int:
    number = words[name]
    if type(number) is not int:
        raise ValueError(name)
    return number


def _bytes(words: Mapping[str, object], name: str) -> bytes:
    data = read_bytes(words[name])
    if not data:
        raise ValueError(name)
    return data
