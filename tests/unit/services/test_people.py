"""People: the names of citizens stay with the unit, the hash lets the commune count."""

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Audience, Sex
from kh57_desktop.errors import InvalidRecord, NoSuchRecord
from kh57_desktop.services.people import People
from kh57_desktop.store import queries
from tests.support.desks import village


def a_person(desk, **other):
    """Return the edit of a student."""
    values = {
        "full_name": "Y Mrao",
        "birth_year": 2014,
        "sex": Sex.FEMALE,
        "village": village(desk),
        "audience": Audience.STUDENTS,
        "phone": "0912345678",
    }
    return Edit("people", None, values | other)


def stored(desk, kind):
    """Return the records of a kind as the tables hold them."""
    with desk.journal.reading() as con:
        table = queries.KINDS[kind].table
        return [dict(row._mapping) for row in con.execute(table.select())]


def test_the_name_of_a_student_stands_in_the_private_record_alone(desk):
    """The shared record holds what figures need; name and phone do not leave the school."""
    saved = People(desk).save(a_person(desk))

    (person,), (identity,) = stored(desk, "people"), stored(desk, "person_identities")
    assert (person["full_name"], person["phone"]) == (None, None)
    assert (identity["full_name"], identity["phone"]) == ("Y Mrao", "0912345678")
    shown = People(desk).show(saved.id)
    assert (shown["full_name"], shown["birth_year"]) == ("Y Mrao", 2014)


def test_the_name_of_an_official_stands_in_the_shared_record(desk):
    """Staff are counted by name at the commune (MT-2025-2)."""
    People(desk).save(a_person(desk, audience=Audience.EDUCATORS, birth_year=1980))

    assert stored(desk, "people")[0]["full_name"] == "Y Mrao"
    assert stored(desk, "person_identities") == []


def test_a_former_official_loses_the_shared_name(desk):
    """Whoever becomes a resident is a name of the unit alone from then on."""
    saved = People(desk).save(a_person(desk, audience=Audience.EDUCATORS, birth_year=1980))
    People(desk).save(Edit("people", saved.id, {"audience": Audience.RESIDENTS}))

    assert stored(desk, "people")[0]["full_name"] is None
    assert People(desk).show(saved.id)["full_name"] == "Y Mrao"


def test_a_corrected_name_is_corrected_where_it_stands(desk):
    """Editing the name of a student edits the private record and nothing else."""
    saved = People(desk).save(a_person(desk))
    People(desk).save(Edit("people", saved.id, {"full_name": "Y Mraoh"}))

    assert People(desk).show(saved.id)["full_name"] == "Y Mraoh"
    assert [p["full_name"] for p in stored(desk, "person_identities")] == ["Y Mraoh"]


def test_a_name_changed_underneath_is_not_overwritten(desk):
    """The form was open while the name was corrected elsewhere: it is told, nothing is lost."""
    saved = People(desk).save(a_person(desk))
    shown = People(desk).show(saved.id)
    People(desk).save(Edit("people", saved.id, {"full_name": "Y Mraoh"}))
    late = Edit(
        "people", saved.id, {"full_name": "Y Mrau"}, {"full_name": shown.clocks["full_name"]}
    )

    assert People(desk).save(late).overtaken == ("full_name",)
    assert People(desk).show(saved.id)["full_name"] == "Y Mraoh"


def test_a_phone_can_be_taken_away(desk):
    """Emptying the box empties what is stored."""
    saved = People(desk).save(a_person(desk))
    People(desk).save(Edit("people", saved.id, {"phone": None}))

    assert People(desk).show(saved.id)["phone"] is None


def test_without_the_key_of_the_catalog_nobody_has_a_hash(desk):
    """A unit that has not joined counts its people by their numbers."""
    People(desk).save(a_person(desk))

    assert stored(desk, "people")[0]["person_key"] is None


def test_equal_people_have_equal_hashes_and_others_other_ones(office):
    """Folded name, birth year, sex and village make the hash; one difference makes another."""
    people = People(office)
    for values in (
        {},
        {"full_name": "y  MRAO"},
        {"birth_year": 2015},
        {"village": village(office, "Tua Team")},
        {"birth_year": None},
    ):
        people.save(a_person(office, **values))
    keys = [row["person_key"] for row in stored(office, "people")]

    assert keys[0] is not None
    assert keys[0] == keys[1]
    assert len({keys[0], keys[2], keys[3]}) == 3
    assert keys[4] is None


def test_hashes_are_filled_in_once_the_catalog_has_its_key(office):
    """People entered before the catalog came get their hash afterwards, and only once."""
    saved = People(office).save(a_person(office))
    with office.journal.writing(office.officer.id) as ledger:
        ledger.keep(Edit("people", saved.id, {"person_key": None}))
    first = People(office).fill_keys()

    assert first.rows == (("people", saved.id),)
    assert not People(office).fill_keys()


def test_a_person_without_a_name_is_refused(desk):
    """The name is what a person is kept by."""
    with pytest.raises(InvalidRecord):
        People(desk).save(a_person(desk, full_name=None))

    assert stored(desk, "people") == []


@pytest.mark.parametrize("attempt", ["save", "show"])
def test_a_person_nobody_knows_is_refused(desk, attempt):
    """A number that is none changes nothing."""
    people = People(desk)
    with pytest.raises(NoSuchRecord):
        people.show(5) if attempt == "show" else people.save(
            Edit("people", 5, {"birth_year": 1990})
        )

    assert stored(desk, "people") == []
