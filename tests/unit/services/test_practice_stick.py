"""In practice a folder stands for the stick."""

from dataclasses import replace
from pathlib import Path

from kh57_desktop.services.exchange import PRACTICE_STICK, Exchange


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
