"""Facts narrowed to a period, a unit, a sort."""

from dataclasses import replace

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.reports.coverage import coverage
from kh57_desktop.reports.facts import ROWS
from kh57_desktop.reports.indicators import count, figures
from kh57_desktop.reports.targets import all_figures, target_figures
from tests.support.facts import OFFICE, SCHOOL, TEAM, on, some_facts, worked_example


def test_narrowed_facts_give_the_same_figures():
    """Leaving out the rows of other months changes no figure of this one."""
    facts = worked_example()

    assert figures(facts.over(facts.period)) == figures(facts)


def test_facts_over_a_period_hold_no_class_that_was_over_before():
    """A class that ended last month is not among this month's rows."""
    facts = worked_example()

    assert {t.id for t in facts.over(facts.period).trainings} == {1, 2, 4}
    assert {t.id for t in facts.over(facts.period.before()).trainings} == {3}


def test_facts_fall_into_parts_by_unit():
    """Every row is in the part of its unit and in no other."""
    facts = worked_example()
    parts = facts.by("unit")

    for name in ROWS:
        rows = sorted(row.id for part in parts.values() for row in getattr(part, name))
        assert rows == sorted(row.id for row in getattr(facts, name))


def test_only_keeps_the_named_sorts():
    """The table of classes looks at no activities."""
    facts = worked_example().only("lessons")

    assert facts.lessons
    assert not facts.activities
    assert not facts.marks


def test_a_class_refers_to_itself():
    """A class and its lessons are found under the same number."""
    assert {t.training for t in worked_example().trainings} == {1, 2, 3, 4}


def test_a_unit_has_data_with_a_record_or_a_later_hand_over():
    """A school that handed over after the 14th without an activity has done nothing: 0."""
    facts = some_facts(activities=worked_example().activities).over(Period.named("2026-03"))
    held = coverage(facts.kept(lambda row: row.unit == OFFICE.id))

    assert held.with_data == (OFFICE, SCHOOL)
    assert held.without_data == (TEAM,)
    assert held.count == 3


def test_a_unit_whose_report_was_approved_is_not_named():
    """Only the units the commune has not yet approved stand in the footnote (FEATURES N03)."""
    reviewed = type(SCHOOL)(2, "TR-NTT", "Trường", 18, None, review=RecordState.APPROVED)
    held = coverage(some_facts(units=(OFFICE, reviewed), activities=worked_example().activities))

    assert held.with_data == (OFFICE, reviewed)
    assert held.unreviewed == (OFFICE,)


def test_targets_are_missing_until_their_records_are_kept():
    """A target prints «Chưa đủ dữ liệu», with the units it will be held against."""
    shown = {f.key: (f.value, f.numerator, f.denominator) for f in target_figures(some_facts())}

    assert shown == {
        "MT-2025-1a": (None, None, 2),
        "MT-2025-1c": (None, None, 2),
        "MT-2027-1a": (None, None, 12),
        "MT-2030-2": (None, None, None),
    }


def test_all_figures_are_the_indicators_and_the_targets():
    """The command line lists both, the targets last."""
    keys = [figure.key for figure in all_figures(some_facts())]

    assert keys[:4] == ["activities_held", "conferences", "direct_sessions", "activity_turns"]
    assert keys[-4:] == [target.code for target in some_facts().targets]


def test_a_register_without_units_gives_no_denominator():
    """Before the commune's catalog has come nobody knows how many units there are."""
    bare = some_facts(units=(), village_count=None)

    assert {f.denominator for f in target_figures(bare)} == {None}
    assert {f.denominator for f in target_figures(some_facts(village_count=None))} == {2, None}


def test_facts_are_known_from_the_first_record():
    """A month is known when something was recorded in it or before it."""
    facts = some_facts("2025-11")

    assert facts.is_known
    assert not facts.over(Period.named("2025-09")).is_known
    assert some_facts(known_from=on("1/1/2025")).over(Period.named("2025-09")).is_known is False


def test_a_period_nobody_told_of_is_missing():
    """A month of which no unit said anything has no figure, though others before it have."""
    facts = worked_example().over(Period.named("2026-05"))

    assert not facts.is_known
    assert {figure.value for figure in figures(facts)} == {None}


def test_a_unit_that_handed_over_after_a_period_told_of_it():
    """A school that handed over on 15/3 did nothing in February; its team said nothing of it."""
    empty = some_facts("2026-02")

    assert replace(empty, unit=SCHOOL).over(empty.period).is_known
    assert not replace(empty, unit=TEAM).over(empty.period).is_known


def test_the_silence_of_the_office_tells_nothing_of_the_commune():
    """That the culture office recorded nothing is 0 of the office, and not of 29 units."""
    units = (OFFICE, TEAM)
    of_commune = some_facts("2026-02", units=units)
    of_office = replace(of_commune, unit=OFFICE)

    assert not of_commune.over(of_commune.period).is_known
    assert of_office.over(of_office.period).is_known


def test_a_record_that_waits_for_approval_tells_nothing():
    """What is only expected makes no 0 of what is missing."""
    waiting = worked_example().kept(lambda row: not row.is_approved)
    facts = replace(waiting, units=(TEAM,)).over(waiting.period)

    assert count("activities_held", facts).value is None
    assert count("activities_held", facts).expected == 1
    assert count("conferences", facts.over(facts.period.before())).expected is None
