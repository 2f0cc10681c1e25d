"""Approve a month, see who has reported, and give a report or a record back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes, Edit, Finding, Level, Shown
from kh57_desktop.domain.names import tidy
from kh57_desktop.domain.rights import Action, require
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import CommandUnclear, NoSuchRecord
from kh57_desktop.i18n import vi
from kh57_desktop.journal import sight
from kh57_desktop.records.base import Scope
from kh57_desktop.services.checking import (
    findings,
    kind_of,
    of_another_unit,
    of_fields,
    refuse_faults,
    refuse_stamps,
)
from kh57_desktop.services.keeping import life_of_plan, with_context
from kh57_desktop.services.returns import Returned, is_answered, told
from kh57_desktop.store import queries
from kh57_desktop.store.queries import Listing
from kh57_desktop.sync import arrivals

if TYPE_CHECKING:
    from collections.abc import Collection

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.store.queries import Connection

APPROVED_KINDS = ("activities", "media", "publications", "trainings", "lessons")
"""Kinds whose records count once the head of the unit has approved them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that could not be approved, and what it lacks."""

    kind: str
    id: int
    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a month that was submitted."""

    approved: tuple[tuple[str, int], ...]
    incomplete: tuple[Waiting, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class BoardTile:
    """How a unit stands in a period, as the commune sees it."""

    code: str
    name: str
    unit: int
    data_until: dt.date | None
    """The last counting day among its approved records."""
    handed_over_on: dt.date | None
    approved: int
    waiting: int
    returned: int
    has_reported: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class Periods:
    """What heads of units and of the commune do with periods."""

    desk: Desk

    def rehearse(self, period: Period) -> Submitted:
        """Return what `submit` would approve and what would stay behind; nothing is written."""
        ready, incomplete = self.sorted_out(period)
        return Submitted(tuple((s.kind, s.id) for s in ready), incomplete, Changes())

    def sorted_out(self, period: Period) -> tuple[tuple[Shown, ...], tuple[Waiting, ...]]:
        """Return the unit's unapproved records of a period: the complete ones, and the others."""
        with self.desk.journal.reading() as con:
            ready, incomplete = self._sorted_out(con, period)
        return tuple(ready), incomplete

    def submit(self, period: Period, only: Collection[tuple[str, int]] | None = None) -> Submitted:
        """Approve the unit's complete records of a period, or those of them that are named.

        DOMAIN 5.3. Raises `NotAllowed`.
        """
        require(Action.APPROVE, self.desk.officer.roles, self.desk.officer.name)
        found, incomplete = self.sorted_out(period)
        ready = [one for one in found if only is None or (one.kind, one.id) in only]
        # in a one-person unit the same officer approves what they wrote, and is journaled so
        with self.desk.journal.writing(self.desk.officer.id, "submit") as ledger:
            for record in ready:  # written even where an approval stands that saw less
                ledger.settle(record.kind, record.id, "state", RecordState.APPROVED)
        approved = tuple((record.kind, record.id) for record in ready)
        return Submitted(approved, incomplete, ledger.changes)

    def give_back(
        self,
        unit: str,
        period: Period,
        note: str,
        record: tuple[str, int] | None = None,
        field: str = "",
    ) -> Changes:
        """Send a report, a record or a field back to its unit, which alone may change it.

        Raises `InvalidRecord` for a note that says nothing, `NoSuchRecord`, `CommandUnclear`.
        """
        require(Action.REVIEW, self.desk.officer.roles, self.desk.officer.name)
        with self.desk.journal.reading() as con:
            owner = next(iter(queries.living(con, "units", code=unit)), None)
            if owner is None:
                raise NoSuchRecord(what=f"units/{unit}")
            _require_place(con, unit, record, field)
        kind, number = record if record is not None else (None, None)
        values: dict[str, Value] = {
            "unit": owner.id,
            "period": period.name,
            "on_kind": kind,
            "on_record": number,
            "on_field": field or None,
            "note": tidy(note, multiline=True),
            "returned_on": self.desk.today(),
        }
        refuse_stamps(kind_of("return_notes"), values)
        refuse_faults(of_fields(kind_of("return_notes"), values))
        scope = Scope.UNIT.of(unit)
        with self.desk.journal.writing(self.desk.officer.id) as ledger:
            ledger.keep(Edit("return_notes", None, values), scope)
            if record is None:
                returned: dict[str, Value] = {
                    "unit": owner.id,
                    "period": period.name,
                    "state": RecordState.RETURNED,
                    "decided_on": self.desk.today(),
                }
                ledger.keep(Edit("reviews", None, returned), scope)
        return ledger.changes

    def returned(self, period: Period | None = None) -> tuple[Returned, ...]:
        """Return the commune's notes on this unit, newest first."""
        with self.desk.journal.reading() as con:
            notes = queries.living(con, "return_notes")
            own = [n for n in notes if self.desk.post.is_office or n.unit == self.desk.post.code]
            asked = [n for n in own if period is None or n["period"] == period.name]
            return tuple(told(con, note) for note in asked if not is_answered(con, note))

    def board(self, period: Period) -> tuple[BoardTile, ...]:
        """Return a tile for each unit in the order of the register; the issuer has none."""
        with self.desk.journal.reading() as con:
            units = [u for u in queries.living(con, "units") if not u["is_issuer"]]
            handed = arrivals.handed_over(con)
            tiles = [self._tile(con, unit, period, handed.get(str(unit["code"]))) for unit in units]
            order = {unit.id: unit["ordinal"] or 0 for unit in units}
        return tuple(sorted(tiles, key=lambda tile: order[tile.unit]))

    def _tile(
        self, con: Connection, unit: Shown, period: Period, handed: dt.datetime | None
    ) -> BoardTile:
        code = str(unit["code"])
        records = [r for kind in APPROVED_KINDS for r in of_period(con, kind, period)]
        own = [r for r in records if r.unit == code]
        approved = [r for r in own if r["state"] is RecordState.APPROVED]
        notes = queries.living(con, "return_notes", unit=unit.id, period=period.name)
        days = [day for r in approved if isinstance(day := _day(r), dt.date)]
        return BoardTile(
            code,
            str(unit["name"]),
            unit.id,
            max(days, default=None),
            handed.date() if handed else None,
            len(approved),
            len(own) - len(approved),
            sum(not is_answered(con, note) for note in notes),
            bool(approved),
            period.days_late(self.desk.today()) if not approved else 0,
        )

    def _sorted_out(
        self, con: Connection, period: Period
    ) -> tuple[list[Shown], tuple[Waiting, ...]]:
        """Part the unit's unapproved records of a period into complete ones and others."""
        ready: list[Shown] = []
        incomplete: list[Waiting] = []
        life, today = life_of_plan(con), self.desk.today()
        for name in APPROVED_KINDS:
            kind = kind_of(name)
            for listed in of_period(con, name, period):
                if listed.unit != self.desk.post.code or listed["state"] is RecordState.APPROVED:
                    continue
                record = self.desk.journal.current(con, name, listed.id) or listed
                found = findings(kind, with_context(con, name, record.values), today, life)
                found += of_another_unit(self.desk.post, kind, record.values)
                blocks = tuple(f for f in found if f.level is not Level.REMINDER)
                blocks += _in_dispute(record)
                if blocks:
                    title = str(record[kind.shown_by] or "")
                    incomplete.append(Waiting(name, record.id, title, blocks))
                else:
                    ready.append(record)
        return ready, tuple(incomplete)


def of_period(con: Connection, kind: str, period: Period) -> list[Shown]:
    """Return the records of a period, each with the state it counts with."""
    listing = Listing(kind, period.first, period.last, limit=-1)
    return sight.as_approved(con, queries.page(con, listing).rows)


def _in_dispute(record: Shown) -> tuple[Finding, ...]:
    text = vi("Đang có hai giá trị; chọn một trong Xung đột trước khi gửi duyệt.")
    return tuple(Finding(name, Level.DISAGREES, text) for name in sorted(record.in_conflict))


def _require_place(con: Connection, unit: str, record: tuple[str, int] | None, field: str) -> None:
    """Refuse a note on a record the unit does not have, or on a field the record does not have."""
    if record is None:
        if field:
            raise CommandUnclear(problem=vi("trả lại một ô cần nói của bản ghi nào (--record)"))
        return
    kind = kind_of(record[0])
    returned = queries.one(con, kind.name, record[1])
    if returned is None or returned.unit != unit:
        raise NoSuchRecord(what=f"{kind.name}/{record[1]}")
    if field and field not in kind.fields:
        problem = vi("bản ghi «{kind}» không có ô «{field}»")
        raise CommandUnclear(problem=problem.format(kind=kind.name, field=field))


def _day(record: Shown) -> object:
    dated_by = kind_of(record.kind).dated_by
    return record["ends_on"] or record[dated_by]
