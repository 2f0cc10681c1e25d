"""The store remembers which devices the commune has certified, and which root it believes."""

from dataclasses import replace

import pytest

from kh57_desktop.errors import BundleFromStranger
from kh57_desktop.store import local
from kh57_desktop.sync import certificates, register
from kh57_desktop.sync.register import Register
from tests.support.bundles import a_commune, a_machine
from tests.support.stores import a_store

SCHOOL, SIBLING = a_machine("TH-DPX"), a_machine("TH-DPX", number=2)
OFFICE = a_machine("PVHXH")


@pytest.fixture
def store(tmp_path):
    """Lend a store that believes the commune's root."""
    store = a_store(tmp_path / "home")
    with store.writing() as con:
        local.put_setting(con, "root", a_commune().root.hex())
    yield store
    store.close()


def test_a_certificate_is_kept_once(store):
    """What was met in two bundles stands in the register once, exactly as it travels."""
    with store.writing() as con:
        first, second = register.keep(con, SCHOOL.raw), register.keep(con, SCHOOL.raw)
        register.keep(con, OFFICE.raw)
    with store.reading() as con:
        kept = register.known(con)

    assert first == second == SCHOOL.certificate
    assert sorted(kept) == sorted((SCHOOL.raw, OFFICE.raw))


def test_a_stranger_is_not_kept(store):
    """A certificate of another commune enters no register."""
    stranger = a_machine("TH-DPX", at=a_commune(2))
    with store.writing() as con, pytest.raises(BundleFromStranger):
        register.keep(con, stranger.raw)
    with store.reading() as con:
        assert register.known(con) == ()


def test_before_enrollment_nobody_is_known(tmp_path):
    """A unit that is not enrolled believes no root at all."""
    store = a_store(tmp_path / "home")
    with store.writing() as con:
        assert register.root(con) is None
        with pytest.raises(BundleFromStranger):
            register.keep(con, SCHOOL.raw)
    store.close()


def test_devices_are_found_by_unit_and_side():
    """The program finds the devices it packs for."""
    known = Register((SCHOOL.raw, SIBLING.raw, OFFICE.raw))

    assert set(known.of_unit("TH-DPX")) == {SCHOOL.certificate, SIBLING.certificate}
    assert known.of_office() == (OFFICE.certificate,)
    assert known.units()[SCHOOL.certificate.device] == "TH-DPX"
    assert known.raw((OFFICE.certificate, OFFICE.certificate)) == (OFFICE.raw,)


def test_a_stream_is_covered_by_its_own_certificate():
    """A stream names its certificate; one from before the enrollment is covered by its device."""
    newer = certificates.certify(
        a_commune().commune,
        SCHOOL.certificate.serial + 1,
        "TH-DPX",
        "unit",
        sign=SCHOOL.certificate.sign,
        box=SCHOOL.certificate.box,
    )
    known = Register((SCHOOL.raw, certificates.issue(a_commune().root_seed, newer), OFFICE.raw))
    device = SCHOOL.certificate.device

    assert known.author(device, SCHOOL.certificate.serial) == SCHOOL.certificate
    assert known.author(device, newer.serial) == newer
    assert known.author(device, None) == newer
    assert known.author(device, OFFICE.certificate.serial) is None
    assert known.author(bytes(16), None) is None
    assert known.of_unit("TH-DPX") == (newer,)


def test_the_newest_certificate_counts_in_whatever_order_they_came():
    """An older certificate that arrives late does not replace the newer one."""
    root, device = a_commune().root_seed, SCHOOL.certificate
    newer = replace(device, serial=device.serial + 5)
    known = Register((certificates.issue(root, newer), SCHOOL.raw))

    assert known.author(device.device, None) == newer
    assert known.of_unit("TH-DPX") == (newer,)


def test_the_register_of_a_store_is_read_back(store):
    """After a restart the same devices are known."""
    with store.writing() as con:
        register.keep(con, SCHOOL.raw)
    with store.reading() as con:
        assert Register.of(con).of_unit("TH-DPX") == (SCHOOL.certificate,)


def test_the_pcs_of_one_side_stand_together(store):
    """A unit's PCs are one side, the office's another; a stranger stands alone."""
    office = a_machine("PVHXH")
    with store.writing() as con:
        for machine in (SCHOOL, SIBLING, office):
            register.keep(con, machine.raw)
        known = Register.of(con)

    school = {SCHOOL.certificate.device, SIBLING.certificate.device}
    assert {*known.beside(SCHOOL.certificate.device)} == school
    assert known.beside(office.certificate.device) == (office.certificate.device,)
    assert known.beside(b"x" * 16) == (b"x" * 16,)
