"""Newer data, several officers, edited history, wrong clocks (T13, T33, T35, T36)."""

import datetime as dt

import pytest

from kh57_desktop.app import HomeDoors
from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import Kh57Error, PasswordWrong, StoreTooNew
from kh57_desktop.journal import checking, exchange
from kh57_desktop.services import opening
from kh57_desktop.store import store as store_of
from kh57_desktop.store.opening import connect
from kh57_desktop.system.clock import FixedClock
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from tests.support.devices import Commune
from tests.support.ground import AT
from tests.support.terminal import PASSWORD

OTHER = "mật khẩu của người khác"
NAMES = {PASSWORD: "Nguyễn Thị Hạnh", OTHER: "A Nhi"}

refuses = pytest.raises((pytest.fail.Exception, AssertionError, Kh57Error))
"""What a claim does when the protection that it stands on is switched off."""


@pytest.fixture
def doors(tmp_path):
    """Return the doors of a school with two officers."""
    doors = HomeDoors(Home(tmp_path / "TR-NTT"), FixedClock(AT), makes_practice=True)
    office, _ = doors.setup_unit("TR-NTT", NAMES[PASSWORD], PASSWORD, None)
    office.access.add_officer(NAMES[OTHER], OTHER, (Role.DATA_OFFICER,))
    office.close()
    return doors


def newer_data_are_left_alone(doors):
    """Claim that an older program refuses a newer store and writes not one byte of it."""
    path = doors.home.store
    key = KeyFile.read(doors.home.keys, RealDisk()).open(PASSWORD).key
    con = connect(path, key)
    con.execute("PRAGMA user_version = 999")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew):
        doors.unlock(PASSWORD).close()
    assert path.read_bytes() == before


@pytest.mark.fault("T13")
def test_a_newer_store_is_left_byte_by_byte(doors):
    """A newer program wrote it; the older one says so and keeps its hands off."""
    newer_data_are_left_alone(doors)

    assert not doors.home.store.with_name("kh57.db-wal").exists()


@pytest.mark.fault("T13", control=True)
@pytest.mark.usefixtures("_many_warnings")
def test_without_the_look_at_the_version_it_would_be_opened(doors, monkeypatch):
    """The version is what tells: without that look the store is opened."""
    monkeypatch.setattr(store_of, "refuse_newer", lambda *_: None)
    monkeypatch.setattr(store_of.schema, "VERSION", 999)
    with refuses:
        newer_data_are_left_alone(doors)

    assert doors.home.store.exists()


def the_author_is_who_unlocked(doors):
    """Claim that each change bears the name of whoever's password opened the store."""
    written = []
    for number, password in enumerate([PASSWORD, OTHER, OTHER, PASSWORD]):
        office = doors.unlock(password)
        values = {"title": f"Hội nghị {number}", "starts_on": AT.date()}
        written.append(office.records.save(Edit("activities", None, values)).id)
        for record in written[:-1]:
            office.records.save(Edit("activities", record, {"place": f"Nơi {number}"}))
        office.close()
    office = doors.unlock(PASSWORD)
    for number, record in enumerate(written):
        entries = office.history.of("activities", record)
        created = {entry.officer for entry in entries if entry.action == "create"}
        assert created == {NAMES[[PASSWORD, OTHER, OTHER, PASSWORD][number]]}
    edits = [e.officer for e in office.history.of("activities", written[0]) if e.field == "place"]
    office.close()
    assert sorted(edits) == sorted([NAMES[OTHER], NAMES[OTHER], NAMES[PASSWORD]])


@pytest.mark.fault("T33")
def test_each_change_bears_its_officers_name(doors):
    """Two officers share a PC; who wrote what is never in doubt, and a stranger writes nothing."""
    the_author_is_who_unlocked(doors)

    with pytest.raises(PasswordWrong):
        doors.unlock("mật khẩu của người lạ")


@pytest.mark.fault("T33", control=True)
def test_with_the_officer_ignored_names_would_be_wrong(doors, monkeypatch):
    """The slot that opened is what tells who it was."""
    first = opening._actor
    ignored = {}

    def one_for_all(con, opened, keys):
        return ignored.setdefault("actor", first(con, opened, keys))

    monkeypatch.setattr(opening, "_actor", one_for_all)
    with refuses:
        the_author_is_who_unlocked(doors)

    assert ignored["actor"].name == NAMES[PASSWORD]


TAMPERED = {
    "a value": "UPDATE activity SET place = 'x'",
    "a withdrawal": "UPDATE activity SET _gone = 1 - _gone",
    "a record taken out": "DELETE FROM activity",
    "a segment": "UPDATE sync_segment SET body = x'00'",
}


def edited_history_is_noticed(doors, statement):
    """Claim that whatever was written past the program is found by the check."""
    office = doors.unlock(PASSWORD)
    values = {"title": "Hội nghị", "starts_on": AT.date(), "place": "Hội trường"}
    office.records.save(Edit("activities", None, values))
    journal = office.desk.journal
    journal.exchange(lambda con: exchange.seal(con, journal.identity))
    with office.desk.journal.store.writing() as con:
        con.exec_driver_sql(statement)
    found = office.upkeep.check()
    office.close()
    assert any(one.level == "fault" for one in found)


@pytest.mark.fault("T35")
@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_edited_past_the_program_is_noticed(doors, what):
    """Rows are held against a replay of the signed history."""
    edited_history_is_noticed(doors, TAMPERED[what])

    assert doors.home.store.exists()


@pytest.mark.fault("T35", control=True)
def test_without_the_replay_it_would_pass(doors, monkeypatch):
    """The file is sound all the same: only the replay tells."""
    monkeypatch.setattr(checking, "altered", lambda *_: {})
    with refuses:
        edited_history_is_noticed(doors, TAMPERED["a value"])

    assert doors.home.store.exists()


YEARS = (-10, -1, 1, 10)


def by_the_program(folder, years):
    """Correct a value on a PC with a wrong clock; returns what both PCs show and dispute."""
    commune = Commune(folder)
    second, first = commune.join("TR-NTT", "PC 2"), commune.join("TR-NTT")
    record = first.keep("activities", title="Hội nghị", reach_count=45)
    second.accept(first.pack("TR-NTT", folder / "usb").files[0])
    second.clock.go_on(days=365 * years)
    second.keep("activities", record, reach_count=54)
    first.accept(second.pack("TR-NTT", folder / "usb").files[0])
    shown = [device.show("activities", record) for device in (first, second)]
    commune.close()
    return [(one["reach_count"], one.in_conflict) for one in shown]


def by_the_time_of_day(_folder, years):
    """Correct a value as a program would that believes the clock on the wall."""
    writes = [(AT, 45), (AT + dt.timedelta(days=365 * years), 54)]
    return [(max(writes)[1], frozenset())] * 2


def an_informed_correction_holds(folder, years, way):
    """Claim that who has seen a value replaces it, whatever the PC's clock says."""
    assert way(folder, years) == [(54, frozenset())] * 2


@pytest.mark.fault("T36")
@pytest.mark.parametrize("years", YEARS)
def test_a_wrong_clock_decides_nothing(tmp_path, years):
    """A dead battery or a year typed wrong: the correction holds everywhere, nobody is asked."""
    an_informed_correction_holds(tmp_path, years, by_the_program)

    assert years


@pytest.mark.fault("T36", control=True)
def test_if_the_clock_on_the_wall_decided_corrections_would_be_lost(tmp_path):
    """With the time of day the old value stays wherever the battery was dead."""
    for years in (-10, -1):
        with refuses:
            an_informed_correction_holds(tmp_path, years, by_the_time_of_day)

    an_informed_correction_holds(tmp_path, 1, by_the_time_of_day)
    assert YEARS[0] == -10
