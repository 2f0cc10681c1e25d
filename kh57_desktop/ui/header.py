"""The head of the window: search and commands, the period, what is saved, who is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QSizePolicy, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.look.width import Width
from kh57_desktop.ui.parts.blocks import STRETCH, Icon, Label, across

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.domain.periods import Period

SEARCH_AFTER_MS = 150


class SearchBox(QLineEdit):
    """Finds people, activities, papers and commands; what is typed is looked up as it rests."""

    asked = Signal(str)
    moved = Signal(int)
    """Arrow up (-1) or down (1) among the results."""
    taken = Signal()
    """Enter on a result."""
    given_up = Signal()
    """Esc: back to where one was."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font(Role.BODY))
        self.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.setTextMargins(px(33), 0, px(52), 0)
        self.setAccessibleName(vi("Tìm người, hoạt động, văn bản, hoặc gõ lệnh"))
        self._wait = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._wait.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textEdited.connect(lambda _words: self._wait.start())
        self.fit(Width.WIDE)

    def fit(self, width: Width) -> None:
        """Take over how much room the window has."""
        wide = width is Width.WIDE
        words = vi("Tìm người, hoạt động, văn bản, hoặc gõ lệnh…")
        self.setPlaceholderText(words if wide else vi("Tìm hoặc gõ lệnh…"))
        self.setFixedWidth(px(440 if wide else 330))

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed that could be taken back."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the results without leaving the box."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._wait.stop()
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._wait.stop()
            self.clear()
            self.given_up.emit()
            event.ignore()  # the window takes the step back
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass and the key cap over the field."""
        super().paintEvent(event)
        colors, painter = theme.colors(), QPainter(self)
        icons.paint(painter, "search", QRectF(px(11), 0, px(20), self.height()), colors.sub)
        key = shortcuts.cap("search")
        wide = painting.key_width(key)
        box = QRectF(self.width() - wide - px(8), 0, wide, self.height())
        painting.key_cap(painter, box, key, colors.sub, colors.line)


class PeriodChooser(QAbstractButton):
    """The period that lists and figures are filtered by."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._periods: Sequence[Period] = ()
        self._words = vi("Mọi kỳ")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)

    def offer(self, periods: Sequence[Period]) -> None:
        """Take over the periods to choose from, newest first."""
        self._periods = periods

    def show_period(self, period: Period | None) -> None:
        """Show the period in use."""
        label = period.label if period else vi("mọi kỳ")
        self._words = label[:1].upper() + label[1:]
        self.setAccessibleName(vi("Kỳ: {period}").format(period=self._words))
        self.updateGeometry()
        self.update()

    def open(self) -> None:
        """Open the list of periods."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for period in self._periods:
            act = menu.addAction(period.label[:1].upper() + period.label[1:])
            act.triggered.connect(lambda _on=False, one=period: self.chosen.emit(one))
        menu.addAction(vi("Mọi kỳ")).triggered.connect(lambda: self.chosen.emit(None))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def sizeHint(self) -> QSize:
        """Return the room the words need."""
        words = painting.width(vi("Kỳ:"), Role.BODY) + painting.width(self._words, Role.STRONG)
        return QSize(words + px(71), px(theme.CONTROL_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, word, period and the mark of a list."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        painting.panel(painter, box, colors.panel, colors.line, radius=theme.CONTROL_RADIUS)
        high = box.height()
        icons.paint(painter, "calendar_ltr", QRectF(px(9), 0, px(18), high), colors.sub)
        x, said = float(px(33)), vi("Kỳ:")
        wide = painting.width(said, Role.BODY)
        painting.text(painter, QRectF(x, 0, wide, high), said, Role.BODY, colors.sub)
        x += wide + px(5)
        wide = painting.width(self._words, Role.STRONG)
        painting.text(painter, QRectF(x, 0, wide, high), self._words, Role.STRONG, colors.text)
        arrow = QRectF(x + wide + px(5), 0, px(16), high)
        icons.paint(painter, "chevron_down", arrow, colors.sub)
        if self.hasFocus():
            painting.ring(painter, box, theme.CONTROL_RADIUS)


class Header(QWidget):
    """Search box, period, saved state, officer."""

    def __init__(self) -> None:
        super().__init__()
        self.search, self.period = SearchBox(), PeriodChooser()
        self._saved_icon = Icon("checkmark_circle", Tone.OK, 18)
        self._saved = Label("", Role.BODY, Tone.SUB)
        self._officer = Label("", Role.STRONG)
        saved = across(self._saved_icon, self._saved, gap=6)
        officer = across(Icon("person", Tone.SUB), self._officer, gap=6)
        box = across(self.search, STRETCH, self.period, saved, officer, gap=14)
        box.setContentsMargins(px(12), 0, px(14), 0)
        self.setLayout(box)
        self.setFixedHeight(px(theme.HEADER_HEIGHT))

    def show_officer(self, name: str) -> None:
        """Show who is here."""
        self._officer.say(name)

    def show_saved(self, words: str, tone: Tone = Tone.OK) -> None:
        """Show what became of the last thing written."""
        icon = "checkmark_circle" if tone is Tone.OK else "arrow_sync"
        self._saved_icon.show_icon(icon, tone)
        self._saved.say(words)

    def fit(self, width: Width) -> None:
        """Take over how much room the window has."""
        self.search.fit(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line to the page."""
        colors, painter = theme.colors(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.panel))
        painting.line(painter, 0, self.width(), self.height() - 1, colors.line)
