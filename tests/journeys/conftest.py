"""What the journeys through the windows stand on: the program's look, a commune and its units."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from kh57_desktop.ui.parts import file_choice
from tests.support.look import put_on
from tests.support.seat import Seat
from tests.support.terminal import Terminal, a_commune, a_unit


@pytest.fixture
def _look(qapp):
    """Give the windows the look they have in the program."""
    put_on(qapp)
    yield
    for widget in QApplication.topLevelWidgets():
        widget.close()


@pytest.fixture(scope="session")
def made_pair(tmp_path_factory):
    """Set up a commune and a school that has joined it, once."""
    folder = tmp_path_factory.mktemp("pair")
    commune = a_commune(folder)
    return folder, commune, a_unit(folder, commune)


@pytest.fixture
def pair(made_pair, tmp_path):
    """Return terminals of a commune and of a school that has joined, on copies of their own."""
    _, *terminals = made_pair
    for terminal in terminals:
        shutil.copytree(terminal.home, tmp_path / terminal.home.name)
    return tuple(Terminal(tmp_path / terminal.home.name) for terminal in terminals)


@pytest.fixture(autouse=True)
def _no_dialog_waits(request, monkeypatch):
    """Leave every file dialog that no test answers, so that nothing waits for ever."""
    if "sit_down" in request.fixturenames:
        for name, nothing in (("file", None), ("folder", None), ("new_file", None), ("files", ())):
            monkeypatch.setattr(file_choice, name, lambda *_, nothing=nothing: nothing)


@pytest.fixture
def sit_down(_look):
    """Return what opens the window of a home; windows close with the test."""
    seats = []

    def seat(home, **given):
        seats.append(Seat(home, **given))
        return seats[-1]

    yield seat
    for one in seats:
        one.leave()
