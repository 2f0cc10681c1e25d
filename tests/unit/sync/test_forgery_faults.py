"""Forged, misdirected and bursting bundles, and data of other units (T17, T18, T21, T24)."""

import itertools
import tracemalloc
from dataclasses import replace

import pytest
import zstandard

from kh57_desktop.errors import BundleFromStranger, BundleNotForUs, BundleOutsideRights
from kh57_desktop.journal import segments, taking
from kh57_desktop.journal.taking import Author
from kh57_desktop.sync import bundle, certificates, shapes
from tests.support.bundles import Parcel, a_commune, a_machine, opened

OFFICE = a_machine("PVHXH")
MACHINES = (OFFICE, a_machine("TR-NTT"), a_machine("TH-DPX"), a_machine("TH-DPX", number=2))
MUCH = 64 << 20
BOMB = 200 << 20

refuses = pytest.raises(pytest.fail.Exception)
"""What a claim does when the protection that it stands on is switched off."""


def a_stranger_is_refused(folder):
    """Claim that a sender certified by its own root is refused, whatever it calls itself."""
    own_root = replace(a_commune(), root_seed=bytes(range(1, 33)))
    stranger = a_machine("TH-DPX", at=own_root)
    with pytest.raises(BundleFromStranger):
        opened(Parcel(stranger, (OFFICE,)).bytes(), OFFICE, folder)


@pytest.mark.fault("T17")
def test_a_sender_with_a_root_of_its_own_is_refused(tmp_path):
    """Anybody can make a certificate; only the commune's root makes one that counts."""
    a_stranger_is_refused(tmp_path)

    assert opened(Parcel(MACHINES[2], (OFFICE,)).bytes(), OFFICE, tmp_path).segments


@pytest.mark.fault("T17", control=True)
def test_with_the_root_unchecked_a_stranger_would_come_in(tmp_path, monkeypatch):
    """The root is what tells: without it the same bundle opens."""
    monkeypatch.setattr(bundle.certificates, "verified", lambda raw, _root: certificates.kept(raw))
    with refuses:
        a_stranger_is_refused(tmp_path)

    assert certificates.kept(OFFICE.raw).unit == "PVHXH"


ACTS = {
    "the catalog": ({"role": "office"}, "villages", None, {"code": "T99", "name": "Thôn ma"}),
    "another unit's record": ({"unit": "TH-DPX"}, "activities", None, {"title": "Giả"}),
    "the commune's answer": ({"role": "office"}, "return_notes", "unit/TR-NTT", {"note": "Trả"}),
}


def others_data_are_refused(office, school, folder, act):
    """Claim that a change outside its author's rights is refused whole."""
    other, kind, scope, values = ACTS[act]
    school.pretend(**other)
    school.keep(kind, scope=scope, **values)
    path = school.forge(folder / "goi", office, school.segments())
    with pytest.raises(BundleOutsideRights):
        office.preview(path)


@pytest.mark.fault("T18")
@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_a_units_own_is_refused(office, school, tmp_path, act):
    """A school writes neither the catalog nor another's facts nor in the commune's place."""
    others_data_are_refused(office, school, tmp_path, act)

    assert office.count("SELECT count(*) FROM activity") == 0


@pytest.mark.fault("T18", control=True)
def test_with_the_scope_unchecked_it_would_come_in(office, school, tmp_path, monkeypatch):
    """Rights are what tells: without them the same bundle is taken."""
    monkeypatch.setattr(Author, "may_write", lambda *_: True)
    monkeypatch.setattr(taking, "_outside", lambda *_: ())
    with refuses:
        others_data_are_refused(office, school, tmp_path, "another unit's record")

    assert school.unit == "TH-DPX"


def a_bomb_is_cheap():
    """Claim that a frame which unfolds to 200 MB is refused in less memory than that."""
    frame = zstandard.ZstdCompressor(level=3).compress(bytes(BOMB))
    tracemalloc.start()
    try:
        with pytest.raises(segments.NotReadable):
            segments._inflated(frame, 8 << 20)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MUCH


@pytest.mark.fault("T21")
def test_a_bomb_in_a_segment_is_cheap():
    """A frame may not unfold beyond what its head says, and that is bounded."""
    a_bomb_is_cheap()

    assert segments.RAW_CAP <= MUCH


@pytest.mark.fault("T21", control=True)
def test_without_the_cap_a_bomb_would_take_the_memory(monkeypatch):
    """The cap is what refuses: without it 200 MB are taken."""

    def uncapped(frame, _raw):
        return zstandard.ZstdDecompressor().decompress(frame, max_output_size=2 * BOMB)

    monkeypatch.setattr(segments, "_inflated", uncapped)
    with refuses:
        a_bomb_is_cheap()

    assert len(segments._inflated(zstandard.ZstdCompressor().compress(b"x"), 0)) == 1


def a_bundle_for_others_is_refused(folder):
    """Claim that whoever is not addressed refuses a bundle, even one that their key opens."""
    boxes = tuple(machine.certificate.box for machine in MACHINES)
    for sender, receiver in itertools.permutations(MACHINES, 2):
        raw = Parcel(sender, (receiver,), recipients=boxes).bytes()
        for machine in MACHINES:
            if machine is not receiver:
                with pytest.raises(BundleNotForUs):
                    opened(raw, machine, folder)


@pytest.mark.fault("T24")
def test_a_bundle_for_others_is_refused_by_every_other_pc(tmp_path):
    """All pairs of sender and addressee, the sender's own second PC too."""
    a_bundle_for_others_is_refused(tmp_path)

    assert len(MACHINES) == 4


@pytest.mark.fault("T24", control=True)
def test_with_the_addressee_unchecked_it_would_be_opened(tmp_path, monkeypatch):
    """The signed address is what tells: without it a bundle sealed for more opens elsewhere."""
    monkeypatch.setattr(bundle, "_header", lambda raw, *_: bundle._parsed(shapes.document(raw)))
    with refuses:
        a_bundle_for_others_is_refused(tmp_path)

    assert opened(Parcel(MACHINES[1], (OFFICE,)).bytes(), OFFICE, tmp_path).segments
