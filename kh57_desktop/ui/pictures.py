"""Pictures of every screen, painted anew from the practice commune on a screen of 1366×768."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from kh57_desktop.domain.periods import Period
from kh57_desktop.services.keeping import Asked
from kh57_desktop.ui.look import icons, painting, qt_texts, style, theme
from kh57_desktop.ui.look.theme import Role, Theme
from kh57_desktop.ui.start import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from kh57_desktop.services.office import Doors, Office

SCREEN = (1366, 768)
TITLE_BAR, TASK_BAR = 31, 40
LONGEST_WAIT_S = 20
SETTLED_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """A page to be painted, and what it is asked to show."""

    name: str
    page: str
    what: Callable[[Office], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PracticeDoors:
    """The homes whose screens are painted; the empty one is not set up yet."""

    unit: Doors
    commune: Doors
    empty: Doors


def nothing(_office: Office) -> Mapping[str, Any]:
    """Ask for nothing in particular."""
    return {}


def first_of(kind: str) -> Callable[[Office], Mapping[str, Any]]:
    """Ask for the newest own record of a kind."""

    def what(office: Office) -> Mapping[str, Any]:
        rows = office.records.page(Asked(kind)).rows
        own = [row.id for row in rows if row.unit == office.desk.post.code]
        return {"record": own[0]} if own else {}

    return what


def a_class(office: Office) -> Mapping[str, Any]:
    """Ask for the lessons of the newest class."""
    return {"training": first_of("trainings")(office).get("record")}


def a_sheet(_office: Office) -> Mapping[str, Any]:
    """Ask to read a list of people as villages keep it, with its usual faults."""
    return {"kind": "people", "path": theme.RESOURCES / "help" / "danh-sach-mau.csv"}


def last_month(office: Office) -> Mapping[str, Any]:
    """Ask for the paper of the month before, with a figure chosen."""
    month = Period.of_day(office.desk.today()).before()
    return {"name": "monthly_summary", "period": month, "figure": "activity_turns"}


def some_words(_office: Office) -> Mapping[str, Any]:
    """Ask for what a few letters find."""
    return {"words": "so"}


def its_history(office: Office) -> Mapping[str, Any]:
    """Ask for the history of the newest activity."""
    record = first_of("activities")(office).get("record", 0)
    return {"kind": "activities", "record": record}


UNIT_SCENES = (
    Scene("home-unit", "home", nothing),
    Scene("activities", "activities", first_of("activities")),
    Scene("training", "training", first_of("trainings")),
    Scene("attendance", "attendance", a_class),
    Scene("trainings", "trainings", first_of("trainings")),
    Scene("media", "media", first_of("media")),
    Scene("people", "people", first_of("people")),
    Scene("exchange-unit", "exchange", nothing),
    Scene("diary", "diary", nothing),
    Scene("conflict", "conflicts", nothing),
    Scene("import", "sheets", a_sheet),
    Scene("search", "search", some_words),
    Scene("history", "history", its_history),
    Scene("plan", "plan", nothing),
    Scene("upkeep", "upkeep", nothing),
    Scene("help", "help", nothing),
    Scene("settings", "settings", nothing),
)
COMMUNE_SCENES = (
    Scene("home-commune", "home", nothing),
    Scene("exchange", "exchange", nothing),
    Scene("report", "reports", last_month),
    Scene("pairing", "pairing", nothing),
)


def take(
    doors: PracticeDoors,
    out: Path,
    scales: Sequence[int],
    password: str,
    only: Collection[str] = (),
) -> list[Path]:
    """Paint every screen at each scale, or only the named ones; returns the files.

    Unlock and first run are always painted.
    """
    app = QApplication.instance() or QApplication(["kh57"])
    qt_texts.install(app)
    style.install(Theme.LIGHT)
    made = []
    for scale in scales:
        made += _first_screens(doors, out, scale, password)
        for home, scenes in ((doors.unit, UNIT_SCENES), (doors.commune, COMMUNE_SCENES)):
            asked = [scene for scene in scenes if not only or scene.name in only]
            made += _pages(home, asked, out, scale, password)
    return made


def _first_screens(doors: PracticeDoors, out: Path, scale: int, password: str) -> list[Path]:
    made = []
    shell = Shell(doors.unit, password)
    made.append(_picture(shell, out, "unlock", scale))
    shell.shut()
    first = Shell(doors.empty)
    made.append(_picture(first, out, "first-run", scale))
    first.shut()
    return made


def _pages(
    doors: Doors, scenes: Sequence[Scene], out: Path, scale: int, password: str
) -> list[Path]:
    shell = Shell(doors)
    shell.background.run(partial(doors.unlock, password), done=shell.enter)
    _settle(shell)
    made = []
    for scene in scenes:
        asked: list[Mapping[str, Any]] = []
        shell.background.run(partial(scene.what, shell.main.office), done=asked.append)
        _settle(shell)
        shell.main.open(scene.page, **(asked[0] if asked else {}))
        made.append(_picture(shell, out, scene.name, scale))
    shell.shut()
    return made


def _settle(shell: Shell) -> None:
    """Wait until the worker rests and nothing is left to be painted."""
    until, quiet = time.monotonic() + LONGEST_WAIT_S, 0
    while quiet < SETTLED_ROUNDS and time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        is_seen = shell.main is not None and shell.main.isVisible()
        is_told = not is_seen or shell.main.status.is_filled
        quiet = quiet + 1 if shell.background.is_idle and is_told else 0


def _picture(shell: Shell, out: Path, name: str, scale: int) -> Path:
    """Paint the window with the bars that stand around it on a small screen."""
    ratio = scale / 100
    wide, high = round(SCREEN[0] / ratio), round(SCREEN[1] / ratio)
    shell.resize(wide, high - TITLE_BAR - TASK_BAR)
    shell.show()
    _settle(shell)
    sheet = QPixmap(QSize(*SCREEN))
    sheet.setDevicePixelRatio(ratio)
    sheet.fill(QColor(theme.colors().bg))
    painter = QPainter(sheet)
    _bars(painter, wide, high, shell.windowTitle())
    window = QPixmap(shell.size() * ratio)
    window.setDevicePixelRatio(ratio)
    shell.render(window)
    painter.drawPixmap(0, TITLE_BAR, window)
    painter.end()
    file = out / (f"{name}.png" if scale == 100 else f"{name}-{scale}-percent.png")  # noqa: PLR2004
    sheet.save(str(file))
    return file


def _bars(painter: QPainter, wide: int, high: int, title: str) -> None:
    colors = theme.colors()
    painter.fillRect(QRectF(0, 0, wide, TITLE_BAR), QColor(colors.panel))
    painting.line(painter, 0, wide, TITLE_BAR - 1, colors.line)
    icons.paint(painter, icons.OWN, QRectF(9, 0, 18, TITLE_BAR), colors.primary)
    painting.text(painter, QRectF(34, 0, 600, TITLE_BAR), title, Role.SECOND, colors.text)
    signs = QRectF(wide - 160, 0, 150, TITLE_BAR)
    right = Qt.AlignmentFlag.AlignRight
    painting.text(painter, signs, "–      □      ×", Role.BODY, colors.text, align=right)
    painter.fillRect(QRectF(0, high - TASK_BAR, wide, TASK_BAR), QColor(colors.faint))
    icons.paint(painter, "grid", QRectF(13, high - TASK_BAR, 20, TASK_BAR), colors.sub)
    icons.paint(painter, icons.OWN, QRectF(93, high - TASK_BAR, 20, TASK_BAR), colors.primary)
