"""Every indicator beside a count made with a pencil."""

import pytest

from kh57_desktop.reports.indicator import INDICATORS
from kh57_desktop.reports.indicators import count, figures
from tests.support.facts import worked_example

COUNTED = {
    # key: value, expected, records counted, records that wait
    "activities_held": (6, 7, (1, 2, 3, 4, 6, 10), (9,)),
    "conferences": (3, 4, (1, 2, 4), (9,)),
    "direct_sessions": (3, 4, (1, 2, 3), (9,)),
    "activity_turns": (40 + 30 + 12 + 5, 40 + 30 + 12 + 5 + 7, (1, 2, 6, 10), (9,)),
    "estimated_turns": (100, 100, (3,), ()),
    "news_products": (1, 2, (21,), (25,)),
    "other_products": (1, 1, (23,), ()),
    "publications": (2, 3, (31, 34), (37,)),
    "social_posts": (2, 2, (32, 35), ()),
    "views": (120, 120, (31,), ()),
    "interactions": (8, 8, (31,), ()),
    "trainings": (1, 2, (1,), (4,)),
    "trainings_running": (1, 1, (2,), ()),
    "lessons": (2, 3, (41, 42), (45,)),
    "training_seats": (6, 7, (51, 52, 53, 54, 55, 56), (58,)),
    "training_people": (3, 3, (1, 2, 3), ()),
    "training_women": (2, 2, (1, 3), ()),
}


@pytest.mark.parametrize("key", COUNTED)
def test_a_figure_is_what_a_pencil_counts(key):
    """The officer counts the same records on paper and comes to the same number."""
    figure = count(key, worked_example())

    counted = tuple(number for _, number in figure.ids)
    waiting = tuple(number for _, number in figure.pending)
    assert (figure.value, figure.expected, counted, waiting) == COUNTED[key]


def test_every_indicator_has_a_worked_example():
    """No figure is printed that nobody ever counted by hand."""
    assert set(COUNTED) == set(INDICATORS)


def test_figures_come_in_the_order_of_the_specification():
    """The command line lists the figures as they were declared."""
    assert [figure.key for figure in figures(worked_example())] == list(INDICATORS)
