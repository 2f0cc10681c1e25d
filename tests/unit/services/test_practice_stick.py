"""In practice a folder stands for the stick."""

from dataclasses import replace
from pathlib import Path

import pytest

from kh57_desktop.errors import DriveHeld
from kh57_desktop.services.exchange import PRACTICE_STICK, Exchange
from kh57_desktop.system import releasing


def test_a_folder_beside_the_practice_homes_is_the_stick(desk):
    """Who practices finds bundles there and sends there, and nowhere else."""
    practice = Exchange(replace(desk, is_practice=True))
    assert practice.drives() == ()
    folder = desk.home.folder.parent / PRACTICE_STICK
    folder.mkdir()
    (stick,) = practice.drives()

    assert stick.root == folder
    assert stick.label == "USB tập luyện"
    assert stick.free > 0
    assert practice.found() == ()


def test_outside_practice_that_folder_is_no_stick(desk):
    """An officer's own data never goes to a folder that happens to be called so."""
    (desk.home.folder.parent / PRACTICE_STICK).mkdir()

    assert desk.home.folder.parent / PRACTICE_STICK not in [
        Path(stick.root) for stick in Exchange(desk).drives()
    ]


def test_in_practice_no_stick_is_let_go_of(desk, tmp_path):
    """The folder that stands for the stick stays as it is, and nothing else is claimed."""
    assert Exchange(replace(desk, is_practice=True)).release(tmp_path) is False
    assert tmp_path.is_dir()


def test_a_stick_the_system_holds_is_a_coded_error(desk, tmp_path):
    """What is no mounted stick cannot be let go of: the officer is told, nothing is claimed."""
    with pytest.raises(DriveHeld):
        Exchange(desk).release(tmp_path)


def test_a_stick_that_was_let_go_of_may_be_pulled(desk, tmp_path, monkeypatch):
    """Only when the system has let go the answer is yes."""
    monkeypatch.setattr(releasing, "release", lambda _root: True)

    assert Exchange(desk).release(tmp_path) is True
