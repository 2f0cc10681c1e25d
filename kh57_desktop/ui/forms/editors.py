"""One widget per kind of value; each reads what is typed and never changes it under the hand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
)

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms import readings
from kh57_desktop.ui.forms.readings import Reading
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import Role, px
from kh57_desktop.ui.parts.blocks import ScrollBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from kh57_desktop.domain.edits import Value


MOST_LINES = 7


class LineEditor(QLineEdit):
    """One line of text; the other typed editors stand on it."""

    edited = Signal()
    """Something was typed or chosen by the officer."""
    left = Signal()
    """The focus went elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.font(Role.BODY))
        self.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.setTextMargins(px(8), 0, px(6), 0)
        self.textEdited.connect(self.edited)

    def show_value(self, value: Value) -> None:
        """Show a stored value, or the half-typed text of a draft."""
        self.setText("" if value is None else self.worded(value))
        self.setCursorPosition(0)

    def worded(self, value: Value) -> str:
        """Return a value as the field shows it."""
        return str(value)

    def reading(self) -> Reading:
        """Return what is typed, understood."""
        return readings.text(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write what is understood in its usual form once the field is left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
            self.left.emit()

    def settle(self) -> None:
        """Write what is understood in its usual form."""
        found = self.reading()
        if not found.fault and self.isModified():
            self.setText("" if found.value is None else self.worded(found.value))
            self.setCursorPosition(0)


class NumberEditor(LineEditor):
    """A whole number; an empty field is missing, «không có» is 0."""

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        super().__init__()
        self._least, self._most = least, most

    def worded(self, value: Value) -> str:
        """Return a number in groups of three."""
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return formats.number(value) if is_number else str(value)  # type: ignore[arg-type]

    def reading(self) -> Reading:
        """Return the number typed."""
        return readings.number(self.text(), self._least, self._most)


class YearEditor(NumberEditor):
    """A year, which is never written in groups."""

    def worded(self, value: Value) -> str:
        """Return the year."""
        return str(value)


class DayEditor(LineEditor):
    """A day, typed freely (20/5, hôm qua, t2); Alt+Down opens a calendar."""

    def __init__(self, today: Callable[[], dt.date], *, ahead: bool = False) -> None:
        super().__init__()
        self._today, self._ahead = today, ahead
        self.calendar: QCalendarWidget | None = None

    def worded(self, value: Value) -> str:
        """Return a day as dd/mm/yyyy."""
        return formats.day(value) if isinstance(value, dt.date) else str(value)

    def reading(self) -> Reading:
        """Return the day typed."""
        return readings.day(self.text(), self._today(), ahead=self._ahead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Open a calendar under the field; a day chosen in it is written here."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        found = self.reading().value
        chosen = found if isinstance(found, dt.date) else self._today()
        calendar.setSelectedDate(chosen)  # type: ignore[arg-type]
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        calendar.move(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.show()
        calendar.setFocus()
        self.calendar = calendar

    def _take(self, chosen: Any) -> None:
        self.setText(formats.day(chosen.toPython()))
        self.setModified(True)
        if self.calendar is not None:
            self.calendar.close()
            self.calendar = None
        self.edited.emit()
        self.left.emit()


class FlagEditor(QCheckBox):
    """Yes or no; never said is missing, not no."""

    edited = Signal()
    left = Signal()

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.setFont(theme.font(Role.BODY))
        self.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self._said = False
        self.clicked.connect(self._say)

    def show_value(self, value: Value) -> None:
        """Show a value."""
        self._said = value is not None
        self.setChecked(bool(value))

    def reading(self) -> Reading:
        """Return yes or no, or nothing while nobody said so."""
        return Reading(self.isChecked() if self._said else None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _say(self) -> None:
        self._said = True
        self.edited.emit()


class LongTextEditor(QPlainTextEdit):
    """A text of several lines; Enter is a new line, Tab goes on."""

    edited = Signal()
    left = Signal()

    def __init__(self, lines: int = 2) -> None:
        super().__init__()
        self.setFont(theme.font(Role.BODY))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setViewportMargins(px(6), px(5), px(2), px(5))
        self.document().setDocumentMargin(2)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = False
        self.setPlaceholderText(vi("Không nhập nội dung bí mật nhà nước"))
        self.textChanged.connect(self._tell)
        self.textChanged.connect(self._grow)
        self._grow()

    def show_value(self, value: Value) -> None:
        """Show a text."""
        self._shown = True
        self.setPlainText("" if value is None else str(value))
        self._shown = False

    def reading(self) -> Reading:
        """Return the text typed."""
        return readings.text(self.toPlainText(), multiline=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Compose the text (NFC) and tell that the field was left."""
        super().focusOutEvent(event)
        found = str(self.reading().value or "")
        if found != self.toPlainText() and not self._shown:
            self.show_value(found)
        self.update()
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the text in its new width."""
        super().resizeEvent(event)
        self._grow()

    def _tell(self) -> None:
        if not self._shown:
            self.edited.emit()

    def _grow(self) -> None:
        """Be as high as the text, within bounds."""
        lines = int(self.document().size().height())
        self.setFixedHeight(px(18) * min(MOST_LINES, max(self._lines, lines)) + px(22))
