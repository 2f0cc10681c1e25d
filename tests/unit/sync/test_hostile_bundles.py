"""A certified device with a wrong or wicked program: nothing beyond its rights comes in."""

import hashlib
import json
import struct
import time
import tracemalloc
from dataclasses import replace

import pytest
import zstandard

from kh57_desktop.errors import BundleDamaged, BundleFromStranger, BundleOutsideRights
from kh57_desktop.journal.segments import hash_of, head_of
from kh57_desktop.sync import certificates
from kh57_desktop.system import seals
from kh57_desktop.system.ids import canonical
from tests.support.bundles import a_commune, a_machine
from tests.support.stores import count

TABLES = ("activity", "village", "return_note", "sync_segment", "sync_certificate", "sync_peer")


@pytest.fixture
def commune(commune):
    """Lend a commune with its office and two schools."""
    commune.join("TH-DPX")
    return commune


def counted(device):
    """Return how much stands in each table that a bundle could reach."""
    return [count(device.journal, table) for table in TABLES]


def refused(device, path, error):
    """Open and accept a bundle, expect a coded error both times and an unchanged store."""
    before = counted(device)
    for act in (device.preview, device.accept):
        with pytest.raises(error):
            act(path)
    return counted(device) == before


def rewritten(segment, seed, *, head=None, frame=None, raw=None):
    """Return a segment with another head or frame, signed again."""
    (length,) = struct.unpack("<I", segment[:4])
    said = dict(json.loads(segment[4 : 4 + length]))
    content = segment[4 + length : -64] if frame is None else frame
    said |= head or {}
    if raw is not None:
        said["raw"] = raw
    spelled = canonical(said)
    digest = hashlib.sha256(spelled + content).digest()
    signature = seals.sign(seed, b"KH57 segment\0", digest)
    return struct.pack("<I", len(spelled)) + spelled + content + signature


def test_a_unit_that_writes_the_catalog_is_refused_whole(office, school, tmp_path):
    """A school cannot add a village, and its honest record of the same bundle waits with it."""
    school.keep("activities", title="Thật")
    school.pretend(role="office")
    school.keep("villages", code="T99", name="Thôn ma")
    path = school.forge(tmp_path / "goi", office, school.segments())

    assert refused(office, path, BundleOutsideRights)


def test_a_unit_that_writes_for_another_unit_is_refused(office, school, tmp_path):
    """One school cannot record in another school's name."""
    school.pretend(unit="TH-DPX")
    school.keep("activities", title="Giả")
    path = school.forge(tmp_path / "goi", office, school.segments())

    assert refused(office, path, BundleOutsideRights)


def test_a_unit_that_answers_in_the_communes_place_is_refused(office, school, tmp_path):
    """Notes of a return are the commune's side of the unit's scope."""
    school.pretend(role="office")
    school.keep("return_notes", scope="unit/TR-NTT", note="Xã trả lại")
    path = school.forge(tmp_path / "goi", office, school.segments())

    assert refused(office, path, BundleOutsideRights)


def test_the_commune_does_not_change_the_facts_of_a_unit(commune, office, tmp_path):
    """Rights bind both sides: a record of a school is written at the school only."""
    school = commune.devices["TH-DPX"]
    office.pretend(unit="TH-DPX")
    office.keep("activities", title="Xã ghi thay")
    path = office.forge(tmp_path / "goi", school, office.segments())

    assert refused(school, path, BundleOutsideRights)


def test_what_we_may_not_read_is_not_kept(commune, school, tmp_path):
    """A bundle that brings another school's records is refused at the receiving school."""
    other = commune.devices["TH-DPX"]
    school.keep("activities", title="Của trường khác")
    path = school.forge(tmp_path / "goi", other, school.segments())

    assert refused(other, path, BundleOutsideRights)


def test_names_of_citizens_are_not_taken_by_the_commune(office, school, tmp_path):
    """Even if a unit sends them, the commune keeps no names of citizens."""
    person = school.keep("people", birth_year=1990)
    school.keep("person_identities", person=person, full_name="Y Thị Bằng")
    path = school.forge(tmp_path / "goi", office, school.segments())

    assert refused(office, path, BundleOutsideRights)


def test_segments_of_an_unknown_author_are_refused(commune, office, school, tmp_path):
    """A certified sender cannot bring changes of a device nobody has certified."""
    stranger = commune.set_up("TR-NTT", "PC lạ")
    stranger.keep("activities", title="Lạ")
    path = school.forge(tmp_path / "goi", office, stranger.segments())

    assert refused(office, path, BundleFromStranger)


def test_a_relay_gives_no_rights_and_takes_none(commune, office, school, tmp_path):
    """What another device wrote counts by its author: an honest relay is taken."""
    second = commune.join("TR-NTT", "PC 2")
    record = second.keep("activities", title="Qua máy bạn")
    path = school.forge(
        tmp_path / "goi",
        office,
        second.segments(),
        certificates=(second.journal.identity.certificate,),
    )
    accepted = office.accept(path)

    assert accepted.applied == 1
    assert office.show("activities", record)["title"] == "Qua máy bạn"


def test_a_certificate_of_another_root_brings_nothing(office, school, tmp_path):
    """A bundle cannot introduce devices of its own."""
    stranger = a_machine("TR-NTT", at=a_commune(2))
    school.keep("activities", title="Thật")
    path = school.forge(tmp_path / "goi", office, school.segments(), certificates=(stranger.raw,))

    assert refused(office, path, BundleFromStranger)


def test_a_segment_signed_by_another_device_is_refused(commune, office, school, tmp_path):
    """A segment in another author's name needs that author's signature."""
    victim = commune.devices["TH-DPX"]
    victim.keep("activities", title="Của trường Đăk Pxi")
    (segment,) = victim.segments()
    forged = rewritten(segment, school.journal.identity.sign)
    certificate = victim.journal.identity.certificate
    path = school.forge(tmp_path / "goi", office, [forged], certificates=(certificate,))

    assert refused(office, path, BundleDamaged)


def test_a_serial_of_another_device_is_refused(commune, office, school, tmp_path):
    """A stream names its own certificate and no other."""
    school.keep("activities", title="Thật")
    (segment,) = school.segments()
    serial = commune.devices["TH-DPX"].certificate.serial
    forged = rewritten(segment, school.journal.identity.sign, head={"serial": serial})
    path = school.forge(tmp_path / "goi", office, [forged])

    assert refused(office, path, BundleFromStranger)


def test_a_false_count_of_changes_is_refused(office, school, tmp_path):
    """The sender's count and ours agree, or the bundle is not taken."""
    school.keep("activities", title="Thật")
    path = school.forge(tmp_path / "goi", office, school.segments(), changes=2)

    assert refused(office, path, BundleDamaged)


def test_a_reference_that_leads_nowhere_is_refused(office, school, tmp_path):
    """A record that stands on a row nobody has changes nothing."""
    training = school.keep("trainings", title="Lớp")
    school.segments()
    school.keep("lessons", training=training, ordinal=1)
    (_, second) = school.segments()
    alone = rewritten(
        second, school.journal.identity.sign, head={"parent": None, "first": 1, "last": 1}
    )
    path = school.forge(tmp_path / "goi", office, [alone])

    assert refused(office, path, BundleDamaged)


@pytest.mark.parametrize("claimed", [8 << 20, 100, 50 << 20])
def test_a_bomb_inside_a_signed_segment_is_cheap(office, school, tmp_path, claimed):
    """A small segment that unpacks to gigabytes costs neither seconds nor memory."""
    school.keep("activities", title="Thật")
    (segment,) = school.segments()
    frame = zstandard.ZstdCompressor(level=3).compress(bytes(200 << 20))
    forged = rewritten(segment, school.journal.identity.sign, frame=frame, raw=claimed)
    path = school.forge(tmp_path / "goi", office, [forged])
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(Exception, match=r"KH57-3[05]01"):
        office.preview(path)
    spent = time.perf_counter() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert spent < 2
    assert peak < 64 << 20


def test_a_segment_that_unfolds_in_memory_is_cheap(office, school, tmp_path):
    """Eight megabytes of brackets are refused before they become objects."""
    school.keep("activities", title="Thật")
    (segment,) = school.segments()
    content = b"[" + b"[]," * (2 << 20) + b"[]]"
    frame = zstandard.ZstdCompressor(level=3).compress(content)
    forged = rewritten(segment, school.journal.identity.sign, frame=frame, raw=len(content))
    path = school.forge(tmp_path / "goi", office, [forged])
    tracemalloc.start()
    with pytest.raises(BundleDamaged):
        office.preview(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 64 << 20


def test_a_vector_says_nothing_about_scopes_its_sender_cannot_read(office, school, tmp_path):
    """A school cannot claim for the commune's own lists what only others can know."""
    school.keep("activities", title="Thật")
    vector = {"unit/TH-DPX": ((bytes(16), 5),), "unit/TR-NTT": ()}
    office.accept(school.forge(tmp_path / "goi", office, school.segments(), vector=vector))
    kept = office.count("SELECT vector LIKE '%TH-DPX%' FROM sync_peer")

    assert kept == 0


def test_hashes_and_heads_of_segments_are_what_the_format_says(school):
    """The head of a segment stands behind a little-endian length."""
    school.keep("activities", title="Thật")
    (segment,) = school.segments()
    (length,) = struct.unpack("<I", segment[:4])

    assert segment[4 : 4 + length].startswith(b'{"device":')
    assert head_of(segment).device == school.journal.identity.device
    assert len(hash_of(segment)) == 32


def test_a_newer_certificate_of_the_same_device_is_learned(commune, office, school, tmp_path):
    """New rights are a new certificate, brought by any bundle."""
    newer = replace(school.certificate, serial=school.certificate.serial + 1)
    raw = certificates.issue(commune.authority.root_seed, newer)
    school.keep("activities", title="Thật")
    office.accept(school.forge(tmp_path / "goi", office, school.segments(), certificates=(raw,)))

    assert office.count("SELECT count(*) FROM sync_certificate WHERE serial = ?", newer.serial) == 1
