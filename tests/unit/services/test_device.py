"""The settings of the device: changed, kept, and used by what looks for bundles."""

import pytest

from kh57_desktop.errors import InvalidRecord
from kh57_desktop.services.device import Device
from kh57_desktop.services.exchange import Exchange
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.paths import Home
from kh57_desktop.system.settings import SHOWN, Settings


@pytest.fixture
def device(tmp_path):
    """Return a device that was not set up yet."""
    return Device(Home(tmp_path), RealDisk())


def test_before_the_first_change_there_are_settings_that_work(device):
    """A new device has settings, and nothing is away."""
    assert device.settings() == Settings()
    assert device.standing().absent == frozenset()
    assert device.shown == SHOWN


def test_a_change_keeps_the_other_settings(device):
    """A larger text does not forget the dark look."""
    device.change(theme="dark")
    standing = device.change(text_size=130)

    assert (standing.settings.theme, standing.settings.text_size) == ("dark", 130)
    assert device.settings() == standing.settings


def test_a_value_outside_its_limits_changes_nothing(device):
    """Sixty minutes would leave the data open too long: refused, nothing written."""
    with pytest.raises(InvalidRecord):
        device.change(lock_after_minutes=60)

    assert not device.home.settings.exists()


def test_a_folder_is_used_only_while_it_is_there(device, tmp_path):
    """A stick in the drawer is not written to by mistake: its folder counts as none."""
    here, away = tmp_path / "here", tmp_path / "away"
    here.mkdir()
    standing = device.change(paper_folder=str(here), second_backup_folder=str(away))

    assert device.folder("paper_folder") == here
    assert device.folder("second_backup_folder") is None
    assert device.folder("bundle_folder") is None
    assert standing.absent == {"second_backup_folder"}


def test_bundles_are_looked_for_in_the_folder_of_the_settings(desk, tmp_path, monkeypatch):
    """A shared folder that was set once is looked into each time."""
    looked = []
    monkeypatch.setattr(
        "kh57_desktop.sync.places.found", lambda folders: looked.extend(folders) or ()
    )
    shared = tmp_path / "chung"
    shared.mkdir()
    Device(desk.home, desk.disk).change(bundle_folder=str(shared))

    assert Exchange(desk).found() == ()
    assert shared in looked
