"""A setting on its page: its label, the widget in which it is chosen, what is to be known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QButtonGroup, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms.choices import ChoiceEditor
from kh57_desktop.ui.forms.editors import LineEditor, NumberEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look import style
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import Label, across, down
from kh57_desktop.ui.parts.buttons import Button, Chip

if TYPE_CHECKING:
    from kh57_desktop.services.device import About

LABEL_WIDTH, EDITOR_WIDTH = 220, 470


class SettingField(QWidget):
    """One setting; says when the officer has chosen another value."""

    changed = Signal(object)

    def __init__(self, about: About) -> None:
        super().__init__()
        self.label, self.hint = about.label, about.hint
        self.said = Label(about.hint, Role.SECOND, Tone.SUB, wrap=True)
        if not about.hint:  # shown before it has a parent it would be a window of its own
            self.said.hide()
        self._row = across(gap=8)
        named = Label(about.label, Role.LABEL)
        named.setFixedSize(px(LABEL_WIDTH), px(32))
        line = across(named, down(self._row, self.said, gap=2), gap=12)
        line.setAlignment(named, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_value(self, value: object) -> None:
        """Show the value in use; nothing is said by it."""
        raise NotImplementedError

    def choose(self, value: object) -> None:
        """Choose a value as the officer does."""
        self.show_value(value)
        self.changed.emit(value)

    def first_focus(self) -> QWidget:
        """Return the widget in which the value is chosen."""
        raise NotImplementedError

    def tell(self, words: str, tone: Tone) -> None:
        """Say something about the value; nothing brings the hint back."""
        self.said.say(words or self.hint, tone if words else Tone.SUB)
        self.said.setVisible(bool(words or self.hint))
        self.setAccessibleDescription(words or self.hint)

    def _hold(self, editor: QWidget, wide: int = EDITOR_WIDTH) -> None:
        editor.setAccessibleName(self.label)
        editor.setAccessibleDescription(self.hint)
        editor.setFixedWidth(px(wide))
        self._row.addWidget(editor)


class ChipsField(SettingField):
    """A few values beside one another; the arrow keys go from one to the next."""

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self._chips: dict[object, Chip] = {}
        group = QButtonGroup(self)
        for value, words in about.choices:
            chip = self._chips[value] = Chip(words)
            chip.setAccessibleName(f"{about.label}: {words}")
            group.addButton(chip)
            self._row.addWidget(chip)
        self._row.addStretch(1)
        group.buttonClicked.connect(self._take)

    def show_value(self, value: object) -> None:
        """Show which value is in use."""
        if value in self._chips:
            self._chips[value].setChecked(True)

    def first_focus(self) -> QWidget:
        """Return the chip that is on."""
        return next(chip for chip in self._chips.values() if chip.isChecked())

    def _take(self, chosen: Chip) -> None:
        value = next(value for value, chip in self._chips.items() if chip is chosen)
        self.changed.emit(value)


class NumberField(SettingField):
    """A number within limits; one outside them is said and not taken."""

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self._value: object = None
        self.editor = NumberEditor(about.least, about.most)
        self._hold(self.editor, 80)
        self._row.addStretch(1)
        self.editor.left.connect(self._take)

    def show_value(self, value: object) -> None:
        """Show the number in use."""
        self._value = value
        self.editor.show_value(value if isinstance(value, int) else None)

    def first_focus(self) -> QWidget:
        """Return the field."""
        return self.editor

    def _take(self) -> None:
        found = self.editor.reading()
        fault = found.fault or (vi("Gõ một số.") if found.value is None else "")
        self.tell(fault, Tone.ERR)
        style.tone(self.editor, Tone.ERR if fault else Tone.PLAIN)
        if not fault and found.value != self._value:
            self._value = found.value
            self.changed.emit(found.value)


class FolderField(SettingField):
    """A folder, typed or chosen in the dialog of the system; empty means none."""

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self._value: object = ""
        self.editor = LineEditor()
        self._hold(self.editor, EDITOR_WIDTH - 110)
        self.choosing = Button(vi("Chọn…"), icon="folder")
        self.choosing.setAccessibleName(vi("Chọn: {label}").format(label=about.label))
        self._row.addWidget(self.choosing)
        self._row.addStretch(1)
        self.editor.left.connect(self._take)
        self.choosing.clicked.connect(self._ask)

    def show_value(self, value: object) -> None:
        """Show the folder in use."""
        self._value = value
        self.editor.show_value(str(value) or None)

    def first_focus(self) -> QWidget:
        """Return the line."""
        return self.editor

    def _take(self) -> None:
        typed = str(self.editor.reading().value or "")
        if typed != self._value:
            self._value = typed
            self.changed.emit(typed)

    def _ask(self) -> None:
        folder = file_choice.folder(self, self.label)
        if folder is not None:
            self.choose(str(folder))


class PrinterField(SettingField):
    """A printer of this computer; none means the one the system prints on."""

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self.editor = ChoiceEditor([Option(n, n) for n in QPrinterInfo.availablePrinterNames()])
        self._hold(self.editor)
        self._row.addStretch(1)
        self.editor.edited.connect(lambda: self.changed.emit(self._chosen()))

    def show_value(self, value: object) -> None:
        """Show the printer in use."""
        self.editor.show_value(str(value) or None)

    def first_focus(self) -> QWidget:
        """Return the list."""
        return self.editor

    def _chosen(self) -> str:
        return str(self.editor.reading().value or "")


def field_of(name: str, about: About, value: object) -> SettingField:
    """Return the field in which a setting is chosen."""
    if about.choices:
        return ChipsField(about)
    if isinstance(value, int):
        return NumberField(about)
    return PrinterField(about) if name == "printer" else FolderField(about)
