"""The list of pages: their order is the order of the navigation and of Alt+1 to Alt+9."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from kh57_desktop.ui.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """A page and how the navigation calls it; without a word it is reached from another page."""

    name: str
    word: str
    icon: str
    page: type[Page] | None = None
    below: str = ""
    """The place of the navigation that is lit while this page is shown."""


PLACES: tuple[Place, ...] = (
    Place("home", vi("Trang chính"), "home"),
    Place("activities", vi("Hoạt động"), "clipboard_checkmark"),
    Place("trainings", vi("Tập huấn"), "hat_graduation"),
    Place("media", vi("Truyền thông"), "megaphone"),
    Place("people", vi("Con người"), "people_community"),
    Place("plan", vi("Kế hoạch"), "target_arrow"),
    Place("exchange", vi("Trao đổi"), "arrow_swap"),
    Place("reports", vi("Báo cáo"), "document"),
    Place("upkeep", vi("Bảo trì"), "wrench_screwdriver"),
)
