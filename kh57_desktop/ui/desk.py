"""Put the main window of an open store together; imported after the unlock screen is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.ui.navigation import PLACES
from kh57_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.background import Background


def window_of(office: Office, background: Background, *, is_practice: bool) -> MainWindow:
    """Return the main window on an open store."""
    desk = office.desk
    window = MainWindow(office, background, PLACES, desk.clock.now, is_practice=is_practice)
    roles = [role for role in Role if role in desk.officer.roles]  # in the plan's order
    window.header.show_officer(desk.officer.name)
    window.status.show_place(desk.post.name, roles[0].label if roles else "")
    return window
