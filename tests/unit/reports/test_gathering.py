"""Facts read out of a real store: what counts, for whom, on which day."""

import datetime as dt

import pytest
from sqlalchemy import select

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import RecordState, Sex
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.reports.fact_rows import FactRows, lesson, mark
from kh57_desktop.reports.gathering import beside, gather
from kh57_desktop.reports.indicators import count
from kh57_desktop.reports.register import plan_dates
from tests.support.papers import Commune, day

MARCH = Period.named("2026-03")
AS_OF = day("2026-03-16")
APPROVED = RecordState.APPROVED


@pytest.fixture
def commune(tmp_path):
    """Give a commune with a store of its own."""
    made = Commune(tmp_path / "home")
    yield made
    made.close()


def facts(commune, period=MARCH, unit=None, **more):
    """Return the facts of a period."""
    return commune.gathered(gather, period, unit, AS_OF, **more)


def a_class(commune, unit="TR-NTT", days=("2026-03-05",), **values):
    """Keep an approved class with lessons and return its number and theirs."""
    given = {"title": "Lớp", "starts_on": day(days[0]), "ends_on": day(days[-1]), "state": APPROVED}
    number = commune.keep("trainings", unit, **{**given, **values})
    lessons = [
        commune.keep("lessons", unit, training=number, ordinal=n, held_on=day(on), state=APPROVED)
        for n, on in enumerate(days, 1)
    ]
    return number, lessons


def seat(commune, lesson, name, word="present", unit="TR-NTT", **person):
    """Keep a person and a mark, and return both numbers."""
    who = commune.keep("people", unit, full_name=name, audience="officials", **person)
    return who, commune.keep("attendance", unit, lesson=lesson, person=who, mark=word)


def test_an_activity_counts_on_its_last_day(commune):
    """A campaign that ends on the 15th is next month's, one that ends on the 14th this month's."""
    commune.activity("VHXH", day("2026-03-10"), ends_on=day("2026-03-15"))
    within = commune.activity("VHXH", day("2026-02-10"), ends_on=day("2026-03-14"))

    assert [a.id for a in facts(commune).activities] == [within]


def test_drafts_wait_when_complete_and_are_left_out_otherwise(commune):
    """What lacks its result is nobody's figure yet; what lacks only approval is expected."""
    waiting = commune.activity("VHXH", day("2026-03-01"), state=RecordState.DRAFT)
    commune.activity("VHXH", day("2026-03-01"), state=RecordState.DRAFT, result=None)
    commune.activity("VHXH", day("2026-03-01"), state=None, ends_on=day("2026-02-20"))

    assert [(a.id, a.is_approved) for a in facts(commune).activities] == [(waiting, False)]


def test_withdrawn_records_count_nowhere(commune):
    """An activity that was withdrawn, and the lessons of a class that was, are gone."""
    gone = commune.activity("VHXH", day("2026-03-01"))
    number, lessons = a_class(commune)
    seat(commune, lessons[0], "A Nhi")
    commune.remove("activities", gone, "VHXH")
    commune.remove("trainings", number, "TR-NTT")
    found = facts(commune)

    assert (found.activities, found.trainings, found.lessons, found.marks) == ((), (), (), ())


def test_a_record_without_a_unit_counts_for_the_one_that_keeps_it(commune):
    """What the school typed without naming itself is the school's."""
    commune.activity("TR-NTT", day("2026-03-01"), unit=None)

    assert [a.unit for a in facts(commune).activities] == [commune.units["TR-NTT"]]
    assert facts(commune, unit="VHXH").activities == ()
    assert len(facts(commune, unit="TR-NTT").activities) == 1


def test_a_unit_nobody_registered_is_refused(commune):
    """A misspelled code is no unit with zeros."""
    with pytest.raises(NoSuchRecord):
        facts(commune, unit="TR-LA")


def test_a_product_brings_its_earlier_publications(commune):
    """An article shown in January and again in March is no new article in March."""
    old, new = (
        commune.keep(
            "media",
            "VHXH",
            title=title,
            produced_on=day("2026-01-10"),
            media_kind="article",
            state=APPROVED,
        )
        for title in ("cũ", "mới")
    )
    for product, on in ((old, "2026-01-12"), (old, "2026-03-02"), (new, "2026-03-02")):
        commune.keep(
            "publications",
            "VHXH",
            media_product=product,
            channel="website",
            published_on=day(on),
            view_count=9,
            state=APPROVED,
        )
    found = facts(commune)

    assert count("news_products", found).ids == (("media", new),)
    assert count("publications", found).value == 2
    assert count("views", found).value == 18
    assert count("news_products", facts(commune, unit="TR-NTT")).value == 0


def test_a_class_counts_on_its_last_lesson_or_stated_end(commune):
    """The later of the two ends a class; a class that goes on is running."""
    held, _ = a_class(commune, days=("2026-03-05", "2026-03-12"), ends_on=day("2026-03-01"))
    running, _ = a_class(commune, days=("2026-03-06",), ends_on=day("2026-03-30"))
    found = facts(commune)

    assert count("trainings", found).ids == (("trainings", held),)
    assert count("trainings_running", found).ids == (("trainings", running),)


def test_seats_are_present_late_and_substituted(commune):
    """Excused and absent people take no seat; a lesson with a mark was held."""
    _, lessons = a_class(commune, days=("2026-03-05", "2026-03-12"))
    words = ("present", "late", "excused", "absent")
    marked = [seat(commune, lessons[0], f"A {word}", word) for word in words]
    deputy = commune.keep("people", "TR-NTT", full_name="Y Nhok", audience="officials")
    summoned = commune.keep("people", "TR-NTT", full_name="A Huy", audience="officials")
    commune.keep(
        "attendance",
        "TR-NTT",
        lesson=lessons[0],
        person=summoned,
        mark="substituted",
        substitute=deputy,
    )
    unapproved = count("training_seats", facts(commune))
    commune.approve("lessons", lessons[0], "TR-NTT")
    found = facts(commune)

    assert (unapproved.value, unapproved.expected) == (0, 3)
    assert count("training_seats", found).value == 3
    people = {number for _, number in count("training_people", found).ids}
    assert people == {marked[0][0], marked[1][0], deputy}
    assert count("lessons", found).ids == (("lessons", lessons[0]),)


def test_people_who_are_the_same_are_counted_once(commune):
    """Two entries of one person, joined by «là cùng một người với», are one person."""
    _, lessons = a_class(commune)
    first, _ = seat(commune, lessons[0], "Y Hlưng", sex="female", person_key="k")
    second, _ = seat(commune, lessons[0], "Y Hlưng", same_as=first)
    third, _ = seat(commune, lessons[0], "A Nhi")
    commune.approve("lessons", lessons[0], "TR-NTT")
    found = facts(commune)

    assert found.people[second].id == first
    assert found.people[first].sex is Sex.FEMALE
    assert count("training_people", found).value == 2
    assert {number for _, number in count("training_people", found).ids} == {first, third}


def test_people_in_a_circle_are_the_smallest_of_them(commune):
    """Two units that each called the other's entry the right one make no endless search."""
    _, lessons = a_class(commune)
    one, _ = seat(commune, lessons[0], "A")
    two, _ = seat(commune, lessons[0], "B", same_as=one)
    commune.change("people", one, "TR-NTT", same_as=two)
    found = facts(commune)

    assert {found.people[one].id, found.people[two].id} == {min(one, two)}


def test_periods_beside_bring_their_rows_too(commune):
    """The summary of March knows February, last March and the year so far."""
    for on in ("2026-03-01", "2026-02-01", "2025-12-20", "2025-11-01"):
        commune.activity("VHXH", day(on))
    found = facts(commune, beside=beside(MARCH))

    assert len(found.activities) == 3
    assert beside(MARCH)[0] == Period.named("2026-02")
    assert count("activities_held", found.over(beside(MARCH)[2])).value == 3
    assert found.known_from == day("2025-11-01")


def test_the_plan_says_from_when_records_count(commune):
    """While its date is blank the plan counts from 10 October 2025, then from its own day."""
    assert facts(commune).counted_from == dt.date(2025, 10, 10)
    commune.keep("plans", code="KH-2025", issued_on=day("2025-11-20"))
    assert facts(commune).counted_from == day("2025-11-20")


def test_the_register_is_that_of_the_period(commune):
    """Units that were not there yet, or no longer, are not asked for reports."""
    commune.keep("units", code="MOI", name="Mới", ordinal=50, valid_from=day("2026-03-20"))
    commune.keep("units", code="CU", name="Cũ", ordinal=51, valid_to=day("2026-01-01"))
    school = commune.units["TR-NTT"]
    commune.keep("reviews", scope="unit/TR-NTT", unit=school, period="2026-03", state=APPROVED)
    found = facts(commune, received={"TR-NTT": AS_OF})
    school = next(unit for unit in found.units if unit.code == "TR-NTT")

    assert [unit.code for unit in found.units] == ["UBND", "VHXH", "TR-NTT", "TCN-03"]
    assert [unit.reports for unit in found.units] == [False, True, True, True]
    assert (school.received_on, school.review) == (AS_OF, APPROVED)
    assert [item.code for item in found.plan_items] == ["NV-1.1", "NV-2.5"]
    assert found.village_count == 1


def test_targets_come_from_the_catalog(commune):
    """The plan's targets stand among the figures, in its order."""
    for code in ("MT-2027-1a", "MT-2025-1a"):
        commune.keep("targets", code=code, label=code)

    assert [target.code for target in facts(commune).targets] == ["MT-2025-1a", "MT-2027-1a"]


def test_a_month_is_found_through_its_days(commune):
    """However many years are kept, the marks of a month are read through the month's lessons."""
    with commune.store.reading() as con:
        rows = FactRows(con, (MARCH,), AS_OF, plan_dates(con), None, {})
        asked = select(mark.c.id).select_from(lesson.join(mark, mark.c.lesson == lesson.c.id))
        asked = asked.where(rows._within(lesson.c.held_on))
        text = str(asked.compile(con.described, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in con.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]

    assert "ix_lesson_held_on" in plan[0]
    assert plan[1].startswith("SEARCH mark USING PRIMARY KEY (lesson=?)")
