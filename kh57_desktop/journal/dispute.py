"""Fields where writes meet that had not seen each other: who is shown, who stays beside (M1-M3)."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kh57_desktop.journal import statements
from kh57_desktop.journal.standing import NO_CLOCKS, clocks_at, fields_at
from kh57_desktop.journal.writing import Batch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.journal.lines import Seen
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.staging import Staged, Stroke
    from kh57_desktop.store.connection import Connection


_SPELLED = json.JSONEncoder(ensure_ascii=False)


@dataclass(slots=True)
class Dispute:
    """The contested fields of one merge, taken out of the stage and decided together."""

    con: Connection
    names: Mapping[str, int]
    staged: Staged
    seen: Mapping[str, Seen]
    changed: int = 0
    conflicts: int = 0
    _fields: dict[Shape, dict[int, dict[str, list[Stroke]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )

    def add(self, shape: Shape, name: str, row: int, stroke: Stroke) -> None:
        """Take a contested edit of a field."""
        self._fields[shape][row][name] = [stroke]

    def settle(self) -> None:
        """Decide every contested field and write what changed."""
        for (shape, name, row), strokes in self.staged.several.items():
            self._fields[shape][row][name] = strokes
        batch = Batch(statements.DROP_SIBLINGS)
        for shape, rows in self._fields.items():
            self._settle(shape, rows, batch)
        batch.send(self.con)

    def _settle(self, shape: Shape, rows: dict[int, dict[str, list[Stroke]]], batch: Batch) -> None:
        ats = {row: self.staged.at(shape, row) for row in rows}
        names = tuple(sorted({name for fields in rows.values() for name in fields}))
        places = {name: place for place, name in enumerate(names)}
        standing = fields_at(self.con, shape, names, list(ats.values()))
        table = self.names[shape.table]
        clocks = clocks_at(self.con, table, list(rows))
        for row, fields in rows.items():
            there = standing[ats[row]]
            known = clocks.get(row, NO_CLOCKS)
            for name, coming in fields.items():
                column = self.names[name]
                shown = (*known.fields.get(column, there[-3:]), there[places[name]])
                others = [(*clock, value) for clock, value in known.siblings.get(column, ())]
                kept = self._maximal(self.staged.scopes[coming[0][1]], [shown, *others], coming)
                self._write(
                    batch, (shape, name, (table, row, column), ats[row]), shown, others, kept
                )
                left = {*others, shown, *coming}.difference(kept) - {(*there[-3:], shown[3])}
                for _, stream, number, _ in left:
                    batch.add(statements.PUT_TOUCH, (table, row, stream, number))

    def _write(
        self,
        batch: Batch,
        where: tuple[Shape, str, tuple[int, int, int], tuple[Any, ...]],
        shown: Stroke,
        others: list[Stroke],
        kept: list[Stroke],
    ) -> None:
        """Write what a decision changes: the value shown, its clock, the values beside it."""
        shape, name, key, at = where
        self.conflicts += _differ(kept) and not _differ([shown, *others])
        if kept[0] != shown:
            batch.add(statements.PUT_CLOCK, (*key, *kept[0][:3]))
        if kept[0][3] != shown[3]:
            self.changed += 1
            batch.add(statements.update(shape, (name,)), (kept[0][3], *at))
        if set(kept[1:]) != set(others):
            if others:
                batch.add(statements.DROP_SIBLINGS, key)
            for *clock, value in kept[1:]:
                batch.add(statements.PUT_SIBLING, (*key, *clock, _SPELLED.encode(value)))

    def _maximal(self, scope: str, before: list[Stroke], coming: list[Stroke]) -> list[Stroke]:
        """Return the writes that no other has seen, the greatest clock first."""
        seen = self.seen[scope]
        kept = list(before)
        for stroke in coming:
            at = stroke[1:3]
            if any(seen.saw(other[1:3], at) for other in kept):
                continue
            kept = [other for other in kept if not seen.saw(at, other[1:3])]
            kept.append(stroke)
        streams = seen.lines.streams

        def clock(stroke: Stroke) -> tuple[int, bytes, int]:
            stamp, stream, number, _ = stroke
            return stamp, streams[stream].run if stream else b"", number

        return sorted(kept, key=clock, reverse=True)


def _differ(strokes: list[Stroke]) -> bool:
    first = strokes[0][3]
    return any(stroke[3] != first for stroke in strokes)
