"""F6: from one block of a page to the next, in the order in which they are read."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.ui.parts.blocks import Block


def step(page: QWidget, by: int) -> bool:
    """Go to the first field of the next block, or of the one before; False when there is none."""
    blocks = [block for block in page.findChildren(Block) if _is_outermost(block, page)]
    stops = [(block, first) for block in blocks if (first := _first_field(block)) is not None]
    stops.sort(key=lambda stop: _place(stop[0], page))
    if not stops:
        return False
    here = QApplication.focusWidget()
    inside = [n for n, (block, _) in enumerate(stops) if here and block.isAncestorOf(here)]
    start = inside[0] if inside else (-1 if by > 0 else 0)
    _, first = stops[(start + by) % len(stops)]
    first.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return True


def _is_outermost(block: Block, page: QWidget) -> bool:
    above = block.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, Block):
            return False
        above = above.parentWidget()
    return block.isVisible()


def _first_field(block: Block) -> QWidget | None:
    """Return the first widget of a block that Tab would reach."""
    fields = [
        widget
        for widget in block.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
    return min(fields, key=lambda field: _place(field, block), default=None)


def _place(widget: QWidget, above: QWidget) -> tuple[int, int]:
    """Return where a widget begins: columns are read before rows."""
    at = widget.mapTo(above, QPoint(0, 0))
    return (at.x(), at.y()) if isinstance(widget, Block) else (at.y(), at.x())
