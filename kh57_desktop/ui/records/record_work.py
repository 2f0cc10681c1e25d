"""What the form of a record asks of the services; every function here runs in the worker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit, Finding, Saved, Shown
from kh57_desktop.services.keeping import Asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Clock
    from kh57_desktop.services.drafts import Draft
    from kh57_desktop.services.office import Office
    from kh57_desktop.services.returns import Returned

MOST_OFFERED = 500
"""So many records a field offers to choose among."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A record with everything its form shows."""

    record: Shown | None
    draft: Draft | None
    notes: tuple[Returned, ...]
    findings: tuple[Finding, ...]
    is_ours: bool
    owner: str
    """Name of the unit that wrote it."""
    news: Mapping[str, Clock] = field(default_factory=dict)
    """The fields that another computer changed since the officer looked at them."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Some rows of a list."""

    rows: tuple[Shown, ...]
    total: int
    in_all: int
    """How many there are; where the filter leaves none, how many there are without it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved record as it now stands."""

    saved: Saved
    record: Shown

    @property
    def changes(self) -> Changes:
        """What every page is told."""
        return self.saved.changes


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A record that was withdrawn and can be brought back."""

    record: Shown
    changes: Changes


@dataclass(slots=True)
class DraftPlace:
    """Where the unsaved form on the desk is kept; a new record finds its place at the first key."""

    kind: str
    key: str = ""
    is_done: bool = False
    """The form was saved: what the window still hands over of it is no draft any more."""

    def take(self, office: Office) -> str:
        """Return the key, one that no other unsaved form has; asked in the worker alone."""
        self.key = self.key or office.drafts.free_key(self.kind)
        return self.key


def opened(office: Office, kind: str, record: int | None, draft: Draft | None = None) -> Opened:
    """Return a record, what was typed over it and not saved, and what the commune said of it.

    A draft that was saved or given up since it was offered is not shown again.
    """
    own = office.drafts.key_of(kind, record) if record is not None else ""
    found = draft_at(office, draft.key if draft is not None else own)
    if record is None:
        return Opened(None, found, (), (), is_ours=True, owner="")
    shown = show(office, kind, record)
    notes = tuple(n for n in office.periods.returned() if (n.kind, n.record) == (kind, record))
    post = office.desk.post
    is_ours = shown.unit in {"", post.code}
    owner = next((str(u["name"]) for u in office.catalog.units() if u["code"] == shown.unit), "")
    findings = check(office, Edit(kind, record, {})) if is_ours else ()
    news = office.history.news(kind, record)
    return Opened(shown, found, notes, findings, is_ours, owner, news)


def show(office: Office, kind: str, record: int) -> Shown:
    """Return a record; of a person with the name from where it stands."""
    return office.people.show(record) if kind == "people" else office.records.show(kind, record)


def check(office: Office, edit: Edit, faults: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Return the findings of an edit laid over its record; of a person over both records.

    Fields with faults are left out: what is typed there means nothing yet.
    """
    faulty = {fault.field for fault in faults}
    sound = {name: value for name, value in edit.values.items() if name not in faulty}
    keeping = office.people if edit.kind == "people" else office.records
    return keeping.check(replace(edit, values=sound))


def save(office: Office, edit: Edit, place: DraftPlace) -> Kept:
    """Keep an edit, forget its draft, and return the record as it now stands."""
    keeping = office.people if edit.kind == "people" else office.records
    saved = keeping.save(edit, place.key)
    place.is_done = True
    return Kept(saved, show(office, edit.kind, saved.id))


def keep_draft(office: Office, place: DraftPlace, edit: Edit) -> dt.datetime | None:
    """Keep what is typed; returns when, None when it was saved meanwhile."""
    return None if place.is_done else office.drafts.keep(place.take(office), edit)


def give_up(office: Office, place: DraftPlace, edit: Edit) -> Draft:
    """Forget a draft; returns it as it was typed, so that it can come back."""
    place.is_done = True
    key = place.take(office)
    office.drafts.drop(key)
    return office.drafts.standing_for(key, edit)


def draft_at(office: Office, key: str) -> Draft | None:
    """Return what is kept of an unsaved form; None when it was saved or given up."""
    return next((one for one in office.drafts.open() if one.key == key), None)


def draft_of(office: Office, kind: str, parent: tuple[str, int]) -> Draft | None:
    """Return the latest unsaved part of a record: a publication of a product, say."""
    field, number = parent
    own = (one for one in office.drafts.open() if one.edit.kind == kind)
    return next((one for one in own if one.edit.values.get(field) == number), None)


def remove(office: Office, record: Shown) -> Withdrawn:
    """Withdraw a record."""
    return Withdrawn(record, office.records.remove(record.kind, record.id))


def rows(office: Office, asked: Asked, whole: Asked, start: int, limit: int) -> Listed:
    """Return some rows of a list and how many there are; of none, how many the whole list has."""
    page = office.records.page(replace(asked, offset=start, limit=limit))
    in_all = page.total or office.records.page(replace(whole, limit=1)).total
    return Listed(page.rows, page.total, in_all)


def recent(office: Office, kinds: tuple[str, ...]) -> dict[str, tuple[Shown, ...]]:
    """Return the newest records of some kinds, which a field of a form may lead to."""
    return {
        kind: office.records.page(Asked(kind, limit=MOST_OFFERED, counted=False)).rows
        for kind in kinds
    }


def choices(office: Office, tables: tuple[str, ...]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return what the references of a form may lead to."""
    return {table: office.catalog.choices(table) for table in tables}
