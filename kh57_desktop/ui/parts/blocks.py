"""Texts, cards, meters and lines: what a page is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px

if TYPE_CHECKING:
    from kh57_desktop.ui.look.painting import Badge

STRETCH = -1

_Box = TypeVar("_Box", bound=QBoxLayout)
Part = QWidget | QLayout | int | None


def across(*parts: Part, gap: int = 8) -> QHBoxLayout:
    """Return parts in a row; a number is a gap, `STRETCH` takes what is left."""
    return add(QHBoxLayout(), *parts, gap=gap)


def down(*parts: Part, gap: int = theme.BLOCK_GAP) -> QVBoxLayout:
    """Return parts under one another; a number is a gap, `STRETCH` takes what is left."""
    return add(QVBoxLayout(), *parts, gap=gap)


def add(box: _Box, *parts: Part, gap: int | None = None) -> _Box:
    """Put parts into a layout, behind those already there."""
    if gap is not None:
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(gap))
    for part in parts:
        if isinstance(part, QWidget):
            box.addWidget(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        elif part == STRETCH:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(px(part))
    return box


def clear_out(box: QBoxLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := box.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


class Label(QLabel):
    """A text in one of our roles and tones."""

    def __init__(
        self,
        words: str = "",
        role: Role = Role.BODY,
        tone: Tone = Tone.PLAIN,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(words)
        self._role, self._tone = role, tone
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.retone()

    def say(self, words: str, tone: Tone | None = None) -> None:
        """Change the words, and the tone if one is given."""
        self.setText(words)
        if tone is not None and tone is not self._tone:
            self._tone = tone
            self.retone()

    def retone(self) -> None:
        """Take over a changed look."""
        self.setFont(theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.colors().ink(self._tone)))
        self.setPalette(palette)


class Icon(QWidget):
    """An icon that stands beside its word."""

    def __init__(self, name: str, tone: Tone = Tone.SUB, size: int = 20) -> None:
        super().__init__()
        self.name, self.tone, self._size = name, tone, size
        self.setFixedSize(px(size), px(size))

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another icon."""
        self.name, self.tone = name, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in its tone."""
        ink = theme.colors().ink(self.tone)
        icons.paint(QPainter(self), self.name, QRectF(self.rect()), ink)


class BadgeLabel(QWidget):
    """A badge as a widget of its own."""

    def __init__(self, badge: Badge | None = None) -> None:
        super().__init__()
        self._badge = badge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(badge)

    def show_badge(self, badge: Badge | None) -> None:
        """Show another badge, or none."""
        self._badge = badge
        self.setAccessibleName(badge.text if badge else "")
        if badge is None or self.parentWidget() is not None:  # else it would be a window
            self.setVisible(badge is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room the badge needs."""
        wide = painting.badge_width(self._badge) if self._badge else 0
        return QSize(wide, px(painting.BADGE_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        if self._badge:
            painting.badge(QPainter(self), QRectF(self.rect()), self._badge)


class Rule(QWidget):
    """A separating line."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painting.line(QPainter(self), 0, self.width(), 0, theme.colors().faint)


class Block(QWidget):
    """A rounded card that holds one thing of a page."""

    def __init__(
        self, tone: Tone = Tone.PLAIN, margins: tuple[int, int] = theme.BLOCK_MARGIN
    ) -> None:
        super().__init__()
        self.tone = tone
        self.box = down(gap=6)
        self.box.setContentsMargins(px(margins[0]), px(margins[1]), px(margins[0]), px(margins[1]))
        self._whole = down(self.box, gap=0)
        self._whole.setStretch(0, 1)
        self.setLayout(self._whole)

    def show_tone(self, tone: Tone) -> None:
        """Give the card another ground."""
        self.tone = tone
        self.update()

    def add(self, *parts: Part) -> None:
        """Put parts under those already there."""
        add(self.box, *parts)

    def stand_on(self, foot: Foot) -> None:
        """Put a foot under the card, from edge to edge."""
        self._whole.addWidget(foot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and border."""
        colors = theme.colors()
        border = colors.line if self.tone in (Tone.PLAIN, Tone.SUB) else colors.ink(self.tone)
        painting.panel(QPainter(self), self.rect(), colors.ground(self.tone), border)


class Foot(QWidget):
    """The ground at the bottom of a card, where its state and its buttons stand."""

    def __init__(self, *parts: Part, height: int = 46) -> None:
        super().__init__()
        box = across(*parts)
        box.setContentsMargins(px(14), 0, px(10), 0)
        self.setLayout(box)
        self.setFixedHeight(px(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, rounded where the card is."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        painting.panel(painter, box.adjusted(1, 0, -1, -1), colors.head, radius=theme.BLOCK_RADIUS)
        painter.fillRect(box.adjusted(1, 0, -1, -10), QColor(colors.head))
        painting.line(painter, 1, self.width() - 1, 0, colors.line)


class Meter(QWidget):
    """A bar with nothing but its share; words and numbers stand above it."""

    def __init__(self, height: int = 7) -> None:
        super().__init__()
        self._share, self._tone = 0.0, Tone.INFO
        self._goal: float | None = None
        self.setFixedHeight(px(height) + 4)

    def show_share(self, share: float, tone: Tone = Tone.INFO, goal: float | None = None) -> None:
        """Show how far something is, between 0 and 1, and where it should be."""
        self._share, self._tone, self._goal = share, tone, goal
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar."""
        box = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        painting.bar(QPainter(self), box, self._share, self._tone, self._goal)


class ScrollBar(QScrollBar):
    """A slim scroll bar: a rounded handle on the ground of the page."""

    def sizeHint(self) -> QSize:
        """Return a slim bar."""
        return (
            QSize(px(11), px(40))
            if self.orientation() == Qt.Orientation.Vertical
            else QSize(40, px(11))
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the handle."""
        colors, painter = theme.colors(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.bg))
        span = self.maximum() - self.minimum()
        if span <= 0:
            return
        upright = self.orientation() == Qt.Orientation.Vertical
        room = (self.height() if upright else self.width()) - 4
        length = max(px(28), room * self.pageStep() / (span + self.pageStep()))
        start = 2 + (room - length) * (self.value() - self.minimum()) / span
        box = QRectF(1.5, start, self.width() - 3, length)
        if not upright:
            box = QRectF(start, 1.5, length, self.height() - 3)
        radius = min(box.width(), box.height()) / 2
        painting.panel(painter, box, colors.handle, radius=radius)
