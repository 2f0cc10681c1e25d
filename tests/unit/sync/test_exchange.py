"""One commune, a few PCs, sticks between them: what one records the others have."""

import zipfile

import pytest

from kh57_desktop.domain.exchanging import BundleState
from kh57_desktop.errors import BundleNotForUs
from kh57_desktop.sync import incoming, outgoing, receipts
from tests.support.hand_over import handed_over
from tests.support.stores import count

UNIT, PRIVATE = "unit/TR-NTT", "private/TR-NTT"


def test_what_a_unit_packs_the_commune_has(school, office, stick):
    """The school records, packs and sends; the commune accepts and shows the same."""
    record = school.keep("activities", title="Hội nghị quán triệt", place="Hội trường")
    packed = school.pack("commune", stick)
    preview = office.preview(packed.files[0])
    before = office.content(UNIT)
    accepted = office.accept(packed.files[0])

    assert packed.changes == preview.changes == accepted.applied == 1
    assert packed.size == packed.files[0].stat().st_size
    assert (preview.new, preview.sender) == ({"activities": 1}, "TR-NTT")
    assert preview.state is BundleState.READY
    assert before == {}
    assert office.show("activities", record)["title"] == "Hội nghị quán triệt"
    assert office.content(UNIT) == school.content(UNIT)
    assert accepted.changes.rows == (("activities", record),)
    assert accepted.return_to == "TR-NTT"


def test_the_file_is_named_for_people(school, office, stick):
    """The name tells the unit and the day, and no name of a person."""
    school.keep("activities", title="Hội nghị")
    (from_unit,) = school.pack("commune", stick).files
    office.keep("villages", code="T1", name="Thôn 1")
    (from_office,) = office.pack("TR-NTT", stick).files

    assert from_unit.name.startswith("KH57_TR-NTT_20260616_")
    assert from_office.name.startswith("KH57_TR-NTT_20260616_")
    assert from_unit.name.isascii()
    assert len(from_unit.stem.rpartition("_")[2]) == 4


def test_accepting_twice_changes_nothing(school, office, stick):
    """The same stick comes a second time: all of it is known, and the receipt is told again."""
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    first = office.accept(file)
    before, segments = office.content(UNIT), len(office.segments())
    second, again = office.accept(file), office.preview(file)

    assert (second.applied, second.preview.already, second.preview.new) == (0, 1, {})
    assert again.state is second.preview.state is BundleState.RECEIVED
    assert (office.content(UNIT), len(office.segments())) == (before, segments)
    assert second.receipt == first.receipt


def test_looking_writes_nothing(school, office, stick):
    """A preview leaves no row, no certificate and no vector behind."""
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    tables = ("sync_segment", "sync_change", "sync_peer", "sync_bundle", "activity")
    before = [count(office.journal, table) for table in tables]
    office.preview(file)

    assert [count(office.journal, table) for table in tables] == before
    assert office.content(UNIT) == {}


def test_a_bundle_opens_for_its_addressees_alone(commune, school, office, stick):
    """Whoever else finds a bundle, enrolled or not, is told whose it is."""
    other = commune.join("TH-DPX")
    sent = []
    for unit, stranger in ((school, other), (other, school)):
        unit.keep("activities", title="Hội nghị")
        (file,) = unit.pack("commune", stick).files
        office.accept(file)
        sent += [(file, stranger), (office.pack(unit.unit, stick).files[0], stranger)]
    told = []
    for file, stranger in sent:
        with pytest.raises(BundleNotForUs) as refused:
            stranger.preview(file)
        told.append(refused.value.details["addressee"])

    assert len(told) == 4
    assert all("PVHXH" in addressee for addressee in told)


def test_a_vector_names_only_what_its_readers_may_read(school, office, stick):
    """The commune does not even learn that a unit keeps names of citizens."""
    person = school.keep("people", birth_year=1990)
    school.keep("person_identities", person=person, full_name="Y Thị Bằng")
    handed_over(school, office, "commune", stick)
    with office.journal.reading() as con:
        stated = receipts.stated(con, school.journal.identity.device)

    assert set(stated) == {"catalog", "control", UNIT}


def test_nothing_new_packs_no_file(school, office, stick):
    """With nothing to send there is no bundle and nothing on the stick."""
    assert school.pack("commune", stick).files == ()
    assert office.pack("TR-NTT", stick).files == ()
    assert list(stick.iterdir()) == []


def test_only_what_is_new_is_sent_after_a_confirmation(school, office, stick):
    """After the return bundle the school's next bundle holds the new change alone."""
    school.keep("activities", title="Cũ")
    handed_over(school, office, "commune", stick)
    handed_over(office, school, "TR-NTT", stick)
    school.keep("activities", title="Mới")

    assert school.pack("commune", stick).changes == 1


def test_the_outbox_keeps_a_copy_until_it_is_confirmed(school, office, stick):
    """A stick is never the only copy; once the commune has it the copy goes."""
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    kept = list(school.home.outbox.iterdir())
    office.accept(file)
    handed_over(office, school, "TR-NTT", stick)
    packed_again = outgoing.tidy(school.journal, school.home, school.disk)

    assert [copy.name for copy in kept] == [file.name]
    assert packed_again == 1
    assert list(school.home.outbox.iterdir()) == []
    assert outgoing.tidy(school.journal, school.home, school.disk) == 0


def test_an_unconfirmed_bundle_stays_in_the_outbox(school, office, stick):
    """What was recorded after the commune's answer is not confirmed by it."""
    school.keep("activities", title="Cũ")
    (file,) = school.pack("commune", stick).files
    office.accept(file)
    (answer,) = office.pack("TR-NTT", stick).files
    school.keep("activities", title="Mới")
    (later,) = school.pack("commune", stick).files
    school.accept(answer)
    outgoing.tidy(school.journal, school.home, school.disk)

    assert [copy.name for copy in school.home.outbox.iterdir()] == [later.name]


def test_a_zip_of_several_bundles_is_taken_whole(commune, school, office, stick, tmp_path):
    """A ZIP with the bundles of two units is previewed and accepted bundle by bundle."""
    other = commune.join("TH-DPX")
    files = []
    for device in (school, other):
        device.keep("activities", title="Hội nghị")
        files += device.pack("commune", stick).files
    path = tmp_path / "goi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, file.name)
    previews = incoming.preview(office.journal, path)
    accepted = incoming.take(office.journal, path)

    assert {preview.sender for preview in previews} == {"TR-NTT", "TH-DPX"}
    assert [one.applied for one in accepted] == [1, 1]
