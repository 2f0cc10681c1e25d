"""How the program speaks: the done line, fault and reminder cards, progress, the few questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QBoxLayout, QDialog, QLineEdit, QWidget

from kh57_desktop.errors import sentences
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look import painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Block, Icon, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button, Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

SHOWN_FOR_MS = 8000

ICONS = {
    Tone.OK: "checkmark_circle",
    Tone.WARN: "warning",
    Tone.ERR: "error_circle",
    Tone.INFO: "info",
}


class DoneLine(QWidget):
    """A dark line at the bottom of the window: what was done, and how to undo it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._undo = window, None
        self._words = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.leave)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        self.hide()

    _undo: Callable[[], object] | None

    def tell(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say what was done; stays eight seconds and takes no focus."""
        self._words, self._undo = words, undo
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self.update()
        self._timer.start(SHOWN_FOR_MS)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def undo(self) -> bool:
        """Undo what the line tells; False when it tells nothing that can be undone."""
        act, self._undo = self._undo, None
        if act is None or not self.isVisible():
            return False
        self.leave()
        act()
        return True

    def leave(self) -> None:
        """Take the line away."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Undo when the right part is pressed, leave otherwise."""
        if self._undo is None or event.position().x() < self.width() - px(190):
            self.leave()
        else:
            self.undo()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dark ground, the sentence and the two keys."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        painting.panel(painter, box, colors.note)
        inner = box.adjusted(px(14), 0, -px(14), 0)
        right = vi("Esc đóng")
        if self._undo is not None:
            right = vi("Hoàn tác Ctrl+Z · {close}").format(close=right)
        align = Qt.AlignmentFlag.AlignRight
        painting.text(painter, inner, right, Role.BODY, colors.on_note, align=align)
        left = inner.adjusted(0, 0, -painting.width(right, Role.BODY) - px(20), 0)
        painting.text(painter, left, self._words, Role.BODY, colors.on_note)

    def _place(self) -> None:
        wide = min(self._window.width() - px(32), px(720))
        high = px(40)
        below = px(theme.STATUS_HEIGHT) + px(12)
        self.setGeometry(
            (self._window.width() - wide) // 2, self._window.height() - below - high, wide, high
        )


class Card(Block):
    """A card with an icon, a title, sentences and buttons; stays until it is answered."""

    def __init__(self, tone: Tone, title: str, *lines: str, icon: str = "") -> None:
        super().__init__(tone)
        self._icon = Icon(icon or ICONS.get(tone, "info"), tone)
        self.title = Label(title, Role.BLOCK if lines else Role.BODY, wrap=True)
        self.lines = [Label(line, Role.BODY, wrap=True) for line in lines]
        self.foot: QBoxLayout = across(STRETCH)
        head = across(self._icon, self.title)
        head.setStretch(1, 1)
        self.add(head, *self.lines, self.foot)
        self.setAccessibleName(" ".join((title, *lines)))

    def offer(self, button: QWidget) -> None:
        """Put a button at the right of the foot."""
        self.foot.addWidget(button)

    def announce(self) -> None:
        """Tell a screen reader that the card has appeared."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class FaultCard(Card):
    """The red card: three sentences, the code, «Chép lỗi», and each remedy as a button."""

    def __init__(self, error: BaseException, *remedies: Button | None) -> None:
        said = sentences(error)
        super().__init__(Tone.ERR, said.happened, said.data_state, said.remedy)
        self.said = said
        self.copy = Link(vi("Chép lỗi"))
        self.copy.clicked.connect(self._copy)
        self.later = Button(vi("Để sau"), key=shortcuts.cap("back"))
        self.later.clicked.connect(self.leave)
        self.foot.insertWidget(0, Label(said.code, Role.LABEL, Tone.SUB))
        self.foot.insertWidget(1, self.copy)
        self.offer(self.later)
        for remedy in filter(None, remedies):
            remedy.clicked.connect(self.leave)
            self.offer(remedy)

    def leave(self) -> None:
        """Take the card away."""
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self.said))


def show_fault(place: QBoxLayout, error: BaseException, *remedies: Button | None) -> FaultCard:
    """Put a fault card where it happened, in place of an older one, and return it."""
    clear(place, FaultCard)
    card = FaultCard(error, *remedies)
    place.insertWidget(0, card)
    card.announce()
    return card


def clear(place: QBoxLayout, kind: type[QWidget] = QWidget) -> None:
    """Take the cards of a kind away from a place."""
    for position in reversed(range(place.count())):
        found = place.itemAt(position)
        widget = found.widget() if found is not None else None
        if isinstance(widget, kind):
            place.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


class Question(QDialog):
    """Asks before what cannot be undone: the button says the act, Enter is on «Hủy»."""

    def __init__(
        self, parent: QWidget, title: str, words: str, act: str, *, typed: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.act = Button(act, kind=PRIMARY)
        self.cancel = Button(vi("Hủy"), key=shortcuts.cap("back"))
        self.word = QLineEdit()
        self.word.setPlaceholderText(typed)
        if not typed:
            self.word.hide()
        self.act.setEnabled(not typed)
        self.word.textChanged.connect(lambda said: self.act.setEnabled(said.strip() == typed))
        self.act.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.cancel.setDefault(True)
        told = Label(words, wrap=True)
        told.setMinimumWidth(px(420))
        buttons = across(STRETCH, self.cancel, self.act)
        box = down(Label(title, Role.BLOCK), told, self.word, 6, buttons)
        side = px(20)
        box.setContentsMargins(side, side, side, side)
        self.setLayout(box)
        self.cancel.setFocus()
