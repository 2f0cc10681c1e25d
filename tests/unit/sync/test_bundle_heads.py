"""Heads of bundles that are refused: foreign, swapped, oversized, of an unknown form."""

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
from kh57_desktop.sync.wrapping import Source
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical
from tests.support.bundles import Parcel, a_commune, a_header, a_machine, framed, opened

SCHOOL = a_machine("TH-DPX")
OTHER = a_machine("TR-NTT")
OFFICE = a_machine("PVHXH")


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
