"""What is to be known at all times: the other side, the newest copy, the clock, the disk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.store import backup
from kh57_desktop.sync import arrivals, diary, receipts
from kh57_desktop.system import room
from kh57_desktop.system.clock import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kh57_desktop.services.desk import Desk

SLACK = dt.timedelta(hours=1)
"""A clock that was put right by minutes is none to worry about."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How this PC stands."""

    now: dt.datetime
    heard_at: dt.datetime | None
    """When the other side was last heard: what the commune confirmed, what units handed over."""
    units_lacking: int
    """Units of which changes wait here because earlier ones have not come."""
    copied_at: dt.datetime | None
    known_until: dt.datetime | None
    """The latest moment that copies and bundles here tell of."""
    is_scarce: bool
    """Whether the disk fills up."""

    @property
    def is_clock_behind(self) -> bool:
        """Tell whether the clock stands before something that has happened already."""
        return self.known_until is not None and self.now + SLACK < self.known_until


def of(desk: Desk) -> Standing:
    """Return how the PC of a desk stands; the disk is asked for names alone."""
    copied = max(_copies(desk.home.backups), default=None)
    with desk.journal.reading() as con:
        lines = diary.told(con, 1)
        lacking = diary.units_lacking(con)
        if desk.post.is_office:
            heard = max(arrivals.handed_over(con).values(), default=None)
        else:
            heard = receipts.standing(con, desk.journal.identity).stated_at
    moments = [moment for moment in (copied, *(line.at for line in lines)) if moment is not None]
    scarce = room.is_scarce(desk.home.folder, desk.disk)
    now = desk.clock.now()
    return Standing(now, heard, lacking, copied, max(moments, default=None), scarce)


def _copies(folder: Path) -> Iterator[dt.datetime]:
    """Yield when the kept copies were made; their names tell it."""
    for path in folder.glob(f"*{backup.SUFFIX}") if folder.is_dir() else ():
        try:
            made = path.name.split("_")[1]
            yield dt.datetime.strptime(made, "%Y%m%d-%H%M%S").replace(tzinfo=VIETNAM)
        except (IndexError, ValueError):
            continue
