"""A described field on a form: its label, its editor, its rule and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kh57_desktop.domain import formats
from kh57_desktop.domain.edits import Finding, Level
from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import FieldType
from kh57_desktop.ui.forms.choices import SHORT_LIST, ChoiceEditor, LookupEditor
from kh57_desktop.ui.forms.editors import (
    DayEditor,
    FlagEditor,
    LineEditor,
    LongTextEditor,
    NumberEditor,
    YearEditor,
)
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look import style, theme
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Icon, Label, across, clear_out, down

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance

    from kh57_desktop.domain.choice import Choice
    from kh57_desktop.domain.edits import Value
    from kh57_desktop.records.fields import Field
    from kh57_desktop.ui.forms.readings import Reading

COUNTED_FROM = 200
"""Texts that may be so long show how long they are."""

NEWS = vi("Máy khác đã đổi ô này từ lần xem trước")

LOUD = {
    Level.FAULT: (Tone.ERR, "error_circle"),
    Level.DISAGREES: (Tone.ERR, "error_circle"),
    Level.MISSING: (Tone.ERR, "error_circle"),
    Level.REMINDER: (Tone.WARN, "warning"),
}


class Editor(Protocol):
    """What every editor can do, whatever it edits."""

    edited: SignalInstance
    left: SignalInstance

    def show_value(self, value: Value) -> None:
        """Show a stored value or the half-typed text of a draft."""

    def reading(self) -> Reading:
        """Return what is typed, understood."""


PLANNED = frozenset({"trainings", "lessons"})
"""Kinds whose days may lie ahead: a day without a year is the nearest one."""


def editor_of(field: Field, today: Callable[[], dt.date], *, ahead: bool = False) -> QWidget:
    """Return the widget in which a field of this type is edited."""
    about = field.about
    if field.holds is FieldType.DAY:
        return DayEditor(today, ahead=ahead)
    if field.holds is FieldType.INTEGER:
        kind = YearEditor if field.name.endswith("year") else NumberEditor
        return kind(about.least, about.most)
    if field.holds is FieldType.FLAG:
        return FlagEditor(about.label)
    if field.holds is FieldType.REFERENCE:
        return LookupEditor()
    if field.word is not None:
        return _word_editor(field.word, several=field.holds is FieldType.WORDS)
    return LongTextEditor() if about.multiline else LineEditor()


def _word_editor(word: type[Choice], *, several: bool) -> QWidget:
    options = [option_of(one) for one in word]
    if len(options) <= SHORT_LIST and not several:
        return ChoiceEditor(options)
    editor = LookupEditor(several=several)
    editor.offer(options)
    return editor


def option_of(word: Choice) -> Option:
    """Return a word as it is chosen: only codes that officers know stand before the label."""
    code = word.code if "-" in word.code else ""
    return Option(word.value, word.label, code, " ".join((word.code, *word.aliases)))


class FieldBox(QWidget):
    """One field of a form: label and rule above, the editor below."""

    news = Signal()
    """What is wrong with the field has changed."""

    def __init__(
        self, field: Field, today: Callable[[], dt.date], *, is_alone: bool, ahead: bool
    ) -> None:
        super().__init__()
        self.field, self._is_alone = field, is_alone
        self.editor = editor_of(field, today, ahead=ahead)
        self.findings: tuple[Finding, ...] = ()
        about = field.about
        star = " *" if about.required else ""
        says_it_itself = field.holds is FieldType.FLAG  # the tick has its words beside it
        words = "" if says_it_itself else f"{about.label}{star}"
        self.label = Label(words, Role.LABEL, Tone.SUB)
        self.label.setBuddy(self.editor)
        self.rule = Label(self._rule(), Role.SECOND, Tone.SUB)
        self.editor.setAccessibleName(about.label)
        self.editor.setAccessibleDescription(about.hint)
        self.editor.setToolTip(about.hint)
        self.news_mark = Icon("info", Tone.INFO, 15)
        self.news_mark.setToolTip(NEWS)
        self.news_mark.hide()
        top = across(self.label, self.news_mark, STRETCH, self.rule, gap=4)
        self.setLayout(down(top, self.editor, gap=theme.LABEL_GAP))
        self._editor.edited.connect(self._count)

    @property
    def _editor(self) -> Editor:
        return self.editor  # type: ignore[return-value]

    @property
    def edited(self) -> SignalInstance:
        """Emitted when something was typed or chosen."""
        return self._editor.edited

    @property
    def left(self) -> SignalInstance:
        """Emitted when the focus went elsewhere."""
        return self._editor.left

    def show_value(self, value: Value) -> None:
        """Show a value and the rule that depends on it."""
        self._editor.show_value(value)
        self._count()

    def reading(self) -> Reading:
        """Return what is typed, understood."""
        return self._editor.reading()

    def offer(self, options: Sequence[Option]) -> None:
        """Take over the records that a reference can lead to."""
        if isinstance(self.editor, LookupEditor | ChoiceEditor):
            self.editor.offer(options)
            self._count()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Frame the field in the tone of the worst finding; the focus stays where it is."""
        if findings == self.findings:
            return
        self.findings = findings
        worst = self.worst
        style.tone(self.editor, LOUD[worst.level][0] if worst else Tone.PLAIN)
        self.editor.setAccessibleDescription(worst.text if worst else self.field.about.hint)
        if worst is not None and worst.level >= Level.MISSING:
            QAccessible.updateAccessibility(QAccessibleEvent(self.editor, QAccessible.Event.Alert))
        self.news.emit()

    def show_news(self, *, on: bool) -> None:
        """Mark that another computer has changed the field since it was looked at."""
        self.news_mark.setVisible(on)
        if not self.findings:
            hint = self.field.about.hint
            self.editor.setAccessibleDescription(NEWS if on else hint)

    @property
    def worst(self) -> Finding | None:
        """The finding that is said first."""
        return max(self.findings, key=lambda one: one.level, default=None)

    @property
    def wants_attention(self) -> bool:
        """Tell whether F4 stops here."""
        return any(one.level >= Level.MISSING for one in self.findings)

    def _rule(self) -> str:
        clause = self.field.about.clause
        if not clause or not self._is_alone:
            return clause
        return vi("mục {clause} của Kế hoạch").format(clause=clause)

    def _count(self) -> None:
        about, found = self.field.about, self.reading()
        parts = [self._rule()] if self._rule() else []
        words = found.value if isinstance(found.value, str) else ""
        if about.longest and self.field.holds is FieldType.TEXT:
            nearly_full = len(words) > about.longest * 4 // 5
            if nearly_full or (self._is_alone and about.longest >= COUNTED_FROM):
                parts.insert(0, f"{len(words)}/{about.longest}")
        if self.field.holds is FieldType.DAY and isinstance(found.value, dt.date):
            parts.insert(0, formats.weekday(found.value))
        self.rule.say(" · ".join(parts))


class FieldRow(QWidget):
    """Boxes beside one another, and under them one line for each thing that is wrong."""

    def __init__(self, boxes: Sequence[tuple[FieldBox, int]]) -> None:
        super().__init__()
        self._boxes = [box for box, _ in boxes]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(theme.FIELD_GAP + 2))
        for place, (box, share) in enumerate(boxes):
            grid.addWidget(box, 0, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, share)
            box.news.connect(self._say)
        self._lines = down(gap=2)
        self.setLayout(down(grid, self._lines, gap=3))

    def _say(self) -> None:
        """Say what is wrong; beside other boxes with the name of the field that is meant."""
        clear_out(self._lines)
        met: dict[tuple[Level, str], list[FieldBox]] = {}
        for box in self._boxes:
            if box.worst is not None:
                met.setdefault((box.worst.level, box.worst.text), []).append(box)
        for (level, text), boxes in met.items():
            labels = ", ".join(box.field.about.label for box in boxes)
            named = vi("{labels}: {text}").format(labels=labels, text=text)
            said = named if len(self._boxes) > 1 else text
            self._lines.addWidget(FindingLine(Finding(boxes[0].field.name, level, said)))


class FindingLine(QWidget):
    """One finding: icon and sentence in its tone."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        tone, icon = LOUD[finding.level]
        line = across(
            Icon(icon, tone, 16), Label(finding.text, Role.SECOND, tone, wrap=True), gap=5
        )
        line.setStretch(1, 1)
        self.setLayout(line)
