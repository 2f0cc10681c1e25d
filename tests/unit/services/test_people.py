"""People: the names of citizens stay with the unit, the hash lets the commune count."""

import pytest

from kh57_desktop.domain.edits import Changes, Edit
from kh57_desktop.domain.vocabulary import Audience, Sex
from kh57_desktop.errors import DiskFull, InvalidRecord, NoSuchRecord
from kh57_desktop.journal.journal import Journal
from kh57_desktop.services.people import People
from kh57_desktop.services.person_keys import renew
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


def seen(desk, person, *names):
    """Return the clocks with which the form shows some fields of a person."""
    clocks = People(desk).show(person).clocks
    return {name: clocks[name] for name in names}


def test_a_phone_can_be_added_where_there_was_none(desk):
    """The empty box was seen empty: what is typed into it overtakes nobody."""
    saved = People(desk).save(a_person(desk, phone=None))
    added = Edit("people", saved.id, {"phone": "0912345678"}, seen(desk, saved.id, "phone"))

    assert People(desk).save(added).overtaken == ()
    assert People(desk).show(saved.id)["phone"] == "0912345678"


def test_an_overtaken_name_leaves_the_hash_alone(office):
    """The hash tells the name that stands, not the one that was not written; the rest is kept."""
    people = People(office)
    saved = people.save(a_person(office))
    before = seen(office, saved.id, "full_name", "phone")
    people.save(Edit("people", saved.id, {"full_name": "Y Mraoh"}))
    (first,) = stored(office, "people")
    late = {"full_name": "Y Mrau", "phone": "0905114227"}
    again = people.save(Edit("people", saved.id, late, before))
    (second,) = stored(office, "people")

    assert again.overtaken == ("full_name",)
    assert second["person_key"] == first["person_key"]
    assert people.show(saved.id)["full_name"] == "Y Mraoh"
    assert people.show(saved.id)["phone"] == "0905114227"


def test_an_overtaken_year_of_birth_leaves_the_hash_alone(office):
    """A name corrected in the same moment gets its hash with the year that stands."""
    people = People(office)
    saved = people.save(a_person(office))
    before = seen(office, saved.id, "full_name", "birth_year")
    people.save(Edit("people", saved.id, {"birth_year": 2013}))
    late = Edit("people", saved.id, {"full_name": "Y Mrau", "birth_year": 2012}, before)
    assert people.save(late).overtaken == ("birth_year",)
    people.save(a_person(office, full_name="Y Mrau", birth_year=2013))
    one, like_it = stored(office, "people")

    assert one["person_key"] == like_it["person_key"]


def test_the_value_that_stands_already_is_not_overtaken(desk):
    """Two officers who correct a name alike agree."""
    people = People(desk)
    saved = people.save(a_person(desk))
    before = seen(desk, saved.id, "full_name")
    people.save(Edit("people", saved.id, {"full_name": "Y Mraoh"}))

    same = Edit("people", saved.id, {"full_name": "Y Mraoh"}, before)
    assert people.save(same).overtaken == ()


def test_nobody_types_a_hash(office):
    """The hash is worked out from what is stored, whatever is asked for."""
    saved = People(office).save(a_person(office))
    (before,) = stored(office, "people")
    People(office).save(Edit("people", saved.id, {"person_key": "57"}))

    assert stored(office, "people") == [before]


def test_a_student_who_becomes_an_official_has_one_name(desk):
    """The private name goes when the shared one comes, so that a correction is seen."""
    people = People(desk)
    saved = people.save(a_person(desk))
    people.save(Edit("people", saved.id, {"audience": Audience.EDUCATORS}))
    before = seen(desk, saved.id, "full_name")
    people.save(Edit("people", saved.id, {"full_name": "Y Mraoh"}, before))

    (person,), (identity,) = stored(desk, "people"), stored(desk, "person_identities")
    assert (person["full_name"], person["phone"]) == ("Y Mraoh", "0912345678")
    assert (identity["full_name"], identity["phone"]) == (None, None)
    assert people.show(saved.id)["full_name"] == "Y Mraoh"


def test_an_official_renamed_while_becoming_a_resident_is_renamed_where_the_name_goes(desk):
    """What was seen in the shared record counts in the private one, which was emptied before."""
    people = People(desk)
    saved = people.save(a_person(desk))
    people.save(Edit("people", saved.id, {"audience": Audience.EDUCATORS}))
    edit = {"audience": Audience.RESIDENTS, "full_name": "Y Mraoh", "phone": "0905114227"}
    moved = people.save(Edit("people", saved.id, edit, seen(desk, saved.id, *edit)))

    assert moved.overtaken == ()
    (person,), (identity,) = stored(desk, "people"), stored(desk, "person_identities")
    assert (person["full_name"], person["phone"]) == (None, None)
    assert (identity["full_name"], identity["phone"]) == ("Y Mraoh", "0905114227")


def test_a_check_sees_the_name_that_stands_alone(desk):
    """While a phone is typed nothing says that the name is missing; an emptied name is."""
    people = People(desk)
    saved = people.save(a_person(desk, phone=None))

    found = people.check(Edit("people", saved.id, {"phone": "0912345678"}))
    assert "full_name" not in {finding.field for finding in found}
    emptied = people.check(Edit("people", saved.id, {"full_name": None}))
    assert "full_name" in {finding.field for finding in emptied}
    assert "full_name" in {f.field for f in people.check(Edit("people", None, {}))}


@pytest.mark.parametrize("audience", [Audience.STUDENTS, Audience.EDUCATORS])
def test_what_hides_or_turns_a_name_is_not_kept(desk, audience):
    """Controls and bidirectional letters go wherever the name stands (TRUST 8)."""
    saved = People(desk).save(
        a_person(desk, full_name="Y \u202eMrao\x07 ", audience=audience, birth_year=1990)
    )

    assert People(desk).show(saved.id)["full_name"] == "Y Mrao"


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
    first, closed = renew(office)

    assert (first.rows, closed) == ((("people", saved.id),), 0)
    assert not renew(office)[0]


def changed(office, values):
    """Return what changes when a record arrives with other values and the key it had."""
    with office.journal.writing(office.officer.id) as ledger:
        ledger.keep(Edit("people", *values))
    return ledger.changes


def test_a_hash_follows_what_arrived(office):
    """Another PC corrected the year; without a year nobody can be told by a hash."""
    saved = People(office).save(a_person(office))
    (before,) = stored(office, "people")
    renew(office, [changed(office, (saved.id, {"birth_year": 2013}))])
    (corrected,) = stored(office, "people")
    renew(office, [changed(office, (saved.id, {"birth_year": None}))])
    (without,) = stored(office, "people")

    assert corrected["person_key"] not in {None, before["person_key"]}
    assert without["person_key"] is None


@pytest.mark.logs("person keys not filled: KH57-2001")
def test_what_came_in_stands_when_the_disk_refuses_the_hashes(office, monkeypatch):
    """They are filled in at the next acceptance."""
    saved = People(office).save(a_person(office))
    arrived = changed(office, (saved.id, {"birth_year": 2013}))

    def refuse(*_):
        raise DiskFull(drive="D:", free="0 byte")

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "writing", refuse)
        assert renew(office, [arrived]) == (Changes(), 0)
    assert renew(office, [arrived])[0].rows == (("people", saved.id),)


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
