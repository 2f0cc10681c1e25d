"""The yardsticks' rows as records of ours: each of their columns is one field of ours.

Where the meanings differ the weight is kept: a text goes to a text, a number to a number, a word to
a word, so that as much is written, sent and merged as by the limit. Two columns have no home: an
id is drawn anew, and a mark has no score.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import commune

from kh57_desktop.domain.edits import Value
from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    Audience,
    ChannelKind,
    Choice,
    CountingMethod,
    DayPart,
    HoldingForm,
    Mark,
    MediaKind,
    RecordState,
    Sex,
)

OWNER = "TR-NTT"
"""The unit whose store it is; the yardsticks' seventh unit."""
FIRST_DAY = dt.date(2025, 11, 1)
_FIRST_MOMENT = 1_761_955_200_000 // 86_400_000

KIND_OF = {
    "person": "people",
    "activity": "activities",
    "training": "trainings",
    "lesson": "lessons",
    "mark": "attendance",
    "media_product": "media",
}


@dataclass
class Numbers:
    """Which of our records stands for which of theirs."""

    villages: Mapping[str, int]
    plan_items: list[int]
    known: dict[int, int] = field(default_factory=dict)


Convert = Callable[[Numbers, Any], Value]


def _text(_: Numbers, value: Any) -> Value:
    return None if value is None else str(value)


def _number(_: Numbers, value: Any) -> Value:
    return int(value)


def _day(_: Numbers, value: Any) -> Value:
    return dt.date.fromisoformat(value)


def _month(_: Numbers, value: Any) -> Value:
    year, month = divmod(value, 100)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _moment(_: Numbers, value: Any) -> Value:
    return FIRST_DAY + dt.timedelta(days=value // 86_400_000 - _FIRST_MOMENT)


def _record(numbers: Numbers, value: Any) -> Value:
    return numbers.known[value]


def _village(numbers: Numbers, value: Any) -> Value:
    return numbers.villages[value]


def _plan_item(numbers: Numbers, value: Any) -> Value:
    return numbers.plan_items[value // 86_400_000 % len(numbers.plan_items)]


def _word(words: Any, step: int = 1) -> Convert:
    listed = list(words)
    return lambda _, value: listed[value // step % len(listed)]


def _words(words: Any) -> Convert:
    listed = list(words)
    return lambda _, value: (listed[value % len(listed)],)


def _state(_: Numbers, value: Any) -> Value:
    return RecordState(value)


def _mark(_: Numbers, value: Any) -> Value:
    return Mark(value)


FIELDS: Mapping[str, Mapping[str, tuple[str, Convert]]] = {
    "person": {
        "unit_id": ("unit", _record),
        "full_name": ("full_name", _text),
        "match_key": ("person_key", _text),
        "sex": ("sex", _word(Sex)),
        "birth_year": ("birth_year", _number),
        "ethnic": ("class_name", _text),
        "village": ("village", _village),
        "phone": ("phone", _text),
        "job": ("position", _text),
        "official": ("is_unverified", lambda _, value: bool(value)),
        # staff both: their names stand in the record that goes to the commune
        "communicator": ("audience", _word((Audience.OFFICIALS, Audience.EDUCATORS))),
    },
    "activity": {
        "unit_id": ("unit", _record),
        "held_on": ("starts_on", _day),
        "month": ("ends_on", _month),
        "kind": ("activity_kind", _word(ActivityKind)),
        "channel": ("holding_form", _word(HoldingForm)),
        "audience": ("audience", _words(Audience)),
        "title": ("title", _text),
        "content": ("content", _text),
        "place": ("place", _text),
        "lead": ("host", _text),
        "legal_basis": ("starts_at", lambda _, value: value[:20]),
        "people_count": ("reach_count", _number),
        "female_count": ("women_count", _number),
        "ethnic_count": ("ethnic_minority_count", _number),
        "household_count": ("people_count", _number),
        "funding": ("children_count", lambda _, value: value // 100_000),
        "minutes": ("counting_method", _word(CountingMethod, 10)),
        "result": ("result", _text),
        "note": ("difficulty", _text),
        "link": ("platform", _text),
        "state": ("state", _state),
        "changed_at": ("plan_item", _plan_item),
    },
    "training": {
        "unit_id": ("unit", _record),
        "kind": ("holding_form", _word(HoldingForm)),
        "topic": ("title", _text),
        "trainer": ("content", _text),
        "planned": ("expected_count", _number),
        "state": ("state", _state),
        "changed_at": ("starts_on", _moment),
    },
    "lesson": {
        "training_id": ("training", _record),
        "kind": ("day_part", _word(DayPart)),
        "held_on": ("held_on", _day),
        "month": ("ordinal", _number),
        "hours": ("period_count", lambda _, value: round(value * 2)),
        "place": ("content", _text),
    },
    "mark": {
        "lesson_id": ("lesson", _record),
        "person_id": ("person", _record),
        "status": ("mark", _mark),
    },
    "media_product": {
        "unit_id": ("unit", _record),
        "activity_id": ("activity", _record),
        "made_on": ("produced_on", _day),
        "kind": ("media_kind", _word(MediaKind)),
        "title": ("title", _text),
        "sha256": ("author", _text),
        "shares": ("duration_seconds", _number),
        "state": ("state", _state),
    },
    "publication": {
        "channel": ("channel", _word(ChannelKind)),
        "made_on": ("published_on", _day),
        "url": ("url", _text),
        "views": ("view_count", _number),
        "likes": ("interaction_count", _number),
    },
}
"""Of each table: their column, our field, and how the value is turned."""


def values(numbers: Numbers, table: str, row: tuple[Any, ...], of: str = "") -> dict[str, Value]:
    """Return the values of our record for one of their rows."""
    fields = FIELDS[of or table]
    return {
        fields[column][0]: fields[column][1](numbers, value)
        for column, value in zip(commune.TABLES[table].split(), row, strict=True)
        if column in fields and value is not None
    }


def turned(numbers: Numbers, table: str, column: str, value: Any) -> Value:
    """Return our value for one of theirs."""
    return None if value is None else FIELDS[table][column][1](numbers, value)


def beside(numbers: Numbers, name: str, value: Value) -> Value:
    """Return another value of a field than the one that stands, as long as it."""
    among: Iterable[Value] = (value, "Đã bổ sung" if value is None else f"{value}.")
    if name == "audience" and isinstance(value, Audience):
        among = (Audience.OFFICIALS, Audience.EDUCATORS)
    elif isinstance(value, Choice):
        among = type(value)
    elif isinstance(value, tuple):
        among = ((word,) for word in Audience)
    elif isinstance(value, bool):
        among = (True, False)
    elif isinstance(value, dt.date):
        among = (value + dt.timedelta(days=1),)
    elif isinstance(value, int):
        records = {"village": numbers.villages.values(), "plan_item": numbers.plan_items}
        among = records.get(name, (value + 1,))
    return next(other for other in among if other != value)
