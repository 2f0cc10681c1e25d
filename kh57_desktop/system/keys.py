"""The key file: who can open the store, and with what (TRUST 4)."""

from __future__ import annotations

import logging
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from kh57_desktop.errors import InvalidRecord, KeyFileDamaged, PasswordWrong, StoreTooNew
from kh57_desktop.i18n import vi
from kh57_desktop.system import files, seals, slots
from kh57_desktop.system.codes import read_secret_code
from kh57_desktop.system.ids import canonical, read_json
from kh57_desktop.system.refusals import asked
from kh57_desktop.system.slots import (
    CHEAP,
    NORMAL,
    CommuneSlot,
    Cost,
    OfficerSlot,
    RecoverySlot,
    Slot,
    StoreKey,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kh57_desktop.system.disk import Disk

__all__ = [
    "CHEAP",
    "NORMAL",
    "Cost",
    "KeyFile",
    "Opened",
    "StoreKey",
    "deposit_identity",
    "escrow_identity",
    "root_seed",
    "seconds_to_wait",
]

FORMAT: Final = 1
SHORTEST_PASSWORD: Final = 10

_FREE_TRIES = 5
_FIRST_WAIT = 5
_LONGEST_WAIT = 60

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """The store's key, which slot gave it, and whether the file is as the program left it."""

    key: StoreKey
    kind: Literal["officer", "recovery", "commune"]
    officer: int | None
    is_sound: bool


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The content of `keys.json`; changing it returns another one, one higher in its counter.

    Two copies of it stand side by side. Each carries a checksum, so that a damaged file is told
    from a wrong password before anybody has opened it; the seal says who may have written it.
    """

    store: str
    counter: int = 0
    slots: tuple[Slot, ...] = field(default=(), repr=False)
    mac: bytes = field(default=b"", repr=False)
    is_whole: bool = field(default=True, compare=False)
    """Whether the file says what was written: its checksum is right."""

    @classmethod
    def read(cls, path: Path, disk: Disk) -> KeyFile:
        """Return the key file or, if it is damaged or older, its second copy.

        Where none is whole, the one that can be read: an intact slot still opens it. Raises
        KeyFileDamaged; DiskFailing and FolderDenied when a file is there and the disk does not let
        it be read.
        """
        versions = files.small_versions(path, disk)
        if not versions and disk.is_there(path):
            asked(disk, path, lambda: disk.read(path, 1))
        found = [file for data in versions if (file := cls._readable(data)) is not None]
        if not found:
            raise KeyFileDamaged
        chosen = max(found, key=lambda file: (file.is_whole, file.counter))
        if len(found) < len(versions) or chosen is not found[0]:
            _log.warning("key file damaged or old, its second copy is used")
        return chosen

    @classmethod
    def parse(cls, data: bytes) -> KeyFile:
        """Return what a key file says; ValueError if it cannot be read, StoreTooNew if newer."""
        words = read_json(data)
        if not _is_key_file(words):
            raise ValueError(FORMAT)
        if words["format"] > FORMAT:
            raise StoreTooNew(version=words["format"])
        held = tuple(slots.read_slot(slot) for slot in words["slots"])
        mac = slots.read_bytes(words.get("mac"))
        told = words.pop("sum", None)
        is_whole = told == _checksum(words)
        return cls(words["store"], words["counter"], held, mac, is_whole)

    @classmethod
    def _readable(cls, data: bytes) -> KeyFile | None:
        try:
            return cls.parse(data)
        except ValueError:
            return None

    def write(self, path: Path, disk: Disk) -> None:
        """Put the file in the place of both copies: whom it keeps out, neither lets in."""
        files.replace_twins(path, self.written(), disk, is_sound=_is_whole)

    def mend(self, path: Path, disk: Disk) -> None:
        """Write both copies anew unless both are this file: one was damaged, older or gone."""
        written = self.written()
        if files.small_versions(path, disk) != (written, written):
            self.write(path, disk)

    def written(self) -> bytes:
        """Return the file as it stands on the disk."""
        words = {**self.body(), "mac": slots.spelled(self.mac)}
        return canonical({**words, "sum": _checksum(words)}) + b"\n"

    def is_sealed_by(self, key: StoreKey) -> bool:
        """Tell whether a holder of the store's key wrote the file as it is."""
        return seals.same(self.mac, _seal(self, key))

    def renewed(self, key: StoreKey, above: int) -> KeyFile:
        """Return the file with a counter above another one: an old file that is in use again."""
        renewed = replace(self, counter=above + 1)
        return replace(renewed, mac=_seal(renewed, key))

    def open(self, secret: str) -> Opened:
        """Open with a password, the recovery code or the commune's key.

        Raises PasswordWrong, or KeyFileDamaged where the file is not whole: the slot that was meant
        may be the one that is hurt. A bad seal is told in the answer and keeps no officer out.
        """
        for kind, officer, key in self._attempts(secret):
            if key is not None:
                sound = self.is_sealed_by(key)
                if not sound:
                    _log.warning("key file was changed outside the program")
                return Opened(key, kind, officer, sound)
        raise PasswordWrong if self.is_whole else KeyFileDamaged

    def body(self) -> dict[str, object]:
        """Return what the seal of the file covers."""
        written = [slot.written() for slot in self.slots]
        return {"format": FORMAT, "store": self.store, "counter": self.counter, "slots": written}

    def officers(self) -> tuple[int, ...]:
        """Return the officers that have a slot."""
        return tuple(slot.officer for slot in self.slots if isinstance(slot, OfficerSlot))

    @property
    def has_commune(self) -> bool:
        """Whether the commune's envelope opens this store."""
        return any(isinstance(slot, CommuneSlot) for slot in self.slots)

    def with_officer(
        self, key: StoreKey, officer: int, password: str, cost: Cost = NORMAL
    ) -> KeyFile:
        """Give an officer a password, or another one; raises InvalidRecord if it may not be.

        The first officer's cost and salt hold for all: one derivation tries every slot.
        """
        refuse_short(password)
        held = [slot for slot in self.slots if isinstance(slot, OfficerSlot)]
        salt, cost = (held[0].salt, held[0].cost) if held else (seals.random_bytes(16), cost)
        under = slots.password_key(password, salt, cost)
        others = (slot for slot in held if slot.officer != officer)
        if any(slots.unwrap(slot, under, self.store) is not None for slot in others):
            raise InvalidRecord(problems=vi("mật khẩu này không dùng được, hãy chọn mật khẩu khác"))
        nonce, box = slots.wrap(key, under, self.store, "officer", officer)
        slot = OfficerSlot(officer, cost, salt, nonce, box)
        return self._changed(key, self._without(officer), slot)

    def without_officer(self, key: StoreKey, officer: int) -> KeyFile:
        """Take an officer's slot away."""
        return self._changed(key, self._without(officer))

    def with_recovery(self, key: StoreKey, secret: bytes) -> KeyFile:
        """Let the 128 bits of a recovery code open the store; an older code no longer does."""
        salt = seals.random_bytes(slots.SALT_BYTES)
        under = slots.recovery_key(secret, salt)
        slot = RecoverySlot(salt, *slots.wrap(key, under, self.store, "recovery", None))
        kept = tuple(old for old in self.slots if not isinstance(old, RecoverySlot))
        return self._changed(key, kept, slot)

    def with_commune(self, key: StoreKey, escrow: str) -> KeyFile:
        """Let the commune's envelope open the store; an older envelope no longer does."""
        kept = tuple(old for old in self.slots if not isinstance(old, CommuneSlot))
        return self._changed(key, kept, slots.deposit(key, escrow, self.store))

    def _attempts(
        self, secret: str
    ) -> Iterator[tuple[Literal["officer", "recovery", "commune"], int | None, StoreKey | None]]:
        """Try the cheap ways first, then one derivation for all officers."""
        code = read_secret_code(secret)
        if code is not None:
            for slot in self.slots:
                if isinstance(slot, RecoverySlot):
                    under = slots.recovery_key(code, slot.salt)
                    yield "recovery", None, slots.unwrap(slot, under, self.store)
                elif isinstance(slot, CommuneSlot):
                    identity = escrow_identity(code)
                    yield "commune", None, slots.withdraw(slot, identity, self.store)
        derived: dict[tuple[bytes, Cost], bytes] = {}
        for slot in self.slots:
            if isinstance(slot, OfficerSlot):
                way = (slot.salt, slot.cost)
                if way not in derived:
                    derived[way] = slots.password_key(secret, *way)
                yield "officer", slot.officer, slots.unwrap(slot, derived[way], self.store)

    def _without(self, officer: int) -> tuple[Slot, ...]:
        return tuple(
            slot
            for slot in self.slots
            if not (isinstance(slot, OfficerSlot) and slot.officer == officer)
        )

    def _changed(self, key: StoreKey, kept: tuple[Slot, ...], *added: Slot) -> KeyFile:
        counter = self.counter + 1
        changed = replace(self, counter=counter, slots=(*kept, *added), is_whole=True)
        return replace(changed, mac=_seal(changed, key))


def refuse_short(password: str) -> None:
    """Raise InvalidRecord for a password with too few signs."""
    if len(unicodedata.normalize("NFC", password)) < SHORTEST_PASSWORD:
        problem = vi("mật khẩu cần ít nhất {count} ký tự").format(count=SHORTEST_PASSWORD)
        raise InvalidRecord(problems=problem)


def root_seed(commune_key: bytes) -> bytes:
    """Return the Ed25519 seed of the commune's root."""
    return seals.hkdf(commune_key, "kh57 root")


def escrow_identity(commune_key: bytes) -> str:
    """Return the age identity that opens the units' stores; it is never kept."""
    return seals.box_identity(seals.hkdf(commune_key, "kh57 escrow"))


def deposit_identity(recovery_secret: bytes) -> str:
    """Return the age identity that opens a unit's private deposit at the commune."""
    return seals.box_identity(seals.hkdf(recovery_secret, "kh57 deposit"))


def seconds_to_wait(wrong_tries: int) -> int:
    """Return how long the next try must wait: nothing up to five wrong ones, then ever longer."""
    beyond = wrong_tries - _FREE_TRIES
    return 0 if beyond < 0 else min(_LONGEST_WAIT, _FIRST_WAIT << min(beyond, 8))


def _seal(file: KeyFile, key: StoreKey) -> bytes:
    under = seals.hkdf(key.key + key.salt, "kh57 keys")
    return seals.keyed_hash(under, canonical(file.body()))


def _is_key_file(words: object) -> bool:
    match words:
        case {"format": int(form), "store": str(), "counter": int(), "slots": list(held)}:
            return form >= FORMAT and all(isinstance(slot, dict) for slot in held)
        case _:
            return False


def _checksum(words: Mapping[str, object]) -> str:
    """Return the SHA-256 of everything else in the file: against bit rot, not against people."""
    return seals.sha256([canonical(words)]).hex()


def _is_whole(data: bytes) -> bool:
    try:
        return KeyFile.parse(data).is_whole
    except ValueError:
        return False
