"""Lead an older store to this version's shape: on a copy, checked, then put in its place."""

from __future__ import annotations

import importlib.util
import logging
from typing import TYPE_CHECKING, Any

from kh57_desktop.errors import Kh57Error, UpgradeFailed
from kh57_desktop.store import schema
from kh57_desktop.store.connection import Connection
from kh57_desktop.store.opening import FILE_NAME, connect
from kh57_desktop.system.paths import migrations

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    import sqlalchemy
    from sqlcipher3 import dbapi2

    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.slots import StoreKey

MIGRATIONS = migrations() / "versions"
BACKUP_NAME = f"{FILE_NAME}.before-{{version}}"
_COPY_NAME = f"{FILE_NAME}.upgrading"

_log = logging.getLogger(__name__)


def upgrade(folder: Path, key: StoreKey, disk: Disk, version: int) -> None:
    """Lead the store of a folder from a version to the present one.

    UpgradeFailed when anything goes wrong: the old file is then untouched.
    """
    path, copy = folder / FILE_NAME, folder / _COPY_NAME
    try:
        _copy(path, copy, key, disk)
        _copy(path, folder / BACKUP_NAME.format(version=version), key, disk)
        _lead(copy, key, version)
        # a log of the old file would be replayed into the new one and undo it (TRUST 7)
        disk.remove(path.with_name(f"{FILE_NAME}-wal"))
        disk.move(copy, path)
        disk.sync_folder(folder)
    except Kh57Error:
        raise
    except Exception as error:
        raise UpgradeFailed from error
    finally:
        _drop(copy, disk)
    _log.info("upgraded from %d to %d", version, schema.VERSION)


def lay(folder: Path, key: StoreKey) -> None:
    """Make an empty store by the migrations alone."""
    driver = connect(folder / FILE_NAME, key, creating=True)
    con = Connection(driver)
    try:
        driver.execute("BEGIN IMMEDIATE")
        run(con, 0)
        driver.execute("COMMIT")
    finally:
        con.close()
        driver.close()


def steps(after: int) -> list[Path]:
    """Return the migration files above a version, in order."""
    found = {int(path.name[:4]): path for path in MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.py")}
    return [found[number] for number in sorted(found) if number > after]


def run(con: Connection, after: int) -> None:
    """Lead an open store from a version to the present one, within its transaction."""
    apply(con.described, after)
    schema.complete(con)


def apply(con: sqlalchemy.Connection, after: int) -> None:
    """Run the migrations above a version on an open connection."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    context = MigrationContext.configure(con, opts={"render_as_batch": True})
    with Operations.context(context):
        for step in steps(after):
            _module(step).upgrade()


def _copy(path: Path, copy: Path, key: StoreKey, disk: Disk) -> None:
    _drop(copy, disk)
    source, target = connect(path, key), connect(copy, key, creating=True)
    try:
        source.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()
        source.close()


def _lead(copy: Path, key: StoreKey, version: int) -> None:
    driver = connect(copy, key, creating=True)
    con = Connection(driver)
    try:
        before = _counts(driver)
        driver.execute(
            "PRAGMA foreign_keys=OFF"
        )  # a table that is rebuilt would break its children
        driver.execute("BEGIN IMMEDIATE")
        run(con, version)
        driver.execute("COMMIT")
        _require(driver.execute("PRAGMA foreign_key_check").fetchone() is None, "foreign keys")
        after = _counts(driver)
        _require(all(after.get(name) == count for name, count in before.items()), "rows")
        _require(driver.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION, "version")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        con.close()
        driver.close()


def _counts(driver: dbapi2.Connection) -> dict[str, int]:
    names = driver.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%' "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'sync_name'"
    ).fetchall()
    counted: dict[str, int] = {}
    for (name,) in names:
        counted[name] = driver.execute('SELECT count(*) FROM "«»"'.replace("«»", name)).fetchone()[
            0
        ]
    return counted


def _require(holds: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        _log.error("migration changed %s", what)
        raise UpgradeFailed


def _drop(path: Path, disk: Disk) -> None:
    for suffix in ("", "-wal"):
        disk.remove(path.with_name(path.name + suffix))


def _module(path: Path) -> ModuleType | Any:
    found = importlib.util.spec_from_file_location(path.stem, path)
    if found is None or found.loader is None:
        raise UpgradeFailed
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
