"""Import in the worker, ahead of time, what the next window needs: nobody waits for it then."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.ui.background import Background

LATER = (
    "kh57_desktop.services.opening",
    "kh57_desktop.ui.desk",
    "kh57_desktop.ui.screens.home",
)
"""Imported while the password is typed; nothing of it is needed for the first paint."""
LAST = (
    "kh57_desktop.records.tables",
    *(
        f"kh57_desktop.services.{name}"
        for name in ("exchange", "enrollment", "reporting", "sheets", "upkeep")
    ),
)
"""Imported when home has been painted: the pages that need them wait for nothing then."""
LAST_AFTER_MS = 1500
LAST_GAP_MS = 50
"""Between one and the next: a draft waits for one import at most."""


class Preparing(QObject):
    """Imports for home while the password is typed, and for the other pages when home stands."""

    def __init__(self, parent: QObject, background: Background) -> None:
        super().__init__(parent)
        self._background = background
        self._last = list(LAST)
        self._later = QTimer(self)
        self._later.timeout.connect(self._one_more)

    def for_home(self) -> None:
        """Import what home needs."""
        self._background.run(partial(_import, LATER), failed=_raise)

    def for_the_others(self) -> None:
        """Import what only other pages need, one after another, while nothing else is done."""
        self._later.start(LAST_AFTER_MS)

    def _one_more(self) -> None:
        """Import one more, unless the worker is busy."""
        self._later.start(LAST_GAP_MS)
        if not self._last:
            self._later.stop()
        elif self._background.is_idle:
            self._background.run(partial(_import, (self._last.pop(0),)), failed=_raise)


def _import(names: Sequence[str]) -> None:
    for name in names:
        importlib.import_module(name)


def _raise(error: Exception) -> None:
    from kh57_desktop.errors import Kh57Error  # noqa: PLC0415 - so far nothing has failed

    if not isinstance(error, Kh57Error):
        raise error
