"""Search without diacritics: an index of folded words over every kind that officers look for.

FTS5 folds neither đ nor our tone placements, so the text is folded here. The index number of a row
carries its day in front, so that the newest come first without a sort (BENCH 3.3). A ledger only
notes which rows wait; they are indexed before the next search, once for all that was typed since.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.names import fold
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.records.stored import read_day
from kh57_desktop.store import driver
from kh57_desktop.store.queries import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kh57_desktop.domain.edits import Shown
    from kh57_desktop.store.connection import Connection

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
_NOTE = "INSERT INTO search_waiting(kind, record) VALUES (?, ?) ON CONFLICT DO NOTHING"
_WAITING = "SELECT kind, record FROM search_waiting ORDER BY kind, record"
_LONG_AGO = dt.date(1970, 1, 1)
_MANY = 200
_NO_WORD = dict.fromkeys((ord('"'), 0), " ")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found."""

    kind: str
    id: int
    title: str
    detail: str
    day: dt.date | None


def is_told_by(kind: str, fields: Iterable[str]) -> bool:
    """Tell whether the index says anything of some fields of a kind."""
    if kind == "person_identities":
        return True
    told = {*SEARCHED[kind], KINDS[kind].dated_by} if kind in SEARCHED else set()
    return not told.isdisjoint(fields)


def postpone(con: Connection, rows: Iterable[tuple[str, int]]) -> None:
    """Note that rows changed, in the transaction that changed them."""
    noted = [row for row in rows if row[0] in SEARCHED or row[0] == "person_identities"]
    if noted:
        driver.of(con).executemany(_NOTE, noted)


def is_behind(con: Connection) -> bool:
    """Tell whether rows wait to be indexed."""
    return con.exec_driver_sql("SELECT 1 FROM search_waiting LIMIT 1").first() is not None


def catch_up(con: Connection) -> None:
    """Index every row that waits."""
    refresh(con, [(str(kind), int(row)) for kind, row in con.exec_driver_sql(_WAITING)])
    con.exec_driver_sql("DELETE FROM search_waiting")


def refresh(con: Connection, rows: Iterable[tuple[str, int]]) -> None:
    """Index the named rows again as they stand."""
    waiting: dict[str, set[int]] = defaultdict(set)
    for kind, record in rows:
        if kind == "person_identities":
            waiting["people"] |= _person_of(con, record)
        elif kind in SEARCHED:
            waiting[kind].add(record)
    for kind, records in waiting.items():
        _renew(con, kind, sorted(records))


def refill(con: Connection) -> None:
    """Drop the index and fill it again from the records."""
    con.exec_driver_sql("DROP TABLE IF EXISTS search_text")
    con.exec_driver_sql("DELETE FROM search_number")
    con.exec_driver_sql("DELETE FROM search_waiting")
    con.exec_driver_sql(TEXT_TABLE)
    for kind in SEARCHED:
        text = 'SELECT id FROM "«»" WHERE "_gone" = 0'.replace("«»", KINDS[kind].kept_in)
        _renew(con, kind, [int(row[0]) for row in con.exec_driver_sql(text)])


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
    return " ".join(f'"{word}"*' for word in fold(words).translate(_NO_WORD).split())


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
    text = "SELECT person FROM person_identity WHERE id = ? AND person IS NOT NULL"
    return {int(row[0]) for row in con.exec_driver_sql(text, (identity,))}


def _renew(con: Connection, kind: str, records: Sequence[int]) -> None:
    """Index records as they stand now; a record keeps its number while its day stays."""
    numbers: dict[int, int] = {}
    texts: list[_Text] = []
    for start in range(0, len(records), _MANY):
        some = (*records[start : start + _MANY],)
        # the statement stays the same: one record, or a full portion
        some += (some[-1],) * (0 if len(some) == 1 else _MANY - len(some))
        numbers.update(con.exec_driver_sql(_numbers(len(some)), (*some, kind)).fetchall())
        texts += [
            _text_of(row) for row in con.exec_driver_sql(_texts(kind, len(some)), some).fetchall()
        ]
    known = [text for text in texts if _is_at(numbers.get(text.record), text)]
    moved = [
        numbers[text.record]
        for text in texts
        if text.record in numbers and not _is_at(numbers[text.record], text)
    ]
    if moved:
        gone = [(number,) for number in moved]
        con.exec_driver_sql("DELETE FROM search_text WHERE rowid = ?", gone)
        con.exec_driver_sql("DELETE FROM search_number WHERE number = ?", gone)
    if known:
        con.exec_driver_sql(
            "UPDATE search_text SET words = ? WHERE rowid = ?",
            [(text.words, numbers[text.record]) for text in known],
        )
    _put(con, kind, [t for t in texts if not t.is_gone and not _is_at(numbers.get(t.record), t)])


@dataclass(frozen=True, slots=True)
class _Text:
    """What a record is found by."""

    record: int
    is_gone: bool
    day: int
    words: str


def _text_of(row: Sequence[Any]) -> _Text:
    record, is_gone, day, *parts = row
    counted = (read_day(day) or _LONG_AGO).toordinal()
    return _Text(int(record), bool(is_gone), counted, fold(" ".join(filter(None, parts))))


def _is_at(number: int | None, text: _Text) -> bool:
    return number is not None and not text.is_gone and number >> _DAY_SHIFT == text.day


@lru_cache
def _numbers(count: int) -> str:
    marks = ", ".join("?" * count)
    text = "SELECT record, number FROM search_number WHERE record IN («») AND kind = ?"
    return text.replace("«»", marks)


@lru_cache
def _texts(kind: str, count: int) -> str:
    """Return the select of what records are found by, the names of people from where they stand."""
    day = KINDS[kind].dated_by
    names = [f't."{name}"' for name in SEARCHED[kind]]
    text = 'SELECT t.id, t."_gone", «day», «names» FROM "«table»" t WHERE t.id IN («marks»)'
    if kind == "people":
        text = text.replace(" WHERE", " LEFT JOIN person_identity i ON i.person = t.id WHERE")
        own = {"full_name", "phone"}
        names = [
            f"coalesce(i.{name}, t.{name})" if name in own else f't."{name}"'
            for name in SEARCHED[kind]
        ]
    parts = {
        "«day»": f't."{day}"' if day else "NULL",
        "«names»": ", ".join(names),
        "«table»": KINDS[kind].kept_in,
        "«marks»": ", ".join("?" * count),
    }
    for mark, part in parts.items():
        text = text.replace(mark, part)
    return text


def _put(con: Connection, kind: str, texts: Sequence[_Text]) -> None:
    used: dict[int, int] = {}
    numbers: list[tuple[int, str, int]] = []
    words: list[tuple[int, str]] = []
    for text in texts:
        if text.day not in used:
            used[text.day] = _last_number(con, text.day)
        used[text.day] += 1
        numbers.append((used[text.day], kind, text.record))
        words.append((used[text.day], text.words))
    if numbers:
        con.exec_driver_sql(
            "INSERT INTO search_number(number, kind, record) VALUES (?, ?, ?)", numbers
        )
        con.exec_driver_sql("INSERT INTO search_text(rowid, words) VALUES (?, ?)", words)


def _last_number(con: Connection, day: int) -> int:
    first, after = day << _DAY_SHIFT, (day + 1) << _DAY_SHIFT
    found = con.exec_driver_sql(
        "SELECT max(number) FROM search_number WHERE number >= ? AND number < ?", (first, after)
    ).scalar()
    return first if found is None else int(found)
