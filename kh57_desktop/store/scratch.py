"""An empty store in memory, to build something again and compare; nothing of it is ever written."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from kh57_desktop.store import schema
from kh57_desktop.store.connection import Connection
from kh57_desktop.store.opening import teach

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def scratch() -> Iterator[Connection]:
    """Lend a writing transaction on an empty store that is gone afterwards."""
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as driver:
        driver.execute("PRAGMA temp_store=MEMORY")
        driver.execute("PRAGMA foreign_keys=ON")
        teach(driver)
        with closing(Connection(driver)) as con:
            driver.execute("BEGIN IMMEDIATE")
            schema.create(con)
            yield con
