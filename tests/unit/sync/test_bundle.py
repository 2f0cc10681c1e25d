"""A bundle is believed step by step; each wrong one is refused with its own sentence."""

import hashlib
import struct
from dataclasses import replace

import pytest

from kh57_desktop.errors import (
    BundleDamaged,
    BundleFromStranger,
    BundleNotForUs,
    BundleTooNew,
    InputTooBig,
)
from kh57_desktop.sync import body, bundle, certificates
from kh57_desktop.sync.body import BlobPart
from kh57_desktop.sync.bundle import Keys
from kh57_desktop.sync.wrapping import Source
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical
from tests.support.bundles import Parcel, a_commune, a_header, a_machine, an_inner, opened

SCHOOL = a_machine("TH-DPX")
OTHER = a_machine("TR-NTT")
OFFICE = a_machine("PVHXH")


def signed_again(raw, machine):
    """Return the bundle with a fresh signature of a machine around its bytes."""
    start = raw[:-64]
    return start + seals.sign(machine.seed, bundle.CONTEXT, hashlib.sha512(start).digest())


def framed(certificate, header, sealed, machine, **integers):
    """Return a signed frame around any certificate, header and body."""
    lengths = {"form": 1, "suite": 1, "c": len(certificate), "h": len(header), "zero": 0}
    lengths |= {"b": len(sealed)} | integers
    start = struct.pack("<8sHHIIIQ", b"KH57GOI\0", *lengths.values())
    start += certificate + header + sealed
    return signed_again(start + bytes(64), machine)


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


def test_a_bundle_for_another_unit_says_whose_it_is(tmp_path):
    """A misdirected bundle names the units it is for."""
    path = tmp_path / "goi.kh57"
    path.write_bytes(Parcel(SCHOOL, (OFFICE, SCHOOL)).bytes())
    keys = replace(OTHER.keys, units={OFFICE.certificate.device: "PVHXH"})

    with pytest.raises(BundleNotForUs) as refused:
        bundle.read(Source(path, path.stat().st_size), keys)

    assert "PVHXH" in refused.value.details["addressee"]


def test_a_bundle_for_nobody_is_not_for_us(tmp_path):
    """An empty list of addressees addresses nobody."""
    parcel = Parcel(SCHOOL, (), recipients=(OFFICE.certificate.box,))

    with pytest.raises(BundleNotForUs):
        opened(parcel.bytes(), OFFICE, tmp_path)


def test_a_bundle_addressed_to_us_but_sealed_for_others_is_damaged(tmp_path):
    """The outer address alone opens nothing."""
    parcel = Parcel(SCHOOL, (OFFICE,), recipients=(OTHER.certificate.box,))

    with pytest.raises(BundleDamaged):
        opened(parcel.bytes(), OFFICE, tmp_path)


def test_a_sender_of_another_commune_is_a_stranger(tmp_path):
    """A program with its own root cannot write to us."""
    stranger = a_machine("TH-DPX", at=a_commune(2))

    with pytest.raises(BundleFromStranger):
        opened(Parcel(stranger, (OFFICE,)).bytes(), OFFICE, tmp_path)


def test_swapped_certificates_are_refused(tmp_path):
    """A true certificate of another device does not cover this sender's signature."""
    parcel = Parcel(SCHOOL, (OFFICE,), certificate=OTHER.raw)

    with pytest.raises(BundleDamaged):
        opened(parcel.bytes(), OFFICE, tmp_path)


def test_swapped_certificates_signed_by_their_owner_are_refused(tmp_path):
    """The header must name the device of the certificate."""
    parcel = Parcel(SCHOOL, (OFFICE,), certificate=OTHER.raw, seed=OTHER.seed)

    with pytest.raises(BundleDamaged):
        opened(parcel.bytes(), OFFICE, tmp_path)


def test_a_body_taken_over_by_another_sender_is_refused(tmp_path):
    """A certified device cannot pass off another's encrypted body as its own."""
    raw = Parcel(SCHOOL, (OFFICE,)).bytes()
    c, h = struct.unpack_from("<II", raw, 12)
    header = canonical(bundle._document(a_header(OTHER, (OFFICE,))))
    taken = framed(OTHER.raw, header, raw[32 + c + h : -64], OTHER)

    with pytest.raises(BundleDamaged):
        opened(taken, OFFICE, tmp_path)


def test_a_body_put_under_another_header_is_refused(tmp_path):
    """Not even the sender's own header of another day fits the body."""
    raw = Parcel(SCHOOL, (OFFICE,)).bytes()
    c, h = struct.unpack_from("<II", raw, 12)
    header = canonical(bundle._document(a_header(SCHOOL, (OFFICE,), at="2026-04-01T00:00")))
    moved = framed(SCHOOL.raw, header, raw[32 + c + h : -64], SCHOOL)

    with pytest.raises(BundleDamaged):
        opened(moved, OFFICE, tmp_path)


@pytest.mark.parametrize("integers", [{"form": 2}, {"suite": 9}])
def test_an_unknown_format_asks_for_a_newer_program(tmp_path, integers):
    """A later format is told from a damaged file."""
    raw = framed(SCHOOL.raw, b"{}", b"", SCHOOL, **integers)

    with pytest.raises(BundleTooNew):
        opened(raw, OFFICE, tmp_path)


def test_a_bundle_that_asks_for_a_newer_reader_names_the_version(tmp_path):
    """min_reader above ours: nothing is read further."""
    parcel = Parcel(SCHOOL, (OFFICE,), header=a_header(SCHOOL, (OFFICE,), min_reader=2, app="1.6"))

    with pytest.raises(BundleTooNew) as refused:
        opened(parcel.bytes(), OFFICE, tmp_path)

    assert refused.value.details["version"] == "1.6"


@pytest.mark.parametrize("integers", [{"c": certificates.LONGEST + 1}, {"h": 16_385}])
def test_oversized_heads_are_refused_unread(tmp_path, integers):
    """A head beyond its cap is refused before it is read."""
    raw = framed(SCHOOL.raw, b"{}", b"", SCHOOL, **integers)

    with pytest.raises(InputTooBig):
        opened(raw, OFFICE, tmp_path)


@pytest.mark.parametrize("integers", [{"zero": 1}, {"b": 1}, {"b": 2**63}, {"c": 0}])
def test_lengths_that_do_not_add_up_are_damage(tmp_path, integers):
    """The lengths of the frame fill the file exactly."""
    raw = framed(SCHOOL.raw, b"{}", b"", SCHOOL, **integers)

    with pytest.raises(BundleDamaged):
        opened(raw, OFFICE, tmp_path)


@pytest.mark.parametrize(
    "header", [b"", b"[]", b"{}", b'{"min_reader":1,"app":"1"}', b'{"min_reader":1,"app":1}']
)
def test_a_signed_header_of_an_unknown_form_is_damage(tmp_path, header):
    """A certified sender with a broken program changes nothing here."""
    sealed = seals.encrypt_bytes(b"", [OFFICE.certificate.box])

    with pytest.raises(BundleDamaged):
        opened(framed(SCHOOL.raw, header, sealed, SCHOOL), OFFICE, tmp_path)


def test_a_header_of_another_commune_is_refused(tmp_path):
    """A sender cannot speak for a commune its certificate does not name."""
    header = a_header(SCHOOL, (OFFICE,), commune=bytes(16))

    with pytest.raises(BundleDamaged):
        opened(Parcel(SCHOOL, (OFFICE,), header=header).bytes(), OFFICE, tmp_path)


@pytest.mark.parametrize(
    "sealed",
    [
        b"",
        b"not an age file at all",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n" + b"-> X25519 " + b"a" * 70_000 + b"\n--- x\n",
        b"age-encryption.org/v1\n--- AAAA\n" + b"x" * 200,
    ],
)
def test_a_signed_body_that_is_no_age_file_is_damage(tmp_path, sealed):
    """Whatever a certified sender puts in place of the body is refused."""
    header = canonical(bundle._document(a_header(SCHOOL, (OFFICE,))))

    with pytest.raises(BundleDamaged):
        opened(framed(SCHOOL.raw, header, sealed, SCHOOL), OFFICE, tmp_path)


@pytest.mark.parametrize("keep", [-1, -20, 66_000])
def test_a_signed_body_cut_by_its_sender_is_damage(tmp_path, keep):
    """A body that ends too early is refused although it is signed as it is."""
    header = canonical(bundle._document(a_header(SCHOOL, (OFFICE,))))
    sealed = seals.encrypt_bytes(bytes(200_000), [OFFICE.certificate.box])[:keep]

    with pytest.raises(BundleDamaged):
        opened(framed(SCHOOL.raw, header, sealed, SCHOOL), OFFICE, tmp_path)


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"\1\0",
        struct.pack("<I", 0),
        struct.pack("<I", 2) + b"{}",
        struct.pack("<I", 3) + b"{}",
        struct.pack("<I", 2) + b"[]",
        struct.pack("<I", 40_000) + b"[" * 40_000,
        struct.pack("<I", 300_000) + b"[]," * 100_000,
    ],
)
def test_an_inner_header_of_an_unknown_form_is_damage(tmp_path, plain):
    """What is inside the encryption is measured and typed like the rest."""
    header = canonical(bundle._document(a_header(SCHOOL, (OFFICE,))))
    sealed = seals.encrypt_bytes(plain, [OFFICE.certificate.box])

    with pytest.raises(BundleDamaged):
        opened(framed(SCHOOL.raw, header, sealed, SCHOOL), OFFICE, tmp_path)


def test_an_inner_header_beyond_its_cap_is_refused(tmp_path):
    """Four megabytes of inner header are the most."""
    header = canonical(bundle._document(a_header(SCHOOL, (OFFICE,))))
    sealed = seals.encrypt_bytes(
        struct.pack("<I", body.LARGEST_INNER + 1) + b"{", [OFFICE.certificate.box]
    )

    with pytest.raises(InputTooBig):
        opened(framed(SCHOOL.raw, header, sealed, SCHOOL), OFFICE, tmp_path)


@pytest.mark.parametrize(
    "raw", [(body.LARGEST_RAW + 1, 3), (body.LARGEST_RAW,) * 9, (2**62, 2**62)]
)
def test_segments_beyond_their_caps_are_refused(tmp_path, raw):
    """A signed bundle cannot announce more than we are ready to unpack."""
    parts = tuple(b"part %d" % place for place in range(len(raw)))

    with pytest.raises(InputTooBig):
        opened(Parcel(SCHOOL, (OFFICE,), parts=parts, raw=raw).bytes(), OFFICE, tmp_path)


def test_a_stored_length_beyond_the_raw_one_is_refused(tmp_path):
    """A segment is not longer packed than unpacked."""
    parts = (b"x" * (body.MIB + 10),)

    with pytest.raises(InputTooBig):
        opened(Parcel(SCHOOL, (OFFICE,), parts=parts, raw=(5,)).bytes(), OFFICE, tmp_path)


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
