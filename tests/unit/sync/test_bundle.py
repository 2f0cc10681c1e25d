"""A bundle is believed step by step; each wrong one is refused with its own sentence."""

import hashlib
import struct
from dataclasses import replace

import pytest

from kh57_desktop.errors import (
    BundleDamaged,
    InputTooBig,
)
from kh57_desktop.sync import body, bundle
from kh57_desktop.sync.body import BlobPart
from kh57_desktop.sync.bundle import Keys
from kh57_desktop.sync.wrapping import Source
from tests.support.bundles import (
    Parcel,
    a_header,
    a_machine,
    an_inner,
    opened,
)

SCHOOL = a_machine("TH-DPX")


OTHER = a_machine("TR-NTT")


OFFICE = a_machine("PVHXH")


def test_what_was_packed_is_opened(tmp_path):
    """The commune reads exactly what the school packed."""
    parcel = Parcel(SCHOOL, (OFFICE, SCHOOL))
    raw = parcel.bytes()
    read = opened(raw, OFFICE, tmp_path)

    assert read.segments == parcel.parts
    assert read.sender == SCHOOL.certificate
    assert read.certificate == SCHOOL.raw
    assert read.header == a_header(SCHOOL, (OFFICE, SCHOOL))
    assert read.inner.vector == {"catalog": (), "unit/TH-DPX": ((b"r" * 16, 7),)}
    assert (read.inner.receipt, read.inner.changes) == (b"0123456789", 2)
    assert (read.name, read.size) == ("goi.kh57", len(raw))


def test_the_senders_own_unit_reads_it_too(tmp_path):
    """A school can always open what it sent."""
    raw = Parcel(SCHOOL, (OFFICE, SCHOOL)).bytes()

    assert opened(raw, SCHOOL, tmp_path).segments == opened(raw, OFFICE, tmp_path).segments


def test_the_frame_is_laid_out_as_written_down():
    """Another program finds each length at its offset (SYNC 9.1)."""
    raw = Parcel(SCHOOL, (OFFICE,)).bytes()
    magic, form, suite, c, h, zero, b = struct.unpack_from("<8sHHIIIQ", raw)

    assert (magic, form, suite, zero) == (b"KH57GOI\0", 1, 1, 0)
    assert len(raw) == 96 + c + h + b
    assert raw[32 : 32 + c] == SCHOOL.raw
    assert raw[32 + c : 32 + c + h].startswith(b'{"app":"0.1.0","at":')
    assert raw[32 + c + h :].startswith(b"age-encryption.org/v1\n")


def test_a_bundle_without_parts_carries_a_vector(tmp_path):
    """A bundle may say only what the sender has."""
    read = opened(Parcel(SCHOOL, (OFFICE,), parts=()).bytes(), OFFICE, tmp_path)

    assert read.segments == ()
    assert "unit/TH-DPX" in read.inner.vector


def test_parts_that_do_not_fit_their_hash_are_damage(tmp_path):
    """Each part is what the inner header says it is."""
    inner = an_inner((b"segment one", b"segment two"))
    parcel = Parcel(SCHOOL, (OFFICE,), parts=(b"segment one", b"segment 2!!"), inner=inner)

    with pytest.raises(BundleDamaged):
        opened(parcel.bytes(), OFFICE, tmp_path)


@pytest.mark.parametrize("parts", [(b"one",), (b"one", b"two", b"more"), (b"one", b"tw")])
def test_missing_or_further_parts_are_damage(tmp_path, parts):
    """All that is announced is there, and nothing after it."""
    parcel = Parcel(SCHOOL, (OFFICE,), parts=parts, inner=an_inner((b"one", b"two")))

    with pytest.raises(BundleDamaged):
        opened(parcel.bytes(), OFFICE, tmp_path)


def test_attachments_are_measured_and_passed_over(tmp_path):
    """A newer sender's attachments do not keep us from its changes."""
    picture = b"\xff\xd8" * 50_000
    blob = BlobPart(hashlib.sha256(picture).digest(), len(picture), "jpg")
    inner = replace(an_inner((b"one",)), blobs=(blob,))
    parcel = Parcel(SCHOOL, (OFFICE,), parts=(b"one", picture), inner=inner)

    read = opened(parcel.bytes(), OFFICE, tmp_path)

    assert read.segments == (b"one",)
    assert read.inner.blobs == (blob,)


def test_an_attachment_beyond_its_cap_is_refused(tmp_path):
    """An attachment of more than 25 MB is not taken."""
    blob = BlobPart(bytes(32), body.LARGEST_BLOB + 1, "jpg")
    inner = replace(an_inner((b"one",)), blobs=(blob,))

    with pytest.raises(InputTooBig):
        opened(Parcel(SCHOOL, (OFFICE,), parts=(b"one",), inner=inner).bytes(), OFFICE, tmp_path)


def test_a_file_exchanged_between_two_looks_is_damage(tmp_path):
    """What is decrypted is what was signed, even on a stick that answers twice differently."""
    path = tmp_path / "goi.kh57"
    first = Parcel(SCHOOL, (OFFICE,), parts=(bytes(200_000),)).bytes()
    others = (Parcel(SCHOOL, (OFFICE,), parts=(b"x" * 200_000,)).bytes() for _ in range(10_000))
    second = next(other for other in others if len(other) == len(first))
    path.write_bytes(first)

    class Exchanged(Source):
        """A source whose file changes when the reader goes back to its beginning."""

        def open(self):
            opened = super().open()

            class Lent:
                def __enter__(self):
                    self.stream = opened.__enter__()
                    return self

                def __exit__(self, *wrong):
                    return opened.__exit__(*wrong)

                def read(self, size):
                    return self.stream.read(size)

                def seek(self, position):
                    path.write_bytes(second)
                    self.stream.seek(position)

            return Lent()

    with pytest.raises(BundleDamaged):
        bundle.read(Exchanged(path, len(first)), OFFICE.keys)


def test_a_file_that_shrinks_while_it_is_read_is_damage(tmp_path):
    """A stick pulled during the reading leaves a cut file, whenever that is."""
    path = tmp_path / "goi.kh57"
    raw = Parcel(SCHOOL, (OFFICE,)).bytes()
    refused = 0
    for keep in (10, 200, 900, len(raw) - 1):
        path.write_bytes(raw[:keep])
        with pytest.raises(BundleDamaged):
            bundle.read(Source(path, len(raw)), OFFICE.keys)
        refused += 1

    assert refused == 4


def test_another_file_in_its_place_is_damage(tmp_path):
    """A file exchanged between the list and the reading is no bundle any more."""
    path = tmp_path / "goi.kh57"
    path.write_bytes(b"x" * 500)

    with pytest.raises(BundleDamaged):
        bundle.read(Source(path, 500), OFFICE.keys)


def test_a_vector_over_too_many_scopes_is_damage(tmp_path):
    """A vector names at most some hundred scopes."""
    inner = replace(an_inner((b"one",)), vector={f"unit/{n}": () for n in range(300)})

    with pytest.raises(BundleDamaged):
        opened(Parcel(SCHOOL, (OFFICE,), parts=(b"one",), inner=inner).bytes(), OFFICE, tmp_path)


def test_too_many_addressees_are_refused_when_packing():
    """The header has room for some hundred devices, not for any number."""
    header = a_header(SCHOOL, (OFFICE,) * 600)

    with pytest.raises(InputTooBig):
        Parcel(SCHOOL, (OFFICE,), header=header).bytes()


def test_keys_do_not_show_their_secret():
    """A log line about the keys of a device shows no key."""
    keys = Keys(bytes(16), bytes(32), bytes(16), "AGE-SECRET-KEY-1ABC")

    assert "AGE-SECRET" not in repr(keys)
