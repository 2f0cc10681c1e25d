"""One number for content: equal digests mean equal content, wherever and in whatever order."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.standing import names_of
from kh57_desktop.journal.statements import spelled
from kh57_desktop.system.ids import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kh57_desktop.journal.shapes import Shape
    from kh57_desktop.store.connection import Connection

_ROWS = (
    'SELECT s.scope, «columns» FROM "«table»" t JOIN sync_stream s ON s.ord = t."_s" ORDER BY «at»'
)
_SIBLINGS = (
    "SELECT b.row, n.name, b.val FROM sync_sibling b JOIN sync_name n ON n.n = b.col "
    "JOIN sync_stream s ON s.ord = b.s WHERE b.tbl = ? "
    "ORDER BY b.row, n.name, b.h DESC, s.run DESC, b.q DESC"
)


def digest(con: Connection, scopes: Collection[str]) -> tuple[str, int]:
    """Return SHA-256 over the rows of some scopes, and how many rows those are (SYNC 14)."""
    wanted = frozenset(scopes)
    hashes: dict[tuple[str, str], Any] = defaultdict(hashlib.sha256)
    count = 0
    for scope, table, line in lines(con):
        if scope in wanted:
            hashes[scope, table].update(line + b"\n")
            count += 1
    parts = [[*key, hashes[key].hexdigest()] for key in sorted(hashes)]
    return hashlib.sha256(canonical(parts)).hexdigest(), count


def lines(con: Connection) -> Iterator[tuple[str, str, bytes]]:
    """Return scope, table and spelling of every shared row; nothing local is in it."""
    names = names_of(con)
    for shape in sorted(SHAPES.values(), key=lambda shape: shape.table):
        others = _others(con, names[shape.table])
        text = spelled(
            _ROWS,
            columns=", ".join(f't."{name}"' for name in shape.columns),
            table=shape.table,
            at=", ".join(f't."{name}"' for name in (shape.key or shape.at)),
        )
        for scope, *row in con.exec_driver_sql(text):
            yield str(scope), shape.table, _spelled(shape, row, others)


def _spelled(shape: Shape, row: list[Any], others: dict[int, dict[str, list[Any]]]) -> bytes:
    key = row[1 : 1 + len(shape.key)] or [row[0]]
    fields = zip(shape.fields, row[1 + len(shape.key) : -4], strict=True)
    shown = {name: value for name, value in fields if value is not None}
    return canonical([key, not row[-1], shown, others.get(row[0], {})])


def _others(con: Connection, table: int) -> dict[int, dict[str, list[Any]]]:
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row, name, value in con.exec_driver_sql(_SIBLINGS, (table,)):
        found[int(row)][str(name)].append(json.loads(value))
    return found
