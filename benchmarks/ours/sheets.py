"""Our side of `sheets`: a roster read, checked, matched with what came before, and kept."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import sheets
from yardstick import Act, Ground, ours

from ours import filled

if TYPE_CHECKING:
    from kh57_desktop.services.office import Office


def office_of(ground: Ground) -> Office:
    """Return a unit's office over a copy of its store, which still knows nobody."""
    made = ground.work / "ours_unit_empty"
    if not made.exists():
        with filled.building(made) as new:
            filled.set_up_unit(new, filled.last_evening())
    return filled.unlocked(Path(shutil.copytree(made, ground.folder / made.name)))


@ours("ours: roster accepted")
def roster_accepted(ground: Ground) -> Act:
    """The whole way: the reading process, preview, checks, one ledger, journal and search."""
    path, office = sheets.roster(ground), office_of(ground)

    def act() -> dict[str, float]:
        preview = office.sheets.preview(path, "people", {})
        report = office.sheets.accept(preview)
        return {"rows": report.read, "new": report.created, "refused": len(report.refused)}

    return act
