"""A clock that stands still until the test moves it."""

from __future__ import annotations

import datetime as dt

VIETNAM = dt.timezone(dt.timedelta(hours=7), "+07:00")


class HandClock:
    """A clock moved by hand: it shows the same moment until a test lets time pass."""

    def __init__(self, at: dt.datetime | str = "2026-06-16T14:36:00") -> None:
        moment = dt.datetime.fromisoformat(at) if isinstance(at, str) else at
        self._at = moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment

    def now(self) -> dt.datetime:
        """Return the moment the hands show."""
        return self._at

    def today(self) -> dt.date:
        """Return the day the hands show."""
        return self._at.date()

    def go_on(self, **by: float) -> dt.datetime:
        """Let time pass, in the words of `timedelta`, and return the new moment."""
        self._at += dt.timedelta(**by)
        return self._at

    def jump_to(self, moment: dt.datetime | str) -> dt.datetime:
        """Put the hands anywhere, backwards too, and return the new moment."""
        self._at = HandClock(moment).now()
        return self._at
