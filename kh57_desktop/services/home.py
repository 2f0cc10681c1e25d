"""The first page: what is due, what was done last, what the other side has confirmed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Changes
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.i18n import vi
from kh57_desktop.journal import conflicts
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.services.periods import (
    APPROVED_KINDS,
    BoardTile,
    Periods,
    Submitted,
    of_period,
)
from kh57_desktop.sync import receipts
from kh57_desktop.sync.register import Register

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.services.desk import Desk
    from kh57_desktop.services.returns import Returned

LAST_RECORDS = 8
COMING = 3
COMMEMORATIVE = ((5, 18, "sciences"), (10, 1, "innovation"), (10, 10, "digital"))


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that is near: a deadline, the end of a period, a day to mark."""

    day: dt.date
    label: str
    days_left: int


@dataclass(frozen=True, slots=True)
class Share:
    """A bar of «Kỳ này»: so many of so many."""

    label: str
    done: int
    whole: int


@dataclass(frozen=True, slots=True)
class Recent:
    """One of the last records, and whether the commune has it."""

    record: Shown
    is_received: bool
    lacks: int
    """How many things still block its approval."""
    is_complete: bool
    """Whether nothing does, and it waits for the head of the unit."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What the commune has not confirmed yet."""

    pending: int
    confirmed_at: dt.datetime | None
    packed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class UnitFront:
    """The first page of a unit."""

    today: dt.date
    period: Period
    sending: Sending
    recent: tuple[Recent, ...]
    shares: tuple[Share, ...]
    coming: tuple[Coming, ...]
    returned: tuple[Returned, ...]
    rehearsal: Submitted
    """What submitting the period would approve now, and what would stay behind."""
    ready: tuple[Shown, ...]
    """The records it would approve."""
    has_people: bool
    is_joined: bool
    """Whether this PC can exchange with the commune."""


@dataclass(frozen=True, slots=True)
class CommuneFront:
    """The first page of the commune."""

    today: dt.date
    period: Period
    board: tuple[BoardTile, ...]
    conflicts: int
    coming: tuple[Coming, ...]
    recent: tuple[Recent, ...]
    has_members: bool
    """Whether a unit's PC was ever joined: before that nobody can have reported."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What the first page shows."""

    desk: Desk

    def unit(self, period: Period | None = None) -> UnitFront:
        """Return the first page of a unit; the period is today's month unless given."""
        month = period or Period.of_day(self.desk.today())
        ready, incomplete = Periods(self.desk).sorted_out(month)
        complete = tuple((record.kind, record.id) for record in ready)
        lacks = {(w.kind, w.id): len(w.findings) for w in incomplete}
        return UnitFront(
            self.desk.today(),
            month,
            self.sending(),
            self._recent(lacks, frozenset(complete)),
            self._shares(month),
            coming(self.desk.today()),
            Periods(self.desk).returned(),
            Submitted(complete, incomplete, Changes()),
            ready,
            bool(Keeping(self.desk).page(Asked("people", limit=1, counted=False)).rows),
            self.desk.journal.identity.certificate is not None,
        )

    def commune(self, period: Period | None = None) -> CommuneFront:
        """Return the first page of the commune."""
        month = period or Period.of_day(self.desk.today())
        with self.desk.journal.reading() as con:
            open_cards = conflicts.count(con)
            joined = set(Register.of(con).units().values())
        return CommuneFront(
            self.desk.today(),
            month,
            Periods(self.desk).board(month),
            open_cards,
            coming(self.desk.today()),
            self._recent({}, frozenset()),
            bool(joined - {self.desk.post.code}),
        )

    def sending(self) -> Sending:
        """Return what the other side has not confirmed."""
        with self.desk.journal.reading() as con:
            standing = receipts.standing(con, self.desk.journal.identity)
        return Sending(standing.pending, standing.stated_at, standing.packed_at)

    def _recent(
        self, lacks: dict[tuple[str, int], int], complete: frozenset[tuple[str, int]]
    ) -> tuple[Recent, ...]:
        keeping = Keeping(self.desk)
        rows = [
            row
            for kind in ("activities", "media", "trainings")
            for row in keeping.page(Asked(kind, limit=LAST_RECORDS, counted=False)).rows
            if row.unit == self.desk.post.code
        ]
        rows.sort(key=lambda row: (str(row[KINDS[row.kind].dated_by]), row.id), reverse=True)
        with self.desk.journal.reading() as con:
            got = receipts.received(
                con, self.desk.journal.identity, [(row.kind, row.id) for row in rows[:LAST_RECORDS]]
            )
        return tuple(
            Recent(row, key in got, lacks.get(key, 0), key in complete)
            for row in rows[:LAST_RECORDS]
            for key in ((row.kind, row.id),)
        )

    def _shares(self, period: Period) -> tuple[Share, ...]:
        with self.desk.journal.reading() as con:
            shares = []
            for kind in APPROVED_KINDS:
                own = [r for r in of_period(con, kind, period) if r.unit == self.desk.post.code]
                approved = sum(row["state"] is RecordState.APPROVED for row in own)
                label = vi("{noun} đã duyệt").format(noun=KINDS[kind].noun)
                shares.append(Share(label, approved, len(own)))
        return tuple(share for share in shares if share.whole)


def coming(today: dt.date) -> tuple[Coming, ...]:
    """Return the nearest deadlines, period ends and commemorative days."""
    found = [_deadline(today), _period_end(today), *(_marked(today, *day) for day in COMMEMORATIVE)]
    nearest = sorted(found, key=lambda each: each.day)
    return tuple(nearest[:COMING])


def _deadline(today: dt.date) -> Coming:
    for year in (today.year, today.year + 1):
        for half, label in (("H1", vi("Hạn báo cáo 6 tháng")), ("H2", vi("Hạn báo cáo năm"))):
            day = Period.named(f"{year}-{half}").deadline
            if day is not None and day >= today:
                return Coming(day, label, (day - today).days)
    raise AssertionError(today)


def _period_end(today: dt.date) -> Coming:
    month = Period.of_day(today)
    label = vi("Hết kỳ số liệu tháng {n}").format(n=month.last.month)
    return Coming(month.last, label, (month.last - today).days)


def _marked(today: dt.date, month: int, day: int, which: str) -> Coming:
    labels = {
        "sciences": vi("Ngày KH&CN Việt Nam"),
        "innovation": vi("Ngày hội ĐMST quốc gia"),
        "digital": vi("Ngày CĐS quốc gia"),
    }
    year = today.year if (today.month, today.day) <= (month, day) else today.year + 1
    at = dt.date(year, month, day)
    return Coming(at, labels[which], (at - today).days)
