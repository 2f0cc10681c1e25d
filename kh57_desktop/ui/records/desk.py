"""The right side of a page of records: the form, what is said of it, and its foot."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kh57_desktop.errors import InvalidRecord, SecretStamp
from kh57_desktop.i18n import vi
from kh57_desktop.ui import shortcuts
from kh57_desktop.ui.look import states
from kh57_desktop.ui.look.theme import Role, Tone
from kh57_desktop.ui.notices import FaultCard, clear, show_fault
from kh57_desktop.ui.parts.blocks import STRETCH, BadgeLabel, Block, Foot, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, QUIET, Button
from kh57_desktop.ui.parts.elided import Elided
from kh57_desktop.ui.parts.panes import scrolled
from kh57_desktop.ui.records import cards as record_cards
from kh57_desktop.ui.records import record_work, remarks
from kh57_desktop.ui.records.drafting import Drafting
from kh57_desktop.ui.records.news import News
from kh57_desktop.ui.records.others_record import OthersRecord
from kh57_desktop.ui.records.state_line import StateLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QVBoxLayout

    from kh57_desktop.domain.edits import Edit, Shown, Value
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.ui.forms.record_form import RecordForm
    from kh57_desktop.ui.page import Frame
    from kh57_desktop.ui.records.record_work import DraftPlace, Kept, Opened, Withdrawn


class RecordDesk(Block):
    """Shows one record in its form; keeps drafts, checks, saves, repeats and withdraws it."""

    shown = Signal(object)
    """The record that is shown now; None for a new one."""
    saved = Signal(object)
    """The id of the record that was saved."""
    emptied = Signal()
    """The record was withdrawn, or what was typed was given up."""

    def __init__(self, frame: Frame, form: RecordForm, noun: str, *, repeats: bool = True) -> None:
        super().__init__(margins=(16, 10))
        self.frame, self.form, self._noun, self._repeats = frame, form, noun, repeats
        self.drafting = Drafting(frame, form)
        self._record: Shown | None = None
        self.is_ours = True
        self.others: OthersRecord | None = None
        self._and_next = False
        self._turn = 0
        self._saving: DraftPlace | None = None
        self.title, self.badge = Elided("", Role.BLOCK), BadgeLabel()
        self.repeat = Button(vi("Lặp lại"), key=shortcuts.cap("repeat"),
                             icon="arrow_repeat_all", kind=QUIET)  # fmt: skip
        self.cards: QVBoxLayout = down(gap=6)
        self.news = News(frame, form, self.cards)
        self.state = StateLine()
        self.history = Button(vi("Lịch sử"), key=shortcuts.cap("history"), kind=QUIET)
        self.remove = Button(vi("Xóa"), icon="delete", kind=QUIET)
        self.drop = Button(vi("Bỏ nháp"), key=shortcuts.cap("give_up"), icon="delete", kind=QUIET)
        self.save = Button(vi("Lưu"), key=shortcuts.cap("save"))
        self.next = Button(vi("Lưu, ghi tiếp"), key=shortcuts.cap("finish"), kind=PRIMARY)
        self._arrange()
        self._listen()
        self.start_new()

    @property
    def day(self) -> dt.date | None:
        """The day of the stored record that is shown."""
        day = self._record[self.form.kind.dated_by] if self._record is not None else None
        return day if isinstance(day, dt.date) else None

    def open(
        self,
        record: int | None,
        draft: Draft | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Show a record, or a draft of one, and go on from there.

        What comes after another record or an empty form was asked for is not shown any more.
        """
        self.keep_draft()
        self.remove.setEnabled(False)  # the list stands on the other record already
        self._turn = turn = self._turn + 1
        office, kind = self.frame.office, self.form.KIND
        job = partial(record_work.opened, office, kind, record, draft)

        def show(got: Opened) -> None:
            if turn != self._turn:
                return
            self._show(got)
            if then is not None:
                then()

        self.frame.background.run(job, done=show, failed=partial(self._stay, turn))

    def start_new(self, values: dict[str, Value] | None = None) -> None:
        """Show an empty form, or one filled in for the officer."""
        self._turn += 1
        self._record, self.is_ours, self.others = None, True, None
        self.drafting.begin()
        self.news.forget()
        self.form.show_record(None)
        self.form.fill(values or {})
        self._tell_record()
        clear(self.cards)

    def keep_draft(self) -> None:
        """Hand over what is half typed."""
        if self.is_ours:
            self.form.keep_draft()

    def give_up(self) -> None:
        """Forget what is typed and show what is stored again; the done line can undo it."""
        record = self.form.record_id
        if not self.is_ours or not self.drafting.give_up():
            return
        self.start_new()
        if record is not None:
            self.open(record)
        self.emptied.emit()

    def give_back(self) -> None:
        """Ask for the note with which the commune returns the record of a unit."""
        if self.others is not None:
            self.others.ask()

    def finish(self) -> None:
        """Save and begin the next one; of another unit's record, return it with the note."""
        if self.others is not None:
            self.others.submit()
        else:
            self.submit(and_next=True)

    def submit(self, *, and_next: bool = False) -> None:
        """Save what is typed; what cannot be understood is shown instead."""
        if not self.is_ours or self._saving is self.drafting.place:
            return  # a second Ctrl+S before the first has come back would record it twice
        clear(self.cards, FaultCard)
        faults = self.form.faults()
        if faults:
            self.form.show_findings(())
            self.form.focus_next_fault()
            return
        self._and_next = and_next
        edit = self.form.edit()
        if edit.id is not None and not edit.values:
            self.state.say(vi("Không có gì thay đổi"), Tone.OK)
            return
        place = self._saving = self.drafting.place
        self.state.say(vi("Đang lưu…"), Tone.INFO)
        self.frame.background.run(
            partial(record_work.save, self.frame.office, edit, place),
            done=partial(self._saved_at, place),
            failed=partial(self._refuse, place),
        )

    def _arrange(self) -> None:
        self.below = down(gap=8)
        self.area = scrolled(down(self.cards, self.form, self.below, STRETCH, gap=6))
        self.drop.hide()
        head = across(self.title, self.badge, STRETCH, self.drop, self.remove, self.repeat)
        self.add(head, self.area)
        self.box.setStretch(1, 1)
        foot = Foot(self.state, self.history, self.save, self.next)
        self.stand_on(foot)

    def _listen(self) -> None:
        self.drafting.kept.connect(self._tell_draft)
        self.drafting.refused.connect(self._fail)
        self.drop.clicked.connect(self.give_up)
        self.form.check_due.connect(self._check)
        self.form.finished.connect(self.save.setFocus)
        self.save.clicked.connect(self.submit)
        self.next.clicked.connect(lambda: self.submit(and_next=True))
        self.remove.clicked.connect(self._remove)
        self.history.clicked.connect(self._open_history)

    def _show(self, got: Opened) -> None:
        clear(self.cards)
        self._record, self.is_ours = got.record, got.is_ours
        number = got.record.id if got.record is not None else None
        self.drafting.begin(number, got.draft)
        self.form.show_record(got.record, got.draft.edit if got.draft else None)
        self.form.setEnabled(got.is_ours)
        self._tell_record()
        if got.draft is not None:
            self._tell_draft(got.draft.kept_at)
        self.news.show_of(got)
        for note in got.notes:
            self.cards.addWidget(record_cards.returned(note))
        self.others = None
        if not got.is_ours and got.record is not None:
            self.others = OthersRecord(self.frame, got.record, got.owner)
            self.cards.addWidget(self.others)
        self.form.show_findings(remarks.of(got), missing=False)

    def _tell_record(self) -> None:
        record = self._record
        shown_by = self.form.kind.shown_by
        title = str(record[shown_by] or "") if record is not None else ""
        self.title.say(title or vi("{noun} mới").format(noun=self._noun))
        has_state = record is not None and "state" in self.form.kind.fields
        self.badge.show_badge(states.of_record(record) if record and has_state else None)
        kept = record is not None and self.is_ours
        self.repeat.setVisible(kept and self._repeats)
        self._offer_draft()
        self.history.setVisible(record is not None)
        self.save.setVisible(self.is_ours)
        self.next.setVisible(self.is_ours)
        self.form.setEnabled(self.is_ours)
        self.state.say("")
        self.shown.emit(record)

    def _tell_draft(self, at: dt.datetime) -> None:
        self.state.tell_draft(at)
        self._offer_draft()

    def _offer_draft(self) -> None:
        """Let what is unsaved be given up; the record is withdrawn once that is settled."""
        stands = self.is_ours and self.drafting.stands
        self.drop.setVisible(stands)
        self.remove.setVisible(self._record is not None and self.is_ours and not stands)
        self.remove.setEnabled(True)

    def _check(self, edit: Edit) -> None:
        job = partial(record_work.check, self.frame.office, edit, self.form.faults())
        self.frame.background.run(job, done=partial(self.form.show_findings, missing=False))

    def _saved_at(self, place: DraftPlace, kept: Kept) -> None:
        if place is self.drafting.place:
            self._kept(kept)  # else the officer has gone on to another form meanwhile

    def _kept(self, kept: Kept) -> None:
        self._record = kept.record
        self.form.kept(kept.record)
        self.drafting.begin(kept.record.id)
        self._tell_record()
        self.form.show_findings(kept.saved.findings)
        self.state.tell_saved(self.form.kind, kept.saved.findings)
        if kept.saved.overtaken:
            self.cards.addWidget(record_cards.overtaken(self.form.kind, kept.saved.overtaken))
        self.saved.emit(kept.record.id)
        if self._and_next:
            self.frame.done_line.tell(vi("Đã lưu «{title}».").format(title=self.title.text()))
            self.start_new()
            self.form.focus_first()

    def _refuse(self, place: DraftPlace, error: Exception) -> None:
        self._saving = None
        is_kept = not isinstance(error, SecretStamp)  # such a text stays in no draft either
        said = vi("Chưa lưu; bản nháp vẫn được giữ") if is_kept else vi("Chưa lưu")
        self.state.say(said, Tone.WARN)
        show_fault(self.cards, error)
        if isinstance(error, InvalidRecord) and place is self.drafting.place:
            self._check(self.form.edit())

    def _fail(self, error: Exception) -> None:
        show_fault(self.cards, error)

    def _stay(self, turn: int, error: Exception) -> None:
        """Say why another record could not be opened; the one before is still shown."""
        self._fail(error)
        if turn == self._turn:
            self._offer_draft()
            self.shown.emit(self._record)

    def _remove(self) -> None:
        if self._record is not None and self.is_ours:
            job = partial(record_work.remove, self.frame.office, self._record)
            self.frame.background.run(job, done=self._removed, failed=self._fail)

    def _removed(self, gone: Withdrawn) -> None:
        title = str(gone.record[self.form.kind.shown_by] or self._noun)
        restore, background = self.frame.office.records.restore, self.frame.background
        undo = partial(background.run, partial(restore, gone.record.kind, gone.record.id))
        self.frame.done_line.tell(vi("Đã xóa «{title}».").format(title=title), undo)
        self.start_new()
        self.emptied.emit()

    def _open_history(self) -> None:
        shown, title = self._record, self.title.text()
        if shown is not None:
            focused = next((n for n, b in self.form.boxes.items() if b.editor.hasFocus()), "")
            self.frame.open("history", kind=shown.kind, record=shown.id, field=focused, title=title)
