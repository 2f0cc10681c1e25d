"""Offices for windows: the services a screen asks, answering with the real values."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

from PySide6.QtWidgets import QApplication, QLabel

from kh57_desktop.domain.edits import Shown
from kh57_desktop.domain.exchanging import BundleState, Preview
from kh57_desktop.services import opening
from kh57_desktop.ui.navigation import Place
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.window import MainWindow
from tests.support import layout
from tests.support.desks import another_desk

NOW = dt.datetime(2026, 6, 16, 14, 36, tzinfo=dt.timezone(dt.timedelta(hours=7)))
UNITS = {
    "VHXH": "Phòng Văn hóa - Xã hội",
    "TR-TH": "TH Đăk Pxi",
    "MTTQ": "Ủy ban MTTQ xã",
    "PN": "Hội LHPN xã",
    "TCN-08": "Tổ CNSCĐ Đăk Wek",
    "TR-THCS": "THCS Đăk Pxi",
}


def a_desk(unit="VHXH"):
    """Return the desk of an officer of a unit; the commune's office is VHXH."""
    post = SimpleNamespace(id=1, code=unit, name=UNITS[unit], is_office=unit == "VHXH")
    officer = SimpleNamespace(id=7, name="Trần Minh Tuấn", roles=frozenset())
    journal = SimpleNamespace(identity=SimpleNamespace(device=b"own PC"))
    return SimpleNamespace(post=post, officer=officer, journal=journal, today=NOW.date)


def the_units():
    """Return the units as the catalog gives them."""
    return tuple(
        Shown("units", number, {"code": code, "name": name, "short_name": name, "ordinal": number})
        for number, (code, name) in enumerate(UNITS.items(), 1)
    )


def a_preview(sender="PN", *, state=BundleState.READY, day="20260614", device="d1", **counts):
    """Return what a bundle would change."""
    name = f"KH57_{sender}_{day}_HZTD.kh57"
    given = {
        "changes": 12,
        "new": {"activities": 4, "trainings": 1, "media": 1},
        "changed": 3,
        "conflicts": 0,
        "refused": 0,
        "waiting_for": (),
        "already": 0,
    } | counts
    path = given.pop("path", Path("/usb") / name)
    return Preview(path=path, name=name, sender=sender, device=device, state=state, **given)


NAVIGATION = (
    ("home", "Trang chính", "home"),
    ("activities", "Hoạt động", "clipboard_checkmark"),
    ("trainings", "Tập huấn", "hat_graduation"),
    ("media", "Truyền thông", "megaphone"),
    ("people", "Con người", "people_community"),
    ("plan", "Kế hoạch", "target_arrow"),
    ("exchange", "Trao đổi", "arrow_swap"),
    ("reports", "Báo cáo", "document"),
    ("upkeep", "Bảo trì", "wrench_screwdriver"),
)


class Elsewhere(Page):
    """Stands for a page that is not under test; remembers what it was asked to show."""

    shown: ClassVar[dict] = {}

    def opened(self, **what):
        """Remember what was asked for."""
        Elsewhere.shown = what


def lent(qtbot, worker, job):
    """Run a job where the store may be used, and return what it returns."""
    results = []
    worker.run(job, done=results.append)
    qtbot.waitUntil(lambda: bool(results))
    return results[0]


def a_real_office(qtbot, worker, made, folder, prepare=lambda _desk: None):
    """Return the use cases over a copy of a made store, opened by the worker as in the program."""

    def opened():
        desk = another_desk(made, folder)
        prepare(desk)
        return opening._laid_out(desk)

    return lent(qtbot, worker, opened)


def settled(qtbot, window):
    """Wait until the worker has brought everything back and the window has come to rest."""
    qtbot.waitUntil(lambda: window.background.is_idle)
    layout.settle(window)


def texts(widget):
    """Return every word that is shown below a widget."""
    labels = widget.findChildren(QLabel)
    return " ".join(one.text() for one in labels if one.isVisibleTo(widget))


def a_window(qtbot, office, worker, *pages):
    """Return the main window of an office with these pages, the first in front."""
    given = {page.name: page for page in pages}
    places = [
        Place(name, words, icon, given.pop(name, Elsewhere)) for name, words, icon in NAVIGATION
    ]
    given.setdefault("training", Elsewhere)
    places += [Place(name, "", "", page, "exchange") for name, page in given.items()]
    clock = getattr(office.desk, "clock", None)
    window = MainWindow(office, worker, places, clock.now if clock else lambda: NOW)
    window.header.show_officer("Trần Minh Tuấn")
    window.status.show_place(office.desk.post.name, "Cán bộ nhập liệu")
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    window.go(pages[0].name)
    qtbot.waitUntil(lambda: worker.is_idle)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window.windowHandle())
    layout.settle(window)
    return window
