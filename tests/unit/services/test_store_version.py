"""The number beside the store that lets an installer refuse to put an older program there."""

import shutil
import subprocess
import sys
import zipfile

import pytest

from kh57_desktop.errors import StoreTooNew
from kh57_desktop.store import schema, upgrade
from kh57_desktop.store.opening import connect
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.keys import KeyFile
from kh57_desktop.system.paths import Home
from tests.support import sources
from tests.support.faulty_disk import ALWAYS, SITES, Fault, FaultyDisk
from tests.support.ground import doors
from tests.support.recording_disk import RecordingDisk
from tests.support.terminal import PASSWORD

OURS = f"{schema.VERSION}\n".encode("ascii")
NO_LIBRARY = """
import sys
before = set(sys.modules)
from kh57_desktop.store.schema import VERSION
strange = {name.partition(".")[0] for name in set(sys.modules) - before}
print(VERSION, sorted(strange - sys.stdlib_module_names))
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Set up a school with a copy of its store."""
    home = tmp_path_factory.mktemp("version") / "truong"
    office, _ = doors(home).setup_unit("TR-NTT", "Nguyễn Thị Hạnh", PASSWORD)
    office.upkeep.backup()
    office.close()
    return home


@pytest.fixture
def home(made, tmp_path):
    """Lend a copy of the school's data folder."""
    return Home(shutil.copytree(made, tmp_path / "truong"))


def used(home, disk=None):
    """Open the store and close it again, as an officer does every morning."""
    doors(home.folder, disk).unlock(PASSWORD).close()


def content(folder):
    """Return every file of a folder with its bytes."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_store_says_its_version_beside_it(home):
    """One line of plain digits: an installer that cannot open the store can read it."""
    assert home.store_version == home.folder / "store-version"
    assert home.store_version.read_bytes() == OURS


@pytest.mark.parametrize("left", [None, b"", b"0\n", b"99\n", "số".encode(), b"1" * 99])
def test_whoever_opens_the_store_puts_the_number_right(home, left):
    """A store of the first program has no number, a hand may have changed it: the store knows."""
    if left is None:
        home.store_version.unlink()
    else:
        home.store_version.write_bytes(left)
    used(home)

    assert home.store_version.read_bytes() == OURS


def test_the_right_number_is_not_written_again(home):
    """Opening the store every morning wears no disk out."""
    before = home.store_version.stat()
    used(home)
    after = home.store_version.stat()

    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("fault", [Fault.FULL, Fault.DENIED, Fault.FAILING])
@pytest.mark.parametrize("site", ["create", "write", "sync", "move"])
def test_a_disk_that_takes_no_number_keeps_nobody_out(home, fault, site):
    """Full or read-only: the officer still reads; the number that stood there still stands."""
    home.store_version.write_bytes(b"0\n")
    disk = FaultyDisk(fault, sites={site}, lasting=ALWAYS)
    used(home, disk)

    assert disk.has_failed
    assert home.store_version.read_bytes() == b"0\n"


def test_a_number_that_cannot_be_read_is_written_anew(home):
    """What the disk does not give back is written like what was never there."""
    disk = FaultyDisk(Fault.FAILING, sites=set(SITES))
    schema.mark(home, disk)

    assert disk.has_failed
    assert home.store_version.read_bytes() == OURS


def test_a_power_cut_leaves_no_half_number(tmp_path):
    """Whenever the power goes, the installer reads the one number, the other, or none."""
    home = Home(tmp_path)
    home.store_version.write_bytes(b"0\n")
    disk = RecordingDisk(tmp_path)
    schema.mark(home, disk)

    found = {left.files.get(home.store_version) for left in disk.cuts(floating=False)}
    assert found == {b"0\n", OURS, None}


def test_an_upgrade_raises_the_number(home, tmp_path, monkeypatch):
    """After the first start of a newer program the older installer is refused."""
    versions = tmp_path / "versions"
    shutil.copytree(upgrade.MIGRATIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    newer = schema.VERSION + 1
    (versions / f"{newer:04d}_more.py").write_text("def upgrade():\n    pass\n")
    monkeypatch.setattr(upgrade, "MIGRATIONS", versions)
    monkeypatch.setattr(schema, "VERSION", newer)
    used(home)

    assert home.store_version.read_text() == f"{newer}\n"


def test_an_older_program_leaves_the_newer_number(home):
    """It refuses the newer store, and every file of the data folder stays as it was."""
    key = KeyFile.read(home.keys, RealDisk()).open(PASSWORD).key
    con = connect(home.store, key)
    con.execute("PRAGMA user_version = 99")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()
    home.store_version.write_bytes(b"99\n")
    before = content(home.folder)

    with pytest.raises(StoreTooNew):
        used(home)
    after = content(home.folder)
    del before[home.logs / "kh57.log"], after[home.logs / "kh57.log"]
    assert after == before


def test_a_copy_holds_no_number_and_gets_one_where_it_is_brought_back(home, tmp_path):
    """The number belongs to the folder: what an earlier store left there is no obstacle."""
    (copy,) = home.backups.glob("*_asked.kh57backup")
    with zipfile.ZipFile(copy) as archive:
        assert sorted(archive.namelist()) == ["keys.json", "manifest.json", "store.db"]
    into = Home(tmp_path / "may moi")
    into.folder.mkdir()
    into.store_version.write_bytes(b"99\n")
    doors(into.folder).restore(copy, into.folder, PASSWORD)
    used(into)

    assert into.store_version.read_bytes() == OURS


def test_the_number_can_be_asked_for_without_a_library():
    """The build of the installer reads it with a bare Python."""
    done = subprocess.run(
        [sys.executable, "-c", NO_LIBRARY],
        cwd=sources.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{schema.VERSION} ['kh57_desktop']\n"
