"""One page of a paper on the screen, large or small, with its figures to choose."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Role, px

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

THUMBNAIL = 74
FINER = 4
_ONE_AT_A_TIME = threading.Lock()
"""pdfium knows one thread alone: the window looks at pages while the worker prints others."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a figure stands on a paper, in points from the top left of its page."""

    key: str
    page: int
    left: float
    top: float
    width: float
    height: float


class Paper:
    """A PDF that can be looked at: its pages are painted when they are asked for."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self._kept: dict[tuple[int, int], QImage] = {}
        with self._opened() as file:
            self._sizes = [tuple(map(float, page.get_size())) for page in file]

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self._sizes)

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page in points."""
        wide, high = self._sizes[page]
        return wide, high

    def image(self, page: int, width: int, ratio: float = 1.0) -> QImage:
        """Return a page as a picture `width` logical pixels wide."""
        dots = round(width * ratio)
        if (page, dots) not in self._kept:
            if len(self._kept) > 12:  # noqa: PLR2004 - a dozen pages are looked at in one go
                self._kept.clear()
            self._kept[page, dots] = self.rendered(page, dots / self.size(page)[0])
        image = self._kept[page, dots]
        image.setDevicePixelRatio(ratio)
        return image

    def rendered(self, page: int, scale: float, *, gray: bool = False) -> QImage:
        """Return a page painted anew, `scale` dots to a point."""
        with self._opened() as file:
            bitmap = file[page].render(scale=scale, grayscale=gray, rev_byteorder=not gray)
            try:
                return _picture(bitmap, gray=gray)
            finally:
                bitmap.close()

    def is_colored(self, page: int) -> bool:
        """Tell whether anything on a page is neither black nor white nor gray."""
        return not self.rendered(page, 1).allGray()

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """Lend the file to a single use: one left open would outlive the window."""
        import pypdfium2

        with _ONE_AT_A_TIME:
            file = pypdfium2.PdfDocument(self.pdf)
            try:
                yield file
            finally:
                file.close()


def _picture(bitmap: Any, *, gray: bool) -> QImage:
    form = QImage.Format.Format_Grayscale8 if gray else QImage.Format.Format_RGB888
    if bitmap.n_channels == 4:  # noqa: PLR2004 - red, green, blue and a filler
        form = QImage.Format.Format_RGBX8888
    raw = bytes(bitmap.buffer)
    picture = QImage(raw, bitmap.width, bitmap.height, bitmap.stride, form)
    return picture.copy()  # the bytes above end with this function


class PageView(QWidget):
    """One page with its figures underlined; Tab and click go from figure to figure."""

    figure_chosen = Signal(str)
    figure_opened = Signal(str)

    def __init__(
        self, paper: Paper, page: int, boxes: Sequence[Box], said: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._paper, self._page, self._said = paper, page, said
        self._boxes = sorted(boxes, key=lambda box: (round(box.top), box.left))
        self.chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(vi("Trang {page}").format(page=page + 1))
        self.setMouseTracking(True)

    def fit(self, width: int) -> None:
        """Take over how wide the page is shown."""
        wide, high = self._paper.size(self._page)
        self.setFixedSize(QSize(width, round(width * high / wide)))

    def choose(self, key: str) -> None:
        """Frame a figure."""
        self.chosen = key
        if key in self._said and any(box.key == key for box in self._boxes):
            self.setAccessibleDescription(self._said[key])
        self.update()

    def place_of(self, key: str) -> QRectF | None:
        """Return where a figure is painted; None when it stands on another page."""
        box = next((one for one in self._boxes if one.key == key), None)
        return None if box is None else self._rect(box)

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: FBT001, N802 - Qt's own names
        """Go to the next figure, and out of the page after the last."""
        keys = list(dict.fromkeys(box.key for box in self._boxes))
        here = keys.index(self.chosen) if self.chosen in keys else (-1 if onward else len(keys))
        there = here + (1 if onward else -1)
        if 0 <= there < len(keys):
            self.figure_chosen.emit(keys[there])
            return True
        return super().focusNextPrevChild(onward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the records of the framed figure with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen:
            self.figure_opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the figure that is clicked."""
        box = self._at(event.position())
        if box is not None:
            self.figure_chosen.emit(box.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the hand what can be clicked."""
        over = self._at(event.position()) is not None
        hand = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, dots under its figures, a frame around the chosen one."""
        # paper is white in every look: its marks are always those of the light one
        colors, painter = theme.COLORS[theme.Theme.LIGHT], QPainter(self)
        image = self._paper.image(self._page, self.width(), self.devicePixelRatioF())
        painter.drawImage(0, 0, image)
        dots = QPen(QColor(colors.bar_neutral), 1, Qt.PenStyle.DotLine)
        for box in self._boxes:
            place = self._rect(box)
            if not event.rect().intersects(place.toAlignedRect()):
                continue
            if box.key == self.chosen:
                veil = QColor(colors.selection)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
                painter.fillRect(place, veil)  # as a marker pen does: the number stays black
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                frame = place.adjusted(-3, -2, 3, 2)
                painting.panel(painter, frame, "", colors.focus, radius=3, thickness=2)
            else:
                painter.setPen(dots)
                painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _at(self, point: QPointF) -> Box | None:
        return next((box for box in self._boxes if self._rect(box).contains(point)), None)

    def _rect(self, box: Box) -> QRectF:
        scale = self.width() / self._paper.size(self._page)[0]
        return QRectF(box.left * scale, box.top * scale, box.width * scale, box.height * scale)


class Thumbnail(QWidget):
    """A small page that leads to the large one."""

    pressed = Signal(int)

    def __init__(self, paper: Paper, page: int) -> None:
        super().__init__()
        self._paper, self._page, self._on = paper, page, False
        wide, high = paper.size(page)
        self.setFixedSize(px(THUMBNAIL), round(px(THUMBNAIL) * high / wide) + px(22))
        self.setAccessibleName(vi("Trang {page}").format(page=page + 1))

    def light(self, *, on: bool) -> None:
        """Show whether this page is in front."""
        self._on = on
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Go to the page."""
        self.pressed.emit(self._page)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page and its number."""
        colors, painter, foot = theme.colors(), QPainter(self), px(22)
        sheet = QRectF(self.rect()).adjusted(0, 0, 0, -foot)
        # painted large and made small: at its own size every line would be a pixel thick
        image = self._paper.image(self._page, px(THUMBNAIL) * FINER, 1.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        small = image.scaledToWidth(
            round((px(THUMBNAIL) - 4) * self.devicePixelRatioF()),
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(self.devicePixelRatioF())
        painter.drawImage(2, 2, small)
        border = colors.focus if self._on else colors.line
        painting.panel(painter, sheet, "", border, radius=0, thickness=2 if self._on else 1)
        below = QRectF(0, sheet.bottom(), self.width(), foot)
        middle = Qt.AlignmentFlag.AlignHCenter
        painting.text(painter, below, str(self._page + 1), Role.BODY, colors.text, align=middle)
