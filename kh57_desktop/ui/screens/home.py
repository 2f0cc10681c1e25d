"""The first page, of a unit or of the commune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.ui.home.commune_home import CommuneHome
from kh57_desktop.ui.home.unit_home import UnitHome

if TYPE_CHECKING:
    from kh57_desktop.ui.page import Frame, Page


def home(frame: Frame) -> Page:
    """Return the first page that fits the store: the commune's or a unit's."""
    return CommuneHome(frame) if frame.office.desk.post.is_office else UnitHome(frame)
