"""The list of pages: their order is the order of the navigation and of Alt+1 to Alt+9."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kh57_desktop.ui.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """A page and how the navigation calls it; without a word it is reached from another page."""

    name: str
    word: str
    icon: str
    page: type[Page]
    below: str = ""
    """The place of the navigation that is lit while this page is shown."""


PLACES: tuple[Place, ...] = ()
