"""Counts what a store is asked: statements sent, rows sent with them, pages written to its log."""

from contextlib import contextmanager

PAGE = 4096
FRAME = PAGE + 24
"""A page in the log, with its head."""


class Counted:
    """The driver's connection, which remembers every statement that goes through it."""

    def __init__(self, driver):
        self.driver = driver
        self.texts = []

    def execute(self, text, *parameters):
        """Run a statement."""
        self.texts.append(" ".join(text.split()))
        return self.driver.execute(text, *parameters)

    def executemany(self, text, rows):
        """Run a statement for many rows: sent once."""
        self.texts.append(" ".join(text.split()))
        return self.driver.executemany(text, rows)

    def __getattr__(self, name):
        return getattr(self.driver, name)


@contextmanager
def counted(store):
    """Lend the texts of the statements that a store sends meanwhile."""
    driver = store.driver
    spy = Counted(driver)
    store._driver = store._con.driver = spy
    try:
        yield spy.texts
    finally:
        store._driver = store._con.driver = driver


def pages_in_log(store):
    """Return how many pages have been written to a store's log since it was folded in."""
    log = store.folder / "kh57.db-wal"
    return log.stat().st_size // FRAME if log.exists() else 0
