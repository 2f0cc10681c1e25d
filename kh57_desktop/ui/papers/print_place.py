"""Where a page of a paper stands on the sheet of a printer, and how finely it is drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS_PER_INCH = 72
FINEST_GRAY, FINEST_COLOR = 600, 300
AS_GOOD_AS_EQUAL = 1.0
"""Points: systems round the sides of their sheets."""

Sides = tuple[float, float]


def lay(printer: QPrinter, size: Sides) -> None:
    """Turn the sheet as a page of this size lies, and measure it from the sheet's very corner."""
    orientation = QPageLayout.Orientation
    lying = orientation.Landscape if size[0] > size[1] else orientation.Portrait
    if printer.pageLayout().orientation() != lying:
        printer.setPageOrientation(lying)
    printer.setFullPage(True)
    # on Windows margins shift the origin even then (QTBUG-5363, musescore/MuseScore#1825)
    printer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)


def placed(layout: QPageLayout, size: Sides) -> QRectF:
    """Return where a page of this size goes on a sheet, in points.

    In its own size at its own place; in the middle of a larger sheet; on a smaller one made
    smaller, so that all of it lies where the printer reaches.
    """
    points = QPageLayout(layout)
    points.setUnits(QPageLayout.Unit.Point)
    sheet, page = points.fullRect().size(), QSizeF(*size)
    free = sheet - page
    if min(free.width(), free.height()) < -AS_GOOD_AS_EQUAL:
        reached = QRectF(QPointF(), sheet).marginsRemoved(points.minimumMargins())
        page.scale(reached.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(), page)
        place.moveCenter(reached.center())
        return place
    corner = QPointF(*(_half(one) for one in (free.width(), free.height())))
    return QRectF(corner, page)


def fineness(resolution: int, *, gray: bool) -> tuple[float, int]:
    """Return the dots to an inch a page is rendered with, and how many printer dots each takes.

    A whole number of them, so that no line of the picture is lost or doubled.
    """
    dots = math.ceil(resolution / (FINEST_GRAY if gray else FINEST_COLOR))
    return resolution / dots, dots


def sheet_for(size: Sides, offered: list[QPageSize], usual: QPageSize) -> QPageSize:
    """Return the sheet to ask for first: the paper's own, or what the printer usually has.

    A printer that is asked for a sheet it does not know waits for somebody to bring it.
    """
    upright = QSizeF(min(size), max(size))
    unit, policy = QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.FuzzyMatch
    own = QPageSize(QPageSize.id(upright, unit, policy))
    if own.id() == QPageSize.PageSizeId.Custom:
        own = QPageSize(QPageSize.PageSizeId.A4)
    if not offered or any(one.id() == own.id() for one in offered) or not usual.isValid():
        return own
    return usual


def _half(free: float) -> float:
    return free / 2 if free > AS_GOOD_AS_EQUAL else 0.0
