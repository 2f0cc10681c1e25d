"""Theme and text size are known before the first window, whatever stands in the settings."""

import pytest

from kh57_desktop.system import settings
from kh57_desktop.system.disk import RealDisk
from kh57_desktop.system.first_look import TEXT_SIZE, TEXT_SIZES, THEME, first_look, newest_copy
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk

NEW = (THEME, TEXT_SIZE)


def test_a_new_device_looks_as_its_system(tmp_path):
    """Before anything was chosen the window looks as Windows does."""
    assert first_look(tmp_path / "settings.json", RealDisk()) == NEW


def test_what_the_officer_chose_is_there_from_the_first_window_on(tmp_path):
    """Dark and large stay dark and large while the password is asked."""
    path = tmp_path / "settings.json"
    chosen = settings.Settings().changed(theme="dark", text_size=130)
    settings.save(path, chosen, RealDisk())

    assert first_look(path, RealDisk()) == ("dark", 130)


@pytest.mark.parametrize(
    "kept",
    [
        *(b"", b"[1]", b"{", b"\xff", b"null", b'{"theme": 5, "text_size": 7}'),
        b'{"text_size": [100]}',
    ],
)
def test_damaged_settings_do_not_keep_the_window_away(tmp_path, kept):
    """The window opens as on a new device; the settings before are taken up behind it."""
    path = tmp_path / "settings.json"
    path.write_bytes(kept)

    assert first_look(path, RealDisk()) == NEW


def test_it_knows_what_the_settings_know():
    """What is said twice is the same."""
    new = settings.Settings()
    sizes = tuple(size for size, _ in settings.SHOWN["text_size"].choices)

    assert (new.theme, new.text_size) == NEW
    assert sizes == TEXT_SIZES


def test_a_folder_that_cannot_be_read_has_no_copy(tmp_path):
    """The window asks for the password all the same."""
    disk = FaultyDisk(Fault.FAILING, lasting=ALWAYS, sites={"names"})

    assert newest_copy(tmp_path, disk, None) is None
    assert newest_copy(tmp_path / "none", RealDisk(), None) is None
