"""The journal starts, seals and closes as one; what its rooms say to each other holds."""

from dataclasses import replace

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.journal import exchange, laying, sealing, statements
from kh57_desktop.journal.past import moment
from kh57_desktop.journal.rights import may_read, may_write, stands_in
from kh57_desktop.journal.shapes import BY_TABLE, SHAPES
from kh57_desktop.journal.streams import seen_scopes
from kh57_desktop.records.kinds import KINDS
from tests.support.communes import Commune
from tests.support.stores import a_journal, an_identity, count, keep, show


def certified():
    return replace(an_identity(), certificate=b"certificate", serial=9)


def test_closing_seals_what_a_certified_device_wrote(tmp_path):
    """What was written today lies sealed when the program is closed."""
    journal = a_journal(tmp_path, certified())
    keep(journal, "activities", title="Hội nghị")
    journal.close()
    journal = a_journal(tmp_path, certified())

    assert count(journal, "sync_segment") == 1
    assert count(journal, "sync_change", "body IS NOT NULL") == 0


def test_before_enrollment_nothing_is_sealed(tmp_path):
    """What was written before the PC was joined is sealed under the certificate it gets."""
    journal = a_journal(tmp_path)
    keep(journal, "activities", title="Hội nghị")
    journal.close()
    journal = a_journal(tmp_path)
    journal.become(certified())
    keep(journal, "activities", title="Tọa đàm")
    journal.close()
    journal = a_journal(tmp_path, certified())
    with journal.reading() as con:
        text = "SELECT first, last FROM sync_segment ORDER BY first"
        heads = [tuple(row) for row in con.exec_driver_sql(text)]

    assert heads == [(1, 1), (2, 2)]


def test_long_work_is_sealed_in_several_segments(tmp_path, monkeypatch):
    """A segment never grows beyond its cap, and never cuts a change."""
    monkeypatch.setattr(sealing, "_CUT", 1000)
    commune = Commune(tmp_path)
    record = keep(commune["A"], "activities", title="Hội nghị")
    for n in range(10):
        keep(commune["A"], "activities", record, content="nội dung " * 40 + str(n))
    taken = commune.send("A", "X")

    assert count(commune["A"], "sync_segment") > 3
    assert (taken.changes, taken.applied) == (11, 11)
    assert show(commune["X"], "activities", record)["content"].endswith("9")


def test_many_rows_are_inserted_in_portions(tmp_path, monkeypatch):
    """However many rows come, each is written once."""
    monkeypatch.setattr(statements, "_PARAMETERS", 20)
    commune = Commune(tmp_path)
    with commune["A"].writing(7) as ledger:
        ledger.keep_rows("activities", ("title",), [(f"Hội nghị {n}",) for n in range(50)])
    commune.send("A", "X")

    assert count(commune["X"], "activity") == 50
    assert commune.digest("A", "unit/TR-NTT") == commune.digest("X", "unit/TR-NTT")


def test_asking_many_hashes_at_once(tmp_path, monkeypatch):
    """However many segments a bundle names, those that are known are told."""
    monkeypatch.setattr(statements, "MANY", 2)
    commune = Commune(tmp_path)
    keep(commune["A"], "activities", title="Hội nghị")
    commune.seal("A")
    with commune["A"].reading() as con:
        known = con.exec_driver_sql("SELECT hash FROM sync_segment").scalar_one()
        asked = [bytes([n]) * 32 for n in range(5)]
        found = exchange.had(con, [*asked, known])

    assert found == {known}


@pytest.mark.parametrize("wall", [10**30, -(10**30)])
def test_a_time_that_no_calendar_has_is_shown_as_the_earliest(wall):
    """A forged or broken clock never breaks the page of the history."""
    assert moment(wall).year == 1970


def test_who_has_seen_what_covers_the_scopes_that_readers_read():
    """A change states only what everybody who may read it can read too."""
    here = ("catalog", "control", "office", "private/A", "unit/A", "unit/B")

    assert seen_scopes("catalog", here) == ["catalog"]
    assert seen_scopes("unit/A", here) == ["catalog", "unit/A"]
    assert seen_scopes("private/A", here) == ["catalog", "private/A", "unit/A"]
    assert seen_scopes("control", here) == ["control"]
    assert seen_scopes("office", here) == ["catalog", "control", "office", "unit/A", "unit/B"]


def test_every_reference_leads_into_a_scope_that_its_readers_read():
    """No record points at something that those who read it cannot see (SYNC 2)."""
    led = [
        (shape, parent)
        for shape in SHAPES.values()
        for parent in map(BY_TABLE.__getitem__, shape.parents.values())
    ]

    assert led
    for shape, parent in led:
        scope, target = shape.scope.of("A"), parent.scope.of("A")
        assert seen_scopes(scope, (target,)) == [target]


def test_one_table_has_one_side():
    """Each table is written by the unit or by the commune, never by both (SYNC 2)."""
    for shape in SHAPES.values():
        scope = shape.scope.of("A")
        sides = [may_write(shape, scope, *who) for who in (("unit", "A"), ("office", "X"))]
        assert sorted(sides) == [False, True]
        assert not may_write(shape, shape.scope.of("B"), "unit", "A")
        assert not stands_in(shape, "unit") or not shape.scope.of("A").startswith("unit/")


def test_who_may_read_a_scope():
    """A unit reads its own, the commune everything but what is private to others."""
    scopes = ("catalog", "control", "office", "unit/A", "unit/B", "private/A", "private/B")
    read = {
        who: [scope for scope in scopes if may_read(scope, *who)]
        for who in (("unit", "A"), ("office", "B"))
    }

    assert read["unit", "A"] == ["catalog", "control", "unit/A", "private/A"]
    assert read["office", "B"] == [
        *("catalog", "control", "office", "unit/A", "unit/B"),
        "private/B",
    ]


def test_the_journal_knows_every_kind_by_its_key():
    """Rows that are found by their key have the key first, in one order."""
    assert set(SHAPES) == set(KINDS)
    for shape in SHAPES.values():
        assert shape.at in {("id",), shape.key}
        assert set(shape.columns) == {column.name for column in KINDS[shape.kind].table.columns}


@pytest.mark.parametrize("cap", ["_LARGEST", "_MOST"])
def test_a_ledger_too_large_for_a_segment_is_several_changes_of_one_action(
    tmp_path, monkeypatch, cap
):
    """The largest import is kept whole here, travels in portions and is undone whole."""
    monkeypatch.setattr(laying, cap, 700 if cap == "_LARGEST" else 7)
    commune = Commune(tmp_path)
    with commune["A"].writing(7, note="import") as ledger:
        training = ledger.keep(Edit("trainings", None, {"title": "Lớp"}))
        names = ("training", "ordinal", "content")
        ledger.keep_rows("lessons", names, [(training, n, "x" * 50) for n in range(1, 31)])
    taken = commune.send("A", "X")
    commune["A"].undo(7)

    assert (taken.applied > 3, taken.new) == (True, {"trainings": 1, "lessons": 30})
    assert count(commune["X"], "lesson", "content LIKE 'x%'") == 30
    assert count(commune["A"], "lesson", "_gone = 0") == 0


def test_one_long_record_is_one_change(tmp_path, monkeypatch):
    """What cannot be cut is not cut."""
    monkeypatch.setattr(laying, "_LARGEST", 10)
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")

    assert show(journal, "activities", record)["title"] == "Hội nghị"
    assert count(journal, "sync_change") == 1
