"""On which page a record of a kind is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.ui.page import Frame

ICONS = {
    "activities": "clipboard_task",
    "trainings": "hat_graduation",
    "lessons": "hat_graduation",
    "media": "megaphone",
    "publications": "megaphone",
    "people": "person",
    "plan_items": "target_arrow",
    "units": "building_government",
    "villages": "location",
}
_PAGES = {
    "activities": "activities",
    "trainings": "training",
    "media": "media",
    "people": "people",
}
_PARENTS = {"lessons": ("training", "trainings"), "publications": ("media_product", "media")}
_OF_PLAN = frozenset({"plans", "measures", "plan_items", "targets"})


def icon_of(kind: str) -> str:
    """Return the icon of a kind of record."""
    return ICONS.get(kind, "document")


def can_be_opened(kind: str) -> bool:
    """Tell whether records of a kind have a page."""
    return kind in _PAGES or kind in _PARENTS or kind in _OF_PLAN


def open_record(frame: Frame, kind: str, record: int) -> None:
    """Go to the page of a record; a lesson is shown with its class, a publication with its work."""
    if kind in _PAGES:
        frame.open(_PAGES[kind], record=record)
    elif kind in _OF_PLAN:
        frame.open("plan", record=record)
    elif kind in _PARENTS:
        field, parent = _PARENTS[kind]
        show: Any = frame.office.records.show
        frame.background.run(
            lambda: show(kind, record)[field],
            done=lambda number: open_record(frame, parent, number),
        )


def open_draft(frame: Frame, draft: Draft) -> None:
    """Go to the form in which a draft was typed; that of a part is shown with the whole."""
    kind = draft.edit.kind
    if kind in _PARENTS:
        field, parent = _PARENTS[kind]
        frame.open(_PAGES[parent], record=draft.edit.values[field], draft=draft)
    else:
        frame.open(kind, draft=draft)


def open_roster_paper(frame: Frame, training: int) -> None:
    """Go to the attendance sheet of a class, to be looked at and printed (P-14)."""
    frame.open("reports", name="attendance_sheet", training=training)


def open_roster_import(frame: Frame, training: int) -> None:
    """Go to where a spreadsheet of people is put on the roster of a class."""
    frame.open("sheets", kind="people", training=training)
