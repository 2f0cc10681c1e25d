"""The pieces of the first start: a step of the rail, the sheet of a code, a code typed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look import icons, painting, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import Block, Icon, Label, across, down
from kh57_desktop.ui.shortcuts import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

GROUPS_IN_A_ROW = 4
_HEARD_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def bare_code(text: str) -> str:
    """Return a code as it is compared: large letters, no blanks, O as 0, I and L as 1."""
    return "".join(text.upper().split()).replace("-", "").translate(_HEARD_AS)


class Step(QWidget):
    """One line of the rail: done, under way, or still to come."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self._words, self._tone = title, "", Tone.NONE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def retitle(self, title: str) -> None:
        """Call this step otherwise."""
        self._title = title
        self.update()

    def show_state(self, words: str, tone: Tone) -> None:
        """Say how far this step is."""
        self._words, self._tone = words, tone
        self.setAccessibleName(f"{self._title}: {words}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of a step."""
        return QSize(px(248), px(54))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, title and what is said of it."""
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        now = self._tone is Tone.INFO
        if now:
            painter.fillRect(box, QColor(colors.selection))
            painter.fillRect(QRectF(0, 0, 3, box.height()), QColor(colors.focus))
        icon = {Tone.OK: "checkmark_circle", Tone.INFO: "edit"}.get(self._tone, "circle")
        ink = colors.ink(self._tone)
        icons.paint(painter, icon, QRectF(px(8), 0, px(20), box.height()), ink)
        left, half = px(38), box.height() / 2
        role = Role.STRONG if now else Role.BODY
        room = box.width() - left - px(4)
        upper, lower = QRectF(left, px(4), room, half - 4), QRectF(left, half, room, half - px(4))
        painting.text(painter, upper, self._title, role, colors.text)
        painting.text(painter, lower, self._words, Role.BODY, colors.sub)


class CodeSheet(Block):
    """A code in its groups of four, large enough to be copied by hand."""

    def __init__(self, code: str) -> None:
        super().__init__(margins=(20, 14))
        self.code = code
        self.setAccessibleName(vi("Mã: {code}").format(code=code))
        grid = QGridLayout()
        grid.setSpacing(px(8))
        for number, group in enumerate(code.split()):
            grid.addWidget(_Group(number + 1, group), *divmod(number, GROUPS_IN_A_ROW))
        for place in range(GROUPS_IN_A_ROW):
            grid.setColumnStretch(place, 1)
        self.add(grid)


class _Group(QWidget):
    def __init__(self, number: int, letters: str) -> None:
        super().__init__()
        self._words = vi("nhóm {number}").format(number=number)
        self._letters = letters
        self.setFixedHeight(px(62))
        self.setMinimumWidth(px(100))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, painter, box = theme.colors(), QPainter(self), QRectF(self.rect())
        middle = Qt.AlignmentFlag.AlignHCenter
        above = QRectF(0, 0, box.width(), px(18))
        painting.text(painter, above, self._words, Role.SECOND, colors.sub, align=middle)
        sheet = box.adjusted(0, px(20), 0, 0)
        painting.panel(painter, sheet, colors.bg, colors.border, radius=theme.CONTROL_RADIUS)
        spaced = " ".join(self._letters)
        painting.text(painter, sheet, spaced, Role.TITLE, colors.text, align=middle)


class CodeField(QWidget):
    """The code typed back: each letter is checked as it comes."""

    matched = Signal(bool)

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = bare_code(code)
        self.line = QLineEdit()
        self.line.setFont(theme.font(Role.COMPARE))
        self.line.setFixedHeight(px(theme.CONTROL_HEIGHT))
        self.line.setTextMargins(px(8), 0, px(6), 0)
        self.line.setAccessibleName(vi("Gõ lại mã"))
        self.line.textChanged.connect(self._compare)
        self._icon, self._words = Icon("info", Tone.SUB, 18), Label("", Role.SECOND, Tone.SUB)
        said = across(self._icon, self._words, gap=5)
        said.setStretch(1, 1)
        self.setLayout(down(self.line, said, gap=8))
        self._compare("")

    @property
    def is_right(self) -> bool:
        """Tell whether the whole code is typed as it is."""
        return bare_code(self.line.text()) == self._code

    def _compare(self, words: str) -> None:
        typed = bare_code(words)
        count = vi("{typed}/{whole} ký tự").format(typed=len(typed), whole=len(self._code))
        hint = vi("Không cần gõ dấu cách, chữ hoa; O và 0, I và 1 như nhau.")
        if self._code.startswith(typed):
            self._icon.show_icon("checkmark_circle", Tone.OK if typed else Tone.SUB)
            self._words.say(vi("{count}, đúng đến đây. {hint}").format(count=count, hint=hint))
        else:
            wrong = next(
                (n for n, letter in enumerate(typed) if self._code[n : n + 1] != letter), 0
            )
            said = vi("Sai ở ký tự {place}, nhóm {group}.")
            self._icon.show_icon("error_circle", Tone.ERR)
            self._words.say(said.format(place=wrong + 1, group=wrong // 4 + 1))
        self.matched.emit(self.is_right)


class Field(QWidget):
    """A label above any editor, with a hint at its right."""

    def __init__(self, words: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        label = Label(words, Role.LABEL, Tone.SUB)
        label.setBuddy(editor)
        editor.setAccessibleName(words)
        top = across(label, -1, Label(hint, Role.SECOND, Tone.SUB))
        self.setLayout(down(top, editor, gap=theme.LABEL_GAP))


def line(*, secret: bool = False) -> QLineEdit:
    """Return an empty field to type in, its letters hidden when they are secret."""
    field = QLineEdit()
    field.setFont(theme.font(Role.BODY))
    field.setFixedHeight(px(theme.CONTROL_HEIGHT))
    field.setTextMargins(px(8), 0, px(6), 0)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def listen(page: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """Let keys of `shortcuts.KEYS` act wherever the focus is below a page: buttons eat arrows."""
    for name, act in acts.items():
        key = QShortcut(QKeySequence(KEYS[name].keys), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(act)


def rail(steps: Sequence[Step], title: str, words: str, foot: str, waits: QWidget) -> QWidget:
    """Return the left side of the first start; `waits` says what comes after its steps."""
    whole = _Rail()
    note = Label(foot, Role.SECOND, Tone.SUB, wrap=True)
    box = down(
        Label(title, Role.BLOCK),
        Label(words, Role.SECOND, Tone.SUB),
        8,
        *steps,
        -1,
        waits,
        note,
        gap=4,
    )
    box.setContentsMargins(px(16), px(16), px(16), px(14))
    whole.setLayout(box)
    whole.setFixedWidth(px(280))
    return whole


class _Rail(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        colors, painter = theme.colors(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colors.panel))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), QColor(colors.line))
