"""An older installer was run over a newer program: the data stay closed, and whole (F35)."""

import pytest

from kh57_desktop.errors import StoreTooNew, sentences
from kh57_desktop.store import schema
from kh57_desktop.store.opening import connect
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from tests.support.terminal import PASSWORD
from tests.support.walking import texts

DATA = ("kh57.db", "keys.json", "keys.json.1", "store-version")


@pytest.fixture
def newer(pair):
    """Let a newer program have used a school's data; returns its terminal."""
    _, school = pair
    home = Home(school.home)
    key = KeyFile.read(home.keys, RealDisk()).open(PASSWORD).key
    con = connect(home.store, key)
    con.execute("PRAGMA user_version = 99")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()
    home.store_version.write_bytes(b"99\n")
    return school


def data(folder):
    """Return the bytes of what the officer relies on."""
    kept = [folder / name for name in DATA]
    kept += [path for name in ("backups", "outbox") for path in sorted((folder / name).iterdir())]
    return {path: path.read_bytes() for path in kept}


def test_the_window_says_that_the_data_are_newer(newer, sit_down):
    """The sentence says what to install; nothing offers to restore or to begin anew."""
    before = data(newer.home)
    seat = sit_down(newer.home)
    seat.type(PASSWORD)
    seat.press("Enter")
    seat.settle()

    unlock = seat.shell.unlock
    said = sentences(StoreTooNew(version=99))
    for sentence in (said.happened, said.data_state, said.remedy, said.code):
        assert sentence in unlock.fault._words.text()
    assert unlock.fault.isVisible()
    assert not unlock.restore.isVisible()
    assert unlock.password.isEnabled()
    assert "KH57-4002" in texts(unlock)
    assert data(newer.home) == before


def test_the_terminal_says_that_the_data_are_newer(newer):
    """Whatever is asked for, the answer is the code, and no byte is written."""
    before = data(newer.home)

    for words in (("list", "units"), ("check",), ("backup",), ("add", "activities", "title=Mới")):
        assert newer.refused(*words) == StoreTooNew.code
    assert data(newer.home) == before
    assert not (newer.home / "kh57.db-wal").exists()


def test_the_newer_program_goes_on_where_it_was(newer):
    """Once the newest program stands there again, everything is as before."""
    before = data(newer.home)
    newer.refused("list", "units")
    home = Home(newer.home)
    key = KeyFile.read(home.keys, RealDisk()).open(PASSWORD).key
    assert data(newer.home) == before

    con = connect(home.store, key)
    con.execute(f"PRAGMA user_version = {schema.VERSION}")
    con.close()
    assert newer("list", "units")["total"] > 1
    assert home.store_version.read_bytes() == f"{schema.VERSION}\n".encode()
