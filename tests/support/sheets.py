"""What a unit's store knows about units and villages, and sheets made up in a test."""

from __future__ import annotations

import csv
import datetime as dt
import io
from functools import cache
from typing import TYPE_CHECKING

from kh57_desktop.domain.seeds import read_units
from kh57_desktop.importing.cleaning import clean_sheet
from kh57_desktop.importing.known import Known
from kh57_desktop.importing.staging import Staged, stage
from tests.support.sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.importing.grid import Cell, Merge, Sheet

SAMPLES = ROOT / "tests" / "samples"
TODAY = dt.date(2026, 3, 31)


@cache
def known(today: dt.date = TODAY) -> Known:
    """Return what the store of a commune knows that was set up with the built-in register."""
    text = (ROOT / "resources" / "seeds" / "units.json").read_text(encoding="utf-8")
    units, villages = read_units(text)
    of_teams = {village.unit: (village.name, *village.aliases) for village in villages}
    return Known(
        today,
        {
            number: (
                *(unit.name, unit.code, unit.short_name, unit.paper_name),
                *(*unit.aliases, *of_teams.get(unit.code, ())),
            )
            for number, unit in enumerate(units, 1)
        },
        {
            number: (village.name, village.code, *village.aliases)
            for number, village in enumerate(villages, 1)
        },
        {f"NV-2.{number}": 100 + number for number in range(1, 7)},
    )


def unit_called(name: str) -> int:
    """Return the id of a registered unit."""
    return next(number for number, names in known().units.items() if names[0] == name)


def village_called(name: str) -> int:
    """Return the id of a registered village."""
    return next(number for number, names in known().villages.items() if names[0] == name)


def a_sheet(
    rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = (), name: str = "Sheet1"
) -> Sheet:
    """Return a sheet of these rows, the first being row 1."""
    return clean_sheet(name, [(number, list(row)) for number, row in enumerate(rows, 1)], merges)


def staged(
    rows: Sequence[Sequence[Cell]],
    kind: str,
    merges: Sequence[Merge] = (),
    mapping: Mapping[str, str] | None = None,
) -> Staged:
    """Return what the rows of one sheet bring."""
    return stage([a_sheet(rows, merges)], kind, known(), mapping or {})


def as_csv(rows: Sequence[Sequence[object]], separator: str = ",") -> str:
    """Return rows as comma separated text."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


def values(found, *names):
    """Return some values of every draft."""
    return [tuple(draft.values.get(name) for name in names) for draft in found.drafts]
