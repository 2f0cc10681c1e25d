"""A month of a unit's work, as an officer would record it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import (
    ActivityKind,
    Audience,
    ChannelKind,
    Mark,
    MediaKind,
    Sex,
)
from kh57_desktop.i18n import vi
from kh57_desktop.practice import words
from kh57_desktop.practice.people import invent

if TYPE_CHECKING:
    import random

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.services.office import Office

LESSONS = 3
AUDIENCES = {
    "TR-NTT": (Audience.STUDENTS,),
    "TCN-03": (Audience.RESIDENTS,),
    "MTTQ": (Audience.MEMBERS,),
    "VHXH": (Audience.OFFICIALS,),
}


@dataclass(slots=True)
class Worker:
    """The officer of one unit at work."""

    office: Office
    code: str
    pick: random.Random
    people: list[int] = field(default_factory=list)

    def staff_and_people(self) -> None:
        """Enter the people who will come to the unit's trainings."""
        training = words.TRAININGS.get(self.code)
        if training is None:
            return
        villages = [village.id for village in self.office.catalog.villages()]
        for _ in range(training[2]):
            person = invent(self.pick)
            values: dict[str, Value] = {
                "full_name": person.full_name,
                "sex": Sex(person.sex),
                "birth_year": self.pick.randint(1965, 2000),
                "village": self.pick.choice(villages),
                "audience": Audience(training[1]),
            }
            self.people.append(self.office.people.save(Edit("people", None, values)).id)

    def month(self, period: Period, today: dt.date) -> None:
        """Record the activities, products and lessons of a month, up to today."""
        last = min(period.last, today)
        if last < period.first:
            return
        for title, kind, item, count in words.ACTIVITIES[self.code]:
            self._activity(title, kind, item, count, self._day(period.first, last))
        for title, media_kind in self.pick.sample(words.PRODUCTS, 2):
            self._product(title, media_kind, self._day(period.first, last), last)
        if self.people:
            self._training(period.first, last)

    def _day(self, first: dt.date, last: dt.date) -> dt.date:
        return first + dt.timedelta(self.pick.randint(0, (last - first).days))

    def _item(self, code: str) -> int | None:
        items = self.office.catalog.plan().items
        return next((item.id for item in items if item["code"] == code), None)

    def _activity(self, title: str, kind: str, item: str, usual: int, day: dt.date) -> None:
        count = max(5, round(usual * self.pick.uniform(0.85, 1.1)))
        values: dict[str, Value] = {
            "title": title,
            "starts_on": day,
            "activity_kind": ActivityKind(kind),
            "plan_item": self._item(item),
            "place": self.pick.choice(words.PLACES[self.code]),
            "audience": AUDIENCES[self.code],
            "reach_count": count,
            "women_count": round(count * self.pick.uniform(0.4, 0.6)),
            "content": words.CONTENT,
            "result": self.pick.choice(words.RESULTS),
        }
        if self.pick.random() < 0.1:  # noqa: PLR2004  one in ten is left unfinished
            del values["result"]
        self.office.records.save(Edit("activities", None, values))

    def _product(self, title: str, kind: str, day: dt.date, last: dt.date) -> None:
        values: dict[str, Value] = {
            "title": title,
            "media_kind": MediaKind(kind),
            "produced_on": day,
            "plan_item": self._item("NV-2.3"),
            "author": invent(self.pick).full_name,
        }
        product = self.office.records.save(Edit("media", None, values)).id
        for channel in self.pick.sample(words.CHANNELS, self.pick.randint(1, 2)):
            published: dict[str, Value] = {
                "media_product": product,
                "channel": ChannelKind(channel),
                "published_on": self._day(day, last),
            }
            self.office.records.save(Edit("publications", None, published))

    def _training(self, first: dt.date, last: dt.date) -> None:
        title, audience, _ = words.TRAININGS[self.code]
        starts = self._day(first, max(first, last - dt.timedelta(days=LESSONS)))
        values: dict[str, Value] = {
            "title": vi("{title}, đợt {month}").format(title=title, month=last.month),
            "starts_on": starts,
            "ends_on": min(starts + dt.timedelta(days=LESSONS - 1), last),
            "place": self.pick.choice(words.PLACES[self.code]),
            "audience": (Audience(audience),),
        }
        training = self.office.records.save(Edit("trainings", None, values)).id
        self.office.attendance.enroll(training, self.people)
        for ordinal in range(LESSONS):
            day = starts + dt.timedelta(days=ordinal)
            if day <= last:
                self._lesson(training, ordinal + 1, day)

    def _lesson(self, training: int, ordinal: int, day: dt.date) -> None:
        values: dict[str, Value] = {"training": training, "ordinal": ordinal, "held_on": day}
        lesson = self.office.records.save(Edit("lessons", None, values)).id
        marks = self.pick.choices(
            (Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT), (85, 5, 6, 4), k=len(self.people)
        )
        self.office.attendance.mark(lesson, dict(zip(self.people, marks, strict=True)))
