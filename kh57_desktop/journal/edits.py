"""Merge edits as set-based SQL: all of a table meet what stands in one statement (SYNC 7.7).

What an edit may replace without a question, because its author had seen it, is written field by
field. Two writes that had not seen each other are decided together as well: the greater clock is
shown, the other stays beside it. Only fields with more values than two are decided one by one.
"""

from __future__ import annotations

import json
import operator
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.journal.dispute import Dispute
from kh57_desktop.journal.staging import OffendingError, Offense
from kh57_desktop.journal.statements import insert_many, spelled
from kh57_desktop.store.driver import execute, execute_many, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kh57_desktop.journal.lines import Seen
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.staging import Staged, Stroke
    from kh57_desktop.store.connection import Connection

_CREATE = "CREATE TEMP TABLE IF NOT EXISTS "
_WRITE = "row INTEGER, h INTEGER, s INTEGER, q INTEGER, val, a, b"
_FIELD = "first INTEGER PRIMARY KEY, last INTEGER, tbl INTEGER, col INTEGER"
_REACHED = "PRIMARY KEY(s, line, from_q)"
_CLASH = "n INTEGER PRIMARY KEY, tbl, row, col, h, s, q, val TEXT, wins, differs"
_TABLES = (
    f"{_CREATE}stage_contested(n INTEGER PRIMARY KEY)",
    f"{_CREATE}stage_clash({_CLASH})",
    f"{_CREATE}stage_edit(n INTEGER PRIMARY KEY, {_WRITE})",
    f"{_CREATE}stage_field({_FIELD})",
    f"{_CREATE}stage_reach(s INTEGER, line INTEGER, from_q INTEGER, upto INTEGER, {_REACHED})",
)
_STAGES = ("edit", "field", "reach", "contested", "clash")
_EMPTIED = tuple(spelled("DELETE FROM stage_«name»", name=name) for name in _STAGES)
_STAGED = "stage_field f CROSS JOIN stage_edit e ON e.n BETWEEN f.first AND f.last"
_MEETING = (
    '«staged» CROSS JOIN "«table»" t ON «joined» '
    "LEFT JOIN sync_field_clock c ON c.tbl = f.tbl AND c.row = e.row AND c.col = f.col "
    "CROSS JOIN sync_stream x ON x.ord = coalesce(c.s, t._s) "
    "CROSS JOIN sync_stream y ON y.ord = e.s AND y.scope = x.scope "
)
"""x wrote what is shown, y what comes; every write of a row is of the row's scope."""
_MEET = (
    "SELECT count(*), group_concat(CASE WHEN "
    # x had been seen by y, and nothing stands beside it
    "(x.ord = 0 OR (x.line = y.line AND coalesce(c.q, t._q) <= e.q) OR EXISTS("
    "SELECT 1 FROM stage_reach r WHERE r.s = e.s AND r.line = x.line AND r.from_q <= e.q "
    "AND r.upto >= coalesce(c.q, t._q))) AND NOT EXISTS("
    "SELECT 1 FROM sync_sibling b WHERE b.tbl = f.tbl AND b.row = e.row AND b.col = f.col) "
    "THEN NULL ELSE e.n END) FROM «meeting»WHERE f.tbl = ?"
)
_UNMET = (
    "SELECT e.s, e.q, e.row FROM «staged» WHERE f.tbl = ?1 AND e.n NOT IN "
    "(SELECT e.n FROM «meeting» WHERE f.tbl = ?1)"
)
_CONTEST = "INSERT INTO stage_contested SELECT value FROM json_each(?)"
_FIND_CLASHES = (
    "INSERT INTO stage_clash SELECT n, ?1, row, ?2, iif(wins, xh, h), iif(wins, xs, s), "
    "iif(wins, xq, q), json_quote(iif(wins, shown, val)), wins, shown IS DISTINCT FROM val FROM ("
    "SELECT e.*, x.ord AS xs, coalesce(c.h, t._h) AS xh, coalesce(c.q, t._q) AS xq, "
    't."«name»" AS shown, (e.h, y.run) > (coalesce(c.h, t._h), x.run) AS wins '
    'FROM stage_contested k CROSS JOIN stage_edit e ON e.n = k.n CROSS JOIN "«table»" t '
    "ON «joined» LEFT JOIN sync_field_clock c ON c.tbl = ?1 AND c.row = e.row AND c.col = ?2 "
    "JOIN sync_stream x ON x.ord = coalesce(c.s, t._s) JOIN sync_stream y ON y.ord = e.s "
    "WHERE k.n BETWEEN ?3 AND ?4 AND x.ord <> e.s AND NOT EXISTS("
    "SELECT 1 FROM sync_sibling b WHERE b.tbl = ?1 AND b.row = e.row AND b.col = ?2))"
)
"""Two writes, the one shown and the one that comes: what stood cannot have seen what comes now."""
_UNDECIDED = "SELECT n FROM stage_contested WHERE n NOT IN (SELECT n FROM stage_clash)"
_BESIDE = (
    "INSERT INTO sync_sibling(tbl, row, col, h, s, q, val) "
    "SELECT tbl, row, col, h, s, q, val FROM stage_clash ORDER BY tbl, row, col"
)
_TAKE_OUT = (
    "DELETE FROM stage_edit WHERE n IN (SELECT n FROM stage_contested) "
    "AND n NOT IN (SELECT n FROM stage_clash WHERE wins)"
)
_SHOW = (
    'UPDATE "«table»" AS t SET "«name»" = e.val FROM stage_edit e '
    'WHERE e.n BETWEEN ? AND ? AND «joined» AND t."«name»" IS DISTINCT FROM e.val'
)
_PAST = (
    "INSERT INTO sync_touch(tbl, row, s, q) SELECT c.tbl, c.row, c.s, c.q FROM «staged» "
    "CROSS JOIN sync_field_clock c ON c.tbl = f.tbl AND c.row = e.row AND c.col = f.col "
    "WHERE e.n NOT IN (SELECT n FROM stage_clash) ON CONFLICT DO NOTHING"
)
"""What is replaced, and does not stay beside, goes to the history."""
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
        for text in (*_TABLES, *_EMPTIED):
            execute(self.con, text)
        ranges = self._stage()
        self._reach()
        dispute = Dispute(self.con, self.names, self.staged, self.seen)
        contested = [n for shape in dict.fromkeys(s for s, _ in ranges) for n in self._meet(shape)]
        conflicts = self._contest(dispute, ranges, contested) if contested else 0
        changed = 0
        for (shape, name), (first, last) in ranges.items():
            text = spelled(_SHOW, name=name, table=shape.table, joined=_joined(shape))
            changed += execute(self.con, text, (first, last))
        execute(self.con, spelled(_PAST, staged=_STAGED))
        execute(self.con, spelled(_CLOCKS, staged=_STAGED))
        dispute.settle()
        for text in _EMPTIED:
            execute(self.con, text)
        return changed + dispute.changed, conflicts + dispute.conflicts

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
                lines += _lines(strokes, self.staged.keys[shape] if is_keyed else None)
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
            execute_many(self.con, text, fields)
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
        ((met, contested),) = rows(self.con, spelled(_MEET, **parts), (table,))
        asked = sum(len(known) for (of, _), known in self.staged.edits.items() if of is shape)
        if met != asked:
            unmet = rows(self.con, spelled(_UNMET, **parts), (table,))
            raise OffendingError(
                [Offense(s, q, "no row", f"{shape.table}/{row}") for s, q, row in unmet]
            )
        return map(int, contested.split(",")) if contested else ()

    def _contest(self, dispute: Dispute, ranges: _Ranges, contested: list[int]) -> int:
        """Decide contested edits, those with several values beside one by one; count conflicts."""
        contested.sort()
        execute(self.con, _CONTEST, (json.dumps(contested),))
        disputed = {
            (shape, name): (first, last)
            for (shape, name), (first, last) in ranges.items()
            if bisect_left(contested, first) < bisect_left(contested, last + 1)
        }
        for (shape, name), where in disputed.items():
            text = spelled(_FIND_CLASHES, name=name, table=shape.table, joined=_joined(shape))
            execute(self.con, text, (self.names[shape.table], self.names[name], *where))
        undecided = {number for (number,) in rows(self.con, _UNDECIDED)}
        for (shape, name), (first, last) in disputed.items() if undecided else ():
            strokes = sorted(self.staged.edits[shape, name].items())
            for number in undecided.intersection(range(first, last + 1)):
                dispute.add(shape, name, *strokes[number - first])
        execute(self.con, _BESIDE)
        execute(self.con, _TAKE_OUT)
        ((conflicts,),) = rows(self.con, "SELECT total(differs) FROM stage_clash")
        return int(conflicts)


def _lines(
    strokes: Mapping[int, Stroke], keys: Mapping[int, tuple[Any, ...]] | None
) -> list[tuple[Any, ...]]:
    """Return row, clock and value of some edits in the order of their rows, with their keys."""
    places, written = zip(*sorted(strokes.items()), strict=True)
    lines = map(operator.add, zip(places), written)  # thousands: nothing of it runs in Python
    return list(lines if keys is None else map(operator.add, lines, map(keys.__getitem__, places)))


def _joined(shape: Shape) -> str:
    """Return how a staged row `e` finds its row `t`."""
    places = ("a", "b") if shape.is_keyed else ("row",)
    return " AND ".join(
        f't."{name}" = e.{place}' for name, place in zip(shape.at, places, strict=True)
    )
