"""Selects shared by services, search and reports: rows in, plain values out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    column,
    func,
    select,
    table,
)
from sqlalchemy import Connection as Connection  # noqa: PLC0414  lent to rooms that speak no SQL

from kh57_desktop.domain.edits import Shown
from kh57_desktop.records.kinds import KINDS, Kind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import Row

    from kh57_desktop.domain.edits import Value

_streams = table("sync_stream", column("ord", Integer), column("scope"))
_SCOPE = "_scope"


@dataclass(frozen=True, slots=True)
class Listing:
    """Which records of a kind to show, newest first."""

    kind: str
    first: dt.date | None = None
    last: dt.date | None = None
    unit: int | None = None
    ids: tuple[int, ...] | None = None
    """Only these; found by the search beforehand."""
    states: tuple[str, ...] = ()
    where: tuple[tuple[str, Value], ...] = ()
    limit: int = 200
    offset: int = 0
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a listing and how many there are in all."""

    rows: tuple[Shown, ...]
    total: int


def shown(con: Connection, kind: str, ids: Sequence[int] | None = None) -> list[Shown]:
    """Return records of a kind by id, removed ones included; all of them when no ids are given."""
    statement = _selected(kind)
    if ids is None:
        return [_shown(kind, row) for row in con.execute(statement)]
    found: list[Shown] = []
    asked = statement.where(KINDS[kind].table.c.id.in_(bindparam("ids", expanding=True)))
    for start in range(0, len(ids), 500):
        rows = con.execute(asked, {"ids": list(ids[start : start + 500])})
        found += [_shown(kind, row) for row in rows]
    return found


def one(con: Connection, kind: str, record: int) -> Shown | None:
    """Return one record, removed or not; None when there is none."""
    return next(iter(shown(con, kind, (record,))), None)


def living(con: Connection, kind: str, **equal: Value) -> list[Shown]:
    """Return the records of a kind that are not removed and whose fields equal what is given."""
    return list(page(con, Listing(kind, where=tuple(equal.items()), limit=-1)).rows)


def present(con: Connection, kind: str, name: str, values: Sequence[str]) -> frozenset[str]:
    """Return those of the values that a living record of the kind has in a field."""
    records = KINDS[kind].table
    asked = select(records.c[name]).where(
        records.c["_gone"].is_(False), records.c[name].in_(bindparam("values", expanding=True))
    )
    found: set[str] = set()
    for start in range(0, len(values), 500):
        found |= set(con.execute(asked, {"values": list(values[start : start + 500])}).scalars())
    return frozenset(found)


def page(con: Connection, listing: Listing) -> Page:
    """Return a page of a listing, newest first and equal days by number."""
    kind = KINDS[listing.kind]
    where = and_(*_conditions(kind, listing))
    order: list[ColumnElement[Any]] = [kind.table.c.id.desc()]
    if kind.dated_by:
        order.insert(0, kind.table.c[kind.dated_by].desc())
    statement = _selected(listing.kind).where(where).order_by(*order)
    statement = statement.limit(listing.limit).offset(listing.offset)
    rows = tuple(_shown(listing.kind, row) for row in con.execute(statement))
    if listing.limit < 0:
        return Page(rows, len(rows))
    total = con.execute(select(func.count()).select_from(kind.table).where(where)).scalar_one()
    return Page(rows, int(total))


def _conditions(kind: Kind, listing: Listing) -> list[ColumnElement[bool]]:
    columns = kind.table.c
    found: list[ColumnElement[bool]] = [columns["_gone"].is_(listing.gone)]
    if kind.dated_by:
        counted: ColumnElement[Any] = columns[kind.dated_by]
        if "ends_on" in columns:
            counted = func.coalesce(columns.ends_on, counted)
        if listing.first is not None:
            found.append(counted >= listing.first)
        if listing.last is not None:
            found.append(counted <= listing.last)
    if listing.unit is not None and "unit" in columns:
        found.append(columns.unit == listing.unit)
    if listing.ids is not None:
        found.append(columns.id.in_(listing.ids))
    if listing.states and "state" in columns:
        found.append(columns.state.in_(listing.states))
    for name, value in listing.where:
        found.append(columns[name].is_(None) if value is None else columns[name] == value)
    return found


@lru_cache
def _selected(kind: str) -> Select[Any]:
    """Return the select of a kind: its fields, with the name of a person from where it stands."""
    records = KINDS[kind].table
    fields: list[ColumnElement[Any]] = [records.c[name] for name in KINDS[kind].columns]
    source: Any = records.outerjoin(_streams, _streams.c.ord == records.c["_s"])
    if kind == "people":
        identity = KINDS["person_identities"].table
        source = source.outerjoin(identity, identity.c.person == records.c.id)
        fields = [_named(records, identity, name) for name in KINDS[kind].columns]
    scope = _streams.c.scope.label(_SCOPE)
    return select(records.c.id, records.c["_gone"], scope, *fields).select_from(source)


def _named(person: Table, identity: Table, name: str) -> ColumnElement[Any]:
    if name in {"full_name", "phone"}:
        return func.coalesce(identity.c[name], person.c[name]).label(name)
    return person.c[name]


def _shown(kind: str, row: Row[*tuple[Any, ...]]) -> Shown:
    names = KINDS[kind].columns
    values = dict(zip(names, row[3:], strict=True))
    unit = str(row[2] or "").partition("/")[2]
    return Shown(kind, int(row[0]), values, unit=unit, is_gone=bool(row[1]))
