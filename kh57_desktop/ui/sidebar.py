"""The navigation at the left: nine pages with their keys and what waits there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Label, Rule, add, down

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.ui.navigation import Place

WIDE, NARROW = 200, 64


class Line(QAbstractButton):
    """One line of the navigation."""

    def __init__(self, words: str, icon: str, key: str, *, is_page: bool) -> None:
        super().__init__()
        self.words, self._icon, self._key = words, icon, key
        self._is_page, self._count, self.is_narrow = is_page, 0, False
        self.setCheckable(is_page)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many things wait there."""
        self._count = count
        waiting = vi("{words}, {count} việc chờ").format(words=self.words, count=count)
        self.setAccessibleName(waiting if count else self.words)
        self.setToolTip(f"{self.words} ({self._key})")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a line."""
        return QSize(px(WIDE - 16), px(theme.NAVIGATION_LINE if self._is_page else 28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, word, count and key."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        if on:
            painter.fillRect(box, QColor(colors.selection))
            painter.fillRect(QRectF(0, 0, 3, box.height()), QColor(colors.focus))
        elif self.underMouse():
            painter.fillRect(box, QColor(colors.head))
        ink = colors.primary if on else colors.sub
        size = px(20)
        left = (box.width() - size) / 2 if self.is_narrow else px(10 if self._is_page else 9)
        icons.paint(painter, self._icon, QRectF(left, 0, size, box.height()), ink)
        if self.is_narrow:
            self._paint_dot(painter)
        else:
            self._paint_words(painter, box, on=on)
        if self.hasFocus():
            painting.ring(painter, box)

    def _paint_words(self, painter: QPainter, box: QRectF, *, on: bool) -> None:
        colors = theme.colors()
        role = Role.STRONG if on else Role.BODY
        start = px(39 if self._is_page else 37)
        inner = QRectF(start, 0, box.width() - start - px(32), box.height())
        painting.text(painter, inner, self.words, role, colors.text)
        if not self._is_page:
            key = box.adjusted(0, 0, -px(4), 0)
            right = Qt.AlignmentFlag.AlignRight
            painting.text(painter, key, self._key, Role.SECOND, colors.sub, align=right)
            return
        digit = self._key.removeprefix("Alt+")
        cap = QRectF(box.right() - px(26), 0, px(24), box.height())
        painting.key_cap(painter, cap, digit, colors.sub, colors.line)
        if self._count:
            words = str(self._count)
            wide = max(px(24), painting.width(words, Role.LABEL) + px(14))
            pill = QRectF(box.right() - px(32) - wide, (box.height() - px(18)) / 2, wide, px(18))
            painting.panel(painter, pill, colors.err_ground, radius=px(9))
            middle = Qt.AlignmentFlag.AlignHCenter
            painting.text(painter, pill, words, Role.LABEL, colors.err, align=middle)

    def _paint_dot(self, painter: QPainter) -> None:
        if self._count:
            dot = QRectF(self.width() - px(16), px(6), px(8), px(8))
            painting.panel(painter, dot, theme.colors().err, radius=px(4))


class Sidebar(QWidget):
    """Goes to a page; narrow windows show icons alone."""

    chosen = Signal(str)
    asked = Signal(str)
    """Settings, help or lock, by the name of its command."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self._lines: dict[str, Line] = {}
        box = down(gap=2)
        box.setContentsMargins(px(8), px(10), px(8), px(7))
        for number, place in enumerate(places, 1):
            line = Line(place.word, place.icon, shortcuts.cap(f"page_{number}"), is_page=True)
            line.clicked.connect(lambda _on=False, name=place.name: self.chosen.emit(name))
            self._lines[place.name] = line
            box.addWidget(line)
        self._note = Label(vi("Alt + số để chuyển"), Role.SECOND, Tone.SUB)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._foot = [
            self._command("settings", vi("Cài đặt"), "settings"),
            self._command("help", vi("Trợ giúp"), "question_circle"),
            self._command("lock", vi("Khóa máy"), "lock_closed"),
        ]
        add(box, STRETCH, self._note, Rule(), 2, *self._foot)
        self.setLayout(box)
        self.setFixedWidth(px(WIDE))

    def light(self, name: str) -> None:
        """Show which page is in front."""
        for one, line in self._lines.items():
            line.setChecked(one == name)

    def show_count(self, name: str, count: int) -> None:
        """Show how many things wait on a page that has a line here."""
        line = self._lines.get(name)
        if line is not None:
            line.show_count(count)

    def narrow(self, *, is_narrow: bool) -> None:
        """Show icons alone, or icons and words."""
        for line in (*self._lines.values(), *self._foot):
            line.is_narrow = is_narrow
            line.update()
        self._note.setVisible(not is_narrow)
        self.setFixedWidth(px(NARROW if is_narrow else WIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the edge to the page."""
        colors, painter = theme.colors(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.panel))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), QColor(colors.line))

    def _command(self, name: str, words: str, icon: str) -> Line:
        line = Line(words, icon, shortcuts.cap(name), is_page=False)
        line.clicked.connect(lambda: self.asked.emit(name))
        return line
