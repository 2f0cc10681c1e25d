"""Who changed what and when, what only a person can decide, and taking an action back."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import HistoryAltered, NoSuchRecord
from kh57_desktop.journal import conflicts, history
from kh57_desktop.journal.undoing import actions
from tests.support.communes import Commune
from tests.support.stores import a_journal, count, keep, show


@pytest.fixture
def commune(tmp_path):
    return Commune(tmp_path)


def told(journal, kind, record):
    with journal.reading() as con:
        entries = history.of(con, kind, record)
    return [(entry.action, entry.field, entry.before, entry.after) for entry in entries]


def cards(commune, name):
    with commune[name].reading() as con:
        found = commune[name].cards(con)
        assert conflicts.count(con) == len(found)
    return found


def a_life(journal):
    record = keep(journal, "activities", title="Hội nghị", starts_on=dt.date(2026, 3, 2))
    keep(journal, "activities", record, place="Kon Pao")
    keep(journal, "activities", record, place="Pa Cheng", starts_on=dt.date(2026, 3, 3))
    with journal.writing(7) as ledger:
        ledger.remove("activities", record)
    with journal.writing(7) as ledger:
        ledger.restore("activities", record)
    return record


LIFE = [
    ("create", "", None, None),
    ("edit", "place", None, "Kon Pao"),
    ("edit", "starts_on", dt.date(2026, 3, 2), dt.date(2026, 3, 3)),
    ("edit", "place", "Kon Pao", "Pa Cheng"),
    ("remove", "", None, None),
    ("restore", "", None, None),
]


def test_the_history_tells_what_was_before_and_after(tmp_path):
    """Every change of a record is told, with the value before it."""
    journal = a_journal(tmp_path)
    record = a_life(journal)

    assert told(journal, "activities", record) == LIFE


def test_the_history_is_the_same_after_packing_and_elsewhere(commune):
    """The signed segments tell what the form told, here and at the commune."""
    record = a_life(commune["A"])
    before = told(commune["A"], "activities", record)
    commune.send("A", "X")

    assert told(commune["A"], "activities", record) == before
    assert told(commune["X"], "activities", record) == before


def test_the_history_names_officer_device_and_time(tmp_path):
    """A change says who made it, on which PC, and whether that PC's clock was wrong."""
    journal = a_journal(tmp_path)
    officer = keep(journal, "officers", full_name="A Nhi")
    with journal.writing(officer) as ledger:
        record = ledger.keep(Edit("activities", None, {"title": "Hội nghị"}))
    journal.clock.jump_to("2009-01-01T08:00:00")
    keep(journal, "activities", record, title="Hội thi")
    with journal.reading() as con:
        first, second = history.of(con, "activities", record)

    assert (first.officer, first.device) == ("A Nhi", journal.identity.device.hex())
    assert first.at.isoformat() == "2026-06-16T14:36:00+07:00"
    assert (first.clock_doubtful, second.clock_doubtful) == (False, True)


def test_a_record_without_history_has_none(tmp_path):
    """What the program brought along was written by nobody."""
    journal = a_journal(tmp_path)
    journal.stand({"measures": [{"code": "GP-1", "title": "Tuyên truyền"}]})

    assert told(journal, "measures", journal.id_of("measures", code="GP-1")) == []
    assert told(journal, "activities", 4711) == []


def test_a_history_that_was_altered_is_told(tmp_path):
    """A segment that is not what its name says is not believed."""
    commune = Commune(tmp_path)
    record = a_life(commune["A"])
    commune.seal("A")
    for damage in (b"\0", "\0"):
        with commune["A"].store.writing() as con:
            con.exec_driver_sql("UPDATE sync_segment SET body = ?", (damage,))
        with pytest.raises(HistoryAltered):
            told(commune["A"], "activities", record)
    with commune["A"].store.writing() as con:
        con.exec_driver_sql("UPDATE sync_segment SET body = x'00', hash = ?", (HASH_OF_NUL,))
    with pytest.raises(HistoryAltered):
        told(commune["A"], "activities", record)


HASH_OF_NUL = bytes.fromhex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")


def in_conflict(commune):
    record = keep(commune["A"], "activities", title="Hội nghị", place="Pa Cheng")
    commune.send_all()
    commune["A"].clock.go_on(days=1)
    keep(commune["A"], "activities", record, place="Nhà rông")
    commune["B"].clock.jump_to("2009-01-01T08:00:00")
    keep(commune["B"], "activities", record, place="Hội trường")
    commune.send_all()
    return record


def test_a_card_shows_both_sides_and_what_both_had_seen(commune):
    """The card tells who wrote what, when, on which PC, and what stood before."""
    record = in_conflict(commune)
    (card,) = cards(commune, "A")
    mine, theirs = card.sides

    assert (card.id, card.base, card.title) == (
        f"activities/{record}/place",
        "Pa Cheng",
        "Hội nghị",
    )
    assert (card.label, card.unit, card.is_ours) == ("Địa điểm", "TR-NTT", True)
    assert (mine.value, mine.is_mine, mine.is_shown, mine.clock_doubtful) == (
        *("Nhà rông", True, True),
        False,
    )
    assert (theirs.value, theirs.is_mine, theirs.is_shown, theirs.clock_doubtful) == (
        *("Hội trường", False, False),
        True,
    )


def test_the_commune_sees_the_card_but_does_not_decide(commune):
    """Facts of a unit are decided by the unit."""
    in_conflict(commune)
    (card,) = cards(commune, "X")

    assert not card.is_ours
    assert not any(side.is_mine for side in card.sides)


def test_a_settled_card_is_gone_and_the_history_says_so(commune):
    """After the decision no card is left, and the decision stands in the history."""
    record = in_conflict(commune)
    with commune["A"].writing(7, note="settle") as ledger:
        ledger.settle("activities", record, "place", "Hội trường xã")
    commune.send_all()

    assert [cards(commune, name) for name in "ABX"] == [()] * 3
    assert told(commune["X"], "activities", record)[-1][0] == "settle"


def test_equal_values_need_no_card(commune):
    """Two people who wrote the same are not asked."""
    record = keep(commune["A"], "activities", title="Hội nghị")
    commune.send_all()
    for name in "AB":
        keep(commune[name], "activities", record, place="Nhà rông")
    commune.send_all()

    assert cards(commune, "X") == ()


def disputed(commune):
    record = keep(commune["A"], "activities", title="Hội nghị")
    commune.send_all()
    with commune["A"].writing(7) as ledger:
        ledger.remove("activities", record)
    keep(commune["B"], "activities", record, reach_count=54)
    commune.send_all()
    return record


@pytest.mark.parametrize("answer", ["restore", "remove"])
def test_a_disputed_removal_has_a_card_until_somebody_answers(commune, answer):
    """«A rút, B sửa» is asked, and any answer closes it."""
    record = disputed(commune)
    (card,) = cards(commune, "B")
    with commune["B"].writing(7, note="settle") as ledger:
        getattr(ledger, answer)("activities", record)
    commune.send_all()

    assert (card.field, [side.value for side in card.sides]) == ("", ["keep", "remove"])
    assert [side.is_mine for side in card.sides] == [True, False]
    assert [cards(commune, name) for name in "ABX"] == [()] * 3
    assert show(commune["X"], "activities", record).is_gone == (answer == "remove")


def test_a_card_of_a_mark_created_twice_has_no_base(commune):
    """Two creations of one seat had seen nothing in common."""
    training = keep(commune["A"], "trainings", title="Lớp")
    lesson = keep(commune["A"], "lessons", training=training)
    person = keep(commune["A"], "people", full_name="Y Hoa")
    commune.send_all()
    for name, mark in (("A", "present"), ("B", "late")):
        keep(commune[name], "attendance", lesson=lesson, person=person, mark=mark)
    commune.send_all()
    (card,) = cards(commune, "X")

    assert (card.base, {side.value for side in card.sides}) == (None, {"present", "late"})


def test_undoing_an_edit_writes_the_former_values(tmp_path):
    """The last action is taken back, box by box."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị", place="Kon Pao")
    keep(journal, "activities", record, place="Pa Cheng", result="Tốt")
    undone = journal.undo(7)
    shown = show(journal, "activities", record)

    assert (shown["place"], shown["result"]) == ("Kon Pao", None)
    assert (undone.changes.rows, undone.left) == ((("activities", record),), ())


def test_undoing_an_import_withdraws_its_records(tmp_path):
    """A wrong sheet is taken back whole."""
    journal = a_journal(tmp_path)
    with journal.writing(7, note="import") as ledger:
        ledger.keep_rows("activities", ("title",), [(f"Hội nghị {n}",) for n in range(300)])
    undone = journal.undo(7)

    assert len(undone.changes.rows) == 300
    assert count(journal, "activity", "_gone = 0") == 0


def test_undoing_a_withdrawal_brings_the_record_back(tmp_path):
    """What was withdrawn by mistake stands again, and doing it again withdraws it again."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")
    with journal.writing(7) as ledger:
        ledger.remove("activities", record)
    journal.undo(7)
    stands = not show(journal, "activities", record).is_gone
    journal.redo(7)

    assert stands
    assert show(journal, "activities", record).is_gone


def test_undoing_leaves_what_others_changed_since(commune):
    """A box that a colleague corrected meanwhile stays, and is named."""
    record = keep(commune["A"], "activities", title="Hội nghị", place="Kon Pao")
    keep(commune["A"], "activities", record, place="Pa Cheng", result="Tốt")
    commune.send_all()
    keep(commune["B"], "activities", record, result="Rất tốt")
    commune.send_all()
    undone = commune["A"].undo(7)
    shown = show(commune["A"], "activities", record)

    assert (shown["place"], shown["result"]) == ("Kon Pao", "Rất tốt")
    assert undone.left == (("activities", record, "result"),)


def test_undoing_a_new_record_that_others_work_on_leaves_it(commune):
    """A record that a colleague has edited is not withdrawn underneath."""
    record = keep(commune["A"], "activities", title="Hội nghị")
    commune.send_all()
    keep(commune["B"], "activities", record, result="Tốt")
    commune.send_all()
    undone = commune["A"].undo(7)

    assert undone.left == (("activities", record, ""),)
    assert not show(commune["A"], "activities", record).is_gone


def test_an_action_is_undone_by_its_name_even_after_a_restart(tmp_path):
    """Not only the last action can be taken back, and not only today's."""
    journal = a_journal(tmp_path)
    record = keep(journal, "activities", title="Hội nghị")
    with journal.reading() as con:
        name = journal_name(con)
    journal.store.close()
    journal = a_journal(tmp_path)
    keep(journal, "activities", title="Tọa đàm")
    journal.undo(7, name)

    assert show(journal, "activities", record).is_gone


def journal_name(con):
    return next(actions(con, 7)).name


def test_nothing_to_undo_is_told(tmp_path):
    """Without an action there is nothing to take back."""
    journal = a_journal(tmp_path)
    with pytest.raises(NoSuchRecord):
        journal.undo(7)
    keep(journal, "activities", title="Hội nghị")
    with pytest.raises(NoSuchRecord):
        journal.undo(7, "no such action")

    assert count(journal, "sync_change") == 1
