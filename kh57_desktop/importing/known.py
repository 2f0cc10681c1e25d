"""What the store knows, as far as reading a sheet needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.units import Register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class KnownTraining:
    """The training whose attendance a sheet brings."""

    id: int
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    lessons: Mapping[int, dt.date] = field(default_factory=dict)
    """The day of each lesson by its ordinal."""


@dataclass(frozen=True, slots=True)
class Known:
    """Today, the registers of units and villages, and what was decided about headings before."""

    today: dt.date
    units: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Of each unit by its id: name, code, other names, aliases, of a team its village."""
    villages: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    plan_items: Mapping[str, int] = field(default_factory=dict)
    """The id of each plan item by its code."""
    training: KnownTraining | None = None
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By the signature of a head: the field of each heading, as an officer decided it."""


@dataclass(frozen=True, slots=True)
class Registers:
    """Finds units and villages by whatever they are called."""

    units: Register[int]
    villages: Register[int]


def registers(known: Known) -> Registers:
    """Return the registers of what is known."""
    return Registers(Register(_named(known.units)), Register(_named(known.villages)))


def _named(names: Mapping[int, tuple[str, ...]]) -> dict[int, Iterable[str | None]]:
    return dict(names)
