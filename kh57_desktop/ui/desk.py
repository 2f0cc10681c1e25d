"""Put the main window of an open store together; imported after the unlock screen is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.rights import HANDING_OVER
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.i18n import vi
from kh57_desktop.ui.navigation import PLACES
from kh57_desktop.ui.standing_watch import StandingWatch
from kh57_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

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
    if desk.officer.has_left:
        window.band.say(HANDING_OVER)
    StandingWatch(window, office)
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
