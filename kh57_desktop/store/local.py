"""What stays on this PC: settings of the store, drafts of forms, and what officers have seen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.store import driver

if TYPE_CHECKING:
    from kh57_desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """An unfinished form as it was kept: opaque content under a key of the screen's choice."""

    key: str
    kind: str
    record: int | None
    at: str
    content: str


def settings(con: Connection) -> dict[str, str]:
    """Return every setting of this store by name."""
    rows = driver.rows(con, "SELECT name, value FROM setting ORDER BY name")
    return {str(name): str(value) for name, value in rows}


def setting(con: Connection, name: str) -> str | None:
    """Return one setting; None when it was never put."""
    found = driver.first(con, "SELECT value FROM setting WHERE name = ?", (name,))
    return None if found is None else str(found[0])


def put_setting(con: Connection, name: str, value: str | None) -> None:
    """Keep a setting, or forget it when the value is None."""
    if value is None:
        con.exec_driver_sql("DELETE FROM setting WHERE name = ?", (name,))
        return
    con.exec_driver_sql(
        "INSERT INTO setting(name, value) VALUES (?, ?) "
        "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def drafts(con: Connection) -> tuple[StoredDraft, ...]:
    """Return every draft, the latest first."""
    rows = driver.rows(
        con, "SELECT key, kind, record, at, content FROM draft ORDER BY at DESC, key"
    )
    return tuple(StoredDraft(*row) for row in rows)


def put_draft(con: Connection, draft: StoredDraft) -> None:
    """Keep a draft in place of the one under the same key; ValueError unless it is JSON."""
    json.loads(draft.content)
    con.exec_driver_sql(
        "INSERT INTO draft(key, kind, record, at, content) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(key) DO UPDATE SET kind = excluded.kind, record = excluded.record, "
        "at = excluded.at, content = excluded.content",
        (draft.key, draft.kind, draft.record, draft.at, draft.content),
    )


def drop_draft(con: Connection, key: str) -> None:
    """Forget a draft; nothing happens when there is none."""
    con.exec_driver_sql("DELETE FROM draft WHERE key = ?", (key,))


def seen(con: Connection, officer: int, kind: str, record: int) -> str | None:
    """Return what an officer has seen of a record, as it was noted; None for nothing."""
    text = "SELECT clocks FROM seen WHERE officer = ? AND kind = ? AND record = ?"
    found = driver.first(con, text, (officer, kind, record))
    return None if found is None else str(found[0])


def note_seen(con: Connection, officer: int, kind: str, record: int, clocks: str) -> None:
    """Note what an officer has seen of a record; ValueError unless it is JSON."""
    json.loads(clocks)
    con.exec_driver_sql(
        "INSERT INTO seen(officer, kind, record, clocks) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(officer, kind, record) DO UPDATE SET clocks = excluded.clocks",
        (officer, kind, record, clocks),
    )
