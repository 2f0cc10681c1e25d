"""Hashes, signatures and seals agree with the standards and refuse what was altered."""

import hashlib
import io

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.errors import InputTooBig, sentences
from kh57_desktop.system import seals

SEED = bytes(range(32))
ALICE = seals.box_identity(SEED)
BOB = seals.box_identity(SEED[::-1])


class Broken(io.BytesIO):
    """A stream on a stick that is pulled after so many bytes."""

    def __init__(self, data=b"", good=0):
        super().__init__(data)
        self.good = good

    def read(self, size=-1):
        """Give pieces until the stick is gone."""
        if self.good <= 0:
            raise OSError(5, "gone")
        self.good -= 1
        return super().read(size)

    def write(self, data):
        """Take pieces until the stick is gone."""
        if self.good <= 0:
            raise OSError(5, "gone")
        self.good -= 1
        return super().write(data)


def test_signatures_are_those_of_rfc_8032():
    """Another program can check what ours signed (test 2 of the RFC)."""
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )

    assert seals.public_key(seed) == public
    assert seals.sign(seed, b"", b"\x72") == signature
    assert seals.verify(public, b"", b"\x72", signature)


@given(st.binary(max_size=50), st.integers(0, 511))
def test_a_signature_holds_for_its_message_context_and_key_only(message, bit):
    """A signed bundle cannot be altered, nor its signature used for anything else."""
    signature = seals.sign(SEED, b"KH57 bundle\0", message)
    public = seals.public_key(SEED)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8

    assert seals.verify(public, b"KH57 bundle\0", message, signature)
    assert not seals.verify(public, b"KH57 segment\0", message, signature)
    assert not seals.verify(public, b"KH57 bundle\0", message + b"x", signature)
    assert not seals.verify(public, b"KH57 bundle\0", message, bytes(flipped))
    assert not seals.verify(seals.public_key(SEED[::-1]), b"KH57 bundle\0", message, signature)


def test_a_key_that_is_no_key_verifies_nothing():
    """A garbled certificate is refused, not a crash."""
    assert not seals.verify(b"short", b"", b"", bytes(64))
    assert not seals.verify(seals.public_key(SEED), b"", b"", b"short")


def test_passwords_are_stretched_as_argon2id_does():
    """The derivation is the standard's: another program could open the key file."""
    derived = seals.argon2(b"password", b"somesalt", 65536, 2, 1)

    assert derived.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_keys_are_derived_as_rfc_5869_does():
    """Test case 1 of the RFC; each purpose gives another key."""
    secret, salt = bytes([0x0B]) * 22, bytes(range(13))
    purpose = bytes(range(0xF0, 0xF2)).decode("latin-1")

    assert seals.hkdf(secret, "kh57 root") != seals.hkdf(secret, "kh57 escrow")
    assert len(seals.hkdf(secret, purpose, salt=salt, length=42)) == 42
    assert seals.hkdf(secret, "") == seals.hkdf(secret, "", salt=bytes(32))
    assert (
        seals.hkdf(bytes([0x0B]) * 22, "", length=42).hex()
        == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )


def test_hashes_and_tags_are_the_standard_ones():
    """SHA-256 over pieces equals SHA-256 over the whole; tags are compared whole."""
    assert seals.sha256([b"a", b"bc"]) == hashlib.sha256(b"abc").digest()
    tag = seals.keyed_hash(b"key", b"The quick brown fox jumps over the lazy dog")
    assert tag.hex() == "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    assert seals.same(tag, bytes(tag))
    assert not seals.same(tag, tag[:-1])


def test_an_identity_is_the_age_spelling_of_its_seed():
    """The key out of the envelope opens with the ordinary age program, too."""
    public = X25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()

    assert ALICE == "AGE-SECRET-KEY-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNZS23V9CCRYDPK8QARC0SWRYDWG"
    assert seals.box_recipient(ALICE) == seals._bech32("age", public)
    assert seals.is_recipient(seals.box_recipient(ALICE))
    assert not seals.is_recipient("age1nonsense")


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_for_each_addressee(data):
    """Every device a bundle is for can open it."""
    sealed = seals.encrypt_bytes(data, [seals.box_recipient(ALICE), seals.box_recipient(BOB)])

    assert seals.decrypt_bytes(sealed, ALICE, at_most=300) == data
    assert seals.decrypt_bytes(sealed, BOB, at_most=300) == data


def test_nothing_of_a_name_stands_in_what_is_sealed():
    """Whoever finds a sealed file reads no name in it."""
    sealed = seals.encrypt_bytes("Nguyễn Thị Mai".encode(), [seals.box_recipient(ALICE)])

    assert "Thị Mai".encode() not in sealed


def test_what_is_sealed_for_others_does_not_open():
    """A bundle for another school stays closed."""
    sealed = seals.encrypt_bytes(b"x", [seals.box_recipient(ALICE)])

    with pytest.raises(seals.NotOpened):
        seals.decrypt_bytes(sealed, BOB, at_most=10)


def test_every_cut_and_flip_of_a_sealed_content_is_noticed():
    """A sealed file damaged on the way is never half believed."""
    sealed = seals.encrypt_bytes(b"content", [seals.box_recipient(ALICE)])
    damaged = [sealed[:length] for length in range(len(sealed))]
    for at in range(len(sealed)):
        flipped = bytearray(sealed)
        flipped[at] ^= 1
        damaged.append(bytes(flipped))

    for broken in damaged:
        with pytest.raises(seals.NotOpened):
            seals.decrypt_bytes(broken, ALICE, at_most=100)

    assert len(damaged) == 2 * len(sealed)


def test_more_than_is_allowed_is_refused_while_opening():
    """A sealed bomb stops at its cap, with the file's name and the cap told."""
    sealed = seals.encrypt_bytes(bytes(1_000_000), [seals.box_recipient(ALICE)])
    taken = io.BytesIO()

    with pytest.raises(InputTooBig) as told:
        seals.decrypt(io.BytesIO(sealed), taken, ALICE, at_most=100_000, name="goi.kh57")

    assert len(taken.getvalue()) <= 100_000
    assert "goi.kh57" in str(sentences(told.value))
    assert "100000 byte" in str(sentences(told.value))


@pytest.mark.parametrize("good", range(4))
def test_a_fault_of_either_end_comes_out_as_itself(good):
    """A stick pulled while sealing or opening is told as that, not as a damaged file."""
    recipient = [seals.box_recipient(ALICE)]
    sealed = seals.encrypt_bytes(bytes(200_000), recipient)

    with pytest.raises(OSError, match="gone"):
        seals.encrypt(Broken(bytes(2_000_000), good), io.BytesIO(), recipient)
    with pytest.raises(OSError, match="gone"):
        seals.encrypt(io.BytesIO(bytes(200_000)), Broken(good=good), recipient)
    with pytest.raises(OSError, match="gone"):
        seals.decrypt(Broken(sealed, good), io.BytesIO(), ALICE)
    with pytest.raises(OSError, match="gone"):
        seals.decrypt(io.BytesIO(sealed), Broken(good=good), ALICE)


def test_sealing_for_nobody_is_a_mistake_of_ours():
    """Nothing is ever written that nobody could open."""
    with pytest.raises(Exception, match="Missing recipients"):
        seals.encrypt_bytes(b"x", [])

    assert len(seals.random_bytes(7)) == 7
