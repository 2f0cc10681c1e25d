"""Logical stamps: they break ties between writes that had not seen each other, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CEILING = (1 << 62) - 1
"""The greatest stamp; a change stamped above is not taken."""
BUILT = 1_759_251_600_000_000
"""Midnight of 1 October 2025 in Viet Nam: no clock of this program starts earlier."""
_TEN_YEARS = 3652 * 86_400 * 1_000_000


@dataclass(slots=True)
class Stamper:
    """One store's own logical clock: it runs forward, and no bundle ever moves it (SYNC 3.5)."""

    clock: int = BUILT

    def next(self, wall: int, overwritten: Iterable[int] = ()) -> int:
        """Return the stamp of a change made at `wall`, above every stamp that it overwrites.

        Only a wall clock up to ten years after the program was built counts, so that a PC in 2099
        drags nobody along; what was overwritten raises this stamp but not the clock.
        """
        counted = wall if wall <= BUILT + _TEN_YEARS else 0
        self.clock = max(self.clock + 1, counted)
        return min(CEILING, max(self.clock, 1 + max(overwritten, default=0)))


def is_doubtful(wall: int, stamp: int) -> bool:
    """Tell whether a claimed wall time should be shown with a question mark."""
    return not BUILT <= wall <= BUILT + _TEN_YEARS or stamp >= CEILING
