"""The shapes every widget and every row is painted from: panels, rings, badges, key caps, bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from kh57_desktop.ui.look import icons, theme
from kh57_desktop.ui.look.theme import Role, Tone, px

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

BADGE_HEIGHT = 22
KEY_HEIGHT = 18


class Badge(NamedTuple):
    """A word on a toned ground, with its icon if it has one."""

    text: str
    tone: Tone = Tone.NONE
    icon: str = ""


class Mark(NamedTuple):
    """An icon before the words of a cell, and what it says to a screen reader."""

    icon: str
    tone: Tone
    words: str = ""
    fills: bool = False
    """Whether the whole cell stands on the ground of the tone."""


def panel(
    painter: QPainter,
    box: QRect | QRectF,
    ground: str,
    border: str = "",
    *,
    radius: float = theme.BLOCK_RADIUS,
    thickness: float = 1,
) -> None:
    """Paint a rounded ground with a border that stays inside the box."""
    inner = QRectF(box)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    if border:
        half = thickness / 2
        inner.adjust(half, half, -half, -half)
        painter.setPen(QPen(QColor(border), thickness))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(inner, radius, radius)
    painter.restore()


def ring(painter: QPainter, box: QRect | QRectF, radius: float = 0, thickness: float = 2) -> None:
    """Paint the focus ring inside a box."""
    panel(painter, box, "", theme.colors().focus, radius=radius, thickness=thickness)


def line(painter: QPainter, left: float, right: float, y: float, color: str) -> None:
    """Paint a separating line one pixel high."""
    # `fillRect` would look whether the color is a gradient: its names alone take a millisecond
    painter.setBackground(QColor(color))
    painter.eraseRect(QRectF(left, y, right - left, 1))


def text(
    painter: QPainter,
    box: QRectF,
    words: str,
    role: Role,
    color: str,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Paint one line of text, elided at its end if the box is too narrow."""
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(QColor(color))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, shown)


def width(words: str, role: Role) -> int:
    """Return how wide a line of text is, rounded up."""
    return int(QFontMetricsF(theme.font(role)).horizontalAdvance(words)) + 1


def badge_width(badge: Badge) -> int:
    """Return how wide a badge is painted."""
    icon = px(18) if badge.icon else 0
    return width(badge.text, Role.LABEL) + icon + px(12)


def badge(painter: QPainter, box: QRectF, what: Badge) -> None:
    """Paint a badge at the left of a box, in the middle of its height."""
    colors = theme.colors()
    high = min(px(BADGE_HEIGHT), box.height())
    wide = min(badge_width(what), box.width())
    ground = QRectF(box.x(), box.y() + (box.height() - high) / 2, wide, high)
    framed = colors.ink(what.tone) if colors.ground(what.tone) == colors.panel else ""
    panel(painter, ground, colors.ground(what.tone), framed, radius=theme.CONTROL_RADIUS)
    inner = ground.adjusted(px(6), 0, -px(5), 0)
    if what.icon:
        place = QRectF(inner.x(), inner.y(), px(14), inner.height())
        icons.paint(painter, what.icon, place, colors.ink(what.tone))
        inner.setLeft(inner.x() + px(18))
    text(painter, inner, what.text, Role.LABEL, colors.ink(what.tone))


def key_width(key: str) -> int:
    """Return how wide a key cap is painted."""
    return max(width(key, Role.KEY) + px(10), px(KEY_HEIGHT))


def key_cap(painter: QPainter, box: QRectF, key: str, color: str, border: str) -> None:
    """Paint a key cap in the middle of a box."""
    wide, high = key_width(key), px(KEY_HEIGHT)
    cap = QRectF(
        round(box.x() + (box.width() - wide) / 2),
        round(box.y() + (box.height() - high) / 2),
        wide,
        high,
    )
    panel(painter, cap, "", border, radius=3)
    text(painter, cap, key, Role.KEY, color, align=Qt.AlignmentFlag.AlignHCenter)


def bar(
    painter: QPainter, box: QRectF, share: float, tone: Tone, goal: float | None = None
) -> None:
    """Paint a bar filled to a share between 0 and 1, with the mark of a goal."""
    colors = theme.colors()
    radius = box.height() / 2
    border = colors.border if colors.track == colors.panel else ""
    panel(painter, box, colors.track, border, radius=radius)
    filled = QRectF(box)
    filled.setWidth(box.width() * max(0.0, min(1.0, share)))
    if filled.width() >= 1:
        panel(painter, filled, colors.bar(tone), "", radius=radius)
    if goal is not None:
        # the mark stands higher than the bar, so that it is seen at its very end too
        x = box.x() + (box.width() - 2) * max(0.0, min(1.0, goal))
        painter.fillRect(QRectF(x, box.y() - 2, 2, box.height() + 4), QColor(colors.text))
