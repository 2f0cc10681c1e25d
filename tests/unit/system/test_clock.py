"""The present moment, in Vietnam's time."""

import datetime as dt
import time

import pytest

from kh57_desktop.system.clock import VIETNAM, FixedClock, SystemClock


def wall(*moments):
    """Return the program's clock over a computer's clock that shows these moments in turn."""
    shown = iter(moments)
    return SystemClock(
        lambda: dt.datetime.fromisoformat(next(shown)).replace(tzinfo=VIETNAM).timestamp()
    )


def test_now_is_aware_and_in_vietnam():
    """Wherever the PC thinks it is, times are those of the commune."""
    now = SystemClock().now()

    assert now.utcoffset() == dt.timedelta(hours=7)
    assert abs(now.timestamp() - time.time()) < 60
    assert SystemClock().today() == SystemClock().now().date()


def test_a_small_step_back_is_held_still():
    """A second change never seems older than the first because the PC set its clock."""
    running = wall("2026-05-14T08:00:00", "2026-05-14T07:59:30", "2026-05-14T08:00:10")

    moments = [running.now().isoformat()[11:19] for _ in range(3)]

    assert moments == ["08:00:00", "08:00:00", "08:00:10"]


@pytest.mark.logs("clock set back by 2304720000 s")
def test_a_mended_clock_is_believed():
    """A PC that woke in 2099 does not stay there once somebody sets its clock."""
    running = wall("2099-05-26T08:00:00", "2026-05-14T08:00:00")

    assert running.today().year == 2099
    assert running.today() == dt.date(2026, 5, 14)


def test_a_rehearsal_starts_at_its_moment_and_goes_on():
    """`--at` names the moment of the start; work done there still takes time."""
    rehearsal = FixedClock(dt.datetime.fromisoformat("2026-03-31T23:59:00"))

    first, second = rehearsal.now(), rehearsal.now()

    assert first.isoformat().startswith("2026-03-31T23:59:00")
    assert first.tzinfo is VIETNAM
    assert first < second < first + dt.timedelta(minutes=1)
    assert rehearsal.today() == dt.date(2026, 3, 31)


def test_a_moment_of_another_zone_is_told_in_ours():
    """Midnight in London is seven in the morning here."""
    rehearsal = FixedClock(dt.datetime(2026, 3, 31, 0, 0, tzinfo=dt.UTC))

    assert rehearsal.now().hour == 7
