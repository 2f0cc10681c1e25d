"""Hash, sign, stretch and seal: the program's only door to cryptography and age."""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
from typing import TYPE_CHECKING, Final, Protocol

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kh57_desktop.errors import InputTooBig
from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEED_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class NotOpened(Exception):
    """A sealed content is for others, cut or altered; the caller says what that means for it."""


class Reader(Protocol):
    """Where bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, none at the end."""
        ...


class Writer(Protocol):
    """Where bytes go to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes and return how many."""
        ...


def random_bytes(count: int) -> bytes:
    """Return bytes nobody can guess."""
    return secrets.token_bytes(count)


def sha256(chunks: Iterable[bytes]) -> bytes:
    """Return the SHA-256 of chunks one after the other."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


def keyed_hash(key: bytes, message: bytes) -> bytes:
    """Return the tag that only a holder of the key can make."""
    return hmac.digest(key, message, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Compare two tags without telling by the time taken where they differ."""
    return hmac.compare_digest(one, other)


def hkdf(secret: bytes, purpose: str, *, salt: bytes = b"", length: int = 32) -> bytes:
    """Derive a key for one purpose from a secret that is random already."""
    return HKDF(SHA256(), length, salt or None, purpose.encode()).derive(secret)


def argon2(secret: bytes, salt: bytes, m: int, t: int, p: int) -> bytes:
    """Derive 32 bytes from what a person types: m KiB of memory, t passes, p lanes."""
    return Argon2id(salt=salt, length=32, iterations=t, lanes=p, memory_cost=m).derive(secret)


def public_key(seed: bytes) -> bytes:
    """Return the Ed25519 public key of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, context: bytes, message: bytes) -> bytes:
    r"""Sign a message under a context such as ``b"KH57 bundle\0"``; 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(context + message)


def verify(public: bytes, context: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the holder of the key signed this message under this context."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, context + message)
    except (InvalidSignature, ValueError):
        return False
    return True


def box_identity(seed: bytes) -> str:
    """Return the age identity (X25519) of a 32-byte seed."""
    return _bech32("age-secret-key-", seed).upper()


def box_recipient(identity: str) -> str:
    """Return the age recipient that seals for an identity."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def is_recipient(text: str) -> bool:
    """Tell whether a text is an age recipient one can seal for."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def encrypt(reader: Reader, writer: Writer, recipients: Sequence[str]) -> None:
    """Seal a stream as one age file for every recipient, in pieces."""
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    passage = _Passage(reader, writer)
    try:
        pyrage.encrypt_io(passage, passage, keys)
    except pyrage.EncryptError as error:
        raise passage.fault or error from error


def decrypt(
    reader: Reader, writer: Writer, identity: str, *, at_most: int | None = None, name: str = ""
) -> None:
    """Open a sealed stream in pieces; raises `NotOpened`, or `InputTooBig` beyond `at_most` bytes.

    Pieces reach the writer before the end is known to be whole: keep them only if this returns.
    """
    passage = _Passage(reader, writer, at_most, name)
    try:
        pyrage.decrypt_io(passage, passage, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, OSError) as error:  # age says OSError of a cut content
        raise passage.fault or NotOpened() from error


def encrypt_bytes(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal bytes that fit in memory."""
    sealed = io.BytesIO()
    encrypt(io.BytesIO(data), sealed, recipients)
    return sealed.getvalue()


def decrypt_bytes(sealed: bytes, identity: str, *, at_most: int, name: str = "") -> bytes:
    """Open sealed bytes; raises `NotOpened`, or `InputTooBig` beyond `at_most` bytes."""
    opened = io.BytesIO()
    decrypt(io.BytesIO(sealed), opened, identity, at_most=at_most, name=name)
    return opened.getvalue()


class _Passage:
    """Both ends of a stream: counts what passes and remembers a fault that age would rename."""

    def __init__(
        self, reader: Reader, writer: Writer, at_most: int | None = None, name: str = ""
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._at_most = at_most
        self._name = name
        self._passed = 0
        self.fault: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._reader.read(size)
        except Exception as fault:
            self.fault = fault
            raise

    def write(self, data: bytes) -> int:
        self._passed += len(data)
        try:
            self._refuse_too_much()
            return self._writer.write(data)
        except Exception as fault:
            self.fault = fault
            raise

    def _refuse_too_much(self) -> None:
        if self._at_most is not None and self._passed > self._at_most:
            most = vi("nội dung hơn {most} byte").format(most=self._at_most)
            raise InputTooBig(name=self._name, what=most)


def _bech32(prefix: str, data: bytes) -> str:
    """Spell bytes as BIP 173 does, which age took over for its identities."""
    padded = int.from_bytes(data, "big") << (-8 * len(data) % 5)
    count = -(-8 * len(data) // 5)
    values = [padded >> 5 * at & 31 for at in reversed(range(count))]
    spread = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    check = _bech32_remainder([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * at & 31 for at in reversed(range(6))]
    return prefix + "1" + "".join(_BECH32[value] for value in values)


def _bech32_remainder(values: Sequence[int]) -> int:
    remainder = 1
    for value in values:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value
        for at, step in enumerate(_BECH32_STEPS):
            if top >> at & 1:
                remainder ^= step
    return remainder
