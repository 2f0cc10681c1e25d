"""The store opens safely, lends its connection once, and keeps a ledger whole or not at all."""

import threading

import pytest
from sqlcipher3 import dbapi2

from kh57_desktop.errors import Bug, StoreDamaged, StoreTooNew, StoreUnsafe
from kh57_desktop.store import local, opening
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.slots import StoreKey
from tests.support.stores import KEY, a_store


def put(store, name, value="x"):
    with store.writing() as con:
        local.put_setting(con, name, value)


def held(store):
    with store.reading() as con:
        return local.settings(con)


def test_what_was_written_is_there_after_reopening(tmp_path):
    """What the officer saved yesterday is there today."""
    store = a_store(tmp_path)
    put(store, "unit", "TR-NTT")
    store.close()
    store.close()

    assert held(a_store(tmp_path)) == {"unit": "TR-NTT"}


def test_a_store_protects_itself_as_promised(tmp_path):
    """Every protection of the file is on, whoever opened it."""
    a_store(tmp_path).close()
    store = a_store(tmp_path)
    asked = ("synchronous", "journal_mode", "foreign_keys", "secure_delete", "temp_store")
    answers = [store.driver.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]

    assert answers == [2, "wal", 1, 1, 2]


def test_nobody_else_can_open_a_store_that_is_open(tmp_path):
    """A second program that opens the file is told at once that it is locked."""
    store = a_store(tmp_path)
    put(store, "unit")
    other = dbapi2.connect(str(tmp_path / "kh57.db"), timeout=0)
    other.execute(opening._key_pragma(KEY))

    with pytest.raises(dbapi2.OperationalError, match="locked"):
        other.execute("SELECT * FROM setting")
    other.close()


def test_no_word_of_the_store_is_readable_in_its_files(tmp_path):
    """Whoever finds the PC reads no name from the file."""
    store = a_store(tmp_path)
    put(store, "Nguyễn Thị Mai", "Pa Cheng")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert "Nguyễn Thị Mai".encode() not in written
    assert b"Pa Cheng" not in written


def test_a_failed_ledger_leaves_nothing(tmp_path):
    """When something goes wrong in the middle, everything is as before."""
    store = a_store(tmp_path)

    def stops():
        with store.writing() as con:
            local.put_setting(con, "unit", "TR-NTT")
            raise KeyError

    with pytest.raises(KeyError):
        stops()
    assert held(store) == {}


def test_writing_while_reading_is_taken_back_and_told(tmp_path):
    """A stray write outside a ledger leaves no trace, and our mistake says so."""
    store = a_store(tmp_path)

    with pytest.raises(Bug) as told, store.reading() as con:
        local.put_setting(con, "unit", "TR-NTT")
    assert "a reading wrote" in told.value.details["what"]
    assert held(store) == {}


def test_a_table_made_while_reading_is_gone(tmp_path):
    """Not even the shape of the store can change outside a ledger."""
    store = a_store(tmp_path)

    with store.reading() as con:
        con.exec_driver_sql("CREATE TABLE stray(id INTEGER)")
    with store.reading() as con:
        tables = {row[0] for row in con.exec_driver_sql("SELECT name FROM sqlite_master")}
    assert "stray" not in tables


def test_the_connection_is_lent_once(tmp_path):
    """Reading inside writing is our mistake and says so."""
    store = a_store(tmp_path)

    with store.writing(), pytest.raises(Bug), store.reading():
        pass
    assert held(store) == {}


def test_only_the_thread_that_opened_the_store_may_use_it(tmp_path):
    """The window's thread never touches the store by mistake."""
    store = a_store(tmp_path)
    raised = []

    def stray():
        for door in (lambda: held(store), store.checkpoint, store.close, store.keep_ballast):
            try:
                door()
            except Bug as bug:
                raised.append(bug.details["what"])

    thread = threading.Thread(target=stray)
    thread.start()
    thread.join()
    assert raised == ["the store belongs to another thread"] * 4


def test_a_closed_store_is_closed(tmp_path):
    """After closing, nothing is lent any more."""
    store = a_store(tmp_path)
    store.close()

    with pytest.raises(Bug):
        held(store)


def test_a_folder_that_has_a_store_gets_no_second_one(tmp_path):
    """Setting up twice never overwrites what is there."""
    a_store(tmp_path).close()

    with pytest.raises(Bug):
        Store.create(tmp_path, KEY, RealDisk())
    assert held(a_store(tmp_path)) == {}


def test_a_missing_store_is_told(tmp_path):
    """Opening a folder without a store is refused in three sentences."""
    with pytest.raises(StoreDamaged):
        Store.open(tmp_path, KEY, RealDisk())


def test_the_wrong_key_does_not_open(tmp_path):
    """Without its key the file is nothing but noise."""
    a_store(tmp_path).close()

    with pytest.raises(StoreDamaged):
        Store.open(tmp_path, StoreKey(bytes(32), bytes(16)), RealDisk())


def test_a_damaged_file_is_told(tmp_path):
    """A file whose first page was altered does not open."""
    a_store(tmp_path).close()
    path = tmp_path / "kh57.db"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)

    with pytest.raises(StoreDamaged):
        Store.open(tmp_path, KEY, RealDisk())


@pytest.mark.logs("store answered 11")
def test_damage_found_while_reading_a_ledger_is_told(tmp_path):
    """Damage deep in the file is told when it is met, not passed over."""
    store = a_store(tmp_path)
    with store.writing() as con:
        for n in range(2000):
            local.put_setting(con, f"name {n}", "x" * 200)
    store.close()
    path = tmp_path / "kh57.db"
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 4096 - 80, len(content) // 4096):
        content[page * 4096 + 50] ^= 1
    path.write_bytes(content)
    store = a_store(tmp_path)

    with pytest.raises(StoreDamaged), store.writing() as con:
        con.exec_driver_sql("UPDATE setting SET value = value || 'y'")


@pytest.mark.parametrize("crashed", [False, True])
def test_a_store_of_a_newer_program_is_not_touched(tmp_path, crashed):
    """Data of a newer version is refused and not one byte of it is written."""
    store = a_store(tmp_path)
    with store.writing() as con:
        con.exec_driver_sql("PRAGMA user_version=99")
    store.checkpoint()
    kept = {}
    if crashed:
        put(store, "late")
        kept = {path: path.read_bytes() for path in tmp_path.iterdir()}
    store.close()
    for path, content in kept.items():
        path.write_bytes(content)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    with pytest.raises(StoreTooNew):
        Store.open(tmp_path, KEY, RealDisk())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_log_that_a_crash_left_is_taken_up(tmp_path):
    """After a power cut the last saved words are there."""
    store = a_store(tmp_path)
    put(store, "unit", "TR-NTT")
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    store.close()
    other = tmp_path / "after"
    other.mkdir()
    for name, content in files.items():
        (other / name).write_bytes(content)

    assert "kh57.db-wal" in files
    assert held(a_store(other)) == {"unit": "TR-NTT"}


@pytest.mark.parametrize(
    ("pragma", "answer"),
    [("synchronous", (1,)), ("journal_mode=WAL", ("delete",)), ("cipher_version", None)],
)
def test_an_unsafe_library_is_refused(tmp_path, monkeypatch, pragma, answer):
    """A build that lacks a protection does not get the data."""
    a_store(tmp_path).close()

    class Answers:
        def __init__(self, con):
            self._con = con

        def execute(self, text):
            class Faked:
                fetchone = staticmethod(lambda: answer)

            return Faked if text == f"PRAGMA {pragma}" else self._con.execute(text)

        def close(self):
            self._con.close()

    real = dbapi2.connect
    monkeypatch.setattr(opening.dbapi2, "connect", lambda *a, **k: Answers(real(*a, **k)))

    with pytest.raises(StoreUnsafe):
        Store.open(tmp_path, KEY, RealDisk())


def test_an_old_library_is_refused(tmp_path, monkeypatch):
    """SQLite before 3.51.3 can corrupt the log and is not used."""
    monkeypatch.setattr(opening.dbapi2, "sqlite_version", "3.51.2")

    with pytest.raises(StoreUnsafe):
        a_store(tmp_path)
