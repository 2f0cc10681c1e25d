"""The plan as lists: its lines by measure, its targets by year, its deadlines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import formats
from kh57_desktop.domain.periods import Period
from kh57_desktop.i18n import vi
from kh57_desktop.ui import wording
from kh57_desktop.ui.lists.found_list import Line
from kh57_desktop.ui.papers import figure_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Figure, Shown
    from kh57_desktop.domain.plan import Deadline
    from kh57_desktop.services.catalog import PlanPage

ITEMS, TARGETS, DEADLINES = "items", "targets", "deadlines"


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the plan with everything that is said of it."""

    key: int
    code: str
    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    share: float | None = None
    """How much of a target is reached, between 0 and 1."""
    goal: float | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The plan, and how its targets stand."""

    plan: PlanPage
    figures: Mapping[str, Figure]
    units: Mapping[str, str]
    """What units are called, by their codes."""
    today: dt.date


def load(office: Any, today: dt.date) -> Contents:
    """Return the plan with how its targets stand today; runs in the worker."""
    figures = office.reporting.figures(Period.of_day(today))
    units = {str(one["code"]): str(one["name"]) for one in office.catalog.units()}
    return Contents(office.catalog.plan(), {one.key: one for one in figures}, units, today)


def lines(contents: Contents, part: str) -> list[Line]:
    """Return the lines of one part of the plan."""
    if part == TARGETS:
        return _targets(contents)
    if part == DEADLINES:
        return [_deadline(one, contents.today) for one in contents.plan.deadlines]
    found = []
    for measure in contents.plan.measures:
        items = [one for one in contents.plan.items if one["measure"] == measure.id]
        found.append(Line(_said(measure, "code"), _said(measure, "title")))
        found += [_item(one) for one in items]
    return found


def count(plan: PlanPage, part: str) -> int:
    """Return how many lines a part has."""
    sizes = {ITEMS: len(plan.items), TARGETS: len(plan.targets), DEADLINES: len(plan.deadlines)}
    return sizes[part]


def _item(item: Shown) -> Line:
    facts = _facts(item, "clause", "lead_units", "partner_units", "timing")
    code, title = _said(item, "code"), _said(item, "label")
    part = Part(item.id, code, title, _said(item, "text"), facts)
    detail = "  ·  ".join(said for name in ("lead_units", "timing") if (said := _said(item, name)))
    return Line(f"{code}  {title}", detail, "target_arrow", what=part, tip=part.text)


def _targets(contents: Contents) -> list[Line]:
    found: list[Line] = []
    year = 0
    due = sorted(contents.plan.targets, key=lambda one: (str(one["due_on"]), _said(one, "code")))
    for target in due:
        day = target["due_on"]
        if isinstance(day, dt.date) and day.year != year:
            year = day.year
            until = vi("đến {day}").format(day=formats.day(day))
            found.append(Line(vi("Năm {year}").format(year=year), until))
        found.append(_target(target, contents))
    return found


def _target(target: Shown, contents: Contents) -> Line:
    code, title = _said(target, "code"), _said(target, "label")
    figure = contents.figures.get(code)
    now = figure_rows.value_of(figure) if figure is not None else vi("Chưa đủ dữ liệu")
    owner = contents.units.get(_said(target, "owner"), _said(target, "owner"))
    facts = (
        (vi("Hiện nay"), now),
        *_facts(target, "clause", "due_on"),
        (wording.label_of("targets", "owner"), owner),
        *_facts(target, "rule"),
    )
    share = goal = None
    if figure is not None and figure.numerator is not None and figure.denominator:
        percent = target["percent"]
        share = figure.numerator / figure.denominator
        goal = percent / 100 if isinstance(percent, int) else None
    part = Part(target.id, code, title, _said(target, "text"), facts, share, goal)
    return Line(f"{code}  {title}", now, "target", what=part, tip=part.text)


def _deadline(deadline: Deadline, today: dt.date) -> Line:
    day = deadline.last_day_of(today.year)
    if day is not None and day < today:
        day = deadline.last_day_of(today.year + 1)
    when = formats.day(day) if day is not None else vi("khi có yêu cầu")
    facts = [(vi("Theo"), deadline.clause), (vi("Kế hoạch ghi"), deadline.quote)]
    facts.append((vi("Ngày cuối còn đúng hạn"), when))
    if day is not None:
        left = vi("{n} ngày").format(n=(day - today).days)
        facts.append((vi("Còn"), left))
    part = Part(hash(deadline.code), deadline.code, deadline.label, "", tuple(facts))
    detail = f"{deadline.quote}  ·  {when}"
    return Line(deadline.label, detail, "calendar_ltr", what=part, tip=deadline.quote)


def _facts(record: Shown, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (wording.label_of(record.kind, name), wording.worded(record.kind, name, record[name]))
        for name in names
        if record[name] not in (None, "")
    )


def _said(record: Shown, name: str) -> str:
    return str(record[name] or "")


def names_of_plan(plan: Shown | None) -> tuple[str, str]:
    """Return number and title of the document; what is not given yet is left open."""
    if plan is None:
        return "", ""
    number = str(plan["document_number"] or vi("chưa có số"))
    return number, str(plan["shown_title"] or plan["title"] or "")


def place_of(shown: Sequence[Line], key: int) -> int:
    """Return in which line a record stands; -1 when it is in another part."""
    return next((n for n, one in enumerate(shown) if one.what and one.what.key == key), -1)
