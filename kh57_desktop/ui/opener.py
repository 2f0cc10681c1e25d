"""The doors of a data folder, as the unlock screen needs them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime

from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.services.office import Doors, Office


class DoorsOpener:
    """The doors as the unlock screen needs them."""

    def __init__(self, doors: Doors, known_password: str) -> None:
        self._doors, self._known_password = doors, known_password

    def unlock(self, password: str) -> Office:
        """Open the store."""
        return self._doors.unlock(password)

    def hints(self) -> Sequence[tuple[str, str, bool]]:
        """Return what is told below the card."""
        return (("lock_closed", vi("Dữ liệu trên máy này được mã hóa"), True),)

    def seconds_to_wait(self) -> int:
        """Return for how long a further password is refused."""
        until = self._doors.waits_until()
        if until is None:
            return 0
        return max(0, math.ceil(until.timestamp() - QDateTime.currentMSecsSinceEpoch() / 1000))

    @property
    def known_password(self) -> str:
        """The password of practice."""
        return self._known_password
