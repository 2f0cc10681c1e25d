"""Buttons that print their key, chips that filter, and links inside text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px

PLAIN, PRIMARY, QUIET = "plain", "primary", "quiet"


class Button(QPushButton):
    """A button with an optional icon and the key that does the same, printed as a cap."""

    def __init__(self, words: str, *, key: str = "", icon: str = "", kind: str = PLAIN) -> None:
        super().__init__(words)
        self.key, self.picture = key, icon
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(self._role()))

    def say(self, words: str) -> None:
        """Change the words on the button."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def retone(self) -> None:
        """Take over a changed look."""
        self.setFont(theme.font(self._role()))

    def sizeHint(self) -> QSize:
        """Return the room that icon, words and key cap need."""
        sides = px(16) if self.property("kind") == QUIET else px(24)
        return QSize(self._content() + sides, px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least room: nothing of a button is ever cut."""
        return QSize(self._content() + px(10), px(theme.CONTROL_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel by the style, and icon, words and key cap in its middle."""
        painter, option = QPainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelButtonCommand, option, painter, self
        )
        ink, cap = self._inks()
        high = float(self.height())
        x = (self.width() - self._content()) / 2
        if self.picture:
            icons.paint(painter, self.picture, QRectF(x, 0, px(18), high), ink)
            x += px(18) + px(8)
        wide = painting.width(self.text(), self._role())
        painting.text(painter, QRectF(x, 0, wide, high), self.text(), self._role(), ink)
        if self.key:
            x += wide + (px(8) if self.text() else 0)
            box = QRectF(x, 0, painting.key_width(self.key), high)
            painting.key_cap(painter, box, self.key, cap, self._cap_border(cap))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with Enter as well as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def _role(self) -> Role:
        return Role.STRONG if self.property("kind") == PRIMARY else Role.BODY

    def _inks(self) -> tuple[str, str]:
        colors = theme.colors()
        if not self.isEnabled():
            return colors.sub, colors.sub
        if self.property("kind") == PRIMARY:
            return colors.on_primary, colors.on_primary
        return colors.text, colors.sub

    def _cap_border(self, ink: str) -> str:
        is_primary = self.property("kind") == PRIMARY and self.isEnabled()
        return ink if is_primary else theme.colors().line

    def _content(self) -> int:
        icon = px(18) + (px(8) if self.text() else 0) if self.picture else 0
        cap = painting.key_width(self.key) + (px(8) if self.text() else 0) if self.key else 0
        return icon + painting.width(self.text(), self._role()) + cap


class Chip(QAbstractButton):
    """A rounded filter that is on or off, or one of several; of a state, with its tone and icon."""

    def __init__(self, words: str, tone: Tone = Tone.PLAIN, icon: str = "") -> None:
        super().__init__()
        self._tone, self._icon = tone, icon
        self.setCheckable(True)
        self.setText(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Change the words, for example the count at their end."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room the words need."""
        return QSize(self._wide() + px(28), px(theme.CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return the least room the words need."""
        return QSize(self._wide() + px(16), px(theme.CHIP_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill, filled when it is on; of a state, on the ground of its tone."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        on, toned = self.isChecked(), self._tone is not Tone.PLAIN
        ground, border = (colors.selection, colors.focus) if on else (colors.panel, colors.line)
        ink = colors.text
        if toned:
            ink = colors.ink(self._tone)
            ground, border = colors.ground(self._tone), ink if on else colors.ground(self._tone)
        elif on and colors.panel != "#000000":
            ink = colors.primary
        round_by = theme.CONTROL_RADIUS if toned else box.height() / 2
        painting.panel(painter, box, ground, border, radius=round_by, thickness=2 if toned else 1)
        self._paint_words(painter, box, ink)
        if self.hasFocus():
            painting.ring(painter, box, round_by)

    def _paint_words(self, painter: QPainter, box: QRectF, ink: str) -> None:
        x = (box.width() - self._wide()) / 2
        if self._icon:
            icons.paint(painter, self._icon, QRectF(x, 0, px(16), box.height()), ink)
            x += px(21)
        words = QRectF(x, 0, box.width() - x, box.height())
        painting.text(painter, words, self.text(), self._role(), ink)

    def _role(self) -> Role:
        return Role.BODY if self._tone is Tone.PLAIN else Role.LABEL

    def _wide(self) -> int:
        return painting.width(self.text(), self._role()) + (px(21) if self._icon else 0)


class Link(QAbstractButton):
    """A word that is pressed like a button and looks like a link."""

    def __init__(self, words: str, role: Role = Role.BODY) -> None:
        super().__init__()
        self.setText(words)
        self.setAccessibleName(words)
        self._role = role
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip(words)

    def minimumSizeHint(self) -> QSize:
        """Return how narrow a long link may become before it is elided."""
        return QSize(min(self.sizeHint().width(), px(90)), px(22))

    def sizeHint(self) -> QSize:
        """Return the room the words need."""
        return QSize(painting.width(self.text(), self._role) + px(4), px(22))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint underlined words in the primary color."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        inner = box.adjusted(px(2), 0, -px(2), 0)
        painting.text(painter, inner, self.text(), self._role, colors.primary)
        wide = min(painting.width(self.text(), self._role) - 1, inner.width())
        base = round(box.height() / 2 + theme.font(self._role).pixelSize() * 0.5 + 1)
        painting.line(painter, inner.x(), inner.x() + wide, base, colors.primary)
        if self.hasFocus():
            painting.ring(painter, box, 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the link with Enter as well as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class KeyCap(QWidget):
    """A key printed beside a word that is no button."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room the cap needs."""
        return QSize(painting.key_width(self.key), px(painting.KEY_HEIGHT) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap."""
        colors = theme.colors()
        painting.key_cap(QPainter(self), QRectF(self.rect()), self.key, colors.sub, colors.line)
