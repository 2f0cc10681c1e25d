"""Measure a window: nothing cut, nothing outside its parent, at every scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollBar,
    QTableView,
    QWidget,
)

from kh57_desktop.ui.lists.rows import Rows
from kh57_desktop.ui.look import painting, style, theme
from kh57_desktop.ui.look.theme import Role
from kh57_desktop.ui.papers.paper_view import PageView
from kh57_desktop.ui.parts.elided import Elided

if TYPE_CHECKING:
    from collections.abc import Callable

SCALES = ((100, (1366, 697)), (125, (1093, 543)), (150, (911, 441)))
"""Windows' scale and what a screen of 1366×768 then leaves in logical pixels, bars taken off."""
TEXT_SIZES = (100, 115, 130)


def settle(widget: QWidget) -> None:
    """Let layouts and queued paints come to rest."""
    for _ in range(3):
        QApplication.processEvents()
        if widget.layout() is not None:
            widget.layout().activate()


def show_at(widget: QWidget, size: tuple[int, int]) -> None:
    """Show a window at a size and let it come to rest."""
    widget.resize(*size)
    widget.show()
    settle(widget)


def faults(window: QWidget) -> list[str]:
    """Return what is cut or stands outside its parent, in words; nothing when all is well."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        found += _cut_sideways(widget)
        if _is_scrolled_away(widget):
            continue
        found += _cut_words(widget)
        found += _outside(widget)
    return found


def _cut_words(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel) and not isinstance(widget, Elided) and widget.text():
        return _cut_label(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        need = widget.minimumSizeHint()
        if need.isValid() and (widget.width() < need.width() or widget.height() < need.height()):
            return [f"button cut: {widget.text()!r} {widget.width()} < {need.width()}"]
    if isinstance(widget, QTableView) and isinstance(widget.model(), Rows):
        return _cut_cells(widget)
    return []


def _cut_label(label: QLabel) -> list[str]:
    inside = label.contentsRect()
    if label.wordWrap():
        need = label.heightForWidth(label.width())
        if label.height() < need:
            return [f"label cut: {label.text()!r} height {label.height()} < {need}"]
        return []
    need = label.fontMetrics().horizontalAdvance(label.text())
    if inside.width() < need:
        return [f"label cut: {label.text()!r} {inside.width()} < {need}"]
    return []


def _cut_cells(table: QTableView) -> list[str]:
    """Return heads and badges that are cut; long texts of cells are elided on purpose."""
    rows, found = table.model(), []
    for place, column in enumerate(rows.columns):
        if table.isColumnHidden(place):
            continue
        room = table.columnWidth(place) - theme.px(16)
        need = painting.width(column.label, Role.LABEL)
        if need > room + 1:
            found.append(f"head cut: {column.label!r} {room} < {need}")
        if column.badge is None:
            continue
        for row in range(min(rows.rowCount(), 200)):
            badge = column.badge(rows.row(row)) if rows.row(row) is not None else None
            if badge is not None and painting.badge_width(badge) > room + 1:
                found.append(f"badge cut: {badge.text!r} {room}")
    return found


def _outside(widget: QWidget) -> list[str]:
    parent = widget.parentWidget()
    if (
        parent is None
        or widget.isWindow()
        or isinstance(parent.parentWidget(), QAbstractScrollArea)
    ):
        return []
    if not parent.rect().contains(widget.geometry()) and widget.geometry().isValid():
        name = type(widget).__name__
        return [f"outside its parent: {name} {widget.geometry()} in {parent.rect()}"]
    return []


def _cut_sideways(widget: QWidget) -> list[str]:
    """Return what stands out of its scroll area at the left or right: pages scroll down alone."""
    above = widget.parentWidget()
    if isinstance(widget, (QAbstractScrollArea, QScrollBar, PageView)):
        return []
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    if above is None or widget is above.viewport() or isinstance(above, QAbstractItemView):
        return []
    if above.viewport().findChild(PageView) is not None or widget.findChild(QWidget) is not None:
        return []
    left = widget.mapTo(above.viewport(), QPoint(0, 0)).x()
    if left < 0 or left + widget.width() > above.viewport().width() + 1:
        words = getattr(widget, "text", str)()
        return [f"cut sideways: {type(widget).__name__} {words!r} ends {left + widget.width()}"]
    return []


def _is_scrolled_away(widget: QWidget) -> bool:
    """Tell whether a scroll area decides how much of the widget is seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            seen = QRect(widget.mapTo(above, QPoint(0, 0)), widget.size())
            return not above.viewport().geometry().contains(seen)
        above = above.parentWidget()
    return False


def faults_at_every_scale(make: Callable[[], QWidget]) -> dict[str, list[str]]:
    """Return the faults of a window at each scale of 1366×768 and each text size.

    The window is made anew for each text size, because lengths are taken when it is made.
    """
    found = {}
    window = make()
    for scale, size in SCALES:
        show_at(window, size)
        found[f"{scale} %"] = faults(window)
    window.close()
    for percent in TEXT_SIZES[1:]:
        style.change(theme.Theme.LIGHT, percent)
        window = make()
        show_at(window, SCALES[0][1])
        found[f"text {percent} %"] = faults(window)
        window.close()
    style.change(theme.Theme.LIGHT, 100)
    return {where: what for where, what in found.items() if what}
