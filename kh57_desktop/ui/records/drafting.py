"""The draft of a form: kept while it is typed, given up with a key, brought back with another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kh57_desktop.i18n import vi
from kh57_desktop.ui.record_pages import open_draft
from kh57_desktop.ui.records import record_work
from kh57_desktop.ui.records.record_work import DraftPlace

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kh57_desktop.domain.edits import Edit
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.ui.forms.record_form import RecordForm
    from kh57_desktop.ui.page import Frame


class Drafting(QObject):
    """Keeps what is typed into a form; knows where, and whether there is anything to give up."""

    kept = Signal(object)
    """The moment at which the draft was kept."""
    refused = Signal(object)
    """Why the draft could not be kept."""

    def __init__(
        self, frame: Frame, form: RecordForm, whole: Callable[[Edit], Edit] = lambda edit: edit
    ) -> None:
        """`whole` adds what the page knows and no box shows: the record a part belongs to."""
        super().__init__(form)
        self._frame, self._form, self._whole = frame, form, whole
        self.place = DraftPlace(form.KIND)
        self._is_kept = False
        form.draft_due.connect(self._keep)

    @property
    def stands(self) -> bool:
        """Tell whether something is typed that was not saved."""
        return self._is_kept or self._form.is_typed

    def begin(self, record: int | None = None, draft: Draft | None = None) -> None:
        """Stand for the form of another record, or for one that a draft begins with."""
        drafts = self._frame.office.drafts
        key = drafts.key_of(self._form.KIND, record) if record is not None else ""
        self.place = DraftPlace(self._form.KIND, draft.key if draft is not None else key)
        self._is_kept = draft is not None

    def give_up(self) -> bool:
        """Forget the draft and offer to bring it back; False when there is none.

        The caller shows what is stored again.
        """
        if not self.stands:
            return False
        place, edit = self.place, self._whole(self._form.edit())
        job = partial(record_work.give_up, self._frame.office, place, edit)
        self._frame.background.run(job, done=partial(offer_back, self._frame))
        self.begin()
        return True

    def _keep(self, edit: Edit) -> None:
        place = self.place
        job = partial(record_work.keep_draft, self._frame.office, place, self._whole(edit))
        self._frame.background.run(job, done=partial(self._tell, place), failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._form.still_due()
        self.refused.emit(error)

    def _tell(self, place: DraftPlace, at: dt.datetime | None) -> None:
        if at is not None and place is self.place:
            self._is_kept = True
            self.kept.emit(at)


def offer_back(frame: Frame, draft: Draft, then: Callable[[Draft], object] | None = None) -> None:
    """Say that a draft was given up; undone, it is kept again and opened, or `then` is done."""
    show = then or partial(open_draft, frame)
    bring_back, background = frame.office.drafts.bring_back, frame.background
    undo = partial(background.run, partial(bring_back, draft), done=show)
    frame.done_line.tell(vi("Đã bỏ bản nháp «{title}».").format(title=draft.title), undo)
