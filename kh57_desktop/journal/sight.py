"""Which approvals and returns still hold: what their author had seen of a record (SYNC 3.4).

Nothing is written for it: every store that has the same changes comes to the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.journal.standing import current, names_of
from kh57_desktop.journal.statements import spelled
from kh57_desktop.journal.streams import lines_of, seen_in
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.journal.lines import At, Seen
    from kh57_desktop.store.connection import Connection

_APPROVED = (  # the approval, and the latest write of each stream to what it stands for
    "SELECT t.id, coalesce(a.s, t._s), coalesce(a.q, t._q), c.s, max(c.q) "
    "FROM «table» t «joined» "
    "LEFT JOIN sync_field_clock a ON a.tbl = «tbl» AND a.row = t.id AND a.col = «state» "
    "WHERE t._gone = 0 AND t.state = 'approved'«some» GROUP BY t.id, c.s"
)
_FIELDS = "JOIN sync_field_clock c ON c.tbl = «tbl» AND c.row = t.id AND c.col IN («columns»)"
_MARKED = "JOIN mark m ON m.lesson = t.id"
_MARKS = (
    "JOIN (SELECT lesson, _s AS s, _q AS q FROM mark) c ON c.lesson = t.id",
    f"{_MARKED} JOIN sync_field_clock c ON c.tbl = «mark» AND c.row = m.id",
    f"{_MARKED} JOIN sync_touch c ON c.tbl = «mark» AND c.row = m.id",
    f"{_MARKED} JOIN sync_sibling c ON c.tbl = «mark» AND c.row = m.id",
)
_DISPUTED = (
    "SELECT DISTINCT t.id FROM sync_sibling b JOIN «table» t ON t.id = b.row "
    "WHERE b.tbl = «tbl» AND b.col IN («columns», «state») AND t.state = 'approved'«some»"
)
_NOTE = "SELECT _s, _q FROM return_note WHERE id = ?"
_SINCE = (
    "SELECT c.s, c.q FROM sync_field_clock c WHERE c.tbl = «tbl» AND c.row = ? AND c.col <> «state»"
)
_MARKED_SINCE = "SELECT c.s, c.q FROM lesson t «joined» WHERE t.id = ?"


def is_approved_by_head(kind: str) -> bool:
    """Tell whether records of a kind count only once the head of their unit has approved them."""
    return "state" in KINDS[kind].fields and not KINDS[kind].office_side


def overlooked(con: Connection, kind: str, ids: Sequence[int] | None = None) -> frozenset[int]:
    """Return the records whose approval does not stand, of those named or of the whole kind.

    Its author had not seen a value that is counted, or one is in dispute: what the head approved
    is not what stands there (DOMAIN 5.3). A lesson is counted by its marks too.
    """
    if not is_approved_by_head(kind):
        return frozenset()
    if ids is not None and len(ids) > driver.MANY and kind != "lessons":
        return overlooked(con, kind).intersection(ids)  # a tenth of the time of many turns
    sights, names, is_some = _Sights(con), names_of(con), ids is not None
    found = {
        int(row)
        for joined in (_FIELDS, *(_MARKS if kind == "lessons" else ()))
        for row, stream, number, by, at in _asked(
            con, _spelled(kind, names, _APPROVED.replace("«joined»", joined), some=is_some), ids
        )
        if not sights.saw((stream, number), (by, at))
    }
    counted = _counted(kind) | {"state"}
    for (row,) in _asked(con, _spelled(kind, names, _DISPUTED, some=is_some), ids):
        record = None if row in found else current(con, names, {}, kind, int(row))
        if record is not None and record.in_conflict & counted:
            found.add(int(row))
    return frozenset(found)


def as_approved(con: Connection, records: Iterable[Shown]) -> list[Shown]:
    """Return records with the state they count with: a draft where the approval does not stand."""
    many = list(records)
    approved = [one for one in many if one["state"] is RecordState.APPROVED]
    fallen = {
        (kind, row)
        for kind in {one.kind for one in approved}
        for row in overlooked(con, kind, [one.id for one in approved if one.kind == kind])
    }
    return [_a_draft(one) if (one.kind, one.id) in fallen else one for one in many]


def changed_since(con: Connection, note: int, kind: str, record: int) -> bool:
    """Tell whether somebody who had read a return note has changed its record since."""
    told = driver.first(con, _NOTE, (note,))
    if told is None:
        return False
    noted, sights, names = (int(told[0]), int(told[1])), _Sights(con), names_of(con)
    changes = driver.rows(con, _spelled(kind, names, _SINCE), (record,))
    if kind == "lessons":
        for joined in _MARKS:
            text = _MARKED_SINCE.replace("«joined»", joined)
            changes += driver.rows(con, _spelled(kind, names, text), (record,))
    return any(sights.saw((int(s), int(q)), noted) for s, q in changes)


@dataclass(slots=True)
class _Sights:
    """Who had seen what, in every scope that is asked about."""

    con: Connection
    _scopes: dict[int, str] = field(default_factory=dict)
    _seen: dict[str, Seen] = field(default_factory=dict)

    def saw(self, later: At, earlier: At) -> bool:
        """Tell whether the author of one change had the other; what lies elsewhere is not asked."""
        if later[0] == earlier[0]:
            return later[1] >= earlier[1]
        if not self._scopes:
            rows = driver.rows(self.con, "SELECT ord, scope FROM sync_stream")
            self._scopes = {int(stream): str(scope) for stream, scope in rows}
        scope = self._scopes.get(later[0], "")
        if scope not in self._seen:
            self._seen[scope] = seen_in(self.con, lines_of(self.con, scope).lines, scope)
        return self._scopes.get(earlier[0]) != scope or self._seen[scope].saw(later, earlier)


def _a_draft(record: Shown) -> Shown:
    return replace(record, values={**record.values, "state": RecordState.DRAFT})


def _counted(kind: str) -> frozenset[str]:
    fields = KINDS[kind].fields
    return frozenset(name for name, one in fields.items() if one.about.counted)


def _spelled(kind: str, names: Mapping[str, int], text: str, *, some: bool = False) -> str:
    """Return a statement about a kind with the local numbers of its names."""
    marks = f" AND t.id IN ({', '.join('?' * driver.MANY)})" if some else ""
    return spelled(
        text,
        some=marks,
        table=f'"{KINDS[kind].kept_in}"',
        tbl=str(names[KINDS[kind].kept_in]),
        mark=str(names[KINDS["attendance"].kept_in]),
        state=str(names["state"]),
        columns=", ".join(str(names[name]) for name in sorted(_counted(kind))),
    )


def _asked(con: Connection, text: str, ids: Sequence[int] | None) -> Iterator[Sequence[int]]:
    if ids is None:
        yield from driver.rows(con, text)
    else:
        for some in driver.in_turns(ids):
            yield from driver.rows(con, text, some)
