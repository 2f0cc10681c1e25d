"""The list of pages: their order is the order of the navigation and of Alt+1 to Alt+9."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from kh57_desktop.i18n import vi

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
    said: str = ""
    """By which words the search box finds a page that the navigation does not name."""


def later(module: str, name: str) -> Callable[[Frame], Page]:
    """Return what builds a page, whose module is imported at its first visit: home comes sooner."""

    def build(frame: Frame) -> Page:
        made: Page = getattr(import_module(f"kh57_desktop.ui.screens.{module}"), name)(frame)
        return made

    return build


PLACES: tuple[Place, ...] = (
    Place("home", vi("Trang chính"), "home", later("home", "home")),
    Place("activities", vi("Hoạt động"), "clipboard_task", later("activities", "Activities")),
    Place("trainings", vi("Tập huấn"), "hat_graduation", later("trainings", "Trainings")),
    Place("media", vi("Truyền thông"), "megaphone", later("media", "Media")),
    Place("people", vi("Con người"), "people_community", later("people", "People")),
    Place("plan", vi("Kế hoạch"), "target_arrow", later("plan", "PlanPage")),
    Place("exchange", vi("Trao đổi"), "arrow_swap", later("exchange", "ExchangePage")),
    Place("reports", vi("Báo cáo"), "document_text", later("reports", "ReportsPage")),
    Place("upkeep", vi("Bảo trì"), "wrench_screwdriver", later("upkeep", "UpkeepPage")),
    Place("training", "", "", later("class_page", "ClassPage"), "trainings"),
    Place("attendance", "", "", later("attendance", "AttendancePage"), "trainings"),
    Place("pairing", "", "link", later("pairing", "PairingPage"), "exchange", vi("Ghép máy")),
    Place(
        "conflicts",
        "",
        "merge",
        later("conflicts", "ConflictsPage"),
        "exchange",
        vi("Xung đột chờ quyết định"),
    ),
    Place("diary", "", "history", later("diary", "DiaryPage"), "exchange", vi("Nhật ký trao đổi")),
    Place("search", "", "", later("search", "SearchPage")),
    Place("history", "", "", later("history", "HistoryPage")),
    Place("help", "", "question_circle", later("help", "HelpPage"), "", vi("Trợ giúp, các phím")),
    Place(
        "settings",
        "",
        "settings",
        later("settings", "SettingsPage"),
        "",
        vi("Cài đặt máy này: cỡ chữ, nền sáng, nền tối, tự khóa, thư mục, máy in"),
    ),
    Place("sheets", "", "", later("sheets", "SheetsPage"), "activities"),
)
