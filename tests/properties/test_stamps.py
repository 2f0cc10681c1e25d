"""The laws of stamps: they only break ties, and nobody drags anybody along."""

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.stamps import BUILT, CEILING, Stamper, is_doubtful

MICROSECONDS_A_YEAR = 31_556_952_000_000
WALLS = st.integers(-CEILING, CEILING)


@given(st.lists(WALLS, min_size=2))
def test_stamps_of_one_store_rise_whatever_its_clock_does(walls):
    """A clock that jumps back does not turn the order of one's own writes around."""
    stamper = Stamper()
    stamps = [stamper.next(wall) for wall in walls]

    assert stamps == sorted(set(stamps))
    assert stamps[0] > BUILT


@given(WALLS, st.lists(st.integers(0, CEILING)))
def test_a_stamp_stands_above_all_it_overwrites_up_to_the_ceiling(wall, overwritten):
    """Whoever has seen a value and writes another has the greater stamp."""
    stamp = Stamper().next(wall, overwritten)

    assert stamp <= CEILING
    assert all(stamp > other or stamp == CEILING for other in overwritten)


@given(WALLS, st.integers(0, CEILING))
def test_what_is_overwritten_does_not_move_the_clock(wall, overwritten):
    """A forged stamp is answered once and then forgotten."""
    one, other = Stamper(), Stamper()
    one.next(wall, (overwritten,))
    other.next(wall)

    assert one.next(wall) == other.next(wall)


def test_a_clock_in_the_far_future_does_not_count():
    """A PC in 2099 stamps as if it had no clock at all."""
    far = BUILT + 74 * MICROSECONDS_A_YEAR

    assert Stamper().next(far) == BUILT + 1
    assert Stamper().next(BUILT + MICROSECONDS_A_YEAR) == BUILT + MICROSECONDS_A_YEAR


def test_an_implausible_time_is_shown_as_doubtful():
    """The card of a conflict says when a clock was wrong."""
    assert not is_doubtful(BUILT, BUILT)
    assert is_doubtful(BUILT - 1, BUILT)
    assert is_doubtful(BUILT + 11 * MICROSECONDS_A_YEAR, BUILT)
    assert is_doubtful(BUILT, CEILING)
