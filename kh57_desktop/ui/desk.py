"""Put the main window of an open store together; imported after the unlock screen is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.navigation import PLACES
from kh57_desktop.ui.status_bar import State
from kh57_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kh57_desktop.services.home import Sending
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.background import Background

OFFERED_MONTHS, OFFERED_HALVES = 12, 3


def window_of(office: Office, background: Background, *, is_practice: bool) -> MainWindow:
    """Return the main window on an open store."""
    desk = office.desk
    window = MainWindow(office, background, PLACES, desk.clock.now, is_practice=is_practice)
    window.header.show_officer(desk.officer.name)
    window.header.show_saved(vi("Đã lưu"))
    window.status.show_place(desk.post.name, role_of(desk.officer.roles))
    window.header.period.offer(offered(desk.today()))
    window.choose_period(usual(desk.today()))
    if not desk.post.is_office:
        ReceiptWatch(window, office)
    return window


def role_of(roles: Iterable[Role]) -> str:
    """Return the role that stands first in the plan's list."""
    held = set(roles)
    return next((role.label for role in Role if role in held), "")


def usual(today: dt.date) -> Period:
    """Return the half-year whose report is due next."""
    half = _half_of(today).before()
    while half.deadline is not None and half.deadline < today:
        half = half.after()
    return half


def offered(today: dt.date) -> list[Period]:
    """Return the periods to choose from: halves, the year, then months, newest first."""
    half, month = _half_of(today), Period.of_day(today)
    halves, months = [half], [month]
    while len(halves) < OFFERED_HALVES:
        halves.append(halves[-1].before())
    while len(months) < OFFERED_MONTHS:
        months.append(months[-1].before())
    return [*halves, Period.named(str(month.last.year)), *months]


def _half_of(day: dt.date) -> Period:
    month = Period.of_day(day).last
    return Period.named(f"{month.year}-H{1 if month.month <= 6 else 2}")  # noqa: PLR2004 - June


class ReceiptWatch(QObject):
    """Keeps saying at the bottom what the commune has confirmed; ends with its window."""

    def __init__(self, window: MainWindow, office: Office) -> None:
        super().__init__(window)
        self._window, self._sending = window, office.home.sending
        window.background.changed.connect(self.ask)
        self.ask()

    def ask(self, *_changes: object) -> None:
        """Ask anew."""
        self._window.background.run(self._sending, done=self.tell)

    def tell(self, sending: Sending) -> None:
        """Say what has been confirmed."""
        at = sending.confirmed_at
        state = State(vi("Xã chưa xác nhận gói nào"), "circle", Tone.SUB)
        if at is not None:
            words = vi("Xã đã nhận đến {day}, {time}")
            said = words.format(day=f"{at.day}/{at.month}", time=f"{at:%H:%M}")
            state = State(said, "checkmark_circle", Tone.OK)
        self._window.status.show_states([state])
