"""Keeps the status bar true: what the other side has, the newest copy, the clock, the disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.status_bar import State

if TYPE_CHECKING:
    import datetime as dt

    from kh57_desktop.services.office import Office
    from kh57_desktop.services.standing import Standing
    from kh57_desktop.ui.window import MainWindow

FIRST_AFTER_MS = 300
EVERY_MS = 600_000
OLD_AFTER_DAYS = 7


class StandingWatch(QObject):
    """Asks when something was written and now and then; ends with its window."""

    def __init__(self, window: MainWindow, office: Office) -> None:
        super().__init__(window)
        self._window, self._standing = window, partial(_standing, office)
        self._is_office = office.desk.post.is_office
        window.background.changed.connect(self.ask)
        again = QTimer(self)
        again.timeout.connect(self.ask)
        again.start(EVERY_MS)
        QTimer.singleShot(FIRST_AFTER_MS, self, self._ask_first)  # home is painted first

    def ask(self, *_changes: object) -> None:
        """Ask anew, unless the window has been left: then its store may be closed by now."""
        if self._window.is_left:
            return
        self._window.background.run(self._standing, done=self.tell)

    def _ask_first(self) -> None:
        """Ask as soon as the window is seen."""
        if self._window.isVisible():
            self.ask()
        else:
            QTimer.singleShot(FIRST_AFTER_MS, self, self._ask_first)

    def tell(self, standing: Standing) -> None:
        """Say how things stand."""
        self._window.status.show_states(states_of(standing, is_office=self._is_office))


def states_of(standing: Standing, *, is_office: bool) -> list[State]:
    """Return what the bar says: first the other side, then the copy, the clock, the disk."""
    heard = _lacking(standing) or (_received(standing) if is_office else _confirmed(standing))
    states = [heard, _copied(standing), _clock(standing)]
    if standing.is_scarce:
        states.append(State(vi("Ổ đĩa sắp đầy"), "error_circle", Tone.ERR))
    return states


def _standing(office: Office) -> Standing:
    """Look how things stand; what only this needs is imported in the worker, after home."""
    from kh57_desktop.services import standing  # noqa: PLC0415

    return standing.of(office.desk)


def _lacking(standing: Standing) -> State | None:
    if not standing.units_lacking:
        return None
    words = vi("Còn thiếu thay đổi của {n} đơn vị").format(n=standing.units_lacking)
    return State(words, "warning", Tone.WARN)


def _confirmed(standing: Standing) -> State:
    if standing.heard_at is None:
        return State(vi("Xã chưa xác nhận gói nào"), "circle", Tone.SUB)
    words = vi("Xã đã nhận đến {when}")
    return State(words.format(when=_said(standing.heard_at)), "checkmark_circle")


def _received(standing: Standing) -> State:
    if standing.heard_at is None:
        return State(vi("Chưa nhận gói nào"), "circle", Tone.SUB)
    words = vi("Nhận gần nhất {when}")
    return State(words.format(when=_said(standing.heard_at)), "checkmark_circle")


def _copied(standing: Standing) -> State:
    at = standing.copied_at
    if at is None:
        return State(vi("Chưa có bản sao lưu"), "database", Tone.WARN)
    days = (standing.now.date() - at.date()).days
    if days > OLD_AFTER_DAYS:
        return State(vi("Sao lưu đã {n} ngày").format(n=days), "database", Tone.WARN)
    if days > 0:
        return State(vi("Sao lưu {n} ngày trước").format(n=days), "database")
    return State(vi("Sao lưu {time} hôm nay").format(time=f"{at:%H:%M}"), "database")


def _clock(standing: Standing) -> State:
    if standing.is_clock_behind:
        return State(vi("Đồng hồ máy chậm: kiểm tra ngày giờ"), "error_circle", Tone.ERR)
    return State(vi("Đồng hồ khớp"), "clock")


def _said(at: dt.datetime) -> str:
    return f"{at.day}/{at.month}, {at:%H:%M}"
