"""Words typed as `field=value` become values of a record."""

import datetime as dt

import pytest

from kh57_desktop.domain.vocabulary import ActivityKind, Audience
from kh57_desktop.errors import CommandUnclear, InvalidRecord
from kh57_desktop.services.entry import Entry
from tests.support.desks import plan_item, village


def test_every_kind_of_value_is_read_as_officers_write_it(desk):
    """Labels, codes and slugs, days day first, numbers with dots, references by code or name."""
    words = [
        "title=Tọa đàm",
        "starts_on=3/3/2026",
        "reach_count=1.234",
        "activity_kind=Tọa đàm",
        "audience=DT-3, educators",
        "plan_item=NV-3.1",
        "place=",
    ]

    assert Entry(desk).read("activities", words) == {
        "title": "Tọa đàm",
        "starts_on": dt.date(2026, 3, 3),
        "reach_count": 1234,
        "activity_kind": ActivityKind.SEMINAR,
        "audience": (Audience.STUDENTS, Audience.EDUCATORS),
        "plan_item": plan_item(desk),
        "place": None,
    }


def test_a_village_is_met_by_its_name_and_by_its_number(desk):
    """Names are folded; a number must be that of a record."""
    number = village(desk)

    assert Entry(desk).read("people", ["village=pa cheng"]) == {"village": number}
    assert Entry(desk).read("people", [f"village={number}"]) == {"village": number}


@pytest.mark.parametrize("word", ["title", "titel=x", "=x"])
def test_a_word_that_names_no_field_is_unclear(desk, word):
    """The command is refused before anything is read."""
    with pytest.raises(CommandUnclear):
        Entry(desk).read("activities", [word])


@pytest.mark.parametrize(
    "word",
    [
        "starts_on=31/2/2026",
        "reach_count=nhiều",
        "activity_kind=xyz",
        "audience=DT-3, xyz",
        "plan_item=NV-9.9",
        "plan_item=12345",
    ],
)
def test_a_value_nobody_can_read_is_refused(desk, word):
    """A day that is none, a word of no list, a line the plan does not have."""
    with pytest.raises(InvalidRecord):
        Entry(desk).read("activities", [word])


@pytest.mark.parametrize(("word", "value"), [("có", True), ("không", False), ("x", True)])
def test_yes_and_no_are_read(desk, word, value):
    """A flag is typed in Vietnamese."""
    assert Entry(desk).read("trainings", [f"is_in_depth={word}"]) == {"is_in_depth": value}


def test_a_flag_that_is_neither_yes_nor_no_is_refused(desk):
    """«có thể» is no answer."""
    with pytest.raises(InvalidRecord):
        Entry(desk).read("trainings", ["is_in_depth=có thể"])
