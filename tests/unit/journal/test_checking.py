"""The rows are what the history says; a change made outside the program is noticed."""

import pytest

from kh57_desktop.journal.checking import check
from kh57_desktop.journal.replay import altered
from tests.support.communes import Commune
from tests.support.stores import keep


@pytest.fixture
def commune(tmp_path):
    made = Commune(tmp_path)
    for journal in made.journals.values():
        journal.stand({"measures": [{"code": "GP-1", "title": "Tuyên truyền"}]})
    record = keep(made["A"], "activities", title="Hội nghị", place="Kon Pao")
    training = keep(made["A"], "trainings", title="Lớp")
    lesson = keep(made["A"], "lessons", training=training)
    person = keep(made["A"], "people", full_name="Y Hoa")
    made.send_all()
    for name in "AB":
        keep(made[name], "activities", record, place=f"Nhà rông {name}")
        keep(made[name], "attendance", lesson=lesson, person=person, mark="late")
    with made["A"].writing(7) as ledger:
        ledger.remove("activities", record)
    made.send_all()
    keep(made["A"], "activities", record, title="Hội thi")
    return made


def tamper(commune, name, statement):
    with commune[name].store.writing() as con:
        con.exec_driver_sql(statement)
    with commune[name].reading() as con:
        return altered(con, commune[name].identity)


@pytest.mark.parametrize("name", "ABX")
def test_a_sound_store_has_no_findings(commune, name):
    """After conflicts, withdrawals and unsealed work the check finds nothing."""
    assert check(commune[name]) == ()


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE activity SET place = 'x'", "activity"),
        ("UPDATE activity SET _gone = 1 - _gone", "activity"),
        ("DELETE FROM mark", "mark"),
        ("UPDATE sync_sibling SET val = '\"x\"'", "activity"),
        ("UPDATE sync_segment SET body = x'00'", "sync_segment"),
        ("DELETE FROM sync_segment WHERE prev IS NULL", "sync_segment"),
    ],
)
def test_what_was_changed_outside_the_program_is_noticed(commune, statement, table):
    """Somebody who opens the file with another tool and alters it is found out."""
    assert table in tamper(commune, "X", statement)
    assert "fault" in {found.level for found in check(commune["X"])}


def test_a_broken_chain_is_a_warning(commune):
    """A segment whose predecessor is gone is told even where the rows are right."""
    keep(commune["A"], "activities", title="Tọa đàm")
    commune.seal("A")
    tamper(commune, "A", "UPDATE sync_segment SET prev = x'00' WHERE prev IS NOT NULL")

    assert [found.level for found in check(commune["A"])] == ["warning"]


def test_a_reference_that_leads_nowhere_is_a_fault(commune):
    """A lesson of no training is found."""
    driver = commune["A"].store.driver
    driver.execute("PRAGMA query_only=0")
    driver.execute("PRAGMA foreign_keys=0")
    driver.execute("UPDATE lesson SET training = 4711")
    driver.execute("PRAGMA foreign_keys=1")
    driver.execute("PRAGMA query_only=1")

    assert "1 bản ghi chỉ tới bản ghi không có." in {found.what for found in check(commune["A"])}
