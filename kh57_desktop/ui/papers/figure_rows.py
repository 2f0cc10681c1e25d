"""Figures of a paper as a list, and the records one of them stands on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import formats
from kh57_desktop.domain.periods import Period
from kh57_desktop.domain.vocabulary import ActivityKind
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import wording
from kh57_desktop.ui.lists.rows import Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kh57_desktop.domain.edits import Figure

MOST_SHOWN = 300
"""Records of a figure that are listed; more are only counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A record a figure stands on, as a line."""

    number: int
    kind: str
    record: int
    title: str
    detail: str


def value_of(figure: Figure) -> str:
    """Return what a figure says: a number, or the part of a whole with its percent."""
    if figure.denominator is not None and figure.numerator is not None:
        share = formats.percent(figure.numerator, figure.denominator)
        return f"{formats.number(figure.numerator)}/{formats.number(figure.denominator)} ({share})"
    if figure.value is None:
        return vi("Chưa đủ dữ liệu")
    number = formats.number(figure.value)
    return vi("khoảng {number}").format(number=number) if figure.is_approximate else number


@dataclass(frozen=True, slots=True)
class Named:
    """A figure of a page under the name that tells it from its neighbors."""

    number: int
    key: str
    label: str
    detail: str
    figure: Figure


def named(key: str, figure: Figure, units: Mapping[str, str]) -> str:
    """Return what a figure of a paper is: its label, and whose, of what or of which days it is."""
    return "  ·  ".join(part for part in (figure.label, qualified(key, units)) if part)


def qualified(key: str, units: Mapping[str, str]) -> str:
    """Return whose a figure is, of what kind, or of which other days; empty for the plain one."""
    place, _, days = key.partition("@")
    parts = [word for part in place.split("/")[1:] if (word := _qualifier(part, units))]
    if days:
        parts.append(Period.named(days).label)
    return "  ·  ".join(parts)


def spoken(label: str, figure: Figure) -> str:
    """Return the sentence a screen reader says of a figure."""
    said = vi("{label}: {value} {unit}, {n} bản ghi")
    return said.format(
        label=label, value=value_of(figure), unit=figure.counted_in, n=len(figure.ids)
    )


def on_page(
    keys: Sequence[str], figures: Mapping[str, Figure], units: Mapping[str, str]
) -> tuple[Named, ...]:
    """Return the figures of a page that say something, each once."""
    found: dict[str, Named] = {}
    for key in dict.fromkeys(keys):
        if key in figures and figures[key].value is not None:
            figure, detail = figures[key], qualified(key, units)
            told = "  ·  ".join(part for part in (detail, figure.counted_in) if part)
            name = f"{figure.label} {detail}"
            found.setdefault(name, Named(len(found), key, figure.label, told, figure))
    return tuple(found.values())


def by_unit(
    key: str, figures: Mapping[str, Figure], units: Mapping[str, str]
) -> tuple[tuple[str, Figure], ...]:
    """Return what each unit adds to a figure of the whole commune, the largest first."""
    place, _, days = key.partition("@")
    suffix = f"@{days}" if days else ""
    parts = [(name, figures.get(f"{place}/{code}{suffix}")) for code, name in units.items()]
    found = [(name, part) for name, part in parts if part is not None and part.value]
    return tuple(sorted(found, key=lambda pair: (-(pair[1].value or 0), pair[0])))


def columns_of_figures() -> tuple[Column[Named], ...]:
    """Return the columns of the list of figures."""
    return (
        Column(vi("Số liệu trang này"), lambda one: one.label, second=lambda one: one.detail),
        Column(vi("Giá trị"), lambda one: value_of(one.figure), 104, align="right", strong=True),
    )


def columns_of_records() -> tuple[Column[Standing], ...]:
    """Return the one column of the list of records."""
    return (
        Column(vi("Bản ghi"), lambda one: one.title, second=lambda one: one.detail, strong=True),
    )


def records_of(office: Any, ids: Sequence[tuple[str, int]]) -> tuple[Standing, ...]:
    """Return the records of a figure, newest first; runs in the worker."""
    units = {unit.id: str(unit["short_name"] or unit["name"]) for unit in office.catalog.units()}
    found = []
    for number, (kind, record) in enumerate(ids[:MOST_SHOWN]):
        try:
            shown = office.records.show(kind, record)
        except NoSuchRecord:
            continue
        day = shown[KINDS[kind].dated_by] if KINDS[kind].dated_by else None
        title = str(shown[KINDS[kind].shown_by] or "") or vi("{noun} số {number}").format(
            noun=wording.noun_of(kind), number=number + 1
        )
        unit = shown["unit"]
        parts = [
            formats.day(day) if isinstance(day, dt.date) else "",
            KINDS[kind].noun,
            units.get(unit, "") if isinstance(unit, int) else "",
        ]
        detail = "  ·  ".join(part for part in parts if part)
        found.append((day, Standing(number, kind, record, title, detail)))
    found.sort(key=lambda pair: str(pair[0] or ""), reverse=True)
    return tuple(standing for _, standing in found)


def _qualifier(part: str, units: Mapping[str, str]) -> str:
    """Return whose or of what kind a figure is; empty when its place on the paper says it."""
    if part in units:
        return units[part]
    kind = ActivityKind(part)
    return kind.label if kind.is_known else ""
