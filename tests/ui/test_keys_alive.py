"""A key that is printed on a button does what the button does, on every page."""

import pytest
from PySide6.QtWidgets import QWidget

from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.desk import window_of
from kh57_desktop.ui.navigation import PLACES
from kh57_desktop.ui.parts.buttons import Button

BY_CAP = {}
for _key in shortcuts.KEYS.values():
    BY_CAP.setdefault(shortcuts.shown(_key.keys), []).append(_key.name)


OF_WIDGETS = {"back", "give_up"}
"""Esc is the window's own; a draft is given up where one is open."""


@pytest.mark.parametrize("unit", ["TR-NTT", "VHXH"])
@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_every_printed_key_is_alive(qtbot, worker, real_office, unit, place):
    """An officer who reads a key on a button and presses it is never left without an answer."""
    window = window_of(real_office(unit), worker, is_practice=True)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open(place)
    qtbot.waitUntil(lambda: worker.is_idle)
    dead = [
        f"{button.text()} {button.key}"
        for button in window.page.findChildren(Button)
        if button.key in BY_CAP and button.isVisibleTo(window) and button.isEnabled()
        if not any(_means(window, name) for name in BY_CAP[button.key])
    ]

    assert dead == []
    assert isinstance(window.page, QWidget)


def test_every_key_that_help_lists_does_something_somewhere(qtbot, worker, real_office):
    """Help names no key that is dead on every page."""
    window = window_of(real_office("TR-NTT"), worker, is_practice=True)
    qtbot.addWidget(window)
    window.show()
    known = set(window._commands)
    for place in PLACES:
        window.open(place.name)
        known |= set(window.page.commands)
    qtbot.waitUntil(lambda: worker.is_idle)
    of_other_windows = {"unlock", "first_run"}

    assert [
        key.name
        for key in shortcuts.KEYS.values()
        if key.scope not in of_other_windows and key.name not in known | OF_WIDGETS
    ] == []


def test_the_window_fills_the_screen_and_gives_it_back(qtbot, worker, real_office):
    """F11, in the hall beside a projector too."""
    window = window_of(real_office("TR-NTT"), worker, is_practice=True)
    qtbot.addWidget(window)
    window.show()
    window.open("attendance")
    assert window.press("full_screen")
    assert window.isFullScreen()
    assert window.press("full_screen")
    assert not window.isFullScreen()


def _means(window, command):
    return command in window.page.commands or command in window._commands
