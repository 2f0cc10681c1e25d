"""Selects that services share: what was written comes back as it was meant."""

import datetime as dt

import pytest

from kh57_desktop.domain.vocabulary import ActivityKind, Audience, RecordState
from kh57_desktop.records import stored
from kh57_desktop.store import queries
from kh57_desktop.store.queries import Listing
from tests.support.stores import a_journal, keep, the_office

MARCH = dt.date(2026, 3, 3)


@pytest.fixture
def journal(tmp_path):
    """Return the journal of a new store."""
    opened = a_journal(tmp_path)
    yield opened
    opened.store.close()


def listed(journal, **asked):
    """Return the ids and the total of a listing of activities."""
    with journal.reading() as con:
        page = queries.page(con, Listing("activities", **asked))
    return [row.id for row in page.rows], page.total


def test_every_kind_of_value_comes_back_as_it_was_meant(journal):
    """Days, words, lists of words, flags and numbers."""
    record = keep(
        journal, "activities", title="Hội nghị", starts_on=MARCH, reach_count=0,
        activity_kind=ActivityKind.SEMINAR, audience=(Audience.STUDENTS, Audience.EDUCATORS),
        state=RecordState.DRAFT,
    )  # fmt: skip
    person = keep(journal, "people", full_name="A Nhi", is_unverified=False)
    with journal.reading() as con:
        shown = queries.one(con, "activities", record)
        other = queries.one(con, "people", person)

    assert shown.values["starts_on"] == MARCH
    assert shown.values["activity_kind"] is ActivityKind.SEMINAR
    assert shown.values["audience"] == (Audience.EDUCATORS, Audience.STUDENTS)
    assert (shown.values["reach_count"], shown.values["people_count"]) == (0, None)
    assert (shown.unit, shown.is_gone, other.values["is_unverified"]) == ("TR-NTT", False, False)


def test_a_word_of_another_version_is_read_as_a_word(journal):
    """Nothing fails on a word this program does not know."""
    record = keep(journal, "activities", title="Hội nghị", starts_on=MARCH)
    with journal.store.writing() as con:
        con.exec_driver_sql("UPDATE activity SET activity_kind = 'hackathon', starts_on = 'mai'")
    with journal.reading() as con:
        shown = queries.one(con, "activities", record)

    assert (str(shown["activity_kind"]), shown["activity_kind"].is_known) == ("hackathon", False)
    assert shown["starts_on"] is None


def test_the_newest_come_first_and_equal_days_by_number(journal):
    """A list is read from the top."""
    old = keep(journal, "activities", title="Cũ", starts_on=dt.date(2026, 1, 5))
    first = keep(journal, "activities", title="Một", starts_on=MARCH)
    second = keep(journal, "activities", title="Hai", starts_on=MARCH)

    assert listed(journal) == ([second, first, old], 3)


def test_people_stand_as_in_a_vietnamese_list(journal):
    """By given name, then family and middle names, then year; wherever the name is kept."""
    names = ["Nguyễn Văn Ân", "A Huy", "Y Đào", "Trần Thị An", "Lê An", "Y Dung", "Lê An"]
    for number, name in enumerate(names):
        if number % 2:
            keep(journal, "people", full_name=name, birth_year=1990 - number)
        else:
            person = keep(journal, "people", birth_year=1990 - number)
            keep(journal, "person_identities", person=person, full_name=name)
    with journal.reading() as con:
        page = queries.page(con, Listing("people", limit=6))

    assert [(row["full_name"], row["birth_year"]) for row in page.rows] == [
        ("Lê An", 1984), ("Lê An", 1986), ("Trần Thị An", 1987), ("Nguyễn Văn Ân", 1990),
        ("Y Dung", 1985), ("Y Đào", 1988),
    ]  # fmt: skip
    assert page.total == len(names)


def test_a_page_knows_how_many_there_are_in_all(journal):
    """A full page is counted on, a page that is not full is the end."""
    ids = [keep(journal, "activities", title=f"{n}", starts_on=MARCH) for n in range(5)]

    assert listed(journal, limit=2) == (ids[:2:-1], 5)
    assert listed(journal, limit=2, offset=4) == ([ids[0]], 5)
    assert listed(journal, limit=2, offset=9) == ([], 5)
    assert listed(journal, limit=-1) == (ids[::-1], 5)
    assert listed(journal, limit=2, counted=False)[0] == ids[:2:-1]


def test_a_listing_keeps_to_what_was_asked(journal):
    """Period, state, single fields and ids narrow a list; what is gone stands apart."""
    long = keep(journal, "activities", title="Dài", starts_on=dt.date(2026, 2, 10), ends_on=MARCH)
    draft = keep(journal, "activities", title="Nháp", starts_on=MARCH, state=RecordState.DRAFT)
    gone = keep(journal, "activities", title="Rút", starts_on=MARCH)
    with journal.writing(7) as ledger:
        ledger.remove("activities", gone)

    assert listed(journal, first=dt.date(2026, 3, 1), last=dt.date(2026, 3, 31))[0] == [draft, long]
    assert listed(journal, last=dt.date(2026, 2, 28))[0] == []
    assert listed(journal, states=("draft",))[0] == [draft]
    assert listed(journal, where=(("title", "Dài"), ("ends_on", MARCH)))[0] == [long]
    assert listed(journal, where=(("ends_on", None),))[0] == [draft]
    assert listed(journal, ids=(long,))[0] == [long]
    assert listed(journal, gone=True)[0] == [gone]


def test_a_list_of_one_unit_is_found_by_its_index(tmp_path):
    """At the commune nobody waits until the rows of thirty units were read."""
    journal = a_journal(tmp_path, the_office())
    with journal.reading() as con:
        text = (
            "EXPLAIN QUERY PLAN SELECT * FROM activity t WHERE t._gone = 0 AND t.unit = 1 "
            "ORDER BY t.starts_on DESC, t.id DESC LIMIT 200"
        )
        plan = " ".join(str(row[3]) for row in con.exec_driver_sql(text))
    journal.store.close()

    assert "ix_activity_unit_starts_on" in plan
    assert "TEMP B-TREE" not in plan


def test_how_many_there_are_is_counted_in_an_index(journal):
    """A list says its number without reading every record."""
    with journal.reading() as con:
        text = "EXPLAIN QUERY PLAN SELECT count(*) FROM activity t WHERE t._gone = 0"
        plan = " ".join(str(row[3]) for row in con.exec_driver_sql(text))

    assert "COVERING INDEX ix_activity_unit_starts_on" in plan


def test_many_records_are_found_by_their_numbers(journal):
    """Each once, in portions, whatever is missing."""
    with journal.writing(7) as ledger:
        ledger.keep_rows("activities", ("title",), [(f"{n}",) for n in range(450)])
    with journal.reading() as con:
        everything = queries.shown(con, "activities")
        some = queries.shown(con, "activities", [row.id for row in everything] + [5])

    assert len(everything) == 450
    assert sorted(row.id for row in some) == sorted(row.id for row in everything)


def test_living_records_are_found_by_equal_fields(journal):
    """A list of words is compared as it is stored."""
    keep(journal, "activities", title="Một", starts_on=MARCH, audience=(Audience.STUDENTS,))
    two = keep(journal, "activities", title="Hai", starts_on=MARCH, audience=(Audience.EDUCATORS,))
    with journal.reading() as con:
        found = queries.living(con, "activities", audience=(Audience.EDUCATORS,), starts_on=MARCH)

    assert [row.id for row in found] == [two]


def test_values_that_are_present_are_told(journal):
    """Of many hashes, those that a living row has."""
    keep(journal, "activities", title="Một", starts_on=MARCH)
    keep(journal, "activities", title="Hai", starts_on=MARCH)
    with journal.reading() as con:
        there = queries.present(con, "activities", "title", ("Một", "Ba"))

    assert there == {"Một"}


def test_remembered_values_stay_few(journal, monkeypatch):
    """A bundle with endless other words does not fill the memory."""
    monkeypatch.setattr(stored, "_MOST_REMEMBERED", 3)
    for number in range(6):
        keep(journal, "activities", title="x", starts_on=dt.date(2026, 3, 1 + number))
    with journal.reading() as con:
        days = [row["starts_on"].day for row in queries.page(con, Listing("activities")).rows]

    assert days == [6, 5, 4, 3, 2, 1]


def test_some_fields_of_living_records_are_told(journal):
    """Only what was asked for, turned as in whole records; what is withdrawn is left out."""
    one = keep(journal, "activities", title="Một", starts_on=MARCH)
    gone = keep(journal, "activities", title="Một", starts_on=MARCH)
    with journal.writing(7) as ledger:
        ledger.remove("activities", gone)
    with journal.reading() as con:
        told = queries.told(con, "activities", ("starts_on", "ends_on", "title"), title="Một")
        ids = queries.ids(con, "activities", title="Một", starts_on=MARCH)

    assert (told, ids) == ([(MARCH, None, "Một")], [one])
