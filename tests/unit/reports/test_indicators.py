"""The rules of counting, one by one."""

from dataclasses import replace

import pytest

from kh57_desktop.domain.vocabulary import ActivityKind, ChannelKind, MediaKind, Sex
from kh57_desktop.reports.facts import (
    ActivityFact,
    MarkFact,
    PersonFact,
    ProductFact,
    PublicationFact,
)
from kh57_desktop.reports.indicators import count, figures
from tests.support.facts import on, some_facts, worked_example


def seats(*given):
    """Return marks of (unit, person) at lessons of 1 March."""
    return tuple(
        MarkFact(n, unit, unit, on("1/3"), person) for n, (unit, person) in enumerate(given, 1)
    )


def test_what_was_done_before_the_plan_does_not_count():
    """An activity of 9 October 2025 stands in the store and in no figure (DOMAIN 5.1.8)."""
    days = (on("9/10/2025"), on("10/10/2025"))
    activities = tuple(ActivityFact(n, 1, day, "", None, turns=5) for n, day in enumerate(days))
    facts = some_facts("2025-10", activities=activities)

    assert count("activities_held", facts).ids == (("activities", 1),)
    assert count("activity_turns", facts).value == 5


def test_turns_that_nobody_counted_are_missing_and_not_none():
    """A month whose activities have no count prints a dash; a month without activities prints 0."""
    uncounted = (ActivityFact(1, 1, on("1/3"), "", ActivityKind.CONFERENCE),)

    assert count("activity_turns", some_facts(activities=uncounted)).value is None
    assert count("activity_turns", some_facts()).value == 0


@pytest.mark.parametrize("known_from", [None, on("20/3")])
def test_a_period_before_the_first_record_is_missing(known_from):
    """What happened before the program was used is not known, and is not printed as 0."""
    facts = replace(worked_example(), known_from=known_from)

    assert {figure.value for figure in figures(facts)} == {None}
    assert count("activities_held", facts).expected == 7


def test_people_of_one_unit_with_one_key_are_two():
    """Two Y Hlưng of one year, sex and village in one class are two people (DOMAIN 5.1.10)."""
    people = {n: PersonFact(n, "same", Sex.FEMALE) for n in (1, 2, 3)}
    one_unit = some_facts(marks=seats((2, 1), (2, 2)), people=people)
    two_units = some_facts(marks=seats((2, 1), (2, 2), (3, 3)), people=people)

    assert count("training_people", one_unit).value == 2
    assert count("training_people", two_units).value == 2
    assert not count("training_people", one_unit).is_approximate
    assert count("training_people", two_units).is_approximate


def test_people_without_a_key_are_told_apart_by_number():
    """Without a year of birth nobody is taken for somebody else."""
    people = {n: PersonFact(n, None, None) for n in (1, 2)}
    facts = some_facts(marks=seats((2, 1), (3, 2)), people=people)

    assert count("training_people", facts).ids == (("people", 1), ("people", 2))


def test_a_substitute_nobody_named_is_a_seat_and_no_person():
    """«Cử người thay» without a name counts one turn, and neither of the two people."""
    facts = some_facts(marks=seats((2, None), (2, 77)))

    assert count("training_seats", facts).value == 2
    assert count("training_people", facts).value == 0


def test_women_are_missing_while_no_sex_was_written_down():
    """A class without the column Nữ has an unknown number of women, not none."""
    unknown = {1: PersonFact(1, None, None)}
    men = {1: PersonFact(1, None, Sex.MALE)}

    assert count("training_women", some_facts(marks=seats((2, 1)), people=unknown)).value is None
    assert count("training_women", some_facts(marks=seats((2, 1)), people=men)).value == 0
    assert count("training_women", some_facts()).value == 0


def test_a_product_counts_in_the_period_of_its_first_publication():
    """Shared again a month later, an article is no new article (DOMAIN 5.1.3)."""
    product = ProductFact(1, 1, "Bài", MediaKind.ARTICLE)
    shown = tuple(
        PublicationFact(n, 1, 1, on(day), ChannelKind.WEBSITE)
        for n, day in enumerate(("20/2", "20/3"))
    )
    facts = some_facts(products=(product,), publications=shown)

    assert count("news_products", facts).value == 1
    assert count("news_products", replace(facts, period=facts.period.after())).value == 0
    assert count("publications", replace(facts, period=facts.period.after())).value == 1


def test_a_reading_taken_later_is_not_known_yet():
    """Views read after the day of the report stand in no report of that day."""
    shown = (PublicationFact(1, 1, 1, on("1/3"), ChannelKind.ZALO, 50, 5, on("17/3")),)

    assert count("views", some_facts(publications=shown)).value is None
    assert count("views", replace(some_facts(publications=shown), as_of=on("17/3"))).value == 50
