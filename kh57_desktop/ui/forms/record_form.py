"""A form drawn from the described fields of a record; it reads an edit and loses no typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from kh57_desktop.domain.edits import Edit, Finding, Level, Shown
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui.forms.boxes import PLANNED, FieldBox, FieldRow
from kh57_desktop.ui.forms.fold import Fold
from kh57_desktop.ui.forms.sight import Sight
from kh57_desktop.ui.look import theme
from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.parts.blocks import down

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kh57_desktop.domain.edits import Clock, Value
    from kh57_desktop.ui.forms.lookup import Option

DRAFT_AFTER_MS = 1000


class Described(Protocol):
    """A field as the record's class names it: `Activity.title`."""

    @property
    def key(self) -> str:
        """The field's name."""


Row: TypeAlias = tuple[tuple[Described, int], ...]
"""Fields beside one another, each with its share of the width."""


class RecordForm(QWidget):
    """The boxes of one kind in the order of `LAYOUT`; a form says nothing else."""

    KIND: ClassVar[str] = ""
    LAYOUT: ClassVar[tuple[Row, ...]] = ()
    MORE: ClassVar[tuple[Row, ...]] = ()
    """Rows that are folded away until they are asked for or hold something."""
    GIVEN: ClassVar[frozenset[str]] = frozenset()
    """Fields that the page fills in; no box shows them."""

    draft_due = Signal(object)
    """An `Edit` that is to be kept as a draft: one second after the last key."""
    check_due = Signal(object)
    """An `Edit` that is to be checked: a field was left, or a fault may be mended."""
    finished = Signal()
    """Enter was pressed in the last box."""

    def __init__(self, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self.kind = KINDS[self.KIND]
        self.boxes = {
            field.key: FieldBox(
                self.kind.fields[field.key],
                today,
                is_alone=len(row) == 1,
                ahead=self.KIND in PLANNED,
            )
            for row in (*self.LAYOUT, *self.MORE)
            for field, _ in row
        }
        self._shown = Shown(self.KIND, 0, {})
        self._touched: dict[str, Value] = {}
        self._seen: dict[str, Clock] = {}
        self._is_new, self._is_typed, self._is_due = True, False, False
        folded = [self.boxes[field.key] for row in self.MORE for field, _ in row]
        self.fold = Fold(folded, self._rows(self.MORE))
        self.setLayout(down(*self._rows(self.LAYOUT), self.fold, gap=theme.FIELD_GAP))
        self.setMaximumWidth(px(theme.FORM_WIDTH))
        self._sight = Sight(self)
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_AFTER_MS)
        self._draft.timeout.connect(self.keep_draft)
        for box in self.boxes.values():
            self._listen(box)

    def go_to_more(self) -> None:
        """Unfold the rows that are folded away and go there; from there, fold them and go back."""
        inside = [box for box in self.fold.boxes if box.editor.hasFocus()]
        self.fold.unfold(on=not inside)
        if inside:
            self.focus_first()
        elif self.fold.boxes:
            self._enter(self.fold.boxes[0])

    def offer(self, table: str, options: Sequence[Option]) -> None:
        """Let every field that leads to a table choose among its records."""
        for box in self.boxes.values():
            if box.field.about.refers_to == table:
                box.offer(options)

    def show_record(self, record: Shown | None, draft: Edit | None = None) -> None:
        """Show a record (none: an empty form), and over it what a draft had typed.

        The draft knows what it was typed over: a value that came since is not overwritten unseen.
        """
        self._draft.stop()
        self._is_new, self._is_typed, self._is_due = record is None, False, False
        self._shown = record or Shown(self.KIND, 0, {})
        self._touched = dict(draft.values) if draft is not None else {}
        self._seen = dict(draft.seen) if draft is not None else {}
        for name, box in self.boxes.items():
            box.show_value(self._touched.get(name, self._shown[name]))
            box.show_findings(())
        self.show_news(())
        self.fold.unfold(on=self._holds_more())

    def recognize(self, record: Shown) -> None:
        """Take over the clocks of the record that is shown; what is typed stays."""
        self._shown = record

    def edit(self) -> Edit:
        """Return the touched fields as they are typed now, with the clocks of what was shown."""
        for name in self._touched:
            if name in self.boxes:
                self._touched[name] = self.boxes[name].reading().value
        clocks = {**self._shown.clocks, **self._seen}
        seen = {name: clocks[name] for name in self._touched if name in clocks}
        return Edit(self.KIND, None if self._is_new else self._shown.id, dict(self._touched), seen)

    def write(self, name: str, value: Value) -> None:
        """Write a value as if the officer had typed it."""
        self.boxes[name].show_value(value)
        self._touch(name)

    def fill(self, values: Mapping[str, Value]) -> None:
        """Fill boxes in for the officer; nobody typed it, so no draft is kept of it alone."""
        for name, value in values.items():
            if name in self.boxes:
                self.boxes[name].show_value(value)
                self._touched[name] = self.boxes[name].reading().value

    def shown_values(self) -> dict[str, Value]:
        """Return every value as the form shows it now."""
        return {name: box.reading().value for name, box in self.boxes.items()}

    @property
    def is_touched(self) -> bool:
        """Tell whether something was typed since the record was shown."""
        return bool(self._touched)

    @property
    def is_typed(self) -> bool:
        """Tell whether the officer typed something that was not saved."""
        return self._is_typed and self.is_touched

    @property
    def record_id(self) -> int | None:
        """Return the id of the record that is shown; None for a new one."""
        return None if self._is_new else self._shown.id

    def kept(self, record: Shown) -> None:
        """Take over the stored record after a save; what was typed meanwhile stays touched."""
        self._draft.stop()
        self._shown, self._is_new, self._seen = record, False, {}
        for name in list(self._touched):
            reading = self.boxes[name].reading() if name in self.boxes else None
            if reading is None or reading.value == record[name]:
                del self._touched[name]
        for name, box in self.boxes.items():
            if name not in self._touched and not box.editor.hasFocus():
                box.show_value(record[name])
        if self._touched and self._is_due:
            self._draft.start()

    def keep_draft(self) -> None:
        """Ask for what is typed to be kept, unless nothing was."""
        self._draft.stop()
        if self._touched and self._is_due:
            self._is_due = False
            self.draft_due.emit(self.edit())

    def still_due(self) -> None:
        """Hand over again what could not be kept, at the next occasion."""
        self._is_due = True

    def faults(self) -> tuple[Finding, ...]:
        """Return what cannot be understood as typed: half a day, letters for a number."""
        found = []
        for name, box in self.boxes.items():
            reading = box.reading()
            if reading.fault:
                found.append(Finding(name, Level.FAULT, reading.fault))
        return tuple(found)

    def show_findings(self, findings: Iterable[Finding], *, missing: bool = True) -> None:
        """Say under each field what is wrong with it; a field being typed in is left alone."""
        by_field: dict[str, list[Finding]] = {}
        for one in (*self.faults(), *findings):
            if missing or one.level is not Level.MISSING:
                by_field.setdefault(one.field, []).append(one)
        if any(self._is_grave(name, by_field) for name in self.fold.names):
            self.fold.unfold(on=True)
        for name, box in self.boxes.items():
            found = tuple(by_field.get(name, ()))
            if box.editor.hasFocus() and not box.findings and found:
                continue
            box.show_findings(found)
        self.fold.remind()

    def show_news(self, names: Collection[str]) -> None:
        """Mark the fields that another computer has changed since they were looked at."""
        for name, box in self.boxes.items():
            box.show_news(on=name in names)
        if self.fold.names & set(names):
            self.fold.unfold(on=True)

    def focus_first(self) -> None:
        """Put the focus into the first box."""
        self._enter(next(iter(self.boxes.values())))

    def focus_next_fault(self) -> bool:
        """Go to the next field with a fault, else to the next worth filling in; False without."""
        boxes = list(self.boxes.values())
        here = next((n for n, box in enumerate(boxes) if box.editor.hasFocus()), -1)
        onward = boxes[here + 1 :] + boxes[: here + 1]
        grave = [box for box in onward if box.wants_attention]
        for box in grave or [box for box in onward if box.findings]:
            self._enter(box)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go to the next required field and Shift+Enter back; keep the focus in view."""
        if event.type() == QEvent.Type.FocusIn:
            self._sight.start()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            several_lines = isinstance(watched, QPlainTextEdit)
            if is_enter and not several_lines and not self._controlled(event):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._go_on(watched, back=back)
                return True
        return super().eventFilter(watched, event)

    def _rows(self, rows: tuple[Row, ...]) -> list[FieldRow]:
        return [FieldRow([(self.boxes[field.key], share) for field, share in row]) for row in rows]

    def _enter(self, box: FieldBox) -> None:
        if box in self.fold.boxes:
            self.fold.unfold(on=True)
        box.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _holds_more(self) -> bool:
        typed = {name for name, value in self._touched.items() if value is not None}
        filled = {n for n in self.fold.names if self._shown[n] not in (None, ()) and n != "unit"}
        return bool(typed & self.fold.names or filled)

    @staticmethod
    def _is_grave(name: str, by_field: Mapping[str, list[Finding]]) -> bool:
        return any(one.level > Level.REMINDER for one in by_field.get(name, ()))

    def _listen(self, box: FieldBox) -> None:
        name = box.field.name
        box.edited.connect(lambda: self._touch(name))
        box.left.connect(lambda: self._leave(name))
        box.editor.installEventFilter(self)
        chosen = getattr(box.editor, "chosen", None)
        if chosen is not None:
            chosen.connect(lambda: self._go_on(box.editor, back=False))

    def _touch(self, name: str) -> None:
        self._touched[name] = self.boxes[name].reading().value
        self._is_typed = self._is_due = True
        if not self._draft.isActive():  # restarted at every key it would wait for a pause
            self._draft.start()
        if self.boxes[name].findings:  # a correction is seen at once
            self.check_due.emit(self.edit())

    def _leave(self, name: str) -> None:
        if name in self._touched or self.boxes[name].findings:
            self.check_due.emit(self.edit())

    def _go_on(self, where: QObject, *, back: bool) -> None:
        boxes = [b for b in self.boxes.values() if b.editor.isVisibleTo(self)]
        here = next((n for n, box in enumerate(boxes) if box.editor is where), 0)
        onward = boxes[:here][::-1] if back else boxes[here + 1 :]
        for box in onward:
            if box.field.about.required:
                box.editor.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if not back:
            self.keep_draft()
            self.finished.emit()

    @staticmethod
    def _controlled(event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
