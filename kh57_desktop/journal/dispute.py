"""Fields where writes meet that had not seen each other: who is shown, who stays beside (M1-M3)."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.journal import statements
from kh57_desktop.journal.standing import NO_CLOCKS, clocks_at, rows_at
from kh57_desktop.journal.writing import Batch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from kh57_desktop.journal.lines import Seen
    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.journal.staging import Staged, Stroke


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
        batch = Batch()
        for shape, rows in self._fields.items():
            self._settle(shape, rows, batch)
        batch.send(self.con)

    def _settle(self, shape: Shape, rows: dict[int, dict[str, list[Stroke]]], batch: Batch) -> None:
        ats = {row: self.staged.at(shape, row) for row in rows}
        standing = rows_at(self.con, shape, list(ats.values()))
        table = self.names[shape.table]
        clocks = clocks_at(self.con, table, list(rows))
        for row, fields in rows.items():
            there = standing[ats[row]]
            plain = dict(zip(shape.columns, there, strict=True))
            known = clocks.get(row, NO_CLOCKS)
            for name, coming in fields.items():
                column = self.names[name]
                clock = known.fields.get(column, there[-4:-1])
                before: list[Stroke] = [(*clock, plain[name])]
                before += [(*c, value) for c, value in known.siblings.get(column, ())]
                kept = self._maximal(self.staged.scopes[coming[0][1]], before, coming)
                self.conflicts += _differ(kept) and not _differ(before)
                if kept[0] != before[0]:
                    batch.add(statements.PUT_CLOCK, (table, row, column, *kept[0][:3]))
                if kept[0][3] != plain[name]:
                    self.changed += 1
                    batch.add(statements.update(shape, (name,)), (kept[0][3], *ats[row]))
                if set(kept[1:]) != set(before[1:]):
                    batch.add(statements.DROP_SIBLINGS, (table, row, column))
                    for *clock_of, value in kept[1:]:
                        said = json.dumps(value, ensure_ascii=False)
                        batch.add(statements.PUT_SIBLING, (table, row, column, *clock_of, said))

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
    return len({stroke[3] for stroke in strokes}) > 1
