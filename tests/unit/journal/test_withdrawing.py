"""Withdrawing records and bringing them back."""

from kh57_desktop.domain.edits import Changes, Edit
from tests.support.stores import a_lesson, count, keep, show


def test_what_is_withdrawn_stands_no_more_and_can_come_back(journal):
    """A withdrawn record is kept and can be brought back."""
    record = keep(journal, "activities", title="Hội nghị")
    with journal.writing(7) as ledger:
        ledger.remove("activities", record)
    gone = show(journal, "activities", record).is_gone
    with journal.writing(7) as ledger:
        ledger.restore("activities", record)

    assert gone
    assert not show(journal, "activities", record).is_gone
    assert ledger.changes.rows == (("activities", record),)


def test_withdrawing_twice_is_one_change(journal):
    """A second press of the button writes nothing."""
    record = keep(journal, "activities", title="Hội nghị")
    for _ in range(2):
        with journal.writing(7) as ledger:
            ledger.remove("activities", record)

    assert ledger.changes == Changes()
    assert count(journal, "sync_removal") == 1


def test_a_mark_is_withdrawn_and_given_again(journal):
    """An empty cell is a withdrawn mark; a letter brings it back, even the same one."""
    lesson, (person, _) = a_lesson(journal)
    at = {"lesson": lesson, "person": person}
    mark = keep(journal, "attendance", **at, mark="present")
    with journal.writing(7) as ledger:
        ledger.remove("attendance", mark)
    gone = show(journal, "attendance", mark).is_gone
    keep(journal, "attendance", **at, mark="present")

    assert gone
    assert not show(journal, "attendance", mark).is_gone


def test_editing_what_was_withdrawn_brings_it_back(journal):
    """Whoever writes into a withdrawn record wants it."""
    record = keep(journal, "activities", title="Hội nghị")
    with journal.writing(7) as ledger:
        ledger.remove("activities", record)
    keep(journal, "activities", record, title="Hội thi")

    assert not show(journal, "activities", record).is_gone


def test_made_and_withdrawn_in_one_ledger_is_nothing(journal):
    """What was never kept needs no withdrawing."""
    with journal.writing(7) as ledger:
        record = ledger.keep(Edit("activities", None, {"title": "Hội nghị"}))
        ledger.remove("activities", record)

    assert show(journal, "activities", record) is None
    assert ledger.changes == Changes()


def test_removed_then_kept_in_one_ledger_stays(journal):
    """The last word of a ledger counts."""
    record = keep(journal, "activities", title="Hội nghị")
    with journal.writing(7) as ledger:
        ledger.remove("activities", record)
        ledger.keep(Edit("activities", record, {"title": "Hội thi"}))

    assert not show(journal, "activities", record).is_gone
