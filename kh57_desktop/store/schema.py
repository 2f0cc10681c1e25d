"""Which shape the tables have: create it, compare its number, tell the number to the installer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kh57_desktop.errors import Kh57Error
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import search
from kh57_desktop.system import files

if TYPE_CHECKING:
    from sqlalchemy import MetaData
    from sqlcipher3 import dbapi2

    from kh57_desktop.store.connection import Connection
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.paths import Home

VERSION = 1
"""The number of the last migration; `PRAGMA user_version` of every store of this program."""

_LONGEST_MARK = 32
_log = logging.getLogger(__name__)

_BEGINNING = (  # what built-in rows stand on: clock zero
    "INSERT INTO sync_stream(ord, run, scope, device, base, line, have, own) "
    "VALUES (0, x'', 'catalog', x'', 0, 0, 0, 0) ON CONFLICT DO NOTHING"
)


def version(driver: dbapi2.Connection) -> int:
    """Return the number of the last migration that a store has been through."""
    return int(driver.execute("PRAGMA user_version").fetchone()[0])


def mark(home: Home, disk: Disk) -> None:
    """Write beside an open store which shape it has, unless it stands there; refused, it lacks.

    The installer reads it (ECOSYSTEM f): it cannot open the store, and puts no older program there.
    """
    path, words = home.store_version, f"{VERSION}\n".encode("ascii")
    try:
        if disk.read(path, _LONGEST_MARK) == words:
            return
    except OSError:
        _log.info("no mark of the store's version")
    try:
        with files.publishing(path.parent, path.name, disk, over=path) as written:
            written.write(words)
    except Kh57Error as refused:  # the older program itself still refuses a newer store
        _log.info("mark of the store's version not written, %s", refused)


def create(con: Connection) -> None:
    """Make every table of this version in an empty store."""
    for one in tables():
        one.create_all(con.described)
    complete(con)


def tables() -> tuple[MetaData, ...]:
    """Return all tables, by who they belong to; a start that makes none does without them."""
    from kh57_desktop.records.tables import metadata  # noqa: PLC0415
    from kh57_desktop.store.history_tables import history  # noqa: PLC0415
    from kh57_desktop.store.local_tables import local  # noqa: PLC0415

    return metadata(), history, local


def complete(con: Connection) -> None:
    """Put beside the tables what stands in every store of this version, and its number."""
    con.exec_driver_sql(search.TEXT_TABLE)
    con.exec_driver_sql(_BEGINNING)
    number_names(con)
    con.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def number_names(con: Connection) -> None:
    """Give every table and field of the records a number in this store, once for ever."""
    rows = con.exec_driver_sql("SELECT name, n FROM sync_name").fetchall()
    known = {str(name): int(number) for name, number in rows}
    names = [kind.kept_in for kind in KINDS.values()]
    names += [name for kind in KINDS.values() for name in kind.fields]
    missing = [name for name in dict.fromkeys(names) if name not in known]
    first = max(known.values(), default=0) + 1
    if missing:
        con.exec_driver_sql(
            "INSERT INTO sync_name(n, name) VALUES (?, ?)", list(enumerate(missing, first))
        )
