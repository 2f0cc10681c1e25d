"""The board: one tile a unit, in the order of the register, saying how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from kh57_desktop.i18n import vi
from kh57_desktop.ui.lists.painted_list import HeldLines, LinePainter, PaintedList
from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.parts.empty import Empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

    from kh57_desktop.ui.lists.painted_list import Index

LEAST_TILE, TILE_HEIGHT, LEAST_HEIGHT, GAP = 152, 60, 54, 5


@dataclass(frozen=True, slots=True)
class Tile:
    """What one tile says: name, state with icon and word, until which day, what is missing."""

    key: str
    name: str
    state: str
    icon: str
    tone: Tone
    until: str
    rest: str = ""
    sentence: str = ""
    """The whole of it, for screen readers."""


class Tiles(HeldLines[Tile]):
    """The tiles that are shown, all or those of one state."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Tile, ...] = ()
        self._only: str = ""

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show other tiles."""
        self._all = tuple(tiles)
        self.only(self._only)

    def only(self, state: str) -> None:
        """Show the tiles of one state; empty shows all."""
        self._only = state
        self.show_lines([tile for tile in self._all if not state or tile.state == state])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a tile says."""
        tile = self.line(index.row())
        if tile is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tile.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tile.sentence
        return None


class TilePainter(LinePainter):
    """Paints one tile."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, name, state, and the two ends of the last line."""
        tiles: Tiles = index.model()  # type: ignore[assignment]
        tile = tiles.line(index.row())
        if tile is None:
            return
        colors = theme.colors()
        box = QRectF(option.rect).adjusted(0, 0, -px(GAP), -px(GAP))
        loud = tile.tone in (Tone.WARN, Tone.ERR, Tone.INFO)
        ink = colors.ink(tile.tone)
        border = ink if loud else colors.line
        ground = colors.ground(tile.tone) if loud else colors.panel
        painting.panel(painter, box, ground, border, radius=theme.CONTROL_RADIUS)
        inner = box.adjusted(px(7), px(3), -px(4), -px(2))
        line = inner.height() / 3
        upper = QRectF(inner.x(), inner.y(), inner.width(), line)
        painting.text(painter, upper, tile.name, Role.LABEL, colors.text)
        state = upper.translated(0, line)
        icons.paint(painter, tile.icon, QRectF(state.x(), state.y(), px(15), line), ink)
        words = state.adjusted(px(18), 0, 0, 0)
        painting.text(painter, words, tile.state, Role.LABEL if loud else Role.SECOND, ink)
        lower = state.translated(0, line)
        self._last_line(painter, state, lower, tile)
        if option.state & QStyle.StateFlag.State_Selected:
            painting.ring(painter, box, radius=theme.CONTROL_RADIUS, thickness=3)

    @staticmethod
    def _last_line(painter: QPainter, state: QRectF, lower: QRectF, tile: Tile) -> None:
        """Paint day and rest; when both do not fit, the day moves up beside the state."""
        sub, right = theme.colors().sub, Qt.AlignmentFlag.AlignRight
        both = painting.width(tile.until, Role.SECOND) + painting.width(tile.rest, Role.SECOND)
        place = lower if both + px(8) <= lower.width() else state
        align = Qt.AlignmentFlag.AlignLeft if place is lower else right
        painting.text(painter, place, tile.until, Role.SECOND, sub, align=align)
        painting.text(painter, lower, tile.rest, Role.SECOND, sub, align=right)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room of a tile: as many beside one another as fit, filling the width.

        A little lower where that shows all of them without scrolling.
        """
        room, view = self._view.viewport().width() - 1, self._view
        rows = -(-view.model().rowCount() // tiles_across(view.width()))
        return QSize(room // tiles_across(room), tile_height(rows, view.height()))


def tile_height(rows: int, room: int) -> int:
    """Return how high a tile and its gap are, so that all rows are seen whole where possible."""
    usual, least = px(TILE_HEIGHT) + px(GAP), px(LEAST_HEIGHT) + px(GAP)
    return room // rows if rows and least * rows <= room < usual * rows else usual


def tiles_across(room: int) -> int:
    """Return how many tiles stand beside one another."""
    return max(1, (room + px(GAP)) // px(LEAST_TILE))


class Board(PaintedList):
    """Tiles that wrap; arrows move among them, Enter opens a unit."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tiles = Tiles()
        self.setAccessibleName(vi("Bảng các đơn vị"))
        self.setModel(self.tiles)
        self.setItemDelegate(TilePainter(self))
        self.wrap(QListView.Flow.LeftToRight)
        self.clicked.connect(lambda index: self._open(index.row()))

        self.tiles.modelReset.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show a scroll bar only where the tiles do not fit."""
        super().resizeEvent(event)
        self._fit()
        self.scheduleDelayedItemsLayout()  # a tile is as high as the room for all of them lets it

    def _fit(self) -> None:
        # left to decide by itself Qt keeps room for the bar and one tile less fits
        rows = -(-self.tiles.rowCount() // tiles_across(self.width()))
        fits = rows * tile_height(rows, self.height()) <= self.height()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAlwaysOn
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        tile = self.tiles.line(row)
        if tile is not None:
            self.opened.emit(tile.key)


class NoBoard(Empty):
    """Stands in place of the board until the first PC of a unit is joined."""

    def __init__(self) -> None:
        self.pair = Button(vi("Ghép máy của đơn vị"), icon="link", kind=PRIMARY)
        words = vi("Đơn vị gửi tệp yêu cầu và đọc mã đối chiếu qua điện thoại; ghép xong thì ở "
                   "đây thấy đơn vị nào đã báo cáo.")  # fmt: skip
        super().__init__("people_community", vi("Chưa có đơn vị nào ghép máy"), words, self.pair)
        self.hide()
