"""The paper sheet on the screen: 46 names at once, one letter each; typing marks and goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from kh57_desktop.i18n import vi
from kh57_desktop.ui.attendance import marks
from kh57_desktop.ui.lists.painted_list import HeldLines, LinePainter, PaintedList
from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.vocabulary import Mark
    from kh57_desktop.ui.lists.painted_list import Index

LINE = 23
LEAST_WIDTH = 340
DIGITS_MS = 900
"""Digits typed within this time make one number."""


@dataclass(frozen=True, slots=True)
class Line:
    """A person of the sheet with the mark of this lesson."""

    person: int
    ordinal: int
    name: str
    place: str
    mark: Mark | None = None
    failed: bool = False
    """The last mark could not be kept."""


class Sheet(HeldLines[Line]):
    """The lines of one lesson."""

    def row_of(self, person: int) -> int:
        """Return where a person stands; -1 for somebody else."""
        return next((n for n, line in enumerate(self.lines) if line.person == person), -1)

    def mark(self, changed: Mapping[int, Mark | None], *, failed: bool = False) -> None:
        """Show other marks."""
        for row, line in enumerate(self.lines):
            if line.person in changed:
                self.lines[row] = replace(line, mark=changed[line.person], failed=failed)
                self.dataChanged.emit(self.index(row), self.index(row))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, and the whole line for screen readers."""
        line = self.line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            word = marks.WORDS[line.mark] if line.mark else vi("chưa ghi")
            return f"{line.ordinal}. {line.name}, {line.place}: {word}"
        return None


class SeatPainter(LinePainter):
    """Paints one line of the sheet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint number, name, place, the box of the mark and its word."""
        sheet: Sheet = index.model()  # type: ignore[assignment]
        line, colors = sheet.lines[index.row()], theme.colors()
        box = QRectF(option.rect).adjusted(1, 0, -px(7), 0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, QColor(colors.selection))
        painting.line(painter, box.left(), box.right(), box.bottom() - 1, colors.faint)
        right = Qt.AlignmentFlag.AlignRight
        number = QRectF(box.x(), box.y(), px(34), box.height())
        painting.text(painter, number, str(line.ordinal), Role.BODY, colors.sub, align=right)
        word_width, mark_width = px(92), px(34)
        rest = box.width() - px(46) - word_width - mark_width
        name_width = max(painting.width(line.name, Role.STRONG) + px(8), rest * 0.53)
        name = QRectF(box.x() + px(46), box.y(), min(name_width, rest), box.height())
        painting.text(painter, name, line.name, Role.STRONG, colors.text)
        place = QRectF(name.right(), box.y(), rest - name.width() - px(4), box.height())
        painting.text(painter, place, line.place, Role.SECOND, colors.sub)
        at = box.right() - word_width - mark_width
        self._mark(painter, QRectF(at, box.y(), mark_width, box.height()), line)
        word = QRectF(box.right() - word_width, box.y(), word_width - px(4), box.height())
        self._word(painter, word, line)
        if selected:
            painting.ring(painter, box)

    @staticmethod
    def _mark(painter: QPainter, box: QRectF, line: Line) -> None:
        colors = theme.colors()
        tone = marks.TONES[line.mark] if line.mark else Tone.PLAIN
        cap = QRectF(box.x() + 2, box.y() + 2.5, px(26), box.height() - 6)
        ink = colors.err if line.failed else colors.ink(tone)
        border = ink if line.mark or line.failed else colors.border
        ground = colors.err_ground if line.failed else colors.ground(tone)
        painting.panel(painter, cap, ground, border, radius=theme.CONTROL_RADIUS)
        letter = "!" if line.failed else line.mark.code if line.mark else ""
        middle = Qt.AlignmentFlag.AlignHCenter
        painting.text(painter, cap, letter, Role.STRONG, ink, align=middle)

    @staticmethod
    def _word(painter: QPainter, box: QRectF, line: Line) -> None:
        colors = theme.colors()
        if line.failed:
            painting.text(painter, box, vi("chưa lưu"), Role.LABEL, colors.err)
        elif line.mark is None:
            painting.text(painter, box, vi("chưa ghi"), Role.SECOND, colors.sub)
        else:
            usual = marks.TONES[line.mark] is Tone.OK
            ink = colors.sub if usual else colors.ink(marks.TONES[line.mark])
            role = Role.SECOND if usual else Role.LABEL
            painting.text(painter, box, marks.WORDS[line.mark], role, ink)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the room of a line: columns share the width."""
        room = self._view.viewport().width() - 1
        across = max(1, room // px(LEAST_WIDTH))
        return QSize(room // across, px(LINE))


class RosterList(PaintedList):
    """The sheet: a letter marks and advances, Backspace goes back and clears, digits jump."""

    marked = Signal(object, object)
    """The id of a person and the new mark, or None for none."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.setAccessibleName(vi("Tờ điểm danh"))
        self.setModel(self.sheet)
        self.setItemDelegate(SeatPainter(self))
        self.wrap(QListView.Flow.TopToBottom)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._digits = ""
        self._pause = QTimer(self, singleShot=True, interval=DIGITS_MS)
        self._pause.timeout.connect(self._forget_digits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in columns where two fit; else be one list that scrolls down."""
        several = self.width() // px(LEAST_WIDTH) > 1
        if several != self.isWrapping():
            self.setWrapping(several)
        policy = Qt.ScrollBarPolicy
        down = policy.ScrollBarAlwaysOff if several else policy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(down)
        super().resizeEvent(event)

    @property
    def current(self) -> Line | None:
        """Return the line the cursor is on."""
        return self.sheet.line(self.currentIndex().row())

    def go(self, row: int) -> None:
        """Put the cursor on a line."""
        if self.sheet.lines:
            self.setCurrentIndex(self.sheet.index(max(0, min(row, len(self.sheet.lines) - 1))))

    def go_to_first_open(self) -> None:
        """Put the cursor on the first line without a mark."""
        rows = (n for n, line in enumerate(self.sheet.lines) if line.mark is None)
        self.go(next(rows, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark with a letter and go on; the list's own search would eat letters."""
        letter, row = event.text(), self.currentIndex().row()
        control = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        mark = marks.of_letter(letter) if not control else None
        if mark is not None and self.current is not None:
            self.marked.emit(self.current.person, mark)
            self.go(row + 1)
        elif event.key() == Qt.Key.Key_Backspace:
            self._step_back(row)
        elif letter.isdigit() and not control:
            self._jump(letter)
        elif event.key() == Qt.Key.Key_PageDown:
            self.go(row + self.page_length())
        elif event.key() == Qt.Key.Key_PageUp:
            self.go(row - self.page_length())
        elif letter.isalpha() and not control:
            event.accept()  # a letter that is no mark does nothing
        else:
            super().keyPressEvent(event)

    def page_length(self) -> int:
        """Return how many lines are seen at once."""
        down = max(1, self.viewport().height() // px(LINE))
        return down * max(1, self.viewport().width() // px(LEAST_WIDTH))

    def _step_back(self, row: int) -> None:
        line = self.current
        if line is not None and line.mark is None and row > 0:
            self.go(row - 1)
            line = self.current
        if line is not None and line.mark is not None:
            self.marked.emit(line.person, None)

    def _jump(self, digit: str) -> None:
        self._digits += digit
        self._pause.start()
        wanted = int(self._digits)
        row = next((n for n, line in enumerate(self.sheet.lines) if line.ordinal == wanted), -1)
        if row >= 0:
            self.go(row)

    def _forget_digits(self) -> None:
        self._digits = ""
