"""What the screen called «Đã lưu» is there after the power goes at any instant (T01)."""

import os

import pytest

from kh57_desktop.errors import StoreDamaged
from kh57_desktop.store import local, opening
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from tests.support.sqlite_disk import in_place
from tests.support.sqlite_power_cuts import RecordingSqliteDisk, cuts
from tests.support.stores import KEY, a_store

WORDS = 30


@pytest.fixture
def folder(tmp_path):
    """Return a data folder with an empty store."""
    a_store(tmp_path / "own").close()
    return tmp_path / "own"


def recorded(folder, words=WORDS, pragma=None):
    """Keep words one by one, with the log folded in now and then; return the disk and the told."""
    disk, told = RecordingSqliteDisk(folder), []
    with in_place(disk):
        store = a_store(folder)
        if pragma:
            store.driver.execute(pragma)
        for number in range(words):
            with store.writing() as con:
                local.put_setting(con, f"word {number}", "x" * (number * 397 % 9000))
            told.append((len(disk.steps), f"word {number}"))
            if number % 8 == 7:
                store.checkpoint()
        store.close()
    return disk, told


def losses(disk, told, folder, *, seed=57, each=3, most=10**9):
    """Count the states a cut may leave and those in which a told word or the store is gone."""
    folder.mkdir()
    states = lost = 0
    for left in cuts(disk, seed, each):
        states += 1
        for path in folder.iterdir():
            path.unlink()
        for path, content in left.files.items():
            (folder / path.name).write_bytes(content)
        expected = {name for at, name in told if at <= left.steps}
        lost += not expected <= held(folder)
        if states == most:
            break
    return states, lost


def held(folder):
    """Return the words of a store as the next start finds them, and that every page is whole."""
    try:
        store = Store.open(folder, KEY, RealDisk())
    except StoreDamaged:
        return set()
    try:
        whole = store.driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with store.reading() as con:
            return set(local.settings(con)) if whole else set()
    finally:
        store.close()


@pytest.mark.fault("T01")
def test_no_power_cut_loses_what_was_saved(folder, tmp_path):
    """A thousand states between two flushes: the store opens, whole, with every saved word."""
    disk, told = recorded(folder)
    states, lost = losses(disk, told, tmp_path / "after", most=1_000)

    assert states >= 600
    assert lost == 0


@pytest.mark.deep
@pytest.mark.fault("T01")
@pytest.mark.parametrize("seed", range(8))
def test_ten_thousand_power_cuts_lose_nothing(folder, tmp_path, seed):
    """The same at many more states."""
    disk, told = recorded(folder, words=60)
    states, lost = losses(disk, told, tmp_path / "after", seed=seed, each=6)

    assert states > 2_000
    assert lost == 0


@pytest.mark.fault("T01", control=True)
def test_without_waiting_for_the_disk_saved_words_are_lost(folder, tmp_path):
    """What saves them is that COMMIT waits: with synchronous=NORMAL told words are gone."""
    disk, told = recorded(folder, words=12, pragma="PRAGMA synchronous=NORMAL")

    assert losses(disk, told, tmp_path / "after")[1] > 0


@pytest.mark.fault("T01")
def test_a_garbled_first_page_costs_nothing_while_the_log_holds_it(folder, tmp_path):
    """The salt stands in the key file: page 1 may be torn while the log is folded in."""
    assert garbled(folder, tmp_path / "with")


@pytest.mark.fault("T01", control=True)
def test_with_the_salt_in_page_one_alone_the_store_is_lost(tmp_path, monkeypatch):
    """A key of 64 digits takes the salt from page 1: torn there, nothing opens any more."""
    monkeypatch.setattr(opening, "_key_pragma", lambda key: f"PRAGMA key = \"x'{key.key.hex()}'\"")
    a_store(tmp_path / "own").close()

    assert not garbled(tmp_path / "own", tmp_path / "with")


def garbled(folder, copy):
    """Garble page 1 while the log holds it whole, and tell whether the store opens."""
    store = a_store(folder)
    with store.writing() as con:
        con.exec_driver_sql("PRAGMA user_version=1")  # writes page 1
        local.put_setting(con, "word", "x")
    copy.mkdir()
    for path in folder.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    store.close()
    torn = bytearray((copy / "kh57.db").read_bytes())
    torn[:512] = os.urandom(512)
    (copy / "kh57.db").write_bytes(torn)
    return "word" in held(copy)
