"""What is not read again is what cannot have changed: any transaction in between is noticed."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.services.keeping import life_of_plan
from kh57_desktop.store import memory
from tests.support.stores import a_journal, keep, the_office

LAST = dt.date(2030, 12, 31)


@pytest.fixture
def journal(tmp_path):
    """Return the journal of the commune, with a plan."""
    opened = a_journal(tmp_path, the_office())
    keep(opened, "plans", code="KH-57", first_day=dt.date(2025, 11, 1), last_day=LAST)
    yield opened
    opened.store.close()


def life(journal):
    """Return the last day for which the plan takes records."""
    with journal.reading() as con:
        return life_of_plan(con)[1]


def plan(journal):
    """Return the number of the plan."""
    return journal.id_of("plans", code="KH-57")


def test_a_plan_that_is_prolonged_holds_at_once(journal):
    """The commune moves the last day: the next record is checked against the new one."""
    before = life(journal)
    with journal.writing(7) as ledger:
        ledger.keep(Edit("plans", plan(journal), {"last_day": dt.date(2031, 6, 30)}))

    assert (before, life(journal)) == (LAST, dt.date(2031, 6, 30))


def test_a_plan_that_came_in_a_bundle_holds_at_once(journal):
    """Whatever transaction is not a ledger of facts makes the catalog be read anew."""
    before = life(journal)
    journal.exchange(lambda con: con.exec_driver_sql("UPDATE plan SET last_day = '2031-06-30'"))

    assert (before, life(journal)) == (LAST, dt.date(2031, 6, 30))


def test_a_kept_fact_lets_the_answers_of_the_catalog_stand(journal):
    """Typing asks the catalog once, not at every field."""
    life(journal)
    keep(journal, "activities", title="Hội nghị")
    asked = []
    with journal.reading() as con:
        memory.of_catalog(con, "life of the plan", lambda: asked.append(1))

    assert asked == []


def test_what_is_read_within_a_transaction_is_not_remembered(journal):
    """A transaction that is taken back leaves no belief behind."""
    with journal.store.writing() as con:
        memory.of_catalog(con, "question", lambda: "early")
        memory.of(con).note("activity", 1, "early")
    with journal.store.writing() as con:
        assert memory.of(con).before == {}
        assert memory.of_catalog(con, "question", lambda: "late") == "late"


def test_a_row_changed_after_it_was_read_is_compared_as_it_stands(journal):
    """A form that was shown before somebody else's write does not overwrite unseen."""
    record = keep(journal, "activities", title="Một")
    with journal.reading() as con:
        shown = journal.current(con, "activities", record)
    with journal.writing(7) as ledger:
        ledger.keep(Edit("activities", record, {"title": "Hai"}))
    with journal.writing(7) as ledger:
        ledger.keep(Edit("activities", record, {"title": "Ba"}, {"title": shown.clocks["title"]}))

    assert ledger.overtaken == {("activities", record): ("title",)}


def test_many_readings_do_not_fill_the_memory(journal):
    """A day of looking through records remembers the last ones."""
    with journal.reading() as con:
        for row in range(1000):
            memory.of(con).note("activity", row, ())
    with journal.store.writing() as con:
        assert 0 < len(memory.of(con).before) <= 100
