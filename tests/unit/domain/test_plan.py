"""The built-in plan is the commune's plan: letter for letter, and nothing left out."""

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path

import pytest

from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.plan import LIFE, PRESUMED_ISSUE
from kh57_desktop.domain.seeds import read_plan
from kh57_desktop.domain.vocabulary import FigureKind, TargetVerdict

SEEDS = Path(__file__).parents[3] / "resources" / "seeds"
PAPER = (SEEDS / "plan_2025.txt").read_text(encoding="utf-8")
SEED_TEXT = (SEEDS / "plan_2025.json").read_text(encoding="utf-8")
PLAN = read_plan(SEED_TEXT)
CODES = {clause.code for clause in PLAN.clauses}


def lines():
    """Return the lines of the plan's own text; the mark of a word processor is not the plan's."""
    written = (re.sub(r"^\[bookmark: \w+\]", "", line.strip()) for line in PAPER.splitlines())
    return [line for line in written if line]


def quotes(value):
    """Return every text of the seed that claims to be the plan's own words."""
    if isinstance(value, dict):
        own = [text for name, text in value.items() if name in {"text", "quote"}]
        return own + [text for part in value.values() for text in quotes(part)]
    if isinstance(value, list):
        return [text for part in value for text in quotes(part)]
    return []


def cited(value):
    """Return every clause that the seed cites."""
    if isinstance(value, dict):
        return [code for name, part in value.items() for code in cited_by(name, part)]
    if isinstance(value, list):
        return [code for part in value for code in cited(part)]
    return []


def cited_by(name, part):
    """Return the clauses cited by one field."""
    if name.endswith("clause"):
        return [part]
    return part if name.endswith("_clauses") else cited(part)


def test_every_line_of_the_plan_is_a_clause_and_nothing_is_added():
    """Who reads the page of the plan reads the plan: every line, in order, letter for letter."""
    shown = [" ".join(part for part in (c.marker, c.text) if part) for c in PLAN.clauses]

    assert shown == [re.sub(r"^(-|[0-9.]+|[a-d]\)|[IV]+\.)\s", r"\1 ", line) for line in lines()]


def test_every_quotation_stands_in_the_plan():
    """Nothing is put into the plan's mouth."""
    found = quotes(json.loads(SEED_TEXT))

    assert len(found) > 90
    assert [quote for quote in found if quote not in PAPER] == []


def test_every_citation_leads_to_a_clause():
    """Each item, target, deadline and source names the place in the plan it comes from."""
    found = cited(json.loads(SEED_TEXT))

    assert len(found) > 80
    assert set(found) - CODES == set()


def test_clauses_have_codes_of_their_own():
    """A citation such as III.2.a b3 means one line."""
    assert len(CODES) == len(PLAN.clauses)


def test_every_dashed_line_under_content_is_an_item():
    """The 19 lines of III.1.a to III.4.a are the 19 items, in their order, none twice."""
    dashed = [c.code for c in PLAN.clauses if re.fullmatch(r"III\.[1-4]\.a b\d+", c.code)]

    assert [item.clause for item in PLAN.items] == dashed
    assert len(dashed) == 19


def test_every_dashed_line_of_the_goals_is_a_target():
    """The eight sentences of II.2 are all measured by some target."""
    dashed = [c.code for c in PLAN.clauses if c.kind == "goal"]

    assert len(dashed) == 8
    assert {target.clause for target in PLAN.targets} == set(dashed)


def test_items_have_the_codes_of_their_measures():
    """NV-2.6 is the sixth line of the second measure."""
    numbered = [
        f"NV-{item.measure.removeprefix('III.')}.{item.clause.rsplit('b', 1)[1]}"
        for item in PLAN.items
    ]

    assert [item.code for item in PLAN.items] == numbered
    assert [measure.code for measure in PLAN.measures] == ["III.1", "III.2", "III.3", "III.4"]


@pytest.mark.parametrize(
    ("item", "leads"),
    [
        ("NV-1.4", ("VHXH",)),
        ("NV-2.6", ("VHXH",)),
        ("NV-3.1", ("TR-MNHHD", "TR-MNSM", "TR-TH", "TR-NTT", "TR-THCS")),
        ("NV-4.1", ("KT",)),
        ("NV-4.3", ("VHXH", "KT")),
    ],
)
def test_each_item_is_led_by_whom_the_plan_names(item, leads):
    """Schools lead group 3, the economy office group 4, and NV-4.3 has two leads."""
    assert PLAN.item(item).lead_units == leads


def test_a_unit_knows_what_it_leads():
    """The economy office leads the three lines for businesses."""
    assert [item.code for item in PLAN.items_led_by("KT")] == ["NV-4.1", "NV-4.2", "NV-4.3"]


def test_lead_partner_and_time_are_the_words_of_their_clauses():
    """Papers print who leads and who helps as the plan says it."""
    for item in PLAN.items:
        leads = " ".join(PLAN.clause(code).text for code in item.lead_clauses)
        assert all(part in leads.replace("–", "-") for part in item.lead_text.split("; "))
        assert item.partner_text.lower() in PLAN.clause(item.partner_clause).text.lower().replace(
            "–", "-"
        )
        assert item.timing in PLAN.clause(item.timing_clause).text


def test_targets_have_the_numbers_of_the_plan():
    """100 %, 80 % and 70 % stand in the very sentences that are cited."""
    for target in PLAN.targets:
        if target.percent is not None and target.code != "MT-2027-1a":
            assert f"{target.percent}%" in target.text
    assert {t.percent for t in PLAN.targets if t.code.startswith("MT-2025")} == {100}
    assert [t.percent for t in PLAN.targets if t.goal == "2030"] == [100, 80, 70]
    assert "ít nhất 01 chương trình" in PLAN.targets[8].text


def test_targets_are_due_at_the_end_of_their_year():
    """2025, 2027, 2030."""
    due = {goal.code: goal.due_on for goal in PLAN.goals}

    assert [t.due_on for t in PLAN.targets] == [due[t.goal] for t in PLAN.targets]
    assert due["2027"] == dt.date(2027, 12, 31)
    assert all(goal.code in goal.text for goal in PLAN.goals)


def test_targets_say_how_they_are_counted():
    """A printed figure can always be explained: numerator, denominator, rule, evidence, owner."""
    for target in PLAN.targets:
        assert target.numerator
        assert target.rule
        assert target.evidence
        assert target.owner
        assert bool(target.denominator) or target.figure_kind is FigureKind.FLOW


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "verdict"),
    [
        ("MT-2025-1a", 18, 18, TargetVerdict.REACHED),
        ("MT-2025-1a", 17, 18, TargetVerdict.NOT_REACHED),
        ("MT-2030-2", 4, 5, TargetVerdict.REACHED),
        ("MT-2030-2", 7999, 10000, TargetVerdict.NOT_REACHED),
        ("MT-2030-1", 0, 0, TargetVerdict.NONE_AROSE),
        ("MT-2030-2", None, 5, TargetVerdict.NOT_ENOUGH_DATA),
        ("MT-2030-2", 5, None, TargetVerdict.NOT_ENOUGH_DATA),
        ("MT-2027-2", 1, None, TargetVerdict.REACHED),
        ("MT-2027-2", 0, None, TargetVerdict.NOT_REACHED),
        ("MT-2027-1b", 1, None, TargetVerdict.REACHED),
        ("MT-2027-2", None, None, TargetVerdict.NOT_ENOUGH_DATA),
    ],
)
def test_a_target_is_judged_on_the_exact_fraction(code, numerator, denominator, verdict):
    """79,99 % is not 80 %, nothing known is not 0, and nothing to do is not a failure."""
    target = next(target for target in PLAN.targets if target.code == code)

    assert target.verdict(numerator, denominator) is verdict


def test_the_deadlines_are_those_of_the_periods():
    """«Trước ngày 20/6» and «trước ngày 20/12» end with the 19th."""
    half, whole, ad_hoc = PLAN.deadlines

    assert half.last_day_of(2026) == Period.named("2026-H1").deadline
    assert whole.last_day_of(2026) == Period.named("2026").deadline
    assert ad_hoc.last_day_of(2026) is None


def test_commemorative_days_are_those_the_plan_names():
    """18/5, 1/10 and 10/10 of every year."""
    assert [f"({day.day}/{day.month})" in day.quote for day in PLAN.commemorative_days] == [
        True
    ] * 3


def test_number_and_date_of_the_plan_wait_for_the_clerk():
    """The plan came with blanks; they may be filled later without changing its code."""
    document = PLAN.document

    assert (document.document_number, document.issued_on) == (None, None)
    assert (document.first_day, document.last_day) == LIFE
    assert document.presumed_issued_on == PRESUMED_ISSUE
    assert document.symbol in PLAN.clause("head 5").text
    assert document.title == " ".join(PLAN.clause(code).text for code in document.title_clauses)


def test_legal_bases_are_cited_with_number_date_and_issuer():
    """Number and date of each basis stand in the quotation."""
    for basis in PLAN.legal_bases:
        assert basis.document_number in basis.quote
        assert (
            f"{basis.issued_on.day}/{basis.issued_on.month}/{basis.issued_on.year}" in basis.quote
        )
        assert basis.document_type in basis.quote
        assert basis.quote in PLAN.clause(basis.clause).text


def test_our_own_words_are_composed_and_correct_the_slips_of_the_original():
    """What is shown says «tỉnh Quảng Ngãi» and «Ban Thường vụ»; quotations stay as they are."""
    assert unicodedata.is_normalized("NFC", SEED_TEXT)
    assert "trên địa bàn tỉnh Quảng Ngãi" in PLAN.legal_bases[0].subject
    assert "trên địa bàn xã Quảng Ngãi" in PLAN.clause("basis 1").text
    assert "Ban Thường vụ" in PLAN.legal_bases[1].issuer


def test_money_may_come_from_four_sources():
    """KP-1 to KP-4 in the order of IV."""
    paragraph = PLAN.clause("IV p").text
    places = [paragraph.index(source.quote) for source in PLAN.funding_sources]

    assert [source.code for source in PLAN.funding_sources] == ["KP-1", "KP-2", "KP-3", "KP-4"]
    assert places == sorted(places)


def test_the_recipients_of_the_plan_are_kept():
    """The three lines that the copy still has."""
    assert [recipient.quote in PAPER for recipient in PLAN.recipients] == [True] * 3
