"""Selects shared by services, search and reports: rows in, plain values out.

The texts are spelled once for each shape of a question and sent as they are; values are turned by
what their field holds, each word and day once (BENCH 2: a list costs little more than its SELECT).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from kh57_desktop.domain.edits import Shown
from kh57_desktop.records.fields import Field, FieldType
from kh57_desktop.records.kinds import KINDS, Kind
from kh57_desktop.records.stored import Remembered, read_day, read_words, stored_words
from kh57_desktop.store import driver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kh57_desktop.domain.edits import Value

    # lent to rooms without SQL
    from kh57_desktop.store.connection import Connection as Connection  # noqa: PLC0414
    from kh57_desktop.store.connection import Row

_IDENTITY = ("full_name", "phone")


@dataclass(frozen=True, slots=True)
class Listing:
    """Which records of a kind to show."""

    kind: str
    first: dt.date | None = None
    last: dt.date | None = None
    unit: int | None = None
    ids: tuple[int, ...] | None = None
    """Only these; found by the search beforehand."""
    states: tuple[str, ...] = ()
    drafts: tuple[int, ...] = ()
    """Those that count as drafts whatever state is stored: their approval does not stand."""
    where: tuple[tuple[str, Value], ...] = ()
    limit: int = 200
    offset: int = 0
    gone: bool = False
    counted: bool = True
    """Whether the page says how many there are in all; else how many it knows of."""
    fields: tuple[str, ...] = ()
    """Only these, as many as a list shows; all of them when none is named."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a listing and how many there are in all."""

    rows: tuple[Shown, ...]
    total: int


def shown(con: Connection, kind: str, ids: Sequence[int] | None = None) -> list[Shown]:
    """Return records of a kind by id, removed ones included; all of them when no ids are given."""
    text = _selected(kind)
    if ids is None:
        return _shown(kind, driver.rows(con, text))
    if len(ids) == 1:
        return _shown(kind, driver.rows(con, f"{text} WHERE t.id = ?", ids))
    found: list[Shown] = []
    marks = ", ".join("?" * driver.MANY)
    for some in driver.in_turns(ids):
        found += _shown(kind, driver.rows(con, f"{text} WHERE t.id IN ({marks})", some))
    return found


def one(con: Connection, kind: str, record: int) -> Shown | None:
    """Return one record, removed or not; None when there is none."""
    return next(iter(shown(con, kind, (record,))), None)


def living(con: Connection, kind: str, **equal: Value) -> list[Shown]:
    """Return the records of a kind that are not removed and whose fields equal what is given."""
    return list(page(con, Listing(kind, where=tuple(equal.items()), limit=-1)).rows)


def present(con: Connection, kind: str, name: str, values: Sequence[str]) -> frozenset[str]:
    """Return those of the values that a living record of the kind has in a field."""
    marks = ", ".join("?" * driver.MANY)
    text = (
        f"{_from(kind, f't.{_quoted(name)}')} WHERE t._gone = 0 AND t.{_quoted(name)} IN ({marks})"
    )
    found = (row[0] for some in driver.in_turns(values) for row in driver.rows(con, text, some))
    return frozenset(found)


def told(
    con: Connection, kind: str, names: Sequence[str], **equal: Value
) -> list[tuple[Value, ...]]:
    """Return some fields of the living records whose fields equal what is given."""
    conditions, parameters = _conditions(KINDS[kind], Listing(kind, where=tuple(equal.items())))
    what = ", ".join(f"t.{_quoted(name)}" for name in names)
    text = f"{_from(kind, what)} WHERE {' AND '.join(conditions)}"
    readers = [_reader(KINDS[kind].fields[name]) or (lambda stored: stored) for name in names]
    return [
        tuple(
            None if value is None else read(value) for read, value in zip(readers, row, strict=True)
        )
        for row in driver.rows(con, text, parameters)
    ]


def ids(con: Connection, kind: str, **equal: Value) -> list[int]:
    """Return the numbers of the living records whose fields equal what is given."""
    parameters = [_stored(value) for value in equal.values() if value is not None]
    text = _ids(kind, tuple((name, value is None) for name, value in equal.items()))
    return [int(row[0]) for row in driver.rows(con, text, parameters)]


def counts(con: Connection) -> dict[str, int]:
    """Return how many living records of each kind there are, and under «changes» all changes."""
    found = {"changes": int((driver.first(con, "SELECT count(*) FROM sync_change") or (0,))[0])}
    for name in KINDS:
        row = driver.first(con, f"{_from(name, 'count(*)')} WHERE t._gone = 0")
        found[name] = 0 if row is None else int(row[0])
    return found


def page(con: Connection, listing: Listing) -> Page:
    """Return a page of a listing: people by name, else newest first, equal days by number."""
    kind = KINDS[listing.kind]
    conditions, parameters = _conditions(kind, listing)
    where = " WHERE " + " AND ".join(conditions)
    selected = _selected(kind.name, listing.fields)
    text = f"{selected}{where} ORDER BY {_order(kind)} LIMIT ? OFFSET ?"
    asked = (*parameters, listing.limit, listing.offset)
    rows = tuple(_shown(kind.name, driver.rows(con, text, asked), listing.fields))
    if listing.limit < 0 or (rows and len(rows) < listing.limit) or not listing.counted:
        return Page(rows, listing.offset + len(rows))
    counted = driver.first(con, _from(kind.name, "count(*)") + where, parameters)
    return Page(rows, int(counted[0]) if counted else 0)


def _order(kind: Kind) -> str:
    if kind.name == "people":  # DOMAIN 3.1: given name, family and middle names, year of birth
        return "name_order(coalesce(i.full_name, t.full_name)), t.birth_year, t.id"
    return f"t.{_quoted(kind.dated_by)} DESC, t.id DESC" if kind.dated_by else "t.id DESC"


def _conditions(kind: Kind, listing: Listing) -> tuple[list[str], list[Any]]:
    """Return what a listing asks for, and the parameters in the same order."""
    # spelled out, not a parameter: the indexes of standing rows ask for just these words
    standing = "t._gone = 1" if listing.gone else "t._gone = 0"
    asked: list[tuple[str, tuple[Value, ...]]] = [(standing, ())]
    if kind.dated_by:
        counted = f"t.{_quoted(kind.dated_by)}"
        if "ends_on" in kind.fields:
            counted = f"coalesce(t.ends_on, {counted})"
        if listing.first is not None:
            asked.append((f"{counted} >= ?", (listing.first,)))
        if listing.last is not None:
            asked.append((f"{counted} <= ?", (listing.last,)))
    if listing.unit is not None and "unit" in kind.fields:
        asked.append(("t.unit = ?", (listing.unit,)))
    if listing.ids is not None:
        asked.append((f"t.id IN ({', '.join('?' * len(listing.ids))})", listing.ids))
    if listing.states and "state" in kind.fields:
        asked.append(_in_states(listing))
    for name, value in listing.where:
        field = f"t.{_quoted(name)}"
        asked.append((f"{field} IS NULL", ()) if value is None else (f"{field} = ?", (value,)))
    return [text for text, _ in asked], [_stored(value) for _, given in asked for value in given]


def _in_states(listing: Listing) -> tuple[str, tuple[Value, ...]]:
    states = f"({', '.join('?' * len(listing.states))})"
    if not listing.drafts:
        return f"t.state IN {states}", listing.states
    fallen = f"t.id IN ({', '.join('?' * len(listing.drafts))})"
    state = f"CASE WHEN {fallen} THEN 'draft' ELSE t.state END"
    return f"{state} IN {states}", (*listing.drafts, *listing.states)


def _stored(value: Value) -> str | int | None:
    """Return a value as it is compared in a statement."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return stored_words(value)
    return str(getattr(value, "value", value)) if isinstance(value, str) else value


@cache
def _ids(kind: str, fields: tuple[tuple[str, bool], ...]) -> str:
    """Return the select of numbers by some fields, each of which equals a value or is missing."""
    asked = (
        f"t.{_quoted(name)} {'IS NULL' if is_missing else '= ?'}" for name, is_missing in fields
    )
    return f"{_from(kind, 't.id')} WHERE {' AND '.join(('t._gone = 0', *asked))}"


@cache
def _selected(kind: str, names: tuple[str, ...] = ()) -> str:
    """Return the select of a kind: its fields, with the name of a person from where it stands."""
    fields = [
        f"coalesce(i.{name}, t.{name})"
        if kind == "people" and name in _IDENTITY
        else f"t.{_quoted(name)}"
        for name in names or KINDS[kind].columns
    ]
    text = _from(kind, ", ".join(("t.id", "t._gone", "s.scope", *fields)))
    text += " LEFT JOIN sync_stream s ON s.ord = t._s"
    return f"{text} LEFT JOIN person_identity i ON i.person = t.id" if kind == "people" else text


def _from(kind: str, what: str) -> str:
    return f"SELECT {what} FROM {_quoted(KINDS[kind].kept_in)} t"  # noqa: S608 - a table of ours


def _quoted(name: str) -> str:
    return f'"{name}"'


def _shown(kind: str, rows: Sequence[Row], fields: tuple[str, ...] = ()) -> list[Shown]:
    """Return rows as plain values; of what is stored only days, words and flags are turned."""
    if not rows:
        return []
    names = fields or KINDS[kind].columns
    numbers, are_gone, scopes, *columns = zip(*rows, strict=True)
    for place, turn in _turned(kind, names):  # a column at a time: nothing of it runs in Python
        columns[place] = tuple(map(turn.__getitem__, columns[place]))
    units = (unit or "" for unit in map(_units.__getitem__, scopes))
    return [
        Shown(kind, number, dict(zip(names, values, strict=True)), unit=unit, is_gone=bool(is_gone))
        for number, is_gone, unit, values in zip(
            numbers, are_gone, units, zip(*columns, strict=True), strict=True
        )
    ]


_units = Remembered(lambda scope: str(scope).partition("/")[2])
"""The unit of each scope; rows of clock zero have none."""


_Turns: TypeAlias = tuple[tuple[int, Remembered], ...]


@cache
def _turned(kind: str, names: tuple[str, ...]) -> _Turns:
    """Return the places of those fields whose stored form is another."""
    found = ((place, _turn(kind, name)) for place, name in enumerate(names))
    return tuple((place, turn) for place, turn in found if turn is not None)


@cache
def _turn(kind: str, name: str) -> Remembered | None:
    read = _reader(KINDS[kind].fields[name])
    return None if read is None else Remembered(read)


def _reader(field: Field) -> Callable[[Any], Value] | None:
    word = field.word
    if field.holds is FieldType.DAY:
        return read_day
    if field.holds is FieldType.FLAG:
        return bool
    if field.holds is FieldType.WORD and word is not None:
        return word
    if field.holds is FieldType.WORDS and word is not None:
        return lambda stored: tuple(word(slug) for slug in read_words(stored)) or None
    return None
