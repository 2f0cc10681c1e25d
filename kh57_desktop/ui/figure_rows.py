"""Figures of a paper as a list, and the records one of them stands on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import formats
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.i18n import vi
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.ui import wording
from kh57_desktop.ui.rows import Column
from kh57_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def spoken(figure: Figure) -> str:
    """Return the sentence a screen reader says of a figure."""
    said = vi("{label}: {value} {unit}, {n} bản ghi")
    return said.format(
        label=figure.label, value=value_of(figure), unit=figure.counted_in, n=len(figure.ids)
    )


def columns_of_figures(figures: dict[int, Figure]) -> tuple[Column[int], ...]:
    """Return the columns of the list of figures; its rows are places in `figures`."""
    return (
        Column(vi("Số liệu trang này"), lambda place: figures[place].label),
        Column(
            vi("Giá trị"),
            lambda place: value_of(figures[place]),
            116,
            align="right",
            strong=True,
            tone=lambda place: Tone.SUB if figures[place].value is None else Tone.PLAIN,
        ),
        Column(vi("Đơn vị tính"), lambda place: figures[place].counted_in, 96, always=False),
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
