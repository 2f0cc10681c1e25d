"""The form of a part of what is shown: a publication of a product, a lesson of a class."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.notices import FaultCard, clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, across, down
from kh57_desktop.ui.parts.buttons import QUIET, Button
from kh57_desktop.ui.records import record_work
from kh57_desktop.ui.records.drafting import Drafting
from kh57_desktop.ui.records.state_line import StateLine

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Changes, Edit, Shown, Value
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.ui.forms.record_form import RecordForm
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.records.record_work import DraftPlace, Kept, Opened


class Entry(QWidget):
    """Opens when a part is begun or a draft of one waits; keeps drafts, checks and saves."""

    opened = Signal()
    """The form is shown."""
    saved = Signal(bool)
    """What was typed is kept; the form is closed. True of a new part."""
    closed = Signal()
    """The form is closed, whatever became of it."""

    def __init__(self, frame: Frame, form: RecordForm, belongs: str, save: Button) -> None:
        """`belongs` is the field that leads to the record it is a part of."""
        super().__init__()
        self.frame, self.form, self._belongs, self.save = frame, form, belongs, save
        self._whole, self._is_expected, self._is_ours = 0, False, True
        self._saving: DraftPlace | None = None
        self.drafting = Drafting(frame, form, self._with_whole)
        self.cards, self.state = down(), StateLine()
        self.cancel = Button(vi("Thôi"), key=shortcuts.cap("give_up"))
        self.remove = Button(vi("Xóa"), icon="delete", kind=QUIET)
        state = across(self.state, self.remove)
        state.setStretch(0, 1)
        buttons = across(STRETCH, self.cancel, save)
        self.setLayout(down(self.cards, form, state, buttons, gap=6))
        self.hide()
        self.remove.clicked.connect(self._remove)
        self.cancel.clicked.connect(self.give_up)
        save.clicked.connect(self.submit)
        form.finished.connect(save.setFocus)
        form.check_due.connect(self._check)
        self.drafting.kept.connect(self._tell_draft)
        self.drafting.refused.connect(self._show_refusal)

    @property
    def is_open(self) -> bool:
        """Tell whether something is being typed."""
        return not self.isHidden()

    def show_whole(self, number: int, *, is_ours: bool) -> None:
        """Stand below a record, and open what was typed for it and not saved."""
        if number != self._whole:
            self.close_form()
            self._whole = number
        self._is_ours = is_ours
        if is_ours and not self.is_open:
            place = (self._belongs, number)
            job = partial(record_work.draft_of, self.frame.office, self.form.KIND, place)
            self.frame.background.run(job, done=partial(self._offer, number))

    def expect(self) -> None:
        """Begin in the draft that will be shown: the officer asked for it."""
        self._is_expected = True

    def start(self, values: Mapping[str, Value] | None = None) -> None:
        """Open the form of a new part, with some values filled in."""
        self._begin(None)
        self.form.fill(values or {})

    def change(self, row: Shown) -> None:
        """Open the form of a stored part, and over it what was typed and not saved."""
        self._begin(row)
        place = self.drafting.place
        job = partial(record_work.opened, self.frame.office, row.kind, row.id)
        self.frame.background.run(job, done=partial(self._show_stored, place))

    def keep_draft(self) -> None:
        """Hand over what is half typed."""
        self.form.keep_draft()

    def close_form(self) -> None:
        """Close the form; what is half typed waits as a draft."""
        self.keep_draft()
        self._close()

    def give_up(self) -> None:
        """Close the form and forget what was typed; the done line can undo it."""
        self.drafting.give_up()
        self._close()

    def open_history(self) -> bool:
        """Go to the history of the stored part that has the focus; False when none has it."""
        record, focused = self.form.record_id, QApplication.focusWidget()
        if record is None or focused is None or not self.isAncestorOf(focused):
            return False
        field = next((n for n, box in self.form.boxes.items() if box.editor is focused), "")
        self.frame.open("history", kind=self.form.KIND, record=record, field=field)
        return True

    def submit(self) -> None:
        """Save what is typed; what cannot be understood is shown instead."""
        if not self.is_open or self._saving is self.drafting.place:
            return
        clear(self.cards, FaultCard)
        if self.form.faults():
            self.form.show_findings(())
            self.form.focus_next_fault()
            return
        place = self._saving = self.drafting.place
        job = partial(
            record_work.save, self.frame.office, self._with_whole(self.form.edit()), place
        )
        done = partial(self._saved, place)
        self.frame.background.run(job, done=done, failed=self._refuse)

    def _offer(self, number: int, draft: Draft | None) -> None:
        if draft is None or number != self._whole or self.drafting.stands:
            return
        record = draft.edit.id
        if record is None:
            self._show_draft(draft, None)
        else:
            job = partial(self.frame.office.records.show, draft.edit.kind, record)
            self.frame.background.run(job, done=partial(self._show_draft, draft))

    def _begin(self, row: Shown | None) -> None:
        self.keep_draft()
        self.drafting.begin(row.id if row is not None else None)
        self.form.show_record(row)
        self._open()
        self.form.focus_first()

    def _show_stored(self, place: DraftPlace, got: Opened) -> None:
        if place is not self.drafting.place or got.record is None:
            return
        if self.form.is_typed:
            self.form.recognize(got.record)
        elif got.draft is not None:
            self._show_draft(got.draft, got.record)
        else:
            self.form.show_record(got.record)
            self.form.show_findings(got.findings, missing=False)

    def _show_draft(self, draft: Draft, row: Shown | None) -> None:
        self.drafting.begin(None, draft)
        self.form.show_record(row, draft.edit)
        self._open()
        self._tell_draft(draft.kept_at)
        if self._is_expected:
            self._is_expected = False
            self.form.focus_first()

    def _open(self) -> None:
        clear(self.cards)
        self.state.say("")
        self.cancel.say(vi("Thôi"))
        self.form.setEnabled(self._is_ours)
        self.save.setVisible(self._is_ours)
        self.remove.setVisible(self._is_ours and self.form.record_id is not None)
        self.show()
        self.opened.emit()

    def _close(self) -> None:
        self.drafting.begin()
        self.form.show_record(None)
        self.hide()
        self.closed.emit()

    def _tell_draft(self, at: dt.datetime) -> None:
        self.state.tell_draft(at)
        self.cancel.say(vi("Bỏ nháp"))
        self.remove.hide()  # first it is settled what becomes of the draft

    def _with_whole(self, edit: Edit) -> Edit:
        return replace(edit, values={**edit.values, self._belongs: self._whole})

    def _saved(self, place: DraftPlace, _kept: Kept) -> None:
        is_new = self.form.record_id is None
        if place is self.drafting.place:
            self._close()
        self.saved.emit(is_new)

    def _remove(self) -> None:
        """Withdraw the part that is shown; the done line can undo it."""
        record = self.form.record_id
        if record is None:
            return
        records, kind = self.frame.office.records, self.form.kind
        undo = partial(self.frame.background.run, partial(records.restore, kind.name, record))
        words = vi("Đã xóa «{noun}».").format(noun=kind.noun)

        def removed(_changes: Changes) -> None:
            self._close()
            self.frame.done_line.tell(words, undo)

        job = partial(records.remove, kind.name, record)
        self.frame.background.run(job, done=removed, failed=self._show_refusal)

    def _refuse(self, error: Exception) -> None:
        self._saving = None
        self._show_refusal(error)

    def _show_refusal(self, error: Exception) -> None:
        show_fault(self.cards, error)

    def _check(self, edit: Edit) -> None:
        whole = self._with_whole(edit)
        job = partial(record_work.check, self.frame.office, whole, self.form.faults())
        self.frame.background.run(job, done=partial(self.form.show_findings, missing=False))
