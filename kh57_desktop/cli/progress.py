"""Progress of long work on standard error: a bar on a terminal, else one line a second."""

from __future__ import annotations

import time

from kh57_desktop.cli import streams
from kh57_desktop.system.progress import Progress

BAR = 30


def terminal_progress() -> Progress:
    """Return a progress that writes to standard error."""
    shown = _Shown()
    return Progress(shown.report)


class _Shown:
    def __init__(self) -> None:
        self._last = time.monotonic()

    def report(self, done: int, total: int, what: str) -> None:
        """Write how far the work is, at most once a second away from a terminal."""
        now = time.monotonic()
        if streams.is_watched():
            full = BAR * done // max(total, 1)
            end = "\n" if done >= total else ""
            streams.tell(f"\r[{'#' * full}{' ' * (BAR - full)}] {done}/{total} {what}{end}")
        elif now - self._last >= 1:
            streams.tell(f"{done}/{total} {what}\n")
            self._last = now
