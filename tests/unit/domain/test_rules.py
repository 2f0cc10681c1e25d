"""What is refused, what is missing, what disagrees, and what is only a reminder."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Level
from kh57_desktop.domain.rules import COMPLETE_WITH, findings, same_title_and_day
from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    Audience,
    ChannelKind,
    HoldingForm,
    Mark,
    MediaKind,
    Role,
    Topic,
)

TODAY = dt.date(2026, 3, 18)
BEFORE = dt.date(2026, 3, 10)
TOMORROW = dt.date(2026, 3, 19)
WHOLE = {
    "activities": {
        "title": "Hội nghị quán triệt",
        "starts_on": BEFORE,
        "plan_item": 21,
        "activity_kind": ActivityKind.CONFERENCE,
        "place": "Nhà rông thôn Đăk Wek",
        "reach_count": 40,
        "content": "Quán triệt Nghị quyết",
        "result": "Hoàn thành",
        "audience": (Audience.RESIDENTS,),
        "topics": (Topic.RESOLUTION,),
    },
    "media": {
        "title": "Bà con học số",
        "produced_on": BEFORE,
        "media_kind": MediaKind.ARTICLE,
        "plan_item": 13,
        "topics": (Topic.DIGITAL_SKILLS,),
    },
    "publications": {
        "media_product": 5,
        "channel": ChannelKind.ZALO,
        "published_on": BEFORE,
    },
    "trainings": {
        "title": "Lớp kỹ năng số",
        "starts_on": BEFORE,
        "ends_on": TOMORROW,
        "plan_item": 15,
        "audience": (Audience.RESIDENTS,),
        "place": "Nhà văn hóa thôn",
    },
    "lessons": {"training": 3, "ordinal": 1, "held_on": BEFORE},
    "people": {
        "full_name": "Y Nhok",
        "audience": Audience.RESIDENTS,
        "birth_year": 1990,
        "village": 4,
    },
    "attendance": {"lesson": 8, "person": 9, "mark": Mark.PRESENT},
    "officers": {"full_name": "A Nhi", "roles": (Role.DATA_OFFICER,)},
    "units": {"code": "TR-NTT", "name": "TH-THCS Nguyễn Tất Thành"},
    "villages": {"code": "THON-01", "name": "Pa Cheng"},
}


def found(kind, **changed):
    """Return field and level of every finding on a whole record with some values changed."""
    values = WHOLE[kind] | {name.replace("__", "."): value for name, value in changed.items()}
    return [(finding.field, finding.level) for finding in findings(kind, values, TODAY)]


@pytest.mark.parametrize("kind", sorted(WHOLE))
def test_a_whole_record_has_no_findings(kind):
    """What is complete can be sent and shows no line under any field."""
    assert found(kind) == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in sorted(COMPLETE_WITH) for field in COMPLETE_WITH[kind]],
)
@pytest.mark.parametrize("nothing", [None, "", ()])
def test_a_missing_value_is_named_and_blocks_sending(kind, field, nothing):
    """The list of COMMAND_LINE: each of these is asked for before the head approves."""
    assert found(kind, **{field: nothing}) == [(field, Level.MISSING)]


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("activities", "audience"),
        ("activities", "topics"),
        ("media", "plan_item"),
        ("media", "topics"),
        ("trainings", "plan_item"),
        ("trainings", "audience"),
        ("trainings", "place"),
        ("people", "birth_year"),
        ("people", "village"),
    ],
)
def test_what_is_worth_writing_only_reminds(kind, field):
    """Topics, audience and the like never block anything."""
    assert found(kind, **{field: None}) == [(field, Level.REMINDER)]


def test_zero_is_a_value():
    """Nobody came is written as 0 and is not missing."""
    assert found("activities", reach_count=0) == []


def test_turns_of_a_training_are_its_marks():
    """The activity of a training needs no count of its own (DOMAIN 5.1.6)."""
    assert found("activities", reach_count=None, training=12) == []


@pytest.mark.parametrize(
    ("kind", "changed", "expected"),
    [
        ("activities", {"starts_on": TOMORROW}, [("starts_on", Level.FAULT)]),
        ("activities", {"ends_on": TOMORROW}, [("ends_on", Level.FAULT)]),
        ("activities", {"starts_on": dt.date(2024, 12, 21)}, [("starts_on", Level.FAULT)]),
        ("media", {"produced_on": dt.date(2031, 1, 1)}, [("produced_on", Level.FAULT)]),
        ("publications", {"published_on": dt.date(2024, 1, 1)}, [("published_on", Level.FAULT)]),
        ("trainings", {"ends_on": dt.date(2031, 1, 1)}, [("ends_on", Level.FAULT)]),
        ("lessons", {"held_on": dt.date(2031, 1, 1)}, [("held_on", Level.FAULT)]),
        ("publications", {"url": "javascript:alert(1)"}, [("url", Level.FAULT)]),
        ("publications", {"url": "xem trang của xã"}, [("url", Level.FAULT)]),
        ("people", {"birth_year": 2027}, [("birth_year", Level.FAULT)]),
        ("people", {"phone": "062216022779"}, [("phone", Level.FAULT)]),
        (
            "attendance",
            {"mark": Mark.SUBSTITUTED, "substitute": 9},
            [("substitute", Level.FAULT)],
        ),
        ("units", {"code": "tr ntt"}, [("code", Level.FAULT)]),
    ],
)
def test_a_value_wrong_by_itself_is_refused(kind, changed, expected):
    """A future activity, a day outside the plan, an impossible link or number never enters."""
    assert found(kind, **changed) == expected


@pytest.mark.parametrize(
    ("kind", "changed", "expected"),
    [
        ("activities", {"ends_on": dt.date(2026, 3, 9)}, [("ends_on", Level.DISAGREES)]),
        ("trainings", {"ends_on": dt.date(2026, 3, 9)}, [("ends_on", Level.DISAGREES)]),
        ("activities", {"women_count": 41}, [("women_count", Level.DISAGREES)]),
        ("activities", {"people_count": 41}, [("people_count", Level.DISAGREES)]),
        (
            "activities",
            {"ethnic_minority_count": 50, "children_count": 60},
            [("ethnic_minority_count", Level.DISAGREES), ("children_count", Level.DISAGREES)],
        ),
        (
            "activities",
            {"holding_form": HoldingForm.ONLINE},
            [("platform", Level.DISAGREES)],
        ),
        (
            "publications",
            {"media_product__produced_on": dt.date(2026, 3, 11)},
            [("published_on", Level.DISAGREES)],
        ),
        ("publications", {"read_on": dt.date(2026, 3, 9)}, [("read_on", Level.DISAGREES)]),
        (
            "lessons",
            {"training__starts_on": dt.date(2026, 3, 11)},
            [("held_on", Level.DISAGREES)],
        ),
        (
            "lessons",
            {"training__starts_on": dt.date(2026, 3, 1), "training__ends_on": dt.date(2026, 3, 9)},
            [("held_on", Level.DISAGREES)],
        ),
        ("attendance", {"substitute": 10}, [("substitute", Level.DISAGREES)]),
        (
            "villages",
            {"valid_from": BEFORE, "valid_to": dt.date(2026, 1, 1)},
            [("valid_to", Level.DISAGREES)],
        ),
    ],
)
def test_two_values_that_contradict_each_other_are_kept_and_block_sending(kind, changed, expected):
    """More women than turns, an end before the start: kept, and mended before it is sent."""
    assert found(kind, **changed) == expected


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("activities", {"women_count": 40, "people_count": 40, "children_count": 0}),
        ("activities", {"reach_count": 40, "ends_on": BEFORE}),
        ("activities", {"holding_form": HoldingForm.ONLINE, "platform": "Zoom"}),
        ("activities", {"holding_form": HoldingForm.IN_PERSON}),
        ("activities", {"starts_on": TODAY}),
        ("publications", {"media_product__produced_on": BEFORE, "read_on": TODAY}),
        ("publications", {"url": "https://dakpxi.example/bai/57?x=1"}),
        ("publications", {"url": "zalo.me/0912345678"}),
        ("lessons", {"training__starts_on": BEFORE, "training__ends_on": BEFORE}),
        ("lessons", {"training__ends_on": BEFORE, "held_on": BEFORE}),
        ("lessons", {"held_on": TOMORROW}),
        ("trainings", {"starts_on": TOMORROW}),
        ("people", {"phone": "0912345678", "birth_year": 2026}),
        ("people", {"phone": "02603862111"}),
        ("attendance", {"mark": Mark.SUBSTITUTED, "substitute": 10}),
        ("villages", {"valid_from": BEFORE, "valid_to": TODAY}),
    ],
)
def test_values_that_go_together_raise_nothing(kind, changed):
    """The limits themselves are allowed: as many women as turns, a lesson on the last day."""
    assert found(kind, **changed) == []


@pytest.mark.parametrize(
    ("kind", "changed", "field"),
    [
        ("activities", {"starts_on": dt.date(2025, 10, 9)}, "starts_on"),
        ("media", {"produced_on": TOMORROW}, "produced_on"),
        ("publications", {"published_on": TOMORROW}, "published_on"),
        ("media", {"media_kind": MediaKind.VIDEO}, "duration_seconds"),
        ("publications", {"view_count": 57}, "read_on"),
    ],
)
def test_what_is_unusual_is_pointed_out(kind, changed, field):
    """Amber under the field: before the plan's date, scheduled, without duration or reading day."""
    assert found(kind, **changed) == [(field, Level.REMINDER)]


def test_the_plan_of_the_store_decides_its_own_life_and_date():
    """When the clerk gives the plan its date, the amber line moves with it."""
    values = WHOLE["activities"]
    life = (dt.date(2026, 1, 1), dt.date(2026, 3, 1))

    outside = findings("activities", values, TODAY, life)
    early = findings("activities", values, TODAY, issued_on=dt.date(2026, 3, 15))

    assert [(f.field, f.level) for f in outside] == [("starts_on", Level.FAULT)]
    assert [(f.field, f.level) for f in early] == [("starts_on", Level.REMINDER)]
    assert "15/03/2026" in early[0].text


def test_findings_say_both_numbers_and_the_gravest_comes_first():
    """The line under a field names what stands against what."""
    values = WHOLE["activities"] | {
        "starts_on": TOMORROW,
        "women_count": 50,
        "place": None,
        "topics": None,
    }

    lines = findings("activities", values, TODAY)

    assert [line.level for line in lines] == sorted((line.level for line in lines), reverse=True)
    assert "19/03/2026" in lines[0].text
    assert all(number in lines[1].text for number in ("50", "40"))


def test_a_kind_without_rules_has_no_findings():
    """Lists of the catalog are checked by their fields alone."""
    assert findings("plan_items", {}, TODAY) == ()


def test_the_same_title_on_the_same_day_is_a_reminder():
    """Perhaps one thing written twice; the officer decides, nothing is refused."""
    finding = same_title_and_day("Hội nghị", BEFORE)

    assert (finding.field, finding.level) == ("title", Level.REMINDER)
    assert "«Hội nghị» ngày 10/03/2026" in finding.text
