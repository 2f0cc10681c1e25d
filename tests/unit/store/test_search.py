"""The index says of every record what the record says now, whatever happened to it."""

import datetime as dt

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.store import search
from tests.support.stores import a_journal, count, keep


@pytest.fixture
def journal(tmp_path):
    return a_journal(tmp_path)


def found(journal, words, **asked):
    with journal.searching() as con:
        return [hit.id for hit in search.find(con, words, **asked)]


def test_many_edits_are_indexed_once_before_the_search(journal):
    """Typing waits for no index; the next search finds what was typed last."""
    record = keep(journal, "activities", title="Hội nghị")
    for n in range(5):
        keep(journal, "activities", record, title=f"Hội thi {n}")
    waiting = count(journal, "search_waiting")

    assert waiting == 1
    assert (found(journal, "thi 4"), found(journal, "nghi")) == ([record], [])
    assert count(journal, "search_waiting") == 0


def test_a_record_that_moves_to_another_day_is_found_there(journal):
    """The newest come first, also after a date was corrected."""
    first = keep(journal, "activities", title="Hội nghị", starts_on=dt.date(2026, 1, 1))
    second = keep(journal, "activities", title="Hội nghị", starts_on=dt.date(2026, 2, 1))
    before = found(journal, "hoi nghi")
    keep(journal, "activities", first, starts_on=dt.date(2026, 3, 1))

    assert (before, found(journal, "hoi nghi")) == ([second, first], [first, second])


def test_what_is_withdrawn_is_not_found_until_it_comes_back(journal):
    """A withdrawn record leaves the search, a restored one returns."""
    record = keep(journal, "activities", title="Hội nghị")
    keep(journal, "activities", title="Tọa đàm")
    first = found(journal, "hoi nghi")
    with journal.writing(7) as ledger:
        ledger.remove("activities", record)
    gone = found(journal, "hoi nghi")
    with journal.writing(7) as ledger:
        ledger.restore("activities", record)

    assert (first, gone, found(journal, "hoi nghi")) == ([record], [], [record])


def test_people_are_found_by_the_name_that_stands_apart(journal):
    """A student is found by the name that only the school keeps."""
    person = keep(journal, "people", birth_year=2015)
    found(journal, "x")
    keep(journal, "person_identities", person=person, full_name="A Nhi")

    assert found(journal, "nhi") == [person]


def test_an_edit_that_no_search_asks_for_needs_no_index(journal):
    """A corrected headcount does not touch the search."""
    record = keep(journal, "activities", title="Hội nghị")
    found(journal, "x")
    keep(journal, "activities", record, reach_count=40)

    assert count(journal, "search_waiting") == 0


def test_many_records_are_indexed_at_once(journal):
    """After an import of hundreds every one is found."""
    with journal.writing(7) as ledger:
        ledger.keep_rows("activities", ("title",), [(f"Hội nghị {n}",) for n in range(450)])

    assert len(found(journal, "hoi nghi", limit=500)) == 450
    assert len(found(journal, "449")) == 1


def test_the_index_can_be_filled_again_from_the_records(journal):
    """A damaged index is made anew and finds the same."""
    records = [keep(journal, kind, title="Tuyên truyền") for kind in ("activities", "media")]
    gone = keep(journal, "activities", title="Tuyên truyền")
    with journal.writing(7) as ledger:
        ledger.remove("activities", gone)
        ledger.keep(Edit("activities", None, {"place": "Kon Pao"}))
    journal.store.run(search.refill)

    assert set(found(journal, "tuyen truyen")) == set(records)
    assert len(found(journal, "kon pao")) == 1
    assert found(journal, "tuyen truyen", kinds=("media",)) == records[1:]
