"""Fields in which a word is chosen: a short list opens, a long one is searched by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionFrame

from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms.editors import LineEditor
from kh57_desktop.ui.forms.lookup import Finder, Option, Options
from kh57_desktop.ui.forms.readings import Reading
from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.domain.edits import Value

SHORT_LIST = 8
TYPED_TOGETHER_MS = 1000
SEPARATOR = ";"


class LookupEditor(LineEditor):
    """A word of a long list or a record; several of them, separated by «;», when asked."""

    chosen = Signal()
    """A word was taken from the list."""

    def __init__(self, *, several: bool = False) -> None:
        super().__init__()
        self._several = several
        self._waiting: Value = None
        self.options = Options()
        self.finder = Finder(self, self.options)
        self.textEdited.connect(lambda words: self.finder.typed(self._last(words)))
        self.finder.activated.connect(self._take)
        self.setTextMargins(px(8), 0, px(24), 0)

    @property
    def is_open(self) -> bool:
        """Tell whether the list of what fits is shown."""
        return self.finder.is_open

    def offer(self, options: Sequence[Option]) -> None:
        """Take over the list to choose from."""
        self.options.offer(options)
        if self._waiting is not None and not self.isModified():
            self.show_value(self._waiting)

    def show_value(self, value: Value) -> None:
        """Show a value; one that the list does not have yet is shown once it does."""
        self._waiting = value
        super().show_value(value)
        if type(value) is str and value and self.options.of(value) is None:
            self._waiting = None  # half a word of a draft: still typed, not chosen
            self.setModified(True)

    def worded(self, value: Value) -> str:
        """Return the labels of the values."""
        values = value if isinstance(value, tuple) else (value,)
        found = [self.options.of(one) for one in values]
        parts = [one.shown for one in found if one is not None]
        if not parts and isinstance(value, str):
            return value
        return f"{SEPARATOR} ".join(parts)

    def reading(self) -> Reading:
        """Return the values whose labels are written."""
        if not self.isModified() and self._waiting is not None:
            return Reading(self._waiting)
        parts = [part.strip() for part in self._parts() if part.strip()]
        if not parts:
            return Reading(None)
        found = [self.options.meant(part) for part in parts]
        for one, part in zip(found, parts, strict=True):
            if one is None:
                return Reading(
                    self.text(), vi("«{text}» không có trong danh sách").format(text=part)
                )
        values = [one.value for one in found if one is not None]
        return Reading(tuple(str(one) for one in values) if self._several else values[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with Alt+Down or F4 of the list, as everywhere."""
        if event.key() == Qt.Key.Key_Down:
            self.finder.open_all()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the mark that a list is behind it."""
        super().paintEvent(event)
        box = QRectF(self.width() - px(24), 0, px(16), self.height())
        icons.paint(QPainter(self), "chevron_down", box, theme.colors().sub)

    def settle(self) -> None:
        """Write the labels of what is understood."""
        self.finder.leave()
        found = self.reading()
        if self.isModified() and not found.fault:
            self._waiting = found.value
            self.setText("" if found.value is None else self.worded(found.value))
            self.setCursorPosition(0)

    def _parts(self) -> list[str]:
        return self.text().split(SEPARATOR) if self._several else [self.text()]

    def _last(self, words: str) -> str:
        return words.rsplit(SEPARATOR, 1)[-1] if self._several else words

    def _take(self, label: str) -> None:
        before = self._parts()[:-1] if self._several else []
        self.setText(f"{SEPARATOR} ".join([*(part.strip() for part in before), label]))
        self.setModified(True)
        self.edited.emit()
        self.chosen.emit()


class ChoiceEditor(QComboBox):
    """A word of a short list; the first line is «not said»."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self.setFont(theme.font(Role.BODY))
        self.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._typed, self._known = "", Options()
        self._rest = QTimer(self, singleShot=True, interval=TYPED_TOGETHER_MS)
        self._rest.timeout.connect(self._forget)
        self.offer(options)
        self.activated.connect(lambda _row: self.edited.emit())
        self.currentIndexChanged.connect(lambda _row: self.update())

    def offer(self, options: Sequence[Option]) -> None:
        """Take over the list to choose from."""
        self.clear()
        self._known.offer(options)
        self.addItem("", None)
        for option in options:
            self.addItem(option.shown, option.value)

    def show_value(self, value: Value) -> None:
        """Show a value; one that is not in the list is added to it, so that it is never lost."""
        row = self.findData(value)
        if row < 0 and value is not None:
            self.addItem(str(value), value)
            row = self.count() - 1
        self.setCurrentIndex(max(row, 0))

    def reading(self) -> Reading:
        """Return the chosen word."""
        return Reading(self.currentData())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a value never changes because somebody scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the word whose code or initials are typed; say so when a key changed the word."""
        before = self.currentIndex()
        if not self._search(event):
            super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.edited.emit()

    def _search(self, event: QKeyEvent) -> bool:
        """Take a letter of a word that is looked for; letters that follow one another belong."""
        letter, plain = event.text(), Qt.KeyboardModifier.ShiftModifier
        if not letter.isprintable() or not letter or event.modifiers() & ~plain:
            return False
        if not letter.strip() and not self._typed:
            return False  # a space alone opens the list; after a letter it parts two words
        self._typed += letter
        self._rest.start()
        found = self._known.nearest(self._typed)
        if found is not None:
            self.setCurrentIndex(self.findData(found.value))
        return True

    def _forget(self) -> None:
        self._typed = ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left, unless only its list was opened."""
        self._forget()
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field, the word and the mark that a list is behind it."""
        colors, painter, option = theme.colors(), QPainter(self), QStyleOptionFrame()
        option.initFrom(self)
        part = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(part, option, painter, self)
        box = QRectF(self.rect()).adjusted(px(10), 0, -px(26), 0)
        ink = colors.text if self.isEnabled() else colors.sub
        painting.text(painter, box, self.currentText(), Role.BODY, ink)
        arrow = QRectF(self.width() - px(24), 0, px(16), self.height())
        icons.paint(painter, "chevron_down", arrow, colors.sub)
