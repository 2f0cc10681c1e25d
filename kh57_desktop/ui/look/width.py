"""How much room the window has."""

from __future__ import annotations

from enum import Enum


class Width(Enum):
    """How much room the window has (SCREENS 3): as drawn, icons only, one step at a time."""

    WIDE = 1340
    MIDDLE = 1000
    NARROW = 0

    @classmethod
    def of(cls, width: int) -> Width:
        """Return the class of a window's logical width."""
        return next(one for one in cls if width >= one.value)
