"""Offices for windows: the services a screen asks, answering with the real values."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.edits import Shown
from kh57_desktop.domain.exchanging import BundleState, Preview
from kh57_desktop.ui.navigation import Place
from kh57_desktop.ui.window import MainWindow

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
    return SimpleNamespace(post=post, officer=officer, today=NOW.date)


def the_units():
    """Return the units as the catalog gives them."""
    return tuple(
        Shown("units", number, {"code": code, "name": name, "short_name": name, "ordinal": number})
        for number, (code, name) in enumerate(UNITS.items(), 1)
    )


def a_preview(sender="PN", *, state=BundleState.READY, day="20260614", **counts):
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
    return Preview(path=path, name=name, sender=sender, device="d1", state=state, **given)


def a_window(qtbot, office, worker, *pages, words=""):
    """Return the main window of an office with these pages, the first in front."""
    places = [Place(page.name, words or page.name, "home", page) for page in pages]
    window = MainWindow(office, worker, places, lambda: NOW)
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    window.go(pages[0].name)
    qtbot.waitUntil(lambda: worker.is_idle)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window.windowHandle())
    return window
