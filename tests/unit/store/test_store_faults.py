"""A full or failing disk never makes the store say «saved» of what is not, or lose what is."""

import signal
import sys
from contextlib import contextmanager, suppress

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import DiskFailing, DiskFull, FolderDenied
from kh57_desktop.store import ballast, local, search
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk
from tests.support.stores import a_journal, a_store, count, keep, show

if sys.platform != "win32":
    import resource

LONG = "nội dung " * 3000


class TightDisk(RealDisk):
    """A disk on which removing the ballast makes room."""

    store = None

    def free(self, folder):
        """Say that little is left, once the store is full."""
        return super().free(folder) and (10 << 30 if self.store is None else 3 << 20)

    def remove(self, path):
        """Make the room that the file took."""
        super().remove(path)
        if self.store is not None:
            fill(self.store, room=1000)


def fill(store, room=0):
    """Let the store grow by so many pages and no more."""
    pages = store.driver.execute("PRAGMA page_count").fetchone()[0]
    store.driver.execute(f"PRAGMA max_page_count={pages + room}")


@contextmanager
def failing_disk(folder, room=0):
    """Let every write beyond the present size of the log fail with an I/O error."""
    if sys.platform == "win32":
        pytest.skip("limits of Unix make the disk fail")
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = (folder / "kh57.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.logs("store answered 13")
def test_a_full_disk_keeps_what_was_saved_and_a_later_save_works(tmp_path):
    """The disk is full: nothing is half saved, and after making room the same save works."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")
    fill(journal.store)
    with pytest.raises(DiskFull) as raised:
        keep(journal, "activities", record, content=LONG)
    before = show(journal, "activities", record)["content"]
    fill(journal.store, room=1000)
    keep(journal, "activities", record, content=LONG)

    assert before is None
    assert set(raised.value.details) == {"drive", "free"}
    assert show(journal, "activities", record)["content"] == LONG.strip()
    assert count(journal, "sync_change") == 2


@pytest.mark.logs("store answered 13", "ballast given up")
def test_the_ballast_is_given_up_when_the_disk_is_full(tmp_path, monkeypatch):
    """The officer does not even notice: the program gives up its reserve and saves."""
    monkeypatch.setattr(ballast, "SIZE", 1 << 20)
    disk = TightDisk()
    store = a_store(tmp_path, disk)
    assert store.keep_ballast()
    assert not store.keep_ballast()
    disk.store = store
    fill(store)
    store.run(lambda con: local.put_setting(con, "long", LONG))

    with store.reading() as con:
        assert local.setting(con, "long") == LONG
    assert not (tmp_path / ballast.NAME).exists()


def test_no_ballast_is_made_on_a_crowded_disk(tmp_path):
    """Where little room is left the reserve does not take the rest."""
    disk = TightDisk()
    store = a_store(tmp_path, disk)
    disk.store = store

    assert not store.keep_ballast()


@pytest.mark.logs("store answered 10")
def test_two_errors_of_the_disk_make_the_store_read_only(tmp_path):
    """A dying disk is not written to any more, but everything can still be read."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")
    with failing_disk(tmp_path), pytest.raises(DiskFailing):
        keep(journal, "activities", record, title="Hội thi")
    with pytest.raises(DiskFailing):
        keep(journal, "activities", record, title="Hội thi")

    assert show(journal, "activities", record)["title"] == "Hội nghị"


@pytest.mark.logs("store answered 10")
def test_one_error_of_the_disk_is_tried_again(tmp_path, monkeypatch):
    """A single hiccup of the disk costs nothing."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")
    real = Store._made_room
    with failing_disk(tmp_path):
        limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

        def made_room(self, refused):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            return real(self, refused)

        monkeypatch.setattr(Store, "_made_room", made_room)
        keep(journal, "activities", record, title="Hội thi")

    assert show(journal, "activities", record)["title"] == "Hội thi"
    assert count(journal, "sync_change") == 2


@pytest.mark.parametrize("is_in", [True, False])
def test_after_an_unclear_commit_the_store_looks_before_it_speaks(tmp_path, monkeypatch, is_in):
    """An error at the very end may have kept everything: the answer is what the disk says."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")
    real, tries = Store.writing, []

    @contextmanager
    def unclear(self):
        tries.append(1)
        if is_in or len(tries) > 1:
            with real(self) as con:
                yield con
        else:
            with suppress(DiskFailing), real(self) as con:
                yield con
                raise DiskFailing
        if len(tries) == 1:
            raise DiskFailing

    monkeypatch.setattr(Store, "writing", unclear)
    with journal.writing(7) as ledger:
        ledger.keep(Edit("activities", record, {"title": "Hội thi"}))

    assert len(tries) == (1 if is_in else 2)
    assert show(journal, "activities", record)["title"] == "Hội thi"
    assert count(journal, "sync_change") == 2
    assert ledger.changes.rows == (("activities", record),)


@pytest.mark.logs("store could not be read back")
def test_a_store_that_cannot_be_read_back_says_it_failed(tmp_path, monkeypatch):
    """When not even looking works, the officer is told that it was not saved."""
    store = a_store(tmp_path)
    store._io_errors = 2

    def unreadable(_):
        raise DiskFailing

    monkeypatch.setattr(Store, "_reopen", unreadable)
    real = Store.writing

    @contextmanager
    def unclear(self):
        self._io_errors = 0
        with real(self) as con:
            yield con
        self._io_errors = 2
        raise DiskFailing

    monkeypatch.setattr(Store, "writing", unclear)
    with pytest.raises(DiskFailing):
        store.run(lambda con: local.put_setting(con, "a", "b"), lambda _: True)

    monkeypatch.undo()
    assert store.folder == tmp_path


@pytest.mark.logs("store answered 13")
def test_a_search_on_a_full_disk_finds_what_was_indexed_before(tmp_path):
    """Without room for the index the search still answers from what it has."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị Kon Pao")
    with journal.searching() as con:
        before = search.find(con, "kon pao")
    many = " ".join(f"từ{n}" for n in range(6000))
    keep(journal, "activities", record, title="Hội thi Pa Cheng", content=many)
    fill(journal.store)
    with journal.searching() as con:
        assert search.is_behind(con)
        assert search.find(con, "kon pao") == search.find(con, "hoi")
    fill(journal.store, room=1000)
    with journal.searching() as con:
        assert [hit.title for hit in search.find(con, "cheng")] == ["Hội thi Pa Cheng"]
        assert search.find(con, "kon") == ()

    assert [hit.id for hit in before] == [record]


@pytest.mark.parametrize(
    ("fault", "error"), [(Fault.FAILING, DiskFailing), (Fault.DENIED, FolderDenied)]
)
def test_a_store_whose_first_bytes_cannot_be_read_is_not_called_damaged(tmp_path, fault, error):
    """Whoever is told of damage restores a copy over data that is whole."""
    store = a_store(tmp_path)
    folder, key = store.folder, store.key
    store.close()

    with pytest.raises(error):
        Store.open(folder, key, FaultyDisk(fault, lasting=ALWAYS, sites={"read"}))
    Store.open(folder, key, RealDisk()).close()
