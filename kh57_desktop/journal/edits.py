"""Merge edits as set-based SQL: all of a table meet what stands in one statement (SYNC 7.7).

What an edit may replace without a question, because its author had seen it, is written field by
field; the contested ones are taken out of the stage and decided one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.journal.dispute import Dispute
from kh57_desktop.journal.staging import OffendingError, Offense
from kh57_desktop.journal.statements import insert_many, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kh57_desktop.journal.lines import Seen
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.staging import Staged
    from kh57_desktop.store.connection import Connection

_CREATE = "CREATE TEMP TABLE IF NOT EXISTS "
_WRITE = "row INTEGER, h INTEGER, s INTEGER, q INTEGER, val, a, b"
_FIELD = "first INTEGER PRIMARY KEY, last INTEGER, tbl INTEGER, col INTEGER"
_REACHED = "PRIMARY KEY(s, line, from_q)"
_TABLES = (
    f"{_CREATE}stage_edit(n INTEGER PRIMARY KEY, {_WRITE})",
    f"{_CREATE}stage_field({_FIELD})",
    f"{_CREATE}stage_reach(s INTEGER, line INTEGER, from_q INTEGER, upto INTEGER, {_REACHED})",
)
_EMPTIED = ("DELETE FROM stage_edit", "DELETE FROM stage_field", "DELETE FROM stage_reach")
_STAGED = "stage_field f CROSS JOIN stage_edit e ON e.n BETWEEN f.first AND f.last"
_MEETING = (
    '«staged» CROSS JOIN "«table»" t ON «joined» '
    "CROSS JOIN sync_stream o ON o.ord = t._s "
    "CROSS JOIN sync_stream y ON y.ord = e.s AND y.scope = o.scope "
)
_MEET = (
    "SELECT count(*), group_concat(CASE WHEN "
    # x, the write that is shown, had been seen by y, the one that comes
    "(x.ord = 0 OR (x.line = y.line AND coalesce(c.q, t._q) <= e.q) OR EXISTS("
    "SELECT 1 FROM stage_reach r WHERE r.s = e.s AND r.line = x.line AND r.from_q <= e.q "
    "AND r.upto >= coalesce(c.q, t._q))) AND NOT EXISTS("
    "SELECT 1 FROM sync_sibling b WHERE b.tbl = f.tbl AND b.row = e.row AND b.col = f.col) "
    "THEN NULL ELSE e.n END) FROM «meeting»"
    "LEFT JOIN sync_field_clock c ON c.tbl = f.tbl AND c.row = e.row AND c.col = f.col "
    "JOIN sync_stream x ON x.ord = coalesce(c.s, t._s) WHERE f.tbl = ?"
)
_UNMET = (
    "SELECT e.s, e.q, e.row FROM «staged» WHERE f.tbl = ?1 AND e.n NOT IN "
    "(SELECT e.n FROM «meeting» WHERE f.tbl = ?1)"
)
_SHOW = (
    'UPDATE "«table»" AS t SET "«name»" = e.val FROM stage_edit e '
    'WHERE e.n BETWEEN ? AND ? AND «joined» AND t."«name»" IS DISTINCT FROM e.val'
)
_PAST = (
    "INSERT INTO sync_touch(tbl, row, s, q) SELECT c.tbl, c.row, c.s, c.q FROM «staged» "
    "CROSS JOIN sync_field_clock c ON c.tbl = f.tbl AND c.row = e.row AND c.col = f.col "
    "WHERE true ON CONFLICT DO NOTHING"
)
"""What is replaced goes to the history."""
_CLOCKS = (
    "INSERT INTO sync_field_clock(tbl, row, col, h, s, q) "
    "SELECT f.tbl, e.row, f.col, e.h, e.s, e.q FROM «staged» WHERE true ORDER BY 1, 2, 3 "
    "ON CONFLICT(tbl, row, col) DO UPDATE SET h = excluded.h, s = excluded.s, q = excluded.q"
)


_Ranges: TypeAlias = "dict[tuple[Shape, str], tuple[int, int]]"
"""Where the edits of a field are staged: first and last."""


def merge_edits(
    con: Connection, names: Mapping[str, int], staged: Staged, seen: Mapping[str, Seen]
) -> tuple[int, int]:
    """Merge every staged edit; return fields that changed, and fields newly in conflict.

    OffendingError when an edit meets no row, or one of another scope.
    """
    return _Edits(con, names, staged, seen).run()


@dataclass(slots=True)
class _Edits:
    con: Connection
    names: Mapping[str, int]
    staged: Staged
    seen: Mapping[str, Seen]
    """By scope: who had seen what."""

    def run(self) -> tuple[int, int]:
        changed = 0
        for text in (*_TABLES, *_EMPTIED):
            self.con.exec_driver_sql(text)
        ranges = self._stage()
        self._reach()
        dispute = Dispute(self.con, self.names, self.staged, self.seen)
        contested = set(chain.from_iterable(map(self._meet, dict.fromkeys(s for s, _ in ranges))))
        if contested:
            self._contest(dispute, ranges, contested)
        for (shape, name), (first, last) in ranges.items():
            text = spelled(_SHOW, name=name, table=shape.table, joined=_joined(shape))
            changed += self.con.exec_driver_sql(text, (first, last)).rowcount
        self.con.exec_driver_sql(spelled(_PAST, staged=_STAGED))
        self.con.exec_driver_sql(spelled(_CLOCKS, staged=_STAGED))
        dispute.settle()
        for text in _EMPTIED:
            self.con.exec_driver_sql(text)
        return changed + dispute.changed, dispute.conflicts

    def _stage(self) -> _Ranges:
        """Put the edits into the stage, those of a field together; return where they are."""
        ranges: _Ranges = {}
        staged = 0
        for is_keyed in (False, True):  # few rows are found by their key: the others stay short
            lines: list[tuple[Any, ...]] = []
            for (shape, name), strokes in self.staged.edits.items():
                if not strokes or shape.is_keyed is not is_keyed:
                    continue
                first = staged + len(lines) + 1
                ranges[shape, name] = (first, first + len(strokes) - 1)
                keys = self.staged.keys[shape] if is_keyed else {}
                lines += [
                    (row, *stroke, *keys.get(row, ())) for row, stroke in sorted(strokes.items())
                ]
            width, more = (7, ", a, b") if is_keyed else (5, "")
            text = f"INSERT INTO stage_edit(row, h, s, q, val{more})"
            insert_many(self.con, (text, ""), width, lines)
            staged += len(lines)
        fields = [
            (first, last, self.names[shape.table], self.names[name])
            for (shape, name), (first, last) in ranges.items()
        ]
        if fields:
            text = "INSERT INTO stage_field(first, last, tbl, col) VALUES (?, ?, ?, ?)"
            self.con.exec_driver_sql(text, fields)
        return ranges

    def _reach(self) -> None:
        """Put what each staged stream has seen beside the stage."""
        lines: dict[tuple[int, int, int], int] = {}
        streams = {
            stroke[1] for strokes in self.staged.edits.values() for stroke in strokes.values()
        }
        for stream in streams:
            seen = self.seen[self.staged.scopes[stream]]
            own = seen.lines.streams[stream].line
            for line, upto in seen.lines.over[own].items():
                if line != own:
                    lines[stream, line, 0] = upto
            for line, number, upto in seen.steps(stream):
                lines[stream, line, number] = upto
        text = "INSERT INTO stage_reach(s, line, from_q, upto)"
        insert_many(self.con, (text, ""), 4, [(*key, upto) for key, upto in lines.items()])

    def _meet(self, shape: Shape) -> Iterable[int]:
        """Return the staged edits of a table that may not simply replace what is shown."""
        table = self.names[shape.table]
        parts = {"meeting": _MEETING, "staged": _STAGED}
        parts |= {"table": shape.table, "joined": _joined(shape)}
        met = self.con.exec_driver_sql(spelled(_MEET, **parts), (table,)).one()
        asked = sum(len(known) for (of, _), known in self.staged.edits.items() if of is shape)
        if met[0] != asked:
            unmet = self.con.exec_driver_sql(spelled(_UNMET, **parts), (table,)).fetchall()
            raise OffendingError(
                [Offense(s, q, "no row", f"{shape.table}/{row}") for s, q, row in unmet]
            )
        return map(int, met[1].split(",")) if met[1] else ()

    def _contest(self, dispute: Dispute, ranges: _Ranges, contested: set[int]) -> None:
        """Take contested edits out of the stage: they are decided one by one."""
        for (shape, name), (first, last) in ranges.items():
            strokes = sorted(self.staged.edits[shape, name].items())
            for number in contested.intersection(range(first, last + 1)):
                dispute.add(shape, name, *strokes[number - first])
        text = "DELETE FROM stage_edit WHERE n = ?"
        self.con.exec_driver_sql(text, [(number,) for number in sorted(contested)])


def _joined(shape: Shape) -> str:
    """Return how a staged row `e` finds its row `t`."""
    places = ("a", "b") if shape.is_keyed else ("row",)
    return " AND ".join(
        f't."{name}" = e.{place}' for name, place in zip(shape.at, places, strict=True)
    )
