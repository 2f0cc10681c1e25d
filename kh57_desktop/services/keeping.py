"""Save, show, list, withdraw and restore records of any kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kh57_desktop.domain import plan as the_plan
from kh57_desktop.domain import rules
from kh57_desktop.domain.edits import Changes, Edit, Finding, Level, Saved, Shown
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import NoSuchRecord, NotAllowed
from kh57_desktop.i18n import vi
from kh57_desktop.journal import sight
from kh57_desktop.records.base import Scope
from kh57_desktop.services.checking import findings as findings_of
from kh57_desktop.services.checking import (
    kind_of,
    of_another_unit,
    refuse_faults,
    refuse_stamps,
    tidied,
)
from kh57_desktop.store import queries, search
from kh57_desktop.store.memory import of_catalog
from kh57_desktop.store.queries import Listing, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.records.kinds import Kind
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

TRAINING_ITEM = "NV-2.5"
VILLAGE_TRAINING_ITEM = "NV-2.6"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list asks for, in the officer's words."""

    kind: str
    period: Period | None = None
    unit: str | None = None
    text: str = ""
    states: tuple[str, ...] = ()
    where: tuple[tuple[str, Value], ...] = ()
    limit: int = 200
    offset: int = 0
    counted: bool = True
    """Whether the page says how many there are in all."""
    fields: tuple[str, ...] = ()
    """Those that a list shows; all of them when none is named."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What an officer does with records of any kind."""

    desk: Desk

    def save(self, edit: Edit, draft: str = "") -> Saved:
        """Check what was written and keep it; the draft of its form goes in the same moment.

        Raises `InvalidRecord`, `SecretStamp`, `NoSuchRecord`, `NotAllowed`; nothing is kept then.
        """
        kind = self._ours(edit.kind)
        refuse_stamps(kind, tidied(kind, edit.values))
        with self.desk.journal.reading() as con:
            whole, values = self._merged(con, kind, edit)
            found = self.findings(con, kind.name, whole, edit.id)
        refuse_faults(found)
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            kept = ledger.keep(Edit(edit.kind, edit.id, values, edit.seen))
            ledger.forget_draft(draft)
        overtaken = ledger.overtaken.get((edit.kind, kept), ())
        return Saved(kept, ledger.changes, found, tuple(overtaken))

    def check(self, edit: Edit) -> tuple[Finding, ...]:
        """Return the findings of an edit laid over its record; nothing is written."""
        kind = kind_of(edit.kind)
        with self.desk.journal.reading() as con:
            whole, _ = self._merged(con, kind, edit)
            return self.findings(con, kind.name, whole, edit.id)

    def show(self, kind: str, record: int) -> Shown:
        """Return a record with the clocks of its fields; raises `NoSuchRecord`."""
        kind_of(kind)
        with self.desk.journal.reading() as con:
            return self._current(con, kind, record)

    def page(self, asked: Asked) -> Page:
        """Return a page of a list, newest first; text is folded (case, diacritics, đ)."""
        kind_of(asked.kind)
        journal = self.desk.journal
        with journal.searching() if asked.text.strip() else journal.reading() as con:
            page = queries.page(con, _listing(con, asked))
            return Page(tuple(sight.as_approved(con, page.rows)), page.total)

    def remove(self, kind: str, record: int) -> Changes:
        """Withdraw a record; it stays in the history and can be restored."""
        self._ours(kind)
        with self.desk.journal.reading() as con:
            self._current(con, kind, record)
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            ledger.remove(kind, record)
        return ledger.changes

    def restore(self, kind: str, record: int) -> Changes:
        """Bring a withdrawn record back."""
        self._ours(kind)
        with self.desk.journal.reading() as con:
            if queries.one(con, kind, record) is None:
                raise NoSuchRecord(what=f"{kind}/{record}")
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            ledger.restore(kind, record)
        return ledger.changes

    def _ours(self, name: str) -> Kind:
        """Return a kind this side may write (SYNC 2: one table, one side)."""
        kind = kind_of(name)
        action = Action.EDIT_CATALOG if kind.scope is Scope.CATALOG else Action.RECORD
        if kind.name == "officers":  # else whoever records could make an administrator
            action = Action.EDIT_OFFICERS
        require(action, self.desk.officer.roles, self.desk.officer.name)
        if kind.scope is Scope.CATALOG and not self.desk.post.is_office:
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("sửa danh mục của xã"),
                who=vi("Phòng Văn hóa - Xã hội"),
            )
        if kind.office_side and not self.desk.post.is_office:
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("ghi ý kiến của xã"),
                who=vi("Phòng Văn hóa - Xã hội"),
            )
        return kind

    def _current(self, con: Connection, kind: str, record: int) -> Shown:
        shown = self.desk.journal.current(con, kind, record)
        if shown is None or shown.is_gone:
            raise NoSuchRecord(what=f"{kind}/{record}")
        (counting,) = sight.as_approved(con, [shown])
        return counting

    def _merged(
        self, con: Connection, kind: Kind, edit: Edit
    ) -> tuple[dict[str, Value], dict[str, Value]]:
        """Return the whole record as it would stand, and the fields to write."""
        unknown = set(edit.values) - set(kind.fields)
        if unknown:
            raise NoSuchRecord(what=f"{kind.name}.{min(unknown)}")
        values = tidied(kind, edit.values)
        if edit.id is None:
            values = self.defaults(con, kind.name) | {
                k: v for k, v in values.items() if v is not None
            }
            return values, values
        stored = self._current(con, kind.name, edit.id)
        if stored.unit and stored.unit != self.desk.post.code and not kind.office_side:
            raise NotAllowed(
                officer=self.desk.officer.name,
                action=vi("sửa số liệu của đơn vị khác"),
                who=vi("đơn vị đã ghi"),
            )
        refuse_conflicts(kind, stored, values)
        if _asks_for_new_approval(kind, stored, values):
            values["state"] = RecordState.DRAFT
        return {**stored.values, **values}, values

    def defaults(self, con: Connection, name: str) -> dict[str, Value]:
        """Return what a new record of a kind has before anything is written into it."""
        kind = kind_of(name)
        given: dict[str, Value] = {}
        if "unit" in kind.fields and kind.scope is Scope.UNIT and not kind.office_side:
            given["unit"] = self.desk.post.id
        if "state" in kind.fields and not kind.office_side:
            given["state"] = RecordState.DRAFT
        if kind.name == "trainings":
            is_team = self.desk.post.code.startswith("TCN-")
            code = VILLAGE_TRAINING_ITEM if is_team else TRAINING_ITEM
            given["plan_item"] = next(
                (item.id for item in queries.living(con, "plan_items", code=code)), None
            )
        return given

    def findings(
        self, con: Connection, name: str, whole: Mapping[str, Value], record: int | None = None
    ) -> tuple[Finding, ...]:
        """Return the findings of a whole record as it would stand in the store."""
        kind = kind_of(name)
        with_parents = with_context(con, kind.name, whole)
        found = findings_of(kind, with_parents, self.desk.today(), life_of_plan(con))
        others = of_another_unit(self.desk.post, kind, whole)
        return found + others + _same_title_and_day(con, kind, record, whole)


def life_of_plan(con: Connection) -> tuple[dt.date, dt.date]:
    """Return the days the plan takes records for (DOMAIN 5.1.8), as the catalog has them."""

    def read() -> tuple[dt.date, dt.date]:
        for first, last in queries.told(con, "plans", ("first_day", "last_day")):
            return (
                first if isinstance(first, dt.date) else the_plan.FIRST_DAY,
                last if isinstance(last, dt.date) else the_plan.LAST_DAY,
            )
        return the_plan.FIRST_DAY, the_plan.LAST_DAY

    return of_catalog(con, "life of the plan", read)


def with_context(con: Connection, kind: str, whole: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return a record's values with those of its parent that the rules compare it with."""
    parent = {"publications": "media_product", "lessons": "training"}.get(kind)
    number = whole.get(parent) if parent else None
    if parent is None or not isinstance(number, int):
        return whole
    stored = queries.one(con, "media" if parent == "media_product" else "trainings", number)
    if stored is None:
        return whole
    days = ("produced_on", "starts_on", "ends_on")
    context = {f"{parent}.{name}": stored[name] for name in days if name in stored.values}
    return {**whole, **context}


def _listing(con: Connection, asked: Asked) -> Listing:
    unit = None
    if asked.unit is not None:
        found = partial(queries.ids, con, "units", code=asked.unit)
        unit = next(iter(of_catalog(con, f"unit {asked.unit}", found)), None)
        if unit is None:
            raise NoSuchRecord(what=f"units/{asked.unit}")
    ids = tuple(search.matching(con, asked.kind, asked.text)) if asked.text.strip() else None
    period = asked.period
    return Listing(
        asked.kind,
        period.first if period else None,
        period.last if period else None,
        unit,
        ids,
        asked.states,
        tuple(sorted(sight.overlooked(con, asked.kind))) if asked.states else (),
        asked.where,
        asked.limit,
        asked.offset,
        counted=asked.counted,
        fields=asked.fields,
    )


def refuse_conflicts(kind: Kind, stored: Shown, values: Mapping[str, Value]) -> None:
    """Leave a field in conflict to its card: any other write would close it unseen (SYNC 5.2)."""
    disputed = [name for name in values if name in stored.in_conflict]
    if disputed:
        said = vi("«{label}» đang có hai giá trị, hãy chọn trong Xung đột")
        found = tuple(
            Finding(name, Level.FAULT, said.format(label=kind.fields[name].about.label))
            for name in disputed
        )
        refuse_faults(found)


def _asks_for_new_approval(kind: Kind, stored: Shown, values: Mapping[str, Value]) -> bool:
    """Tell whether an approved record loses its approval: a field that is counted changes."""
    if stored["state"] is not RecordState.APPROVED or {"state"} & {*values, *stored.in_conflict}:
        return False
    return any(
        kind.fields[name].about.counted and stored[name] != value for name, value in values.items()
    )


def _same_title_and_day(
    con: Connection, kind: Kind, record: int | None, whole: Mapping[str, Value]
) -> tuple[Finding, ...]:
    """Remind of a record with the same title on the same day (KH57-1004); refuses nothing."""
    if kind.name not in {"activities", "media", "trainings"}:
        return ()
    equal: dict[str, Value] = {name: whole.get(name) for name in ("title", kind.dated_by)}
    if None in equal.values():
        return ()
    twins = [row for row in queries.ids(con, kind.name, **equal) if row != record]
    title, day = whole["title"], whole[kind.dated_by]
    if not twins or not isinstance(day, dt.date):
        return ()
    return (rules.same_title_and_day(str(title), day),)
