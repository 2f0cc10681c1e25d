"""The merge rules as set-based SQL: creations, then edits field by field (SYNC 6, 7.4 to 7.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.edits import Changes
from kh57_desktop.journal import statements
from kh57_desktop.journal.dispute import Dispute
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.staging import Offense, missing_grounds
from kh57_desktop.journal.standing import rows_at
from kh57_desktop.journal.statements import insert_many, quoted, spelled
from kh57_desktop.journal.survival import survive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from kh57_desktop.journal.lines import Seen
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.staging import Creations, Staged

_CREATE = "CREATE TEMP TABLE IF NOT EXISTS "
_WRITE = "row INTEGER, h INTEGER, s INTEGER, q INTEGER, val, a, b"
_FOUND = "tbl INTEGER, col INTEGER, differs INTEGER, clean INTEGER"
_REACHED = "PRIMARY KEY(s, line, from_q)"
_TABLES = (
    f"{_CREATE}stage_edit(n INTEGER PRIMARY KEY, {_WRITE})",
    f"{_CREATE}stage_met(n INTEGER PRIMARY KEY, {_WRITE}, {_FOUND})",
    f"{_CREATE}stage_reach(s INTEGER, line INTEGER, from_q INTEGER, upto INTEGER, {_REACHED})",
)
_EMPTIED = ("DELETE FROM stage_edit", "DELETE FROM stage_met", "DELETE FROM stage_reach")
_MEET = (
    "INSERT INTO stage_met(n, row, h, s, q, val, a, b, tbl, col, differs, clean) "
    "SELECT e.n, e.row, e.h, e.s, e.q, e.val, e.a, e.b, ?1, ?2, "
    't."«name»" IS DISTINCT FROM e.val, '
    # x, the write that is shown, had been seen by y, the one that comes
    "(x.ord = 0 OR (x.line = y.line AND coalesce(c.q, t._q) <= e.q) OR EXISTS("
    "SELECT 1 FROM stage_reach r WHERE r.s = e.s AND r.line = x.line AND r.from_q <= e.q "
    "AND r.upto >= coalesce(c.q, t._q))) AND NOT EXISTS("
    "SELECT 1 FROM sync_sibling b WHERE b.tbl = ?1 AND b.row = e.row AND b.col = ?2) "
    'FROM stage_edit e CROSS JOIN "«table»" t ON «joined» '
    "CROSS JOIN sync_stream o ON o.ord = t._s "
    "CROSS JOIN sync_stream y ON y.ord = e.s AND y.scope = o.scope "
    "LEFT JOIN sync_field_clock c ON c.tbl = ?1 AND c.row = e.row AND c.col = ?2 "
    "JOIN sync_stream x ON x.ord = coalesce(c.s, t._s) "
    "WHERE e.n BETWEEN ?3 AND ?4"
)
_UNMET = (
    "SELECT e.s, e.q, e.row FROM stage_edit e WHERE e.n BETWEEN ? AND ? "
    "AND NOT EXISTS(SELECT 1 FROM stage_met m WHERE m.n = e.n)"
)
_SHOW = (
    'UPDATE "«table»" AS t SET "«name»" = e.val FROM stage_met e '
    "WHERE e.n BETWEEN ? AND ? AND e.clean AND e.differs AND «joined»"
)
_CLOCKS = (
    "INSERT INTO sync_field_clock(tbl, row, col, h, s, q) "
    "SELECT tbl, row, col, h, s, q FROM stage_met WHERE clean ORDER BY tbl, row, col "
    "ON CONFLICT(tbl, row, col) DO UPDATE SET h = excluded.h, s = excluded.s, q = excluded.q"
)


class OffendingError(Exception):
    """Some changes may not be taken; whoever merges rolls back and decides."""

    def __init__(self, offenses: Sequence[Offense]) -> None:
        super().__init__(len(offenses))
        self.offenses = tuple(offenses)


@dataclass(slots=True)
class Merged:
    """What a merge did, in the words of SYNC 14."""

    new: dict[str, int] = field(default_factory=dict)
    """Rows created, by kind."""
    changed: int = 0
    """Fields whose shown value changed."""
    conflicts: int = 0
    """Fields and removals newly in conflict."""
    changes: Changes = field(default_factory=Changes)


@dataclass(slots=True)
class Merge:
    """One merge into the open transaction."""

    con: Connection
    names: Mapping[str, int]
    staged: Staged
    seen: Mapping[str, Seen]
    """By scope: who had seen what."""
    is_new: Mapping[int, tuple[int, int]]
    """By stream: the first and last number that become visible now."""
    merged: Merged = field(default_factory=Merged)

    def run(self) -> Merged:
        """Merge everything staged; OffendingError when a change may not be taken."""
        offenses = missing_grounds(self.con, self.staged)
        if offenses:
            raise OffendingError(offenses)
        created = self._create()
        if self.staged.edits or self.staged.several:
            self._edit()
        self._touch()
        survival = survive(self.con, self.names, self.staged, self.seen, self.is_new)
        self.merged.conflicts += survival
        touched = [
            (shape.kind, row)
            for shape, entries in self.staged.touches.items()
            for row, _, _ in entries
        ]
        self.merged.changes = Changes.of(chain(created, touched))
        return self.merged

    def _create(self) -> list[tuple[str, int]]:
        """Insert rows, parents first; what met a row goes on as edits of all its fields (M6)."""
        created: list[tuple[str, int]] = []
        for shape in SHAPES.values():
            creations = self.staged.creations.get(shape)
            if creations is None:
                continue
            rows, columns = creations.rows, creations.columns
            if shape.table not in shape.parents.values():
                rows.sort(key=_place(shape))
            built_in = self._built_in(shape)
            inserted = insert_many(self.con, _creation(creations), len(columns), rows)
            self.merged.new[shape.kind] = inserted - (built_in - self._built_in(shape))
            if inserted < len(rows):
                self._met(shape, creations)
            created.extend((shape.kind, row[0]) for row in rows)
        return created

    def _built_in(self, shape: Shape) -> int:
        if shape.scope.value != "catalog":
            return 0
        text = spelled('SELECT count(*) FROM "«table»" WHERE "_s" = 0', table=shape.table)
        return int(self.con.exec_driver_sql(text).scalar_one())

    def _met(self, shape: Shape, creations: Creations) -> None:
        """Let creations of rows that stood already go on as edits of every field (M6)."""
        place, rows = _place(shape), creations.rows
        standing = rows_at(self.con, shape, [place(row) for row in rows])
        offenses: list[Offense] = []
        for row in rows:
            there = standing[place(row)]
            if there[-3:-1] == row[-3:-1]:
                continue
            stamp, stream, number = row[-4:-1]
            if not shape.key or there[0] != row[0]:
                offenses.append(Offense(stream, number, "taken", f"{shape.table}/{row[0]}"))
                continue
            self.staged.touches[shape].add((row[0], stream, number))
            if shape.is_keyed:
                self.staged.keys[shape][row[0]] = place(row)
            given = dict(zip(creations.columns, row, strict=True))
            for name in shape.fields:
                self.staged.write(shape, name, row[0], (stamp, stream, number, given.get(name)))
        if offenses:
            raise OffendingError(offenses)

    def _edit(self) -> None:
        for text in (*_TABLES, *_EMPTIED):
            self.con.exec_driver_sql(text)
        ranges = self._stage()
        self._reach()
        for (shape, name), (first, last) in ranges.items():
            self._meet(shape, name, first, last)
        dispute = Dispute(self.con, self.names, self.staged, self.seen)
        for (shape, name), (first, last) in ranges.items():
            dispute.read(shape, name, first, last)
            self._show(shape, name, first, last)
        count = "SELECT count(*) FROM stage_met WHERE clean AND differs"
        self.merged.changed += int(self.con.exec_driver_sql(count).scalar_one())
        self.con.exec_driver_sql(_CLOCKS)
        dispute.settle()
        self.merged.changed += dispute.changed
        self.merged.conflicts += dispute.conflicts
        for text in _EMPTIED:
            self.con.exec_driver_sql(text)

    def _stage(self) -> dict[tuple[Shape, str], tuple[int, int]]:
        """Put the edits into the stage, those of a field together; return where they are."""
        ranges: dict[tuple[Shape, str], tuple[int, int]] = {}
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

    def _meet(self, shape: Shape, name: str, first: int, last: int) -> None:
        text = spelled(_MEET, name=name, table=shape.table, joined=joined(shape))
        numbers = (self.names[shape.table], self.names[name], first, last)
        if self.con.exec_driver_sql(text, numbers).rowcount != last - first + 1:
            unmet = self.con.exec_driver_sql(_UNMET, (first, last)).fetchall()
            raise OffendingError(
                [Offense(s, q, "no row", f"{shape.table}/{row}") for s, q, row in unmet]
            )

    def _show(self, shape: Shape, name: str, first: int, last: int) -> None:
        text = spelled(_SHOW, name=name, table=shape.table, joined=joined(shape))
        self.con.exec_driver_sql(text, (first, last))

    def _touch(self) -> None:
        puts = (
            ("INSERT INTO sync_touch(tbl, row, s, q)", self.staged.touches),
            ("INSERT INTO sync_removal(tbl, row, s, q)", self.staged.removals),
        )
        for text, entries in puts:
            for shape, some in entries.items():
                table = self.names[shape.table]
                lines = [(table, *entry) for entry in sorted(some)]
                insert_many(self.con, (text, "ON CONFLICT DO NOTHING"), 4, lines)
        for shape, keys in self.staged.keys.items():
            table = self.names[shape.table]
            known = [(table, row, *key) for row, key in sorted(keys.items())]
            self.con.exec_driver_sql(statements.PUT_KEY, known)


def _place(shape: Shape) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    first = 1 if shape.is_keyed else 0
    last = first + len(shape.at)
    return lambda row: row[first:last]


def joined(shape: Shape) -> str:
    """Return how a staged row `e` finds its row `t`."""
    places = ("a", "b") if shape.is_keyed else ("row",)
    return " AND ".join(
        f't."{name}" = e.{place}' for name, place in zip(shape.at, places, strict=True)
    )


def _creation(creations: Creations) -> tuple[str, str]:
    shape = creations.shape
    before = spelled(
        "INSERT INTO «table»(«columns»)",
        table=quoted(shape.table),
        columns=quoted(*creations.columns),
    )
    if shape.scope.value != "catalog":
        return before, f"ON CONFLICT({quoted(*shape.at)}) DO NOTHING"
    # built-in rows stand at clock zero, which every change has seen: they are replaced whole
    fields = (*shape.fields, "_h", "_s", "_q", "_gone")
    return before, spelled(
        'ON CONFLICT(id) DO UPDATE SET «fields» WHERE "_s" = 0',
        fields=", ".join(f'"{name}" = excluded."{name}"' for name in fields),
    )
