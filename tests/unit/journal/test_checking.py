"""The rows are what the history says; a change made outside the program is noticed."""

import hashlib

import pytest

from kh57_desktop.journal.blocks import CREATE
from kh57_desktop.journal.checking import check
from kh57_desktop.journal.replay import altered
from tests.support.communes import Commune
from tests.support.forging import RUN, a_block, forged
from tests.support.stores import count, keep

FIRST = int.from_bytes(RUN[:6], "big") >> 4 << 18


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
    driver.execute("PRAGMA foreign_keys=0")
    driver.execute("UPDATE lesson SET training = 4711")
    driver.execute("PRAGMA foreign_keys=1")

    assert "1 bản ghi chỉ tới bản ghi không có." in {found.what for found in check(commune["A"])}


def test_a_page_that_was_altered_on_the_disk_is_a_fault(commune):
    """One bit that turned over on the disk is found, wherever it stands."""
    commune["A"].store.checkpoint()
    path = commune.folder / "A" / "kh57.db"
    content = bytearray(path.read_bytes())
    content[len(content) - 2000] ^= 1
    path.write_bytes(content)

    assert [(found.level, found.what) for found in check(commune["A"])] == [
        ("fault", "Tệp dữ liệu có trang bị hỏng.")
    ]


def test_an_index_that_lost_an_entry_is_a_fault(commune):
    """A tree of the file that no longer agrees with its table is found."""
    driver = commune["A"].store.driver
    driver.execute("PRAGMA writable_schema=1")
    driver.execute("DELETE FROM sqlite_master WHERE name = 'ix_mark_person'")
    driver.execute("PRAGMA writable_schema=RESET")

    assert "Cấu trúc bên trong tệp dữ liệu bị hỏng." in {f.what for f in check(commune["A"])}


def test_a_segment_that_says_what_no_segment_says_is_a_fault(commune):
    """Even under its right name, noise is no history."""
    noise = b"noise" * 50
    with commune["A"].store.writing() as con:
        con.exec_driver_sql(
            "UPDATE sync_segment SET body = ?, hash = ? WHERE rowid = 1",
            (noise, hashlib.sha256(noise).digest()),
        )

    assert "fault" in {found.level for found in check(commune["A"])}


def test_a_change_set_aside_that_was_let_in_by_hand_is_noticed(commune):
    """Who removes the mark of a held change does not make it good."""
    lesson = a_block("lesson", CREATE, ["training"], [FIRST], [[4711]], [2])
    late = forged(commune["B"].identity, [lesson], first=2, last=2)
    fine = a_block("activity", CREATE, ["title"], [FIRST + 1], [["Hội nghị"]])
    commune.take("X", [late])
    commune.take("X", [forged(commune["B"].identity, [fine])])

    assert count(commune["X"], "sync_held") == 1
    assert check(commune["X"]) == ()
    assert tamper(commune, "X", "DELETE FROM sync_held")["sync_change"] == 1
