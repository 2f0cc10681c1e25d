"""Segments go out, come in, wait, are refused, and meet what is there without losing anything."""

import datetime as dt

import pytest

from kh57_desktop.journal.exchange import Gap
from tests.support.communes import places, shared
from tests.support.stores import an_identity, count, keep, show

UNIT = "unit/TR-NTT"


def test_what_a_unit_wrote_arrives_at_the_commune(commune):
    """The record at the commune is the record at the school."""
    record = keep(
        commune["A"], "activities", title="Hội nghị", starts_on=dt.date(2026, 3, 2), reach_count=0
    )
    keep(commune["A"], "activities", record, place="Pa Cheng")
    taken = commune.send("A", "X")
    here, there = (show(commune[name], "activities", record) for name in "AX")

    assert (taken.changes, taken.applied, taken.new, taken.changed) == (2, 2, {"activities": 1}, 1)
    assert (here.values, here.unit) == (there.values, there.unit)
    assert commune.digest("A", UNIT) == commune.digest("X", UNIT)


def test_a_second_time_changes_nothing(commune):
    """Accepting the same bundle twice writes not one row."""
    shared(commune)
    segments = commune.packed("A", "X", stated={})
    before = commune["X"].store.driver.total_changes
    taken = commune.take("X", segments)

    assert (taken.applied, taken.already, taken.changes) == (0, 1, 1)
    assert commune["X"].store.driver.total_changes == before
    assert commune.packed("A", "X") == []


def test_a_preview_leaves_no_trace(commune):
    """Looking into a bundle writes nothing, and tells what accepting it would do."""
    keep(commune["A"], "activities", title="Hội nghị")
    segments = commune.packed("A", "X")
    preview = commune.take("X", segments, keep=False)

    assert count(commune["X"], "activity") == 0
    assert commune.take("X", segments) == preview


def a_seat(commune):
    training = keep(commune["A"], "trainings", title="Lớp")
    lesson = keep(commune["A"], "lessons", training=training)
    person = keep(commune["A"], "people", full_name="Y Hoa")
    commune.send_all()
    return {"lesson": lesson, "person": person}


def test_the_same_seat_marked_twice_is_one_mark(commune):
    """Present here, late there: one mark, one conflict."""
    seat = a_seat(commune)
    marks = {
        name: keep(commune[name], "attendance", **seat, mark=mark)
        for name, mark in (("A", "present"), ("B", "late"))
    }
    commune.send_all()
    shown = [show(commune[name], "attendance", marks["A"]) for name in "ABX"]

    assert marks["A"] == marks["B"]
    assert len({s["mark"] for s in shown}) == 1
    assert [s.in_conflict for s in shown] == [{"mark"}] * 3
    assert count(commune["X"], "mark") == 1


def test_added_here_withdrawn_there_unseen_stays(commune):
    """A mark that one PC took back and another gave, neither knowing, stands."""
    seat = a_seat(commune)
    mark = keep(commune["A"], "attendance", **seat, mark="present")
    with commune["A"].writing(7) as ledger:
        ledger.remove("attendance", mark)
    keep(commune["B"], "attendance", **seat, mark="present")
    commune.send_all()

    assert [show(commune[name], "attendance", mark).is_gone for name in "ABX"] == [False] * 3


def test_edits_of_marks_find_their_row_by_its_key(commune):
    """A corrected mark travels without its derived number."""
    seat = a_seat(commune)
    mark = keep(commune["A"], "attendance", **seat, mark="present")
    commune.send_all()
    keep(commune["B"], "attendance", **seat, mark="late")
    commune.send_all()

    assert [show(commune[name], "attendance", mark)["mark"] for name in "ABX"] == ["late"] * 3


def test_the_catalog_of_the_commune_replaces_the_built_in_one(commune):
    """What the commune changed in the plan reaches every unit without a question."""
    for journal in commune.journals.values():
        journal.stand({"measures": [{"code": "GP-1", "title": "Tuyên truyền"}]})
    measure = commune["X"].id_of("measures", code="GP-1")
    keep(commune["X"], "measures", measure, title="Tuyên truyền sâu rộng")
    taken = commune.send("X", "A")

    assert show(commune["A"], "measures", measure)["title"] == "Tuyên truyền sâu rộng"
    assert (taken.new, taken.changed, taken.conflicts) == ({}, 1, 0)
    assert commune.digest("A", "catalog") == commune.digest("X", "catalog")


def test_what_stands_on_something_missing_waits_by_name(commune):
    """The second stick comes before the first: it waits, the gap is named, then both count."""
    record = keep(commune["A"], "activities", title="Hội nghị")
    (first,) = commune.packed("A", "X")
    keep(commune["A"], "activities", record, place="Kon Pao")
    second = [s for s in commune.packed("A", "X") if s.hash != first.hash]
    device = commune["A"].identity.device
    early = commune.take("X", second)
    late = commune.take("X", [first])

    assert (early.applied, early.waiting) == (0, 1)
    assert early.gaps == (Gap(device, UNIT, 1, 1),)
    assert (late.applied, late.released, late.gaps) == (1, 1, ())
    assert show(commune["X"], "activities", record)["place"] == "Kon Pao"
    assert count(commune["X"], "sync_segment", "state = 'parked'") == 0


def test_what_stands_on_an_unknown_tip_waits(commune):
    """A correction by the second PC waits until what it corrects is here."""
    record = keep(commune["A"], "activities", title="Hội nghị")
    commune.send("A", "B")
    alone = keep(commune["B"], "activities", title="Tọa đàm")
    segments = [s for s in commune.packed("B", "X") if s.device == commune["B"].identity.device]
    early = commune.take("X", segments)
    commune.send("A", "X")

    assert (early.waiting, early.gaps[0].scope, early.gaps[0].last) == (1, UNIT, 1)
    assert show(commune["X"], "activities", alone)["title"] == "Tọa đàm"
    assert show(commune["X"], "activities", record)["title"] == "Hội nghị"


def test_part_of_a_segment_may_wait(commune):
    """What was written before the missing tip was seen counts at once, the rest waits."""
    keep(commune["B"], "activities", title="Một")
    keep(commune["A"], "activities", title="Hai")
    commune.send("A", "B")
    keep(commune["B"], "activities", title="Ba")
    mine = [s for s in commune.packed("B", "X") if s.device == commune["B"].identity.device]
    early = commune.take("X", mine)
    again = commune.take("X", mine)
    late = commune.send("A", "X")

    assert (early.applied, early.waiting) == (1, 1)
    assert (again.applied, again.waiting, again.already) == (0, 1, 1)
    assert (late.applied, late.released) == (1, 1)
    assert count(commune["X"], "activity") == 3


def test_a_restart_goes_on_with_a_new_stream(commune):
    """Programs are started every morning; the history stays one line."""
    record = shared(commune)
    commune.restart("A")
    keep(commune["A"], "activities", record, place="Kon Pao")
    commune.send_all()

    assert places(commune, record) == ["Kon Pao"] * 3
    assert count(commune["X"], "sync_line") == 1


@pytest.mark.parametrize("first", ["A", "Z"])
def test_a_copied_pc_forks_the_line_and_loses_nothing(commune, first):
    """Two PCs from one image both go on: both arms arrive and meet like two devices."""
    record = shared(commune)
    commune["A"].store.close()
    (commune.folder / "Z").mkdir()
    for path in (commune.folder / "A").iterdir():
        (commune.folder / "Z" / path.name).write_bytes(path.read_bytes())
    identity = commune["A"].identity
    commune.join("A", identity)
    commune.join("Z", identity)
    keep(commune["A"], "activities", record, place="Arm A")
    keep(commune["Z"], "activities", record, place="Arm Z")
    second = {"A": "Z", "Z": "A"}[first]
    commune.send(first, "X")
    commune.send(second, "X")
    commune.send_all()

    assert len({commune.digest(name, UNIT) for name in "ABXZ"}) == 1
    assert show(commune["X"], "activities", record).in_conflict == {"place"}


def test_a_restored_backup_gets_back_what_others_have(commune):
    """A PC that lost a week takes it back from the commune, and what it wrote since counts too."""
    record = shared(commune)
    commune["A"].store.close()
    backup = {p.name: p.read_bytes() for p in (commune.folder / "A").iterdir()}
    identity = commune["A"].identity
    commune.join("A", identity)
    keep(commune["A"], "activities", record, place="Kon Pao")
    commune.send("A", "X")
    commune["A"].store.close()
    for path in (commune.folder / "A").iterdir():
        path.unlink()
    for name, content in backup.items():
        (commune.folder / "A" / name).write_bytes(content)
    commune.join("A", identity)
    keep(commune["A"], "activities", record, reach_count=54)
    commune.send("X", "A")
    keep(commune["A"], "activities", record, result="Tốt")
    commune.send_all()
    seen = [show(commune[name], "activities", record) for name in "ABX"]

    assert [(s["place"], s["reach_count"], s["result"]) for s in seen] == [
        ("Kon Pao", 54, "Tốt")
    ] * 3
    assert len({commune.digest(name, UNIT) for name in "ABX"}) == 1


def test_names_of_students_never_reach_the_commune(commune):
    """The commune sees group and village; the names stay in the school."""
    person = keep(commune["A"], "people", birth_year=2015)
    identity = keep(commune["A"], "person_identities", person=person, full_name="A Nhi")
    commune.send_all()
    commune.send("A", "B")

    assert show(commune["X"], "people", person)["birth_year"] == 2015
    assert show(commune["X"], "person_identities", identity) is None
    assert show(commune["B"], "person_identities", identity)["full_name"] == "A Nhi"


def test_an_answer_of_the_commune_reaches_its_unit_alone(commune):
    """A note of return is read by the school it is for and by nobody else."""
    note = keep(commune["X"], "return_notes", scope=UNIT, note="Thiếu kết quả")
    commune.send_all()

    assert show(commune["A"], "return_notes", note)["note"] == "Thiếu kết quả"
    assert show(commune["C"], "return_notes", note) is None


def test_what_was_never_sealed_before_a_restore_is_sealed_after_it(commune):
    """A PC put back to an image seals what it wrote last, though later changes came back first."""
    record = shared(commune)
    keep(commune["A"], "activities", record, place="Kon Pao")
    (commune.folder / "image").mkdir()
    for path in (commune.folder / "A").iterdir():
        (commune.folder / "image" / path.name).write_bytes(path.read_bytes())
    commune.send("A", "X")
    keep(commune["A"], "activities", record, place="Pa Cheng")
    commune.send("A", "X")
    identity = commune["A"].identity
    commune["A"].store.close()
    for path in (commune.folder / "A").iterdir():
        path.unlink()
    for path in (commune.folder / "image").iterdir():
        (commune.folder / "A" / path.name).write_bytes(path.read_bytes())
    commune.join("A", identity)
    commune.send("X", "A")
    commune.join("D", an_identity("PC D"))
    taken = commune.send("A", "D")

    assert (taken.applied, taken.waiting, taken.gaps) == (3, 0, ())
    assert show(commune["D"], "activities", record)["place"] == "Pa Cheng"
    assert count(commune["A"], "sync_change", "body IS NOT NULL") == 0
