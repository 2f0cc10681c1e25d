"""Open one connection to the encrypted file, every protection on and proved (TRUST 2)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from kh57_desktop.domain import names
from kh57_desktop.errors import StoreTooNew, StoreUnsafe

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.slots import StoreKey

FILE_NAME = "kh57.db"
SALT_BYTES = 16
"""The file begins with the salt of its key."""
OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a write-ahead log."""
_SILENCE = "PRAGMA cipher_log=off"
"""SQLCipher would write of damaged pages on the terminal, in English, and past our log."""
_PROTECTIONS = (
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "cache_size=-16384",
    "wal_autocheckpoint=0",  # else one edit in some hundred pays 3-20 ms (BENCH 3.2)
)


def connect(path: Path, key: StoreKey, *, creating: bool = False) -> dbapi2.Connection:
    """Return the one connection; StoreUnsafe, or the driver's error (see `store.refusals`)."""
    con = dbapi2.connect(str(path), isolation_level=None, cached_statements=1024)
    try:
        con.execute(_SILENCE)
        _protect(con, key, creating=creating)
    except BaseException:
        con.close()
        raise
    teach(con)
    return con


def teach(con: dbapi2.Connection) -> None:
    """Let statements use `name_order(text)`, the place of a name among Vietnamese names."""
    con.create_function("name_order", 1, _name_order, deterministic=True)


def refuse_newer(path: Path, key: StoreKey, known: int) -> None:
    """Stop with StoreTooNew before anything could be written to a newer program's store.

    Only page 1 of the file is read: a migration replaces the whole file, so its number never
    stands in the log alone, and a log that a crash left would be folded in by a usual opening.
    """
    con = dbapi2.connect(f"{path.absolute().as_uri()}?immutable=1&mode=ro", uri=True)
    try:
        con.execute(_SILENCE)
        con.execute(_key_pragma(key))
        version = con.execute("PRAGMA user_version").fetchone()[0]
    except dbapi2.DatabaseError:
        return  # the usual opening says what is wrong
    finally:
        con.close()
    if version > known:
        raise StoreTooNew(version=version)


def is_of_another(path: Path, key: StoreKey, disk: Disk) -> bool:
    """Tell whether a file that a key does not open bears the salt of another one."""
    salt = salt_of(path, disk)
    return len(salt) == SALT_BYTES and salt != key.salt


def salt_of(path: Path, disk: Disk) -> bytes:
    """Return the salt with which a store begins, as far as it stands there and can be read."""
    try:
        return disk.read(path, SALT_BYTES)
    except OSError:
        return b""


def engine_of(driver: dbapi2.Connection) -> Engine:
    """Return SQLAlchemy's view of the one connection; it begins and ends no transaction."""
    from sqlalchemy import create_engine  # noqa: PLC0415 - home does without
    from sqlalchemy.pool import StaticPool  # noqa: PLC0415

    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=lambda: driver, poolclass=StaticPool
    )
    # its first look would roll back what the store has begun
    dialect: Any = engine.dialect
    dialect.do_rollback = dialect.do_commit = _leave_open
    return engine


def _leave_open(_con: object) -> None:
    """Leave the transaction to the store."""


@lru_cache(maxsize=16_384)
def _name_order(name: str | None) -> str:
    return names.sort_key(name or "")


def _key_pragma(key: StoreKey) -> str:
    # with the salt in page 1 alone, a power cut there lost the whole store (TRUST 2)
    return f"PRAGMA key = \"x'{key.key.hex()}{key.salt.hex()}'\""


def _protect(con: dbapi2.Connection, key: StoreKey, *, creating: bool) -> None:
    con.execute(_key_pragma(key))
    con.execute("PRAGMA locking_mode=EXCLUSIVE")
    # the change to WAL is not durable below EXTRA
    con.execute(f"PRAGMA synchronous={'EXTRA' if creating else 'FULL'}")
    answered = con.execute("PRAGMA journal_mode=WAL").fetchone()[0]
    for setting in _PROTECTIONS:
        con.execute(f"PRAGMA {setting}")
    version = tuple(int(part) for part in dbapi2.sqlite_version.split("."))
    if version < OLDEST_SQLITE:
        raise StoreUnsafe(what=f"SQLite {dbapi2.sqlite_version}")
    if con.execute("PRAGMA cipher_version").fetchone() is None:
        raise StoreUnsafe(what="SQLCipher")
    if answered != "wal":
        raise StoreUnsafe(what=f"journal_mode={answered}")
    if not creating:
        assert_full(con)


def assert_full(con: dbapi2.Connection) -> None:
    """Stop with StoreUnsafe unless every commit waits for the disk."""
    if con.execute("PRAGMA synchronous").fetchone()[0] != 2:  # noqa: PLR2004 - SQLite's FULL
        raise StoreUnsafe(what="synchronous")
