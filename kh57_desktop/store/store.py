"""Open and close the store, lend its one connection, and keep one ledger one transaction."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from kh57_desktop.errors import (
    Bug,
    DiskFailing,
    DiskFull,
    EnvironmentFault,
    Kh57Error,
    StoreTooNew,
)
from kh57_desktop.store import ballast, schema, search
from kh57_desktop.store.connection import Connection
from kh57_desktop.store.driver import roll_back
from kh57_desktop.store.opening import (
    FILE_NAME,
    SALT_BYTES,
    assert_full,
    connect,
    refuse_newer,
)
from kh57_desktop.store.refusals import damaged, driver_errors, error_code, speaking, told
from kh57_desktop.system.refusals import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlcipher3 import dbapi2

    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.slots import StoreKey

Answer = TypeVar("Answer")

_TOLERATED_IO_ERRORS = 1
_LONG_LOG = 64 << 20

_log = logging.getLogger(__name__)


class Store:
    """The encrypted file of one data folder; only the thread that opened it may use it."""

    def __init__(self, folder: Path, key: StoreKey, disk: Disk, driver: dbapi2.Connection) -> None:
        self.folder = folder
        self.disk = disk
        self._key = key
        self._driver: dbapi2.Connection | None = driver
        self._con = Connection(driver)
        self._thread = threading.get_ident()
        self._lent = False
        self._io_errors = 0
        self._is_open = True

    @classmethod
    def create(cls, folder: Path, key: StoreKey, disk: Disk) -> Store:
        """Make a new store in a folder that has none; durable when this returns.

        DiskFull, DiskFailing and FolderDenied when the disk refuses: what is there is worthless.
        """
        path = folder / FILE_NAME
        if disk.is_there(path):
            raise Bug(what=f"{path} is there")
        with speaking(folder, disk):
            store = cls(folder, key, disk, connect(path, key, creating=True))
        try:
            with store.writing() as con:
                schema.create(con)
            store.checkpoint()
            store.driver.execute("PRAGMA synchronous=FULL")
            assert_full(store.driver)
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open(cls, folder: Path, key: StoreKey, disk: Disk) -> Store:
        """Open the store of a folder, leading an older one to this version's shape first.

        StoreDamaged when there is none or the key does not fit, StoreTooNew, StoreUnsafe,
        UpgradeFailed; DiskFull, DiskFailing and FolderDenied when the disk refuses.
        """
        path = folder / FILE_NAME
        # SQLite would make a new store of an empty file
        if not disk.is_there(path):
            raise damaged(folder, disk)
        if len(asked(disk, path, lambda: disk.read(path, SALT_BYTES))) < SALT_BYTES:
            raise damaged(folder, disk)
        with speaking(folder, disk):
            if disk.is_there(path.with_name(f"{FILE_NAME}-wal")):
                refuse_newer(path, key, schema.VERSION)
            driver = connect(path, key)
            try:
                version = schema.version(driver)
            except BaseException:
                driver.close()
                raise
        if version == schema.VERSION:
            return cls(folder, key, disk, driver)
        driver.close()
        if version > schema.VERSION:
            raise StoreTooNew(version=version)
        from kh57_desktop.store.upgrade import upgrade  # noqa: PLC0415 - most starts need none

        upgrade(folder, key, disk, version)
        return cls.open(folder, key, disk)

    @property
    def key(self) -> StoreKey:
        """What opens the file; copies are made under the same."""
        return self._key

    @property
    def driver(self) -> dbapi2.Connection:
        """The driver's own connection, for copies and checks of the file."""
        self._check()
        return self._at_hand()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend the connection for reading: what is read fits together, and a stray write is a Bug.

        DiskFailing and StoreDamaged when the file cannot be read.
        """
        with self._lending(), self._speaking():
            # `query_only` would refuse at once, but turning it throws every prepared statement away
            driver, con = self._at_hand(), self._con
            before = driver.total_changes
            driver.execute("BEGIN")
            try:
                yield con
            finally:
                roll_back(con)
            if driver.total_changes != before:
                raise Bug(what="a reading wrote; nothing of it was kept")

    @contextmanager
    def searching(self) -> Iterator[Connection]:
        """Lend the connection for reading with the search index brought up to date."""
        with self.reading() as con:
            is_behind = search.is_behind(con)
        if is_behind:
            with suppress(EnvironmentFault):  # an older index finds more than none
                self.run(search.catch_up)
        with self.reading() as con:
            yield con

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Lend the connection for one transaction: committed at the end, else nothing is kept.

        DiskFull and DiskFailing when the disk refuses; the content is then as before.
        """
        if self._io_errors > _TOLERATED_IO_ERRORS:
            raise DiskFailing
        with self._lending(), self._speaking():
            yield from self._transaction()

    def run(
        self,
        work: Callable[[Connection], Answer],
        landed: Callable[[Connection], bool] | None = None,
    ) -> Answer:
        """Do some work in one transaction and return its answer; once more after a refusal.

        When COMMIT itself failed, `landed` is asked whether the work is in the store all the same:
        after an error nobody can know without looking (TRUST 2).
        """
        failed: DiskFailing | None = None
        for last in (False, True):
            answers: list[Answer] = []
            try:
                with self.writing() as con:
                    answers.append(work(con))
                return answers[0]
            except EnvironmentFault as refused:
                if answers and landed is not None and self._is_there(landed):
                    return answers[0]
                if failed is not None:  # nobody knows what the first try left: say no more
                    raise failed from refused
                if last or not self._made_room(refused):
                    raise
                failed = refused if isinstance(refused, DiskFailing) else None
        raise AssertionError  # the second turn returns or raises

    def checkpoint(self) -> None:
        """Fold the log into the file; called when idle and at closing, never while writing.

        DiskFull and DiskFailing when the disk refuses: what was committed stays in the log.
        """
        with self._speaking():
            self.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def keep_ballast(self) -> bool:
        """Make the ballast again when there is room for it; tell whether it was made."""
        self._check()
        return ballast.make(self.folder, self.disk)

    def close(self) -> None:
        """Fold the log in and let the file go; a second time does nothing."""
        if not self._is_open:
            return
        self._check()
        self._is_open = False
        self._let_go()

    def _check(self) -> None:
        if threading.get_ident() != self._thread:
            raise Bug(what="the store belongs to another thread")
        if not self._is_open:
            raise Bug(what="the store is closed")

    @contextmanager
    def _lending(self) -> Iterator[None]:
        self._check()
        if self._lent:
            raise Bug(what="the connection is lent already: no reading inside writing")
        self._at_hand()
        self._lent = True
        try:
            yield
        finally:
            self._lent = False

    def _transaction(self) -> Iterator[Connection]:
        driver = self._at_hand()
        con = self._con
        con.memory.begin()
        try:
            driver.execute("BEGIN IMMEDIATE")
            yield con
            driver.execute("COMMIT")
        finally:
            con.memory.end()
            roll_back(con)

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Let only our own errors out, and remember that the disk is failing."""
        try:
            yield
        except driver_errors() as error:
            said = told(error, self.folder, self.disk)
            if said is None:
                raise
            _log.warning("store answered %d", error_code(error))
            self._io_errors += isinstance(said, DiskFailing)
            raise said from error

    def _is_there(self, landed: Callable[[Connection], bool]) -> bool:
        # what memory believes after a failed commit is not what the disk holds: read it anew
        try:
            self._reopen()
            with self.reading() as con:
                return landed(con)
        except driver_errors(Kh57Error):  # what cannot be read has not said «yes»
            _log.warning("store could not be read back")
            return False

    def _at_hand(self) -> dbapi2.Connection:
        """Return the connection, opened again when it could not be after a failed commit."""
        return self._driver or self._reopen()

    def _reopen(self) -> dbapi2.Connection:
        self._let_go()
        with self._speaking():
            driver = connect(self.folder / FILE_NAME, self._key)
        self._driver, self._con = driver, Connection(driver)
        return driver

    def _let_go(self) -> None:
        if self._driver is not None:
            self._con.close()
            self._driver.close()
            self._driver = None

    def _made_room(self, refused: Exception) -> bool:
        """Tell whether a second try is worth it: room was made, or the disk failed only once."""
        if isinstance(refused, DiskFull):
            if not ballast.give_up(self.folder, self.disk):
                return False
            _log.warning("ballast given up")
            with suppress(EnvironmentFault):  # the second try tells
                self.checkpoint()
            return True
        return isinstance(refused, DiskFailing) and self._io_errors <= _TOLERATED_IO_ERRORS
