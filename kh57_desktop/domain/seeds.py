"""Reads the built-in plan and the built-in register of units from their files' text."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from kh57_desktop.domain.plan import (
    Clause,
    CommemorativeDay,
    CommunePlan,
    Deadline,
    FundingSource,
    Goal,
    LegalBasis,
    Measure,
    PlanDocument,
    PlanItem,
    Recipient,
    Target,
)
from kh57_desktop.domain.units import UnitSeed, VillageSeed
from kh57_desktop.domain.vocabulary import FigureKind, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_T = TypeVar("_T")
_WORDS = {"figure_kind": FigureKind, "unit_kind": UnitKind}


def read_plan(text: str) -> CommunePlan:
    """Return the plan of a seed file; whatever cites a clause gets that clause's text."""
    seed = json.loads(text)
    texts = {clause["code"]: clause["text"] for clause in seed["clauses"]}
    return CommunePlan(
        _value(PlanDocument, seed["plan"], texts),
        _values(Clause, seed["clauses"], texts),
        _values(LegalBasis, seed["legal_bases"], texts),
        _values(Measure, seed["measures"], texts),
        _values(PlanItem, seed["items"], texts),
        _values(Goal, seed["goals"], texts),
        _values(Target, seed["targets"], texts),
        _values(Deadline, seed["deadlines"], texts),
        _values(FundingSource, seed["funding_sources"], texts),
        _values(CommemorativeDay, seed["commemorative_days"], texts),
        _values(Recipient, seed["recipients"], texts),
    )


def read_units(text: str) -> tuple[tuple[UnitSeed, ...], tuple[VillageSeed, ...]]:
    """Return the units and the villages of a seed file."""
    seed = json.loads(text)
    return _values(UnitSeed, seed["units"], {}), _values(VillageSeed, seed["villages"], {})


def _values(
    kind: type[_T], rows: Iterable[Mapping[str, Any]], texts: Mapping[str, str]
) -> tuple[_T, ...]:
    """Return the frozen values of a list in a seed file."""
    return tuple(_value(kind, row, texts) for row in rows)


def _value(kind: type[_T], row: Mapping[str, Any], texts: Mapping[str, str]) -> _T:
    """Return one frozen value of a seed file: days as days, lists as tuples, slugs as words."""
    known = {"text": texts.get(row.get("clause", ""))} | dict(row)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _plain(name, known[name]) for name in names})


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if name in _WORDS:
        return _WORDS[name](value)
    is_day = name.endswith(("_on", "valid_from", "valid_to")) or name in {"first_day", "last_day"}
    return dt.date.fromisoformat(value) if is_day and isinstance(value, str) else value
