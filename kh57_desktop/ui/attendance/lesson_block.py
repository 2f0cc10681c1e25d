"""The block in which a lesson of a class is recorded or corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.forms.training_form import LessonForm
from kh57_desktop.ui.look.theme import Role
from kh57_desktop.ui.parts.blocks import Block, Label
from kh57_desktop.ui.parts.buttons import PRIMARY, Button
from kh57_desktop.ui.records.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.ui.page import Frame


class LessonBlock(Block):
    """Shown while a lesson is typed; says which one it is."""

    turned = Signal(bool)
    """The block was shown, or hidden."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._title = Label("", Role.BLOCK)
        save = Button(vi("Lưu buổi"), key=shortcuts.cap("save"), kind=PRIMARY)
        self.entry = Entry(frame, LessonForm(frame.today), "training", save)
        self.add(self._title, self.entry)
        self.hide()
        self.entry.opened.connect(self._open)
        self.entry.closed.connect(self._close)
        self.entry.saved.connect(self._tell)

    def start(self, lessons: Sequence[Shown]) -> None:
        """Begin the lesson after these."""
        numbers = [n for one in lessons if isinstance(n := one["ordinal"], int)]
        self.entry.start({"ordinal": max(numbers, default=0) + 1})

    def _open(self) -> None:
        number = self.entry.form.boxes["ordinal"].reading().value
        is_new = self.entry.form.record_id is None
        named = vi("Buổi {number}").format(number=number or "")
        self._title.say(vi("Buổi mới") if is_new else named)
        self.show()
        self.turned.emit(True)  # noqa: FBT003 - Qt's own way

    def _close(self) -> None:
        self.hide()
        self.turned.emit(False)  # noqa: FBT003 - Qt's own way

    def _tell(self, is_new: bool) -> None:  # noqa: FBT001 - a signal's
        words = vi("Đã thêm buổi học.") if is_new else vi("Đã sửa buổi học.")
        self._frame.done_line.tell(words)
