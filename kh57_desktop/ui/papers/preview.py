"""A paper on the screen: the very bytes that are saved and printed, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.papers.paper_view import THUMBNAIL, PageView, Paper, Thumbnail
from kh57_desktop.ui.parts.blocks import ScrollBar, across, down

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from kh57_desktop.ui.papers.paper_view import Box

GAP = 14
PIXELS_PER_POINT = 96 / 72


class Preview(QWidget):
    """Thumbnails at the left, pages under one another at the right."""

    figure_chosen = Signal(str)
    figure_opened = Signal(str)
    page_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.paper: Paper | None = None
        self._pages: list[PageView] = []
        self._thumbnails: list[Thumbnail] = []
        self._front: PageView | None = None
        self._zoom: int | None = None
        self._sheets, self._left = _Area(), _Area()
        # a bar that comes and goes would change the width that pages are fitted to
        self._sheets.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._left.setFixedWidth(px(THUMBNAIL + 30))
        self._sheets.verticalScrollBar().valueChanged.connect(self._look)
        # later: pages fitted while the area is being resized keep their places of before
        self._sheets.resized.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        whole = across(self._left, self._sheets, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_paper(
        self, pdf: bytes, boxes: Sequence[Box] = (), said: Mapping[str, str] | None = None
    ) -> None:
        """Show the bytes of a PDF; `said` are the sentences of its figures."""
        self.paper = paper = Paper(pdf)
        names = said or {}
        self._pages = [
            PageView(paper, page, [box for box in boxes if box.page == page], names)
            for page in range(len(paper))
        ]
        self._thumbnails = [Thumbnail(paper, page) for page in range(len(paper))]
        for view in self._pages:
            view.figure_chosen.connect(self.choose)
            view.figure_opened.connect(self.figure_opened)
        for small in self._thumbnails:
            small.pressed.connect(self.go_to)
        _fill(self._sheets, self._pages)
        _fill(self._left, self._thumbnails)
        self._fit()

    def zoom(self, percent: int | None) -> None:
        """Show pages at a percentage of their size on paper; None fits the width."""
        self._zoom = percent
        policy = Qt.ScrollBarPolicy
        needed = policy.ScrollBarAlwaysOff if percent is None else policy.ScrollBarAsNeeded
        self._sheets.setHorizontalScrollBarPolicy(needed)  # no part of a large page is lost
        self._fit()

    def choose(self, key: str) -> None:
        """Frame a figure, bring it into view and tell which one it is."""
        for view in self._pages:
            view.choose(key)
        holders = [view for view in self._pages if view.place_of(key) is not None]
        holders.sort(key=lambda view: (not view.hasFocus(), view is not self._front))
        place = holders[0].place_of(key) if holders else None
        if place is not None:  # a figure may stand on several pages: stay on the one looked at
            middle = place.center()
            y = holders[0].y() + round(middle.y())
            self._sheets.ensureVisible(round(middle.x()), y, 50, px(120))
        self.figure_chosen.emit(key)

    @property
    def in_front(self) -> int:
        """Return the number of the page that is looked at, counted from 0."""
        return 0 if self._front is None else self._pages.index(self._front)

    def narrow(self, *, is_narrow: bool) -> None:
        """Leave the thumbnails out where the page needs their room."""
        self._left.setVisible(not is_narrow)

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        self._sheets.verticalScrollBar().setValue(self._pages[page].y())

    def _fit(self) -> None:
        if self.paper is None:
            return
        room = self._sheets.viewport().width() - 2 * px(GAP)
        for page, view in enumerate(self._pages):
            points = self.paper.size(page)[0]
            wide = (
                room if self._zoom is None else round(points * PIXELS_PER_POINT * self._zoom / 100)
            )
            view.fit(max(200, wide))
        self._look()

    def _look(self) -> None:
        """Light the page in front; places are reckoned, because layouts learn them later."""
        seen = self._sheets.verticalScrollBar().value() + self._sheets.viewport().height() // 3
        front, begins = 0, 0
        for page, view in enumerate(self._pages):
            front = page if begins <= seen else front
            begins += view.height() + px(GAP)
        self._front = self._pages[front] if self._pages else None
        for page, small in enumerate(self._thumbnails):
            small.light(on=page == front)
        self.page_changed.emit(front)


class _Area(QScrollArea):
    """Scrolls down, and tells when it has another width."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(ScrollBar(Qt.Orientation.Horizontal))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


def _fill(area: QScrollArea, widgets: Sequence[QWidget]) -> None:
    inside = QWidget()
    box = down(*widgets, gap=GAP)
    box.setContentsMargins(px(GAP), px(10), px(GAP), px(10))
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    inside.setLayout(box)
    area.setWidget(inside)
