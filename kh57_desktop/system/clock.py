"""Say what moment it is, in Vietnam's time; never run backwards by a little."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

VIETNAM = dt.timezone(dt.timedelta(hours=7), "+07:00")  # Asia/Ho_Chi_Minh, without daylight saving
CORRECTION = dt.timedelta(hours=1)


class Clock(Protocol):
    """What every room asks for the present moment."""

    def now(self) -> dt.datetime:
        """Return the present moment, aware, in Vietnam's time."""
        ...

    def today(self) -> dt.date:
        """Return the present day in Vietnam."""
        ...


class SystemClock:
    """The computer's clock; a small step back is held still, a large one is a correction."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._latest: dt.datetime | None = None

    def now(self) -> dt.datetime:
        """Return the present moment; not before the last one given, unless the clock was mended."""
        told = dt.datetime.fromtimestamp(self._wall(), VIETNAM)
        if self._latest is not None and told < self._latest:
            if self._latest - told <= CORRECTION:
                return self._latest
            # A PC that woke in 2099 and was mended must not stay there until the next start.
            import logging  # noqa: PLC0415 - a clock is seldom mended

            log = logging.getLogger(__name__)
            log.warning("clock set back by %d s", (self._latest - told).total_seconds())
        self._latest = told
        return told

    def today(self) -> dt.date:
        """Return the present day in Vietnam."""
        return self.now().date()


class FixedClock:
    """A clock that starts at a chosen moment and goes on from there, for rehearsals and tests."""

    def __init__(self, at: dt.datetime) -> None:
        self._at = at.replace(tzinfo=VIETNAM) if at.tzinfo is None else at.astimezone(VIETNAM)
        self._since = time.monotonic()

    def now(self) -> dt.datetime:
        """Return the chosen moment plus the time that has passed since."""
        return self._at + dt.timedelta(seconds=time.monotonic() - self._since)

    def today(self) -> dt.date:
        """Return the day of the moment."""
        return self.now().date()
