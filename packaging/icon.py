"""Paint the icon of the program anew from its drawing: python packaging/icon.py."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE: Final = Path(__file__).resolve().parent
SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows shows in lists, in the task bar and on the desktop, at 100 to 250 percent."""


def paint() -> Path:
    """Write the icon with every size painted by itself, not scaled, and return its file."""
    app = QGuiApplication([])
    drawing = QSvgRenderer(str(HERE.parent / "resources" / "kh57.svg"))
    pictures = [_picture(drawing, size) for size in reversed(SIZES)]
    app.quit()
    icon = HERE / "kh57.ico"
    sizes = [picture.size for picture in pictures]
    pictures[0].save(icon, append_images=pictures[1:], sizes=sizes)
    return icon


def _picture(drawing: QSvgRenderer, size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


if __name__ == "__main__":
    print(paint())
