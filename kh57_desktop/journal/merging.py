"""The merge rules as set-based SQL: creations, edits, removals (SYNC 6, 7.4 to 7.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.edits import Changes
from kh57_desktop.journal import statements
from kh57_desktop.journal.edits import merge_edits
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.staging import OffendingError, Offense, missing_grounds
from kh57_desktop.journal.standing import rows_at
from kh57_desktop.journal.statements import insert_many, quoted, spelled
from kh57_desktop.journal.survival import strayed, survive
from kh57_desktop.store import driver, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kh57_desktop.journal.lines import Seen
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.staging import Creations, Staged
    from kh57_desktop.store.connection import Connection


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
    found: Iterable[tuple[str, int]] = ()
    """The rows to be indexed again for the search."""


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
        offenses = strayed(self.con, self.staged)
        if offenses:
            raise OffendingError(offenses)
        if self.staged.edits or self.staged.several:
            changed, conflicts = merge_edits(self.con, self.names, self.staged, self.seen)
            self.merged.changed += changed
            self.merged.conflicts += conflicts
        self._touch()
        survival = survive(self.con, self.names, self.staged, self.seen, self.is_new)
        self.merged.conflicts += survival
        touched = [
            (shape.kind, row) for shape, rows in self.staged.touched().items() for row in rows
        ]
        self.merged.changes = Changes.of(chain(created, touched))
        self.merged.found = dict.fromkeys(chain(created, self._found()))
        return self.merged

    def _found(self) -> Iterator[tuple[str, int]]:
        """Return the rows that the search may find by something that was touched."""
        for shape, entries in self.staged.touches.items():
            yield from ((shape.kind, row) for row, _, _ in entries)
        told = (key for key in self.staged.edits if search.is_told_by(key[0].kind, key[1:]))
        for shape, name in told:
            yield from ((shape.kind, row) for row in self.staged.edits[shape, name])
        for shape, name, row in self.staged.several:
            if search.is_told_by(shape.kind, (name,)):
                yield shape.kind, row

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
            driver.execute_many(self.con, statements.PUT_KEY, known)


def _place(shape: Shape) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    first = 1 if shape.is_keyed else 0
    last = first + len(shape.at)
    return lambda row: row[first:last]


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
