"""Stored values as words: for history, conflicts, previews and quick looks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain import formats
from kh57_desktop.i18n import vi
from kh57_desktop.records.fields import FieldType
from kh57_desktop.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.domain.edits import Value
    from kh57_desktop.records.fields import Field

    Names = Mapping[tuple[str, int], str]
    """What records are called, by table and number."""

NAMED = ("plan_item", "unit", "village")
"""Tables whose names fit in one look at the catalog."""


def names_of(catalog: Any) -> dict[tuple[str, int], str]:
    """Return what plan items, units and villages are called; runs in the worker."""
    return {(table, number): words for table in NAMED for number, words in catalog.choices(table)}


def label_of(kind: str, field: str) -> str:
    """Return what a field is called; the field's own name when this version does not know it."""
    known = KINDS[kind].fields.get(field) if kind in KINDS else None
    return known.about.label if known else field


def noun_of(kind: str) -> str:
    """Return what a record of a kind is called inside a sentence."""
    noun = KINDS[kind].noun if kind in KINDS else kind
    return f"{noun[:1].lower()}{noun[1:]}"


def device(number: str) -> str:
    """Return how a PC is called by the beginning of its number."""
    return vi("máy {number}").format(number=number[:4].upper())


def worded(kind: str, field: str, value: Value, names: Names | None = None) -> str:
    """Return a value as an officer reads it; nothing said is «chưa ghi»."""
    if value in (None, "", ()):
        return vi("chưa ghi")
    known = KINDS[kind].fields.get(field) if kind in KINDS else None
    if known is None:
        return str(value)
    if known.word is not None:
        slugs = value if isinstance(value, tuple) else (value,)
        return "; ".join(known.word(str(slug)).label for slug in slugs)
    if known.holds is FieldType.REFERENCE and isinstance(value, int):
        return _named(known, value, names or {})
    return _plain(field, value)


def _named(field: Field, number: int, names: Names) -> str:
    table = field.about.refers_to or ""
    return names.get((table, number), vi("bản ghi số {number}").format(number=number))


def _plain(field: str, value: Value) -> str:
    if isinstance(value, bool):
        return vi("Có") if value else vi("Không")
    if isinstance(value, dt.date):
        return formats.day(value)
    if isinstance(value, int):
        return str(value) if field.endswith("year") else formats.number(value)
    return str(value)
