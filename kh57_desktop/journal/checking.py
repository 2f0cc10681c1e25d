"""The full check of a store: file, references, history, rows; it changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kh57_desktop.i18n import vi
from kh57_desktop.journal.replay import altered
from kh57_desktop.records.kinds import BY_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.journal.journal import Journal
    from kh57_desktop.store.connection import Connection

_BROKEN_CHAIN = (
    "SELECT count(*) FROM sync_segment g WHERE g.prev IS NOT NULL AND g.state <> 'parked' "
    "AND NOT EXISTS(SELECT 1 FROM sync_segment p WHERE p.hash = g.prev)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a check found."""

    level: Literal["fault", "warning", "advice"]
    what: str


def check(journal: Journal) -> tuple[Found, ...]:
    """Return what is not as it should be; empty when all is well."""
    driver = journal.store.driver
    journal.store.checkpoint()  # the check reads the file, not the log
    if driver.execute("PRAGMA cipher_integrity_check").fetchall():
        return (Found("fault", vi("Tệp dữ liệu có trang bị hỏng.")),)  # nothing more can be read
    found: list[Found] = []
    if driver.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        found.append(Found("fault", vi("Cấu trúc bên trong tệp dữ liệu bị hỏng.")))
    broken = len(driver.execute("PRAGMA foreign_key_check").fetchall())
    if broken:
        text = vi("{count} bản ghi chỉ tới bản ghi không có.")
        found.append(Found("fault", text.format(count=broken)))
    with journal.reading() as con:
        found.extend(_history(con, journal))
    return tuple(found)


def _history(con: Connection, journal: Journal) -> Iterator[Found]:
    for table, count in altered(con, journal.identity).items():
        if table in BY_TABLE:
            text = vi("{count} bản ghi «{noun}» khác với lịch sử thay đổi.")
            yield Found("fault", text.format(count=count, noun=BY_TABLE[table].noun))
        else:
            text = vi("{count} đoạn lịch sử bị thay đổi ngoài chương trình.")
            yield Found("fault", text.format(count=count))
    missing = con.exec_driver_sql(_BROKEN_CHAIN).scalar_one()
    if missing:
        text = vi("{count} đoạn lịch sử đứng sau một đoạn không có ở máy này.")
        yield Found("warning", text.format(count=missing))
