"""The list of pages: their order is the order of the navigation and of Alt+1 to Alt+9."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi
from kh57_desktop.ui.screens.activities import Activities
from kh57_desktop.ui.screens.attendance import AttendancePage
from kh57_desktop.ui.screens.class_page import ClassPage
from kh57_desktop.ui.screens.conflicts import ConflictsPage
from kh57_desktop.ui.screens.exchange import ExchangePage
from kh57_desktop.ui.screens.help import HelpPage
from kh57_desktop.ui.screens.history import HistoryPage
from kh57_desktop.ui.screens.home import home
from kh57_desktop.ui.screens.media import Media
from kh57_desktop.ui.screens.pairing import PairingPage
from kh57_desktop.ui.screens.people import People
from kh57_desktop.ui.screens.plan import PlanPage
from kh57_desktop.ui.screens.reports import ReportsPage
from kh57_desktop.ui.screens.search import SearchPage
from kh57_desktop.ui.screens.sheets import SheetsPage
from kh57_desktop.ui.screens.trainings import Trainings
from kh57_desktop.ui.screens.upkeep import UpkeepPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from kh57_desktop.ui.page import Frame, Page


@dataclass(frozen=True, slots=True)
class Place:
    """A page and how the navigation calls it; without a word it is reached from another page."""

    name: str
    word: str
    icon: str
    page: Callable[[Frame], Page]
    below: str = ""
    """The place of the navigation that is lit while this page is shown."""


PLACES: tuple[Place, ...] = (
    Place("home", vi("Trang chính"), "home", home),
    Place("activities", vi("Hoạt động"), "clipboard_task", Activities),
    Place("trainings", vi("Tập huấn"), "hat_graduation", Trainings),
    Place("media", vi("Truyền thông"), "megaphone", Media),
    Place("people", vi("Con người"), "people_community", People),
    Place("plan", vi("Kế hoạch"), "target_arrow", PlanPage),
    Place("exchange", vi("Trao đổi"), "arrow_swap", ExchangePage),
    Place("reports", vi("Báo cáo"), "document_text", ReportsPage),
    Place("upkeep", vi("Bảo trì"), "wrench_screwdriver", UpkeepPage),
    Place("training", "", "", ClassPage, "trainings"),
    Place("attendance", "", "", AttendancePage, "trainings"),
    Place("pairing", "", "", PairingPage, "exchange"),
    Place("conflicts", "", "", ConflictsPage, "exchange"),
    Place("search", "", "", SearchPage),
    Place("history", "", "", HistoryPage),
    Place("help", "", "", HelpPage),
    Place("sheets", "", "", SheetsPage, "activities"),
)
