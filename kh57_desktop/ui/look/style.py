"""How Fusion is bent to our look: fields, buttons, ticks and the focus ring, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QWidget,
)

from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Tone

if TYPE_CHECKING:
    from kh57_desktop.ui.look.theme import Theme

_Part = QStyle.PrimitiveElement
_State = QStyle.StateFlag


class Style(QProxyStyle):
    """Fusion with our fields, buttons, ticks and focus ring."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint one part of a widget."""
        if _is_field(element, widget):
            _field(option, painter, widget)
        elif element == _Part.PE_PanelButtonCommand:
            _button(option, painter, widget)
        elif element == _Part.PE_FrameFocusRect:
            painting.ring(painter, option.rect, theme.CONTROL_RADIUS)
        elif element in (_Part.PE_IndicatorCheckBox, _Part.PE_IndicatorItemViewItemCheck):
            _tick(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)


def install(look: Theme, percent: int = 100) -> None:
    """Give the program its style, look and text size; called once before the first widget."""
    QApplication.setStyle(Style())
    theme.choose(look, percent)


def change(look: Theme, percent: int) -> None:
    """Change the look of the program while its windows are open."""
    theme.choose(look, percent)
    for widget in QApplication.allWidgets():
        retone = getattr(widget, "retone", None)
        if retone is not None:
            retone()
        widget.update()


def tone(widget: QWidget, tone: Tone) -> None:
    """Frame a field in a tone (a fault, a reminder) or in none."""
    widget.setProperty("tone", "" if tone is Tone.PLAIN else tone.value)
    widget.update()


def _is_field(element: QStyle.PrimitiveElement, widget: QWidget | None) -> bool:
    if element in {_Part.PE_PanelLineEdit, _Part.PE_FrameLineEdit}:
        return True
    return element == _Part.PE_Frame and _is_text_box(widget)


def _is_text_box(widget: QWidget | None) -> bool:
    """Tell a box of several lines, without importing its class before one is made."""
    return widget is not None and widget.inherits("QPlainTextEdit")


def _field(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    colors = theme.colors()
    state = option.state
    ground = colors.field if state & _State.State_Enabled else colors.none_ground
    said = widget.property("tone") if widget is not None else ""
    focused = bool(state & _State.State_HasFocus)
    border = colors.ink(Tone(said)) if said else colors.focus if focused else colors.border
    if widget is not None and widget.property("bare"):
        return
    thickness = 2 if focused or said else 1
    painting.panel(
        painter, option.rect, ground, border, radius=theme.CONTROL_RADIUS, thickness=thickness
    )


def _button(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    colors, state = theme.colors(), option.state
    kind = widget.property("kind") if widget is not None else None
    box = QRectF(option.rect)
    enabled = bool(state & _State.State_Enabled)
    focused = bool(state & _State.State_HasFocus)
    hot = bool(state & (_State.State_Sunken | _State.State_MouseOver)) and enabled
    if not enabled:
        ground, border = colors.none_ground, colors.line
    elif kind == "primary":
        ground, border = colors.primary, colors.primary
    elif kind == "quiet":
        ground, border = (colors.selection if hot else ""), ""
    else:
        ground, border = (colors.selection if hot else colors.panel), colors.border
    painting.panel(painter, box, ground, border, radius=theme.CONTROL_RADIUS)
    if kind == "primary" and hot:
        painting.panel(painter, box.adjusted(1, 1, -1, -1), "", colors.on_primary, radius=3)
    if focused and kind == "primary":
        painting.panel(
            painter, box, "", colors.primary_ring, radius=theme.CONTROL_RADIUS, thickness=3
        )
    elif focused:
        painting.ring(painter, box, theme.CONTROL_RADIUS)


def _tick(option: QStyleOption, painter: QPainter) -> None:
    colors, state = theme.colors(), option.state
    side = min(option.rect.width(), option.rect.height())
    box = QRectF(option.rect.x(), option.rect.y(), side, side)
    on = bool(state & _State.State_On)
    ground, border = (colors.primary, colors.primary) if on else (colors.field, colors.border)
    painting.panel(painter, box, ground, border, radius=3)
    if on:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.on_primary), max(1.6, side / 9)))
        x, y = box.x(), box.y()
        corners = [(0.22, 0.52), (0.42, 0.72), (0.78, 0.3)]
        painter.drawPolyline([QPointF(x + a * side, y + b * side) for a, b in corners])
        painter.restore()
    if state & _State.State_HasFocus:
        painting.ring(painter, box.adjusted(-2, -2, 2, 2), radius=4)
