"""The doors of a data folder, as the unlock screen needs them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

from kh57_desktop.i18n import vi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.services.office import Doors, Office

    class Opener(Protocol):
        """What opens the store; its `unlock` runs in the worker."""

        def unlock(self, password: str) -> Any:
            """Return the services of the open store; raises `PasswordWrong` and store faults."""

        def hints(self) -> Sequence[tuple[str, str, bool]]:
            """Return what is told below the card: icon, words, whether it is well."""

        def seconds_to_wait(self) -> int:
            """Return for how long a further password is refused, after several wrong ones."""

        @property
        def known_password(self) -> str:
            """The password of practice, already typed in; empty in the officer's own store."""


OLD_AFTER_DAYS = 7


class DoorsOpener:
    """The doors as the unlock screen needs them."""

    def __init__(self, doors: Doors, known_password: str) -> None:
        self._doors, self._known_password = doors, known_password

    def unlock(self, password: str) -> Office:
        """Open the store."""
        return self._doors.unlock(password)

    def hints(self) -> Sequence[tuple[str, str, bool]]:
        """Return what is told below the card: encrypted, the newest copy, the clock."""
        sealed = ("lock_closed", vi("Dữ liệu trên máy này được mã hóa"), True)
        at, now = self._doors.last_copy()
        if at is None:
            return (sealed, ("database", vi("Chưa có bản sao lưu nào"), False))
        days = (now.date() - at.date()).days
        if days < 0 or at > now:
            behind = vi("Đồng hồ chậm hơn bản sao lưu lúc {when}")
            return (sealed, ("clock", behind.format(when=f"{at:%H:%M %d/%m/%Y}"), False))
        day = {0: vi("hôm nay"), 1: vi("hôm qua")}.get(days, f"{at:%d/%m/%Y}")
        words = vi("Sao lưu gần nhất: {day} {time}, đã mở thử").format(day=day, time=f"{at:%H:%M}")
        kept = ("database", words, days <= OLD_AFTER_DAYS)
        return (sealed, kept, ("clock", vi("Đồng hồ khớp với bản sao gần nhất"), True))

    def seconds_to_wait(self) -> int:
        """Return for how long a further password is refused."""
        until = self._doors.waits_until()
        if until is None:
            return 0
        from PySide6.QtCore import QDateTime  # noqa: PLC0415 - nobody waits before the first paint

        return max(0, math.ceil(until.timestamp() - QDateTime.currentMSecsSinceEpoch() / 1000))

    @property
    def known_password(self) -> str:
        """The password of practice."""
        return self._known_password
