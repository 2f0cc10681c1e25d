"""The lent connection: texts straight to the driver, SQLAlchemy only where tables are asked."""

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2

from kh57_desktop.errors import DiskFull
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import local, refusals
from kh57_desktop.system.disk import RealDisk
from tests.support.stores import a_store


@pytest.fixture
def store(tmp_path):
    """Lend a store with three settings."""
    store = a_store(tmp_path)
    with store.writing() as con:
        for name in ("a", "b", "c"):
            local.put_setting(con, name, name * 2)
    yield store
    store.close()


def test_a_statement_answers_in_the_shape_that_is_asked_for(store):
    """Rows, the first row, one row, one value: each in a word."""
    names, one, none = (
        "SELECT name FROM setting ORDER BY name",
        "SELECT count(*), 1 FROM setting",
        "SELECT name FROM setting WHERE name = 'd'",
    )
    with store.reading() as con:
        assert list(con.exec_driver_sql(names)) == [("a",), ("b",), ("c",)]
        assert con.exec_driver_sql(names).fetchall() == [("a",), ("b",), ("c",)]
        assert con.exec_driver_sql(names).first() == ("a",)
        assert con.exec_driver_sql(names).scalar() == "a"
        assert con.exec_driver_sql(none).first() is None
        assert con.exec_driver_sql(none).scalar() is None
        assert con.exec_driver_sql(one).one() == (3, 1)
        assert con.exec_driver_sql(one).scalar_one() == 3


@pytest.mark.parametrize("where", ["1", "0"])
def test_one_row_means_one_row(store, where):
    """A statement that should answer with one row and does not is our mistake, and breaks off."""
    with store.reading() as con, pytest.raises(ValueError, match="values to unpack"):
        con.exec_driver_sql(f"SELECT name FROM setting WHERE {where}").one()  # noqa: S608


def test_a_list_of_parameters_is_written_row_by_row(store):
    """Many rows go in with one call, and it tells how many were changed."""
    with store.writing() as con:
        rows = [("d", "4"), ("e", "5")]
        put = con.exec_driver_sql("INSERT INTO setting(name, value) VALUES (?, ?)", rows)
        changed = con.exec_driver_sql("UPDATE setting SET value = ?", ("x",))

        assert (put.rowcount, changed.rowcount) == (2, 5)


def test_a_half_read_answer_does_not_hold_up_the_checkpoint(store):
    """The log is folded in although a statement was asked for its first row alone."""
    with store.writing() as con:
        first = con.exec_driver_sql("SELECT name FROM setting")
        assert first.first() == ("a",)
        local.put_setting(con, "z", "z")
    store.checkpoint()

    assert (store.folder / "kh57.db-wal").stat().st_size == 0


def test_tables_asked_for_inside_a_ledger_leave_it_open(store):
    """SQLAlchemy's first look at the connection rolls nothing back that was typed before."""
    with store.writing() as con:
        local.put_setting(con, "d", "typed")
        titles = con.execute(select(KINDS["activities"].table.c.title)).all()
        local.put_setting(con, "e", "typed")

    with store.reading() as con:
        assert titles == []
        assert local.setting(con, "d") == local.setting(con, "e") == "typed"


def test_a_ledger_that_asked_for_tables_is_still_undone_whole(store):
    """What was written before and after the question goes together when the ledger fails."""

    def stops():
        with store.writing() as con:
            local.put_setting(con, "d", "typed")
            con.execute(select(KINDS["activities"].table.c.title)).all()
            raise KeyError

    with pytest.raises(KeyError):
        stops()
    with store.reading() as con:
        assert local.setting(con, "d") is None


def test_a_full_disk_is_told_whoever_asked(store, tmp_path):
    """The driver's own error and SQLAlchemy's around it say the same."""
    full = dbapi2.OperationalError("database or disk is full")
    with store.reading() as con:
        con.execute(select(1)).all()
    _, wrapped = refusals.driver_errors()

    for error in (full, wrapped("SELECT 1", (), full)):
        with pytest.raises(DiskFull), refusals.speaking(tmp_path, RealDisk()):
            raise error
