"""Stores and journals of devices in a test's own folder."""

from kh57_desktop.domain.edits import Edit
from kh57_desktop.journal.identity import OFFICE, UNIT, DeviceIdentity
from kh57_desktop.journal.journal import Journal
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.slots import StoreKey
from tests.support.clock import HandClock

KEY = StoreKey(bytes(range(32)), bytes(range(16)))


def a_store(folder, disk=None):
    """Return the store of a folder, made when there is none."""
    disk = disk or RealDisk()
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "kh57.db").exists():
        return Store.open(folder, KEY, disk)
    return Store.create(folder, KEY, disk)


def an_identity(name="PC 1", unit="TR-NTT", role=UNIT):
    """Return the identity of an enrolled device; its number and key follow from its name."""
    seed = name.encode().ljust(32, b".")
    return DeviceIdentity(name.encode().ljust(16, b"."), unit, role, seed, serial=sum(seed))


def the_office(name="Xã"):
    """Return the identity of the commune's device."""
    return an_identity(name, "PVHXH", OFFICE)


def a_journal(folder, identity=None, clock=None):
    """Return the journal of a folder's store."""
    return Journal(a_store(folder), clock or HandClock(), identity or an_identity())


def keep(journal, kind, record=None, seen=None, scope=None, **values):
    """Keep one record through a ledger of its own and return its number."""
    with journal.writing(officer=7) as ledger:
        return ledger.keep(Edit(kind, record, values, seen or {}), scope)


def show(journal, kind, record):
    """Return a record as it stands."""
    with journal.reading() as con:
        return journal.current(con, kind, record)


def count(journal, table, where="1"):
    """Return how many rows a table holds."""
    with journal.reading() as con:
        asked = f"SELECT count(*) FROM {table} WHERE {where}"  # noqa: S608 - our names
        return con.exec_driver_sql(asked).scalar_one()


def a_lesson(journal, people=2):
    """Return a lesson and some people who are to be there."""
    training = keep(journal, "trainings", title="Lớp kỹ năng số")
    lesson = keep(journal, "lessons", training=training)
    with journal.writing(7) as ledger:
        persons = [
            ledger.keep(Edit("people", None, {"full_name": f"Người {n}"})) for n in range(people)
        ]
    return lesson, persons
