"""Everything has its one place."""

import sys
from pathlib import Path

import pytest

from kh57_desktop.errors import FolderDenied
from kh57_desktop.system import paths
from kh57_desktop.system.files import RealDisk
from kh57_desktop.system.paths import Home
from tests.support.faulty_disk import Fault, FaultyDisk


def test_a_home_holds_everything_in_one_folder(tmp_path):
    """A data folder can be copied or moved as a whole."""
    home = Home(tmp_path / "KH57")

    assert {
        path.name: path.parent for path in (home.store, home.keys, home.settings)
    } == dict.fromkeys(("kh57.db", "keys.json", "settings.json"), home.folder)
    assert (home.ballast.name, home.opened.name) == ("ballast", "opened")


def test_a_home_is_made_with_its_folders(tmp_path):
    """After set-up the folders stand; making them again changes nothing."""
    home = Home(tmp_path / "data" / "KH57").make(RealDisk())
    again = home.make(RealDisk())

    made = {path.name for path in again.folder.iterdir()}
    assert made == {"attachments", "outbox", "backups", "logs"}
    assert {home.attachments, home.outbox, home.backups, home.logs} == set(home.folder.iterdir())


def test_a_home_that_may_not_be_made_is_told(tmp_path):
    """A read-only place is refused in three sentences, and nothing is left there."""
    with pytest.raises(FolderDenied):
        Home(tmp_path / "KH57").make(FaultyDisk(Fault.DENIED))

    assert list(tmp_path.iterdir()) == []


def test_a_home_is_set_up_once_it_has_keys(tmp_path):
    """The program asks for a password only where there is something to open."""
    home = Home(tmp_path)
    home.store.write_bytes(b"begun")
    before = home.is_set_up
    home.keys.write_bytes(b"{}")

    assert not before
    assert home.is_set_up


@pytest.mark.parametrize("left", ["keys.json.1", "logs/kh57.log"])
def test_a_home_that_lost_its_keys_is_not_set_up_anew(tmp_path, left):
    """Where people have worked the first run never begins: it would wipe their data."""
    home = Home(tmp_path)
    home.logs.mkdir()
    home.store.write_bytes(b"whole")
    before = home.is_set_up
    (tmp_path / left).write_bytes(b"x")

    assert not before
    assert home.is_set_up


def test_the_default_home_is_the_platforms_own_place(tmp_path):
    """Nobody has to choose a folder; KH57_HOME chooses another one."""
    named = paths.default_home({"KH57_HOME": str(tmp_path)})

    assert named.folder == tmp_path
    assert paths.default_home({}).folder.name == "KH57"
    assert paths.default_home({"KH57_HOME": ""}) == paths.default_home({})
    assert paths.default_home().folder.is_absolute()


def test_the_programs_own_files_stand_beside_the_package(monkeypatch, tmp_path):
    """Fonts and migrations are found in a checkout and in an installed program."""
    root = Path(paths.__file__).parents[2]

    assert paths.resource("icons", "x.svg") == root / "resources" / "icons" / "x.svg"
    assert paths.migrations() == root / "migrations"
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("fonts") == tmp_path / "resources" / "fonts"


def test_downloads_have_a_place():
    """Bundles that came by Zalo are looked for where browsers put them."""
    assert paths.downloads().is_absolute()
