"""Taking back one action after another, each officer their own."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import RecordState
from kh57_desktop.errors import NoSuchRecord
from kh57_desktop.journal.undoing import actions
from tests.support.stores import a_journal, count, keep, show


@pytest.fixture
def journal(tmp_path):
    """Lend the journal of a PC."""
    own = a_journal(tmp_path)
    yield own
    own.store.close()


def nothing_left(journal, officer=7):
    """Tell whether an officer has nothing to take back."""
    before = count(journal, "sync_change")
    with pytest.raises(NoSuchRecord):
        journal.undo(officer)
    return count(journal, "sync_change") == before


def test_undoing_goes_on_to_what_was_done_before(journal):
    """A title written, corrected twice: three undoings go back to where nothing was."""
    record = keep(journal, "activities", title="Một")
    keep(journal, "activities", record, title="Hai", place="Kon Pao")
    keep(journal, "activities", record, title="Ba")
    seen = []
    for _ in range(3):
        journal.undo(7)
        shown = show(journal, "activities", record)
        seen.append((shown["title"], shown["place"], shown.is_gone))

    assert seen == [("Hai", "Kon Pao", False), ("Một", None, False), ("Một", None, True)]
    assert nothing_left(journal)


def test_what_was_done_again_is_undone_again(journal):
    """Undone, done again, undone: the earlier correction is next."""
    record = keep(journal, "activities", title="Một")
    keep(journal, "activities", record, title="Hai")
    keep(journal, "activities", record, title="Ba")
    seen = []
    for act in (journal.undo, journal.redo, journal.undo, journal.undo, journal.redo):
        act(7)
        seen.append(show(journal, "activities", record)["title"])

    assert seen == ["Hai", "Ba", "Hai", "Một", "Hai"]


def test_all_that_was_undone_is_done_again_in_its_order(journal):
    """Three undoings, the record itself among them, and three doings again; then undone anew."""
    record = keep(journal, "activities", title="Một")
    keep(journal, "activities", record, title="Hai", place="Kon Pao")
    keep(journal, "activities", record, title="Ba")
    seen = []
    for act in (*[journal.undo] * 3, *[journal.redo] * 3, *[journal.undo] * 2):
        act(7)
        shown = show(journal, "activities", record)
        seen.append(None if shown.is_gone else (shown["title"], shown["place"]))

    one, two, three = ("Một", None), ("Hai", "Kon Pao"), ("Ba", "Kon Pao")
    assert seen == [two, one, None, one, two, three, two, one]


def test_what_was_done_again_once_is_not_done_again_twice(journal):
    """Undone and done again: nothing is left to do again."""
    keep(journal, "activities", title="Một")
    journal.undo(7)
    journal.redo(7)
    with pytest.raises(NoSuchRecord):
        journal.redo(7)

    assert count(journal, "activity", "_gone = 0") == 1


def test_a_correction_after_an_undoing_is_undone_first(journal):
    """Undone, then corrected anew: the new correction goes first, the undone one not again."""
    record = keep(journal, "activities", title="Một")
    keep(journal, "activities", record, title="Hai")
    journal.undo(7)
    keep(journal, "activities", record, title="Bốn")
    journal.undo(7)
    title = show(journal, "activities", record)["title"]
    journal.undo(7)

    assert title == "Một"
    assert show(journal, "activities", record).is_gone


def test_only_an_undoing_is_done_again(journal):
    """Without one, or after another action, there is nothing to do again."""
    with pytest.raises(NoSuchRecord):
        journal.redo(7)
    record = keep(journal, "activities", title="Một")
    journal.undo(7)
    keep(journal, "activities", title="Hai")
    with pytest.raises(NoSuchRecord):
        journal.redo(7)

    assert show(journal, "activities", record).is_gone


def test_each_officer_takes_back_their_own(journal):
    """A colleague's action stays, by name too; whoever came with a code has done nothing."""
    record = keep(journal, "activities", title="Hội nghị")
    with journal.reading() as con:
        name = next(actions(con, 7)).name
    with pytest.raises(NoSuchRecord):
        journal.undo(8, name)

    assert nothing_left(journal, 8)
    assert nothing_left(journal, None)
    assert not show(journal, "activities", record).is_gone


def test_what_a_colleague_built_upon_stays_and_nothing_older_goes(journal):
    """Ctrl+Z does not reach for an older record in place of the one that was approved."""
    older = keep(journal, "activities", title="Tọa đàm")
    record = keep(journal, "activities", title="Hội nghị")
    with journal.writing(8, "submit") as ledger:
        ledger.keep(Edit("activities", record, {"state": RecordState.APPROVED}))
    undone = journal.undo(7)

    assert (undone.changes.rows, undone.left) == ((), (("activities", record, ""),))
    assert show(journal, "activities", record)["state"] is RecordState.APPROVED
    assert not show(journal, "activities", older).is_gone


def test_what_a_colleague_corrected_is_left_once(journal):
    """Two boxes written, one of them corrected by a colleague: the other goes back, then more."""
    record = keep(journal, "activities", title="Một")
    keep(journal, "activities", record, title="Hai", place="Kon Pao")
    with journal.writing(8) as ledger:
        ledger.keep(Edit("activities", record, {"title": "Ba"}))
    first, second = journal.undo(7), journal.undo(7)

    assert first.left == (("activities", record, "title"),)
    assert show(journal, "activities", record)["place"] is None
    assert second.left == (("activities", record, ""),)
    assert not show(journal, "activities", record).is_gone


@pytest.mark.parametrize(
    ("approves", "others", "state"),
    [
        (True, {}, RecordState.APPROVED),
        (False, {}, RecordState.DRAFT),
        (True, {"reach_count": 9}, RecordState.DRAFT),
    ],
)
def test_an_approval_comes_back_only_for_what_was_approved(journal, approves, others, state):
    """Only whoever may approve gives it back, and only where nothing else has changed."""
    given = {"title": "Một", "state": RecordState.APPROVED}
    record = keep(journal, "activities", starts_on=dt.date(2026, 3, 2), **given)
    keep(journal, "activities", record, title="Hai", state=RecordState.DRAFT)
    if others:
        with journal.writing(8) as ledger:
            ledger.keep(Edit("activities", record, others))
    undone = journal.undo(7, approves=approves)
    shown = show(journal, "activities", record)

    assert (shown["title"], shown["state"]) == ("Một", state)
    assert bool(undone.left) is (state is RecordState.DRAFT)


@pytest.mark.parametrize(
    ("kind", "values"),
    [("officers", {"full_name": "A Nhi"}), ("people", {"full_name": "A Huy"})],
)
def test_officers_and_what_the_program_wrote_are_on_no_list(journal, kind, values):
    """The action before them is taken back; they stay."""
    before = keep(journal, "activities", title="Hội nghị")
    with journal.writing(7, "" if kind == "officers" else "program") as ledger:
        kept = ledger.keep(Edit(kind, None, values))
    journal.undo(7)

    assert not show(journal, kind, kept).is_gone
    assert show(journal, "activities", before).is_gone


def test_a_sheet_undone_twice_gives_way_to_what_was_before(journal):
    """All rows of an import went with the first; the second takes the record before it."""
    before = keep(journal, "activities", title="Tọa đàm")
    with journal.writing(7, "import") as ledger:
        ledger.keep_rows("activities", ("title",), [(f"Hội nghị {n}",) for n in range(300)])
    for _ in range(2):
        journal.undo(7)

    assert count(journal, "activity", "_gone = 0") == 0
    assert show(journal, "activities", before).is_gone
    assert nothing_left(journal)


def test_a_restored_record_that_was_withdrawn_since_needs_no_undoing(journal):
    """Withdrawn, restored, withdrawn: each is taken back in its turn."""
    record = keep(journal, "activities", title="Hội nghị")
    for act in ("remove", "restore", "remove"):
        with journal.writing(7) as ledger:
            getattr(ledger, act)("activities", record)
    gone = []
    for _ in range(4):
        journal.undo(7)
        gone.append(show(journal, "activities", record).is_gone)

    assert gone == [False, True, False, True]
    assert nothing_left(journal)
