"""Search without diacritics: an index of folded words over every kind that officers look for.

FTS5 folds neither đ nor our tone placements, so the text is folded here. The index number of a row
carries its day in front, so that the newest come first without a sort (BENCH 3.3).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from kh57_desktop.domain.names import fold
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.records.types import read_day
from kh57_desktop.store.queries import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from kh57_desktop.domain.edits import Shown

local = MetaData()
search_number = Table(
    "search_number",
    local,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("record", Integer, nullable=False),
    Index("ix_search_number_record", "record", "kind", unique=True),
)
TEXT_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5("
    "words, content='', contentless_delete=1, prefix='1 2 3', "
    "tokenize='unicode61 remove_diacritics 0')"
)
SEARCHED: dict[str, tuple[str, ...]] = {
    "activities": ("title", "place", "content", "result", "host"),
    "media": ("title", "author", "summary"),
    "trainings": ("title", "place", "content"),
    "lessons": ("content", "teacher"),
    "people": ("full_name", "class_name", "position", "phone"),
    "plan_items": ("code", "label", "clause"),
    "units": ("code", "name", "short_name", "aliases"),
    "villages": ("name", "aliases"),
}
_DAY_SHIFT = 24
"""Room for sixteen million rows a day below the day's number."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found."""

    kind: str
    id: int
    title: str
    detail: str
    day: dt.date | None


def create(con: Connection) -> None:
    """Make the empty index."""
    local.create_all(con)
    con.exec_driver_sql(TEXT_TABLE)


def refresh(con: Connection, rows: Iterable[tuple[str, int]]) -> None:
    """Index the named rows again, in the transaction that changed them."""
    waiting: dict[str, set[int]] = defaultdict(set)
    for kind, record in rows:
        if kind == "person_identities":
            waiting["people"] |= _person_of(con, record)
        elif kind in SEARCHED:
            waiting[kind].add(record)
    for kind, records in waiting.items():
        _drop(con, kind, records)
        _put(con, kind, [s for s in shown(con, kind, sorted(records)) if not s.is_gone])


def refill(con: Connection) -> None:
    """Drop the index and fill it again from the records."""
    con.exec_driver_sql("DROP TABLE IF EXISTS search_text")
    con.execute(search_number.delete())
    con.exec_driver_sql(TEXT_TABLE)
    for kind in SEARCHED:
        _put(con, kind, [s for s in shown(con, kind) if not s.is_gone])


def find(
    con: Connection, words: str, limit: int = 50, kinds: Sequence[str] = ()
) -> tuple[Hit, ...]:
    """Return the newest records in which every word begins some word, whatever its diacritics."""
    asked = _query(words)
    if not asked:
        return ()
    statement = (
        "SELECT n.kind, n.record FROM search_text t JOIN search_number n ON n.number = t.rowid "
        "WHERE search_text MATCH ? {among} ORDER BY t.rowid DESC LIMIT ?"
    )
    among = f"AND n.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
    rows = con.exec_driver_sql(
        statement.replace("{among}", among), (asked, *kinds, limit)
    ).fetchall()
    return _hits(con, [(str(kind), int(record)) for kind, record in rows])


def matching(con: Connection, kind: str, words: str) -> list[int]:
    """Return the ids of all records of a kind in which every word begins some word."""
    asked = _query(words)
    if not asked:
        return []
    rows = con.exec_driver_sql(
        "SELECT n.record FROM search_text t JOIN search_number n ON n.number = t.rowid "
        "WHERE search_text MATCH ? AND n.kind = ?",
        (asked, kind),
    )
    return [int(row[0]) for row in rows]


def _query(words: str) -> str:
    return " ".join(f'"{word}"*' for word in fold(words).replace('"', " ").split())


def _hits(con: Connection, found: list[tuple[str, int]]) -> tuple[Hit, ...]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, record in found:
        by_kind[kind].append(record)
    known = {(s.kind, s.id): s for kind, ids in by_kind.items() for s in shown(con, kind, ids)}
    return tuple(_hit(known[key]) for key in found if key in known)


def _hit(record: Shown) -> Hit:
    kind = KINDS[record.kind]
    names = [name for name in SEARCHED[record.kind] if name != kind.shown_by]
    detail = " · ".join(str(record[name]) for name in names if record[name])
    return Hit(record.kind, record.id, str(record[kind.shown_by] or ""), detail, _day(record))


def _day(record: Shown) -> dt.date | None:
    value = record[KINDS[record.kind].dated_by] if KINDS[record.kind].dated_by else None
    return value if isinstance(value, dt.date) else None


def _person_of(con: Connection, identity: int) -> set[int]:
    table = KINDS["person_identities"].table
    rows = con.execute(select(table.c.person).where(table.c.id == identity))
    return {int(row[0]) for row in rows if row[0] is not None}


def _drop(con: Connection, kind: str, records: Iterable[int]) -> None:
    where = (search_number.c.kind == kind) & (search_number.c.record == bindparam("asked"))
    for record in records:
        number = con.execute(
            select(search_number.c.number).where(where), {"asked": record}
        ).scalar()
        if number is not None:
            con.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", (number,))
            con.execute(search_number.delete().where(search_number.c.number == number))


def _put(con: Connection, kind: str, records: Sequence[Shown]) -> None:
    if not records:
        return
    used: dict[int, int] = {}
    numbers: list[dict[str, Any]] = []
    texts: list[tuple[int, str]] = []
    for record in records:
        day = (_day(record) or read_day("1970-01-01") or dt.date.min).toordinal()
        if day not in used:
            used[day] = _last_number(con, day)
        used[day] += 1
        numbers.append({"number": used[day], "kind": kind, "record": record.id})
        texts.append((used[day], _words(record)))
    con.execute(insert(search_number), numbers)
    con.exec_driver_sql("INSERT INTO search_text(rowid, words) VALUES (?, ?)", texts)


def _last_number(con: Connection, day: int) -> int:
    first, after = day << _DAY_SHIFT, (day + 1) << _DAY_SHIFT
    found = con.exec_driver_sql(
        "SELECT max(number) FROM search_number WHERE number >= ? AND number < ?", (first, after)
    ).scalar()
    return first if found is None else int(found)


def _words(record: Shown) -> str:
    return fold(" ".join(str(record[name]) for name in SEARCHED[record.kind] if record[name]))
