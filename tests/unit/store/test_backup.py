"""Copies of the store: whole, encrypted, and brought back as they were."""

import datetime as dt
import zipfile

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import BackupUnusable, DiskFull, FileHeld, PasswordWrong, PlaceRefused
from kh57_desktop.store import backup, restoring
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import CHEAP, KeyFile
from kh57_desktop.system.paths import Home
from tests.support.stores import KEY, a_journal, count, keep

AT = dt.datetime(2026, 6, 16, 14, 36, tzinfo=dt.UTC)
PASSWORD = "mật khẩu dài"  # noqa: S105


def nothing(_store):
    """Finish a store that needs nothing more."""


@pytest.fixture
def home(tmp_path):
    """Make a data folder with a key file."""
    home = Home(tmp_path / "own").make(RealDisk())
    KeyFile("57").with_officer(KEY, 7, PASSWORD, CHEAP).write(home.keys, RealDisk())
    return home


@pytest.fixture
def journal(home):
    """Lend the journal of a store with one record."""
    journal = a_journal(home.folder)
    keep(journal, "trainings", title="Lớp số", starts_on=dt.date(2026, 3, 3))
    yield journal
    journal.store.close()


def test_a_copy_is_brought_back_with_everything_in_it(home, journal, tmp_path):
    """The officer's password opens the restored folder and the record is there."""
    taken = backup.take(journal.store, home, "asked", AT)
    into = restoring.restore(taken.file, tmp_path / "back", PASSWORD, RealDisk(), nothing)
    restored = Store.open(into, KEY, RealDisk())
    with restored.reading() as con:
        titles = [title for (title,) in con.exec_driver_sql("SELECT title FROM training")]
    restored.close()

    assert titles == ["Lớp số"]
    assert taken.file.name == "KH57_20260616-143600_asked.kh57backup"


def test_the_store_goes_on_while_copies_are_taken(home, journal):
    """A copy changes nothing: recording goes on before and after it."""
    backup.take(journal.store, home, "asked", AT)
    keep(journal, "trainings", title="Lớp sau", starts_on=dt.date(2026, 3, 4))

    assert count(journal, "training") == 2
    assert [p.name for p in home.backups.iterdir() if p.name.startswith(".")] == []


def test_no_word_of_a_copy_can_be_read(home, journal):
    """What lies in the backup folder is encrypted throughout."""
    taken = backup.take(journal.store, home, "asked", AT)

    assert "Lớp số".encode() not in taken.file.read_bytes()


@pytest.mark.parametrize("where", [0.05, 0.5, 0.9, 0.999])
def test_a_damaged_copy_is_refused_and_leaves_nothing(home, journal, tmp_path, where):
    """One altered byte anywhere: nothing is brought back."""
    taken = backup.take(journal.store, home, "asked", AT)
    content = bytearray(taken.file.read_bytes())
    content[int(len(content) * where)] ^= 0x40
    damaged = tmp_path / "damaged.kh57backup"
    damaged.write_bytes(content)
    with pytest.raises(BackupUnusable):
        restoring.restore(damaged, tmp_path / "back", PASSWORD, RealDisk(), nothing)

    assert not (tmp_path / "back" / "kh57.db").exists()


def test_a_copy_that_another_program_holds_is_not_called_unusable(
    home, journal, tmp_path, monkeypatch
):
    """The scanner looks at the copy on the stick: it is as good as before."""
    taken = backup.take(journal.store, home, "asked", AT)

    def held(*_args):
        raise PermissionError(13, "held")

    with monkeypatch.context() as while_held:
        while_held.setattr(zipfile, "ZipFile", held)
        with pytest.raises(FileHeld):
            restoring.about(taken.file)
        with pytest.raises(BackupUnusable):
            restoring.about(tmp_path)

    assert restoring.about(taken.file).file == taken.file


@pytest.mark.parametrize("members", [{}, {"store.db": b"x", "keys.json": b"{}", "../evil": b""}])
def test_an_archive_of_another_kind_is_refused(tmp_path, members):
    """Only the three members of a backup are looked at, under their own names."""
    file = tmp_path / "other.kh57backup"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(BackupUnusable):
        restoring.restore(file, tmp_path / "back", PASSWORD, RealDisk(), nothing)

    assert not (tmp_path / "evil").exists()


def test_an_archive_that_unfolds_is_refused(home, journal, tmp_path):
    """Ours are not packed; a packed one might fill the disk."""
    taken = backup.take(journal.store, home, "asked", AT)
    packed = tmp_path / "packed.kh57backup"
    with zipfile.ZipFile(taken.file) as ours, zipfile.ZipFile(packed, "w") as other:
        for name in ours.namelist():
            other.writestr(name, ours.read(name), zipfile.ZIP_DEFLATED)
    with pytest.raises(BackupUnusable):
        restoring.restore(packed, tmp_path / "back", PASSWORD, RealDisk(), nothing)

    assert not (tmp_path / "back").exists()


def test_what_failed_once_can_be_tried_again_in_the_same_folder(home, journal, tmp_path):
    """A mistyped password or a store that could not be finished leaves the folder free."""
    taken = backup.take(journal.store, home, "asked", AT)

    def breaks(_store):
        raise DiskFull

    for secret, finish in (("mật khẩu khác", nothing), (PASSWORD, breaks)):
        with pytest.raises((PasswordWrong, DiskFull)):
            restoring.restore(taken.file, tmp_path / "back", secret, RealDisk(), finish)
    into = restoring.restore(taken.file, tmp_path / "back", PASSWORD, RealDisk(), nothing)

    assert Home(into).is_set_up


def test_a_wrong_password_brings_nothing_back(home, journal, tmp_path):
    """The folder stays empty of data."""
    taken = backup.take(journal.store, home, "asked", AT)
    with pytest.raises(PasswordWrong):
        restoring.restore(taken.file, tmp_path / "back", "mật khẩu khác", RealDisk(), nothing)

    assert not (tmp_path / "back" / "kh57.db").exists()


def test_nothing_is_brought_back_over_other_files(home, journal):
    """Only an empty folder takes a backup."""
    taken = backup.take(journal.store, home, "asked", AT)
    with pytest.raises(PlaceRefused):
        restoring.restore(taken.file, home.folder, PASSWORD, RealDisk(), nothing)

    assert count(journal, "training") == 1


def test_old_copies_go_and_three_always_stay(home, journal):
    """A year of daily copies leaves seven days, four weeks and six months."""
    for day in range(60):
        backup.take(journal.store, home, "daily", AT - dt.timedelta(days=59 - day))
    names = sorted(path.name for path in home.backups.glob(f"*{backup.SUFFIX}"))

    assert names[-1].startswith("KH57_20260616")
    assert 7 <= len(names) <= 7 + 4 + 6
    assert {name[5:13] for name in names} >= {"20260616", "20260610"}


def test_a_copy_just_made_stays_also_under_a_clock_set_back(home, journal):
    """Whoever asked for a copy gets one, even if the files of the other days look newer."""
    for day in range(10):
        backup.take(journal.store, home, "daily", AT + dt.timedelta(days=day))

    again = [backup.take(journal.store, home, "asked", AT).file for _ in range(2)][-1]

    assert again.exists()


def test_a_full_disk_leaves_no_half_copy(home, journal):
    """When the copy cannot be written, the store goes on and no file is left."""

    class Full(RealDisk):
        def write(self, _handle, _data):
            raise OSError(28, "no space")

    journal.store.disk = Full()
    with pytest.raises(DiskFull):
        backup.take(journal.store, home, "asked", AT)
    journal.store.disk = RealDisk()

    assert list(home.backups.glob("*")) == []
    with journal.writing(7) as ledger:
        ledger.keep(Edit("trainings", None, {"title": "Sau", "starts_on": dt.date(2026, 3, 5)}))
    assert count(journal, "training") == 2
