"""What stands on a page of records, so that it comes back as it was after a break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.ui.records import record_work

if TYPE_CHECKING:
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.lists.filters import Filter
    from kh57_desktop.ui.records.record_work import DraftPlace


@dataclass(frozen=True, slots=True)
class Standing:
    """How the list is narrowed, and what the form shows."""

    filter: Filter
    record: int | None
    place: DraftPlace
    """Where the form is kept as it was typed; its key is known once the worker has kept it."""
    is_in_form: bool
    """Whether a narrow window shows the form in place of the list."""


def draft_of(office: Office, standing: Standing) -> Draft | None:
    """Return what was typed of a new record; None when nothing was, or another officer came."""
    return record_work.draft_at(office, standing.place.key)
