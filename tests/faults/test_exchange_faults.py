"""Packing and accepting break off at every step; what was acknowledged holds, nothing is half."""

import pytest

from kh57_desktop.errors import Kh57Error
from kh57_desktop.store.connection import Connection
from kh57_desktop.sync import incoming
from kh57_desktop.system.disk import RealDisk
from tests.support.devices import Commune
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk

UNIT = "unit/TR-NTT"
SHARED = ("catalog", UNIT)
TABLES = ("sync_change", "sync_segment", "sync_stream", "sync_seen", "sync_peer", "sync_bundle")


class Cut(Exception):
    """The program is killed here."""


@pytest.fixture
def commune(tmp_path):
    """Lend a commune with its office and one school that has recorded something."""
    commune = Commune(tmp_path / "xa")
    school = commune.join("TR-NTT")
    record = school.keep("activities", title="Hội nghị")
    school.keep("activities", record, place="Nhà rông")
    yield commune
    commune.close()


def packed(school, stick):
    """Pack and return the files, or nothing when the disk refused with a code."""
    try:
        return school.pack("commune", stick).files
    except Kh57Error:
        return ()


@pytest.mark.fault("T08")
@pytest.mark.parametrize("fault", [Fault.FULL, Fault.GONE, Fault.LYING, Fault.DENIED])
def test_a_disk_that_fails_at_any_call_loses_nothing(commune, tmp_path, fault):
    """Wherever the stick or the disk fails while packing, the next bundle holds everything."""
    school, office = commune.devices["TR-NTT"], commune.office
    failures, files = 0, ()
    while not files:
        failures += 1
        stick = tmp_path / f"usb{failures}"
        stick.mkdir()
        school.disk = FaultyDisk(fault, failures, lasting=ALWAYS)
        files = packed(school, stick)
    school.disk = RealDisk()
    preview = office.preview(files[0])
    whole = school.pack("commune", tmp_path / "usb")
    office.accept(whole.files[0])

    assert failures > 5
    assert preview.changes == 2
    assert office.content(UNIT) == school.content(UNIT)


@pytest.mark.fault("T25")
def test_an_acceptance_killed_at_any_statement_is_before_or_after(commune, tmp_path):
    """Killed anywhere, the commune stands as before; accepted again, it has all."""
    school, office = commune.devices["TR-NTT"], commune.office
    (file,) = school.pack("commune", tmp_path / "usb").files
    before = state_of(office)
    cuts = 0
    for at in range(1, 400):
        if accepted_until(office, file, at):
            break
        cuts += 1
        assert state_of(office) == before
    office.restart()

    assert cuts > 20
    assert office.content(UNIT) == school.content(UNIT)
    assert office.accept(file).preview.already == 2


def state_of(device):
    """Return what a bundle could change."""
    counts = [device.count(text) for text in _COUNTS]
    return device.content(*SHARED), counts


_COUNTS = tuple(f"SELECT count(*) FROM {table}" for table in TABLES)  # noqa: S608 - fixed names


def accepted_until(device, file, at):
    """Accept a bundle, killed at the at-th statement; tell whether it came to its end."""
    seen, plain = 0, Connection.exec_driver_sql

    def counted(con, text, parameters=()):
        nonlocal seen
        seen += 1
        if seen == at:
            raise Cut
        return plain(con, text, parameters)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Connection, "exec_driver_sql", counted)
        try:
            incoming.take(device.journal, file)
        except Cut:
            return False
    return True
