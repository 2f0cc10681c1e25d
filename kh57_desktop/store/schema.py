"""Which shape the tables have: create it, compare its number, lead an older store to it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kh57_desktop.records.base import Record
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import search
from kh57_desktop.store.history_tables import history
from kh57_desktop.store.local import local

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION = 1
"""The number of the last migration; `PRAGMA user_version` of every store of this program."""

_log = logging.getLogger(__name__)


def current(con: Connection) -> int:
    """Return the number of the last migration that a store has been through."""
    return int(con.exec_driver_sql("PRAGMA user_version").scalar_one())


def create(con: Connection) -> None:
    """Make every table of this version in an empty store."""
    if not KINDS:  # the import above registers the tables; this line is never reached without it
        raise AssertionError
    Record.metadata.create_all(con)
    history.create_all(con)
    local.create_all(con)
    search.create(con)
    con.exec_driver_sql(
        "INSERT INTO sync_stream(ord, run, scope, device, base, line, have, own) "
        "VALUES (0, x'', 'catalog', x'', 0, 0, 0, 0)"  # what built-in rows stand on: clock zero
    )
    con.exec_driver_sql(f"PRAGMA user_version={VERSION}")
