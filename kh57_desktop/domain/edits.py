"""The values that travel between rooms: edits, changes, what is shown, what is counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Value: TypeAlias = str | int | dt.date | bool | tuple[str, ...] | None
Clock: TypeAlias = tuple[int, int, int]
"""Stamp, stream and number of the write that a field shows; opaque outside the journal."""

NOTHING: Mapping[str, Value] = MappingProxyType({})
UNSEEN: Mapping[str, Clock] = MappingProxyType({})


class Level(IntEnum):
    """How much a finding weighs."""

    REMINDER = 0
    """Never blocks anything."""
    MISSING = 1
    """Kept; blocks sending."""
    DISAGREES = 2
    """Kept; blocks sending: two fields contradict each other."""
    FAULT = 3
    """Wrong by itself: refused at the door, stays in the draft."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with, missing from or worth knowing about a field."""

    field: str
    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What an officer wants to write: the touched fields, and the clocks of those shown."""

    kind: str
    id: int | None
    values: Mapping[str, Value]
    seen: Mapping[str, Clock] = field(default_factory=lambda: UNSEEN)


@dataclass(frozen=True, slots=True)
class Changes:
    """Which rows a ledger changed, so that every screen knows whether it is concerned."""

    rows: tuple[tuple[str, int], ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the changed rows."""
        return frozenset(kind for kind, _ in self.rows)

    def touches(self, *kinds: str) -> bool:
        """Tell whether a row of one of the kinds changed."""
        return not self.kinds.isdisjoint(kinds)

    def __or__(self, other: Changes) -> Changes:
        """Return both, each row once, in order of appearance."""
        return Changes(tuple(dict.fromkeys((*self.rows, *other.rows))))

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.rows)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, int]]) -> Changes:
        """Return the changes of some rows, each once."""
        return cls(tuple(dict.fromkeys(rows)))


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an edit that was kept."""

    id: int
    changes: Changes
    findings: tuple[Finding, ...] = ()
    overtaken: tuple[str, ...] = ()
    """Fields changed underneath since they were shown, and therefore not overwritten."""

    @property
    def complete(self) -> bool:
        """Tell whether nothing is missing and nothing disagrees."""
        return all(finding.level is Level.REMINDER for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Shown:
    """One stored record as plain values, with the clocks of its fields."""

    kind: str
    id: int
    values: Mapping[str, Value]
    clocks: Mapping[str, Clock] = field(default_factory=lambda: UNSEEN)
    unit: str = ""
    """Code of the owner unit; empty in the catalog."""
    in_conflict: frozenset[str] = frozenset()
    is_gone: bool = False

    def __getitem__(self, name: str) -> Value:
        """Return the value of a field; None when it is missing."""
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one field, or of a whole row when `field` is empty."""

    at: dt.datetime
    officer: str
    device: str
    action: str
    """create, edit, remove, restore or settle."""
    kind: str
    id: int
    field: str
    before: Value
    after: Value
    clock_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that stand against each other on a conflict card."""

    value: Value
    officer: str
    device: str
    at: dt.datetime
    is_mine: bool
    is_shown: bool
    clock_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """A field (or a removal, when `field` is empty) that only a person can decide."""

    id: str
    """Names the card on the command line: kind/row/field."""
    kind: str
    record: int
    title: str
    field: str
    label: str
    base: Value
    sides: tuple[Side, ...]
    unit: str
    is_ours: bool
    """Decided on this side; the other side only sees the card."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted value with the records it stands on (DOMAIN 1.4)."""

    key: str
    label: str
    counted_in: str
    """The word that is printed after the number: lượt người dự, người, cuộc …"""
    value: int | None
    expected: int | None
    ids: tuple[tuple[str, int], ...] = ()
    pending: tuple[tuple[str, int], ...] = ()
    """Complete records still waiting for approval, counted in `expected` only."""
    numerator: int | None = None
    denominator: int | None = None
    is_approximate: bool = False
    """Distinct people across units: printed as «khoảng …»."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row of a sheet that was not taken, and why."""

    sheet: str
    row: int
    heading: str
    value: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell of a sheet that an officer typed over: it is imported so, the file keeps its own."""

    sheet: str
    row: int
    heading: str
    text: str = field(repr=False)
    was: str | None = field(default=None, repr=False)
    """What the file says there; a file that says something else by now was mended itself."""
