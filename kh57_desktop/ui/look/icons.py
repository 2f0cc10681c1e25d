"""Icons of the interface: drawings recolored for the look in use, painted once and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kh57_desktop.ui.look import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

OWN = "kh57"
"""The program's own, as on the desktop; it has colors of its own."""
_DRAWN_IN = b"#212121"


def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon in a color, `size` logical pixels wide for a screen of this ratio."""
    return _painted(name, color, size, ratio)


def icon(name: str, color: str | None = None, size: int = 20) -> QIcon:
    """Return an icon for the places where Qt paints by itself."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - its names take as long as five icons

    wanted = color or theme.colors().text
    made = QIcon(_painted(name, wanted, size, 1.0))
    made.addPixmap(_painted(name, wanted, size, 2.0))
    return made


def wear() -> None:
    """Show the program's icon in the bars of the system; not before the first window is painted."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - as above

    QGuiApplication.setWindowIcon(icon(OWN))


def paint(painter: QPainter, name: str, box: QRectF, color: str) -> None:
    """Paint an icon into the middle of a box, as large as its shorter side."""
    size = int(min(box.width(), box.height()))
    ratio = painter.device().devicePixelRatio()
    picture = _painted(name, color, size, ratio)
    left = box.x() + (box.width() - size) / 2
    top = box.y() + (box.height() - size) / 2
    painter.drawPixmap(round(left), round(top), picture)


@lru_cache(maxsize=512)
def _painted(name: str, color: str, size: int, ratio: float) -> QPixmap:
    place = f"{OWN}.svg" if name == OWN else f"icons/{name}_20_regular.svg"
    drawing = (theme.RESOURCES / place).read_bytes()
    renderer = QSvgRenderer(QByteArray(drawing.replace(_DRAWN_IN, color.encode())))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
