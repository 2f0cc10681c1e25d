"""Paint some windows of the practice commune for a self-test, and look at what came of it."""

from __future__ import annotations

import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontInfo, QGuiApplication, QImage

from kh57_desktop.ui import pictures
from kh57_desktop.ui.look import icons, theme
from kh57_desktop.ui.papers import print_dialogs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kh57_desktop.ui.pictures import PracticeDoors

SCENES = frozenset({"home-unit", "activities", "import", "home-commune", "report"})
FEWEST_COLORS = 40
"""A window with letters has hundreds of shades, one that was not painted has a few."""
_STEP = 7
_ICON = 16


def paint(doors: PracticeDoors, out: Path, password: str) -> tuple[str, ...]:
    """Paint into a folder; returns what is wrong with it, nothing when all was painted well."""
    with _heard() as faults:
        made = pictures.take(doors, out, (100,), password, only=SCENES)
    wrong = [f"{file.stem}: nothing is painted" for file in made if _colors(file) < FEWEST_COLORS]
    return (*faults, *wrong, *_own_parts())


@contextmanager
def _heard() -> Iterator[Sequence[str]]:
    """Note what goes wrong while Qt calls us: it is told to nobody else."""
    faults: list[str] = []
    before = sys.excepthook
    sys.excepthook = lambda *error: faults.append("".join(traceback.format_exception(*error)))
    try:
        yield faults
    finally:
        sys.excepthook = before


def _colors(file: Path) -> int:
    """Return how many colors some of the dots of a picture have."""
    image = QImage(str(file))
    wide, high = range(0, image.width(), _STEP), range(0, image.height(), _STEP)
    return len({image.pixel(x, y) for x in wide for y in high})


def _own_parts() -> Iterator[str]:
    """Give what is missing of our letters, our icons and the words of Qt."""
    family = QFontInfo(QGuiApplication.font()).family()
    if family != theme.FAMILY:
        yield f"letters are of {family}"
    for weight in theme.WEIGHTS:
        if not theme.load(weight):  # another one of that name may be on this machine
            yield f"letters are missing: {weight}"
    if QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel":
        yield "Qt speaks English"
    if not print_dialogs.knows_printers():
        yield "no printer can be found"
    for path in sorted((theme.RESOURCES / "icons").glob("*_20_regular.svg")):
        name = path.name.removesuffix("_20_regular.svg")
        picture = icons.pixmap(name, theme.colors().text, _ICON).toImage()
        if not any(picture.pixelColor(x, y).alpha() for x in range(_ICON) for y in range(_ICON)):
            yield f"icon {name} is empty"
