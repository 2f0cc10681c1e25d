"""Walk a window with the keyboard alone, and read what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from tests.support.seat import Seat

FARTHEST = 120


def texts(widget: QWidget) -> str:
    """Return every word that is shown below a widget."""
    labels = widget.findChildren(QLabel)
    return " ".join(one.text() for one in labels if one.isVisibleTo(widget))


def go_to(seat: Seat, widget: QWidget) -> None:
    """Walk to a widget with Tab; fails when the keyboard does not reach it."""
    for _ in range(FARTHEST):
        if seat.focus is widget:
            break
        seat.press("Tab")
    assert seat.focus is widget, f"the keyboard does not reach it before {seat}"


def named(widget: QWidget, name: str) -> QWidget:
    """Return what is called so below a widget."""
    found = widget.findChildren(QWidget)
    return next(one for one in found if one.accessibleName() == name)


def at_upkeep(seat: Seat) -> QWidget:
    """Go to upkeep; returns the page."""
    seat.press("Alt+9")
    seat.settle()
    return seat.page
