"""Tell how far long work is and let it be canceled, without knowing of windows."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Canceled(Exception):
    """The officer stopped long work: no fault, the job ends and everything is as before."""


def unseen(_done: int, _total: int, _what: str) -> None:
    """Show nothing: for work nobody watches."""


class Progress:
    """The thread between long work and whoever watches it; each side may sit in its own thread."""

    def __init__(self, shown: Callable[[int, int, str], None] = unseen) -> None:
        self._shown = shown
        self._canceled = threading.Event()

    def report(self, done: int, total: int, what: str = "") -> None:
        """Tell that `done` of `total` steps stand; raises `Canceled` once a stop was asked for."""
        if self._canceled.is_set():
            raise Canceled
        self._shown(done, total, what)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._canceled.set()

    @property
    def is_canceled(self) -> bool:
        """Whether a stop was asked for."""
        return self._canceled.is_set()
