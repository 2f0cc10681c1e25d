"""The plan's lines, targets and deadlines, and the units, as everybody reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.services import seeding
from kh57_desktop.store import queries

if TYPE_CHECKING:
    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.domain.plan import Deadline
    from kh57_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The commune's plan: the document, its measures, its 19 lines, its targets."""

    plan: Shown | None
    measures: tuple[Shown, ...]
    items: tuple[Shown, ...]
    targets: tuple[Shown, ...]
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """What the catalog says; read-only in this version."""

    desk: Desk

    def plan(self) -> PlanPage:
        """Return the plan, each part in the order of its codes."""
        with self.desk.journal.reading() as con:
            return PlanPage(
                next(iter(queries.living(con, "plans")), None),
                _by_code(queries.living(con, "measures")),
                _by_code(queries.living(con, "plan_items")),
                _by_code(queries.living(con, "targets")),
                seeding.deadlines(),
            )

    def units(self) -> tuple[Shown, ...]:
        """Return the units in the order of the register."""
        with self.desk.journal.reading() as con:
            units = queries.living(con, "units")
        return tuple(sorted(units, key=lambda u: (u["ordinal"] or 0, str(u["code"]))))

    def villages(self) -> tuple[Shown, ...]:
        """Return the villages by code."""
        with self.desk.journal.reading() as con:
            return _by_code(queries.living(con, "villages"))

    def choices(self, table: str) -> tuple[tuple[int, str], ...]:
        """Return what a reference may lead to, as (id, words), for short catalogs and lists."""
        kind = {"plan_item": "plan_items", "unit": "units", "village": "villages"}.get(table)
        if kind is None:
            return ()
        rows = {"plan_items": lambda: self.plan().items, "units": self.units}.get(
            kind, self.villages
        )()
        name = "label" if kind == "plan_items" else "name"
        with_code = kind == "plan_items"
        return tuple(
            (r.id, f"{r['code']} {r[name]}" if with_code else str(r[name] or "")) for r in rows
        )


def _by_code(rows: list[Shown]) -> tuple[Shown, ...]:
    return tuple(sorted(rows, key=lambda row: str(row["code"])))
