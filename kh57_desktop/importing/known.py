"""What the store knows, as far as reading a sheet needs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.domain.units import Register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


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
class Names:
    """Finds a unit or a village by whatever it is called, each spelling once."""

    register: Register[int]
    _met: dict[str, int | None] = field(default_factory=dict, repr=False)

    def meet(self, text: str) -> int | None:
        """Return the id that a text names; None when it is unknown."""
        if text not in self._met:
            self._met[text] = self.register.meet(text)
        return self._met[text]


@dataclass(frozen=True, slots=True)
class Registers:
    """The units and the villages by their names."""

    units: Names
    villages: Names


def registers(known: Known) -> Registers:
    """Return the registers of what is known."""
    return Registers(*(Names(Register(names)) for names in (known.units, known.villages)))
