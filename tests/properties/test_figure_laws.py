"""What every figure obeys, whatever was recorded (DOMAIN 2.3, 5.1)."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    ChannelKind,
    CountingMethod,
    FigureKind,
    MediaKind,
    Sex,
)
from kh57_desktop.reports.facts import (
    ROWS,
    ActivityFact,
    LessonFact,
    MarkFact,
    PersonFact,
    ProductFact,
    PublicationFact,
    TrainingFact,
)
from kh57_desktop.reports.indicator import INDICATORS
from kh57_desktop.reports.indicators import count, figures
from tests.support.facts import some_facts

FLOWS = [key for key, one in INDICATORS.items() if one.kind is FigureKind.FLOW]
DISTINCT = [key for key, one in INDICATORS.items() if one.kind is FigureKind.DISTINCT]
QUARTER = Period.named("2026-Q1")

UNITS = st.sampled_from((1, 2, 3))
ITEMS = st.sampled_from((11, 25, None))
DAYS = st.dates(dt.date(2025, 12, 1), dt.date(2026, 3, 31))
APPROVED = st.sampled_from((True, True, True, False))


@st.composite
def commune_facts(draw):
    """Return facts of three units over a winter, with every sort of row."""
    activities = draw(
        st.lists(
            st.builds(
                ActivityFact,
                id=st.integers(1, 10**6),
                unit=UNITS,
                day=DAYS,
                title=st.just(""),
                activity_kind=st.sampled_from(ActivityKind),
                plan_item=ITEMS,
                turns=st.none() | st.integers(0, 300),
                method=st.none() | st.sampled_from(CountingMethod),
                training=st.none() | st.just(1),
                is_approved=APPROVED,
            ),
            max_size=12,
            unique_by=lambda row: row.id,
        )
    )
    products, publications = _media(draw)
    trainings, lessons, marks = _classes(draw)
    keys = st.none() | st.sampled_from(("k1", "k2", "k3"))
    people = {
        n: PersonFact(n, draw(keys), draw(st.none() | st.sampled_from(Sex))) for n in range(1, 10)
    }
    return some_facts(
        QUARTER.name,
        activities=tuple(activities),
        products=products,
        publications=publications,
        trainings=trainings,
        lessons=lessons,
        marks=marks,
        people=people,
    )


def _media(draw):
    products, publications = [], []
    for n in range(draw(st.integers(0, 4))):
        unit, item, kind = draw(UNITS), draw(ITEMS), draw(st.sampled_from(MediaKind))
        products.append(ProductFact(n, unit, "", kind, item, draw(APPROVED)))
        for m in range(draw(st.integers(0, 3))):
            day, channel = draw(DAYS), draw(st.sampled_from(ChannelKind))
            publications.append(
                PublicationFact(
                    10 * n + m, n, unit, day, channel, plan_item=item, is_approved=draw(APPROVED)
                )
            )
    return tuple(products), tuple(publications)


def _classes(draw):
    trainings, lessons, marks = [], [], []
    for n in range(draw(st.integers(0, 3))):
        unit, item, first = draw(UNITS), draw(ITEMS), draw(DAYS)
        days = [first + dt.timedelta(7 * m) for m in range(draw(st.integers(1, 3)))]
        trainings.append(TrainingFact(n, unit, first, days[-1], "", item, draw(APPROVED)))
        for m, day in enumerate(days):
            number, is_approved = 10 * n + m, draw(APPROVED)
            lessons.append(LessonFact(number, n, unit, day, draw(APPROVED), item, is_approved))
            for person in draw(st.sets(st.none() | st.integers(1, 9), max_size=4)):
                mark = 100 * number + (person or 0)
                marks.append(MarkFact(mark, number, unit, day, person, n, item, is_approved))
    return tuple(trainings), tuple(lessons), tuple(marks)


def total(parts, key):
    """Return the sum of a figure over parts; what is missing adds nothing."""
    return sum(count(key, part).value or 0 for part in parts)


@given(commune_facts())
def test_the_commune_is_the_sum_of_its_units(facts):
    """A flow of the commune equals the sum of the units' own papers."""
    parts = facts.by("unit").values()

    for key in FLOWS:
        assert (count(key, facts).value or 0) == total(parts, key)


@given(commune_facts())
def test_the_commune_is_the_sum_over_the_plan(facts):
    """Sorted by the lines of the plan the flows are the same in all."""
    parts = facts.by("plan_item").values()

    for key in FLOWS:
        assert (count(key, facts).value or 0) == total(parts, key)


@given(commune_facts())
def test_people_are_at_most_the_sum_of_the_units(facts):
    """Whoever learned in two units is one person of the commune, and never less than one."""
    parts = facts.by("unit").values()

    for key in DISTINCT:
        people = count(key, facts).value or 0
        each = [count(key, part).value or 0 for part in parts]
        assert max(each, default=0) <= people <= sum(each)


@given(commune_facts())
def test_months_tile_their_quarter(facts):
    """Three months make the quarter: nothing is counted twice, nothing falls between."""
    months = [facts.over(month) for month in QUARTER.months()]

    for key in FLOWS:
        assert (count(key, facts).value or 0) == total(months, key)
    for key in DISTINCT:
        each = [count(key, month).value or 0 for month in months]
        assert max(each) <= (count(key, facts).value or 0) <= sum(each)


@given(commune_facts())
def test_leaving_out_other_months_changes_nothing(facts):
    """The figures of a month are the same whether or not other months were read too."""
    for month in QUARTER.months():
        assert figures(facts.over(month)) == figures(replace(facts, period=month))


@given(commune_facts(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(facts, chance):
    """Whoever handed in first, the numbers are the same."""
    mixed = {}
    for name in ROWS:
        rows = list(getattr(facts, name))
        chance.shuffle(rows)
        mixed[name] = tuple(rows)
    shuffled = replace(facts, **mixed)

    values = [(figure.value, figure.expected) for figure in figures(facts)]
    assert values == [(figure.value, figure.expected) for figure in figures(shuffled)]


@given(commune_facts())
def test_a_count_stands_on_as_many_records(facts):
    """Whoever clicks a number sees that many records, each once."""
    for figure in figures(facts):
        assert len(set(figure.ids)) == len(figure.ids)
        assert not set(figure.ids) & set(figure.pending)
        if figure.value is not None and "turns" not in figure.key:
            assert len(figure.ids) == figure.value


@given(commune_facts())
def test_what_waits_is_no_part_of_the_value(facts):
    """Approved records alone make the value; taking the others away changes no value."""
    for key in INDICATORS:
        assert count(key, facts).value == count(key, facts.approved()).value
        assert count(key, facts.approved()).pending == ()
