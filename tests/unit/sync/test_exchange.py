"""One commune, a few PCs, sticks between them: what one records the others have."""

import datetime as dt
import json
import zipfile
from dataclasses import replace

import pytest

from kh57_desktop.domain.exchanging import BundleState
from kh57_desktop.errors import Bug, BundleNotForUs, Kh57Error, NotEnrolled
from kh57_desktop.journal import exchange
from kh57_desktop.journal.checking import check
from kh57_desktop.sync import incoming, outgoing, receipts
from kh57_desktop.system import codes
from kh57_desktop.system.disk import RealDisk
from tests.support.devices import Commune
from tests.support.faulty_disk import Fault, FaultyDisk
from tests.support.stores import count

UNIT, PRIVATE = "unit/TR-NTT", "private/TR-NTT"


@pytest.fixture
def commune(tmp_path):
    """Lend a commune with its office and one school."""
    commune = Commune(tmp_path / "xa")
    commune.join("TR-NTT")
    yield commune
    commune.close()


@pytest.fixture
def school(commune):
    """Lend the school's PC."""
    return commune.devices["TR-NTT"]


@pytest.fixture
def office(commune):
    """Lend the office's PC."""
    return commune.office


@pytest.fixture
def stick(tmp_path):
    """Lend the folder that stands for the stick."""
    return tmp_path / "usb"


def handed_over(sender, receiver, to, stick):
    """Pack, carry and accept; returns what the receiver was told."""
    (file,) = sender.pack(to, stick).files
    return receiver.accept(file)


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


def test_the_receipt_is_drawn_inside_the_encryption(school, office, stick):
    """The 16 letters are known to whoever could open the bundle, and to the sender."""
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    told = office.accept(file).receipt
    with school.journal.reading() as con:
        text = "SELECT receipt FROM sync_bundle WHERE way = 'out'"
        kept = con.exec_driver_sql(text).scalar_one()

    assert codes.receipt_code(bytes.fromhex(kept)) == told
    assert len(told.replace(" ", "")) == 16
    assert bytes.fromhex(kept) not in file.read_bytes()


def test_a_return_bundle_brings_catalog_review_and_confirmation(school, office, stick):
    """The commune answers: its lists and notes arrive, and the school's records are confirmed."""
    record = school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    office.keep("villages", code="T1", name="Thôn 1")
    note = office.keep("return_notes", scope=UNIT, note="Thiếu số người dự")
    before = received(school, ("activities", record))
    handed_over(office, school, "TR-NTT", stick)

    assert before == frozenset()
    assert received(school, ("activities", record)) == {("activities", record)}
    assert school.show("return_notes", note)["note"] == "Thiếu số người dự"
    assert school.content("catalog", UNIT) == office.content("catalog", UNIT)


def received(device, *rows):
    """Return which records the commune has confirmed."""
    with device.journal.reading() as con:
        return receipts.received(con, device.journal.identity, rows)


def standing(device):
    """Return what the commune has not confirmed."""
    with device.journal.reading() as con:
        return receipts.standing(con, device.journal.identity)


def test_the_commune_answers_even_when_it_has_nothing_new(school, office, stick):
    """What came is confirmed by a bundle of its own; then there is nothing left to say."""
    school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    answer = office.pack("TR-NTT", stick)
    again = office.pack("TR-NTT", stick)
    school.accept(answer.files[0])

    assert (len(answer.files), answer.changes) == (1, 0)
    assert again.files == ()
    assert school.pack("commune", stick).files == ()


def test_an_answer_that_did_not_reach_the_stick_is_still_owed(school, office, stick):
    """The stick was pulled while the answer was written: sending again writes it again."""
    school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    office.disk = FaultyDisk(Fault.GONE, 12)
    with pytest.raises(Kh57Error):
        office.pack("TR-NTT", stick)
    office.disk = RealDisk()

    assert len(list(office.home.outbox.iterdir())) == 1
    assert len(office.pack("TR-NTT", stick).files) == 1
    assert office.pack("TR-NTT", stick).files == ()


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


def test_a_bundle_sent_again_is_answered_again(school, office, stick):
    """The answer was lost: the school sends all once more, and the commune confirms once more."""
    school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    office.pack("TR-NTT", stick)
    handed_over(school, office, "commune", stick)
    answer = office.pack("TR-NTT", stick)
    school.accept(answer.files[0])

    assert school.pack("commune", stick).files == ()


def test_nothing_new_packs_no_file(school, office, stick):
    """With nothing to send there is no bundle and nothing on the stick."""
    assert school.pack("commune", stick).files == ()
    assert office.pack("TR-NTT", stick).files == ()
    assert list(stick.iterdir()) == []


def test_a_lost_stick_costs_nothing(school, office, stick):
    """The first stick is lost; the second bundle carries what the first one did."""
    school.keep("activities", title="Mất")
    school.pack("commune", stick)
    school.keep("activities", title="Còn")
    accepted = handed_over(school, office, "commune", stick)

    assert accepted.applied == 2
    assert office.content(UNIT) == school.content(UNIT)


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


def test_the_first_page_knows_what_is_not_confirmed(school, office, stick):
    """The school reads how many changes wait, when it packed and when it last heard."""
    fresh = standing(school)
    school.keep("activities", title="Một")
    school.keep("activities", title="Hai")
    recorded = standing(school)
    handed_over(school, office, "commune", stick)
    handed_over(office, school, "TR-NTT", stick)
    confirmed = standing(school)
    moment = dt.datetime.fromisoformat("2026-06-16T14:36:00+07:00")

    assert (fresh.pending, fresh.stated_at, fresh.packed_at) == (0, None, None)
    assert (recorded.pending, recorded.packed_at) == (2, None)
    assert (confirmed.pending, confirmed.stated_at, confirmed.packed_at) == (0, moment, moment)


def test_an_edit_after_the_confirmation_waits_again(school, office, stick):
    """A record the commune has is «chưa gửi» again once it was edited."""
    record = school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    handed_over(office, school, "TR-NTT", stick)
    school.keep("activities", record, place="Nhà rông")

    assert received(school, ("activities", record)) == frozenset()
    assert received(school, ("activities", 1)) == frozenset()


def test_names_of_citizens_stay_at_the_unit(school, office, stick):
    """The bundle to the commune holds the figures of a person, never the name."""
    person = school.keep("people", birth_year=1990, village=None)
    school.keep("person_identities", person=person, full_name="Y Thị Bằng")
    accepted = handed_over(school, office, "commune", stick)

    assert accepted.preview.changes == 1
    assert office.content(PRIVATE) == {}
    assert office.count("SELECT count(*) FROM person_identity") == 0


def test_two_pcs_of_a_unit_share_names_too(commune, school, stick):
    """Between PCs of one unit everything of the unit travels, names included."""
    second = commune.join("TR-NTT", "PC 2")
    person = school.keep("people", birth_year=1990)
    school.keep("person_identities", person=person, full_name="Y Thị Bằng")
    met(commune, school, stick)
    accepted = handed_over(school, second, "TR-NTT", stick)

    assert accepted.preview.new == {"villages": 1, "people": 1, "person_identities": 1}
    assert second.content(UNIT, PRIVATE) == school.content(UNIT, PRIVATE)
    assert accepted.return_to == ""


def met(commune, device, stick):
    """Let a PC learn from the commune which PCs there are."""
    commune.office.keep("villages", code="T9", name="Thôn 9")
    handed_over(commune.office, device, device.unit, stick)


def test_a_pc_reads_what_its_neighbor_sent_to_the_commune(commune, school, office, stick):
    """The bundle for the commune can be opened at the unit itself."""
    second = commune.join("TR-NTT", "PC 2")
    office.keep("villages", code="T9", name="Thôn 9")
    (lists,) = office.pack("TR-NTT", stick).files
    for pc in (school, second):
        pc.accept(lists)
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    second.accept(file)
    office.accept(file)

    assert second.content(UNIT) == school.content(UNIT) == office.content(UNIT)


def test_different_fields_merge_and_one_field_twice_is_a_conflict(commune, school, office, stick):
    """Two PCs edit one record: date and headcount both hold, two places are a question."""
    second = commune.join("TR-NTT", "PC 2")
    record = school.keep("activities", title="Hội nghị", place="Hội trường")
    met(commune, school, stick)
    handed_over(school, second, "TR-NTT", stick)
    school.keep("activities", record, place="Nhà rông", reach_count=45)
    second.keep("activities", record, place="UBND", people_count=40)
    met(commune, second, stick)
    accepted = handed_over(second, school, "TR-NTT", stick)
    handed_over(school, office, "commune", stick)
    shown = school.show("activities", record)

    assert (shown["reach_count"], shown["people_count"]) == (45, 40)
    assert shown.in_conflict == {"place"}
    assert accepted.preview.conflicts == 1
    assert accepted.preview.state is BundleState.CONFLICTS
    assert office.show("activities", record).in_conflict == {"place"}


def test_a_restored_commune_names_the_gap_and_gets_it_back(commune, school, office, stick):
    """The commune put a backup back: what came later waits, is asked for, and comes in."""
    copy = office.copy_folder(commune.folder / "sao-luu")
    school.keep("activities", title="Một")
    school.keep("activities", title="Hai")
    handed_over(school, office, "commune", stick)
    handed_over(office, school, "TR-NTT", stick)
    office.put_back(copy)
    record = school.keep("activities", title="Ba")
    (file,) = school.pack("commune", stick).files
    preview, parked = office.preview(file), office.accept(file)
    hidden = office.show("activities", record)
    handed_over(office, school, "TR-NTT", stick)
    healed = handed_over(school, office, "commune", stick)

    assert preview.state is BundleState.WAITING
    assert parked.receipt is None
    assert parked.preview.waiting_for == ("thiếu thay đổi 1–2 của TR-NTT",)
    assert (parked.applied, hidden) == (0, None)
    assert healed.receipt is not None
    assert office.content(UNIT) == school.content(UNIT)


def test_a_restored_unit_is_given_back_what_the_commune_has(commune, school, office, stick):
    """The school put a backup back: its lower vector is believed, and the rest returns."""
    copy = school.copy_folder(commune.folder / "sao-luu")
    record = school.keep("activities", title="Sau bản sao")
    handed_over(school, office, "commune", stick)
    school.put_back(copy)
    with school.journal.store.writing() as con:
        outgoing.restate(con)
    asked = school.pack("commune", stick)
    office.accept(asked.files[0])
    accepted = handed_over(office, school, "TR-NTT", stick)

    assert (len(asked.files), asked.changes) == (1, 0)
    assert accepted.applied == 1
    assert school.show("activities", record)["title"] == "Sau bản sao"
    assert school.pack("commune", stick).files == ()


def test_a_unit_that_lacks_what_it_was_told_of_asks_for_it(school, office, stick):
    """The commune named changes that did not arrive: the next bundle asks for them."""
    office.keep("villages", code="T1", name="Thôn 1")
    (file,) = office.pack("TR-NTT", stick).files
    school.accept(file)
    with school.journal.store.writing() as con:
        device = office.journal.identity.device
        vector = receipts.stated(con, device)
        run, number = vector["catalog"][0]
        receipts.state(con, device, {"catalog": ((run, number + 1),)}, bytes(16))

    assert len(school.pack("commune", stick).files) == 1


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


def test_a_pc_that_is_not_enrolled_records_and_waits(commune, stick):
    """Before enrollment nothing is packed or opened; afterwards the earlier records go out."""
    fresh = commune.set_up("TH-DPX")
    record = fresh.keep("activities", title="Trước khi ghép")
    fresh.restart()
    with pytest.raises(NotEnrolled):
        fresh.pack("commune", stick)
    sibling = commune.join("TCN-03")
    sibling.keep("activities", title="Khác")
    (file,) = sibling.pack("commune", stick).files
    with pytest.raises(NotEnrolled):
        fresh.preview(file)
    commune.enroll(fresh)
    accepted = handed_over(fresh, commune.office, "commune", stick)

    assert accepted.applied == 1
    assert commune.office.show("activities", record)["title"] == "Trước khi ghép"


def test_a_unit_without_a_pc_cannot_be_sent_to(office, stick):
    """The commune is told which unit has to be joined first."""
    with pytest.raises(NotEnrolled) as refused:
        office.pack("TH-DPX", stick)

    assert refused.value.details["who"] == "TH-DPX"


def test_a_second_office_pc_gets_everything_of_the_commune(commune, school, office, stick):
    """The leader's PC reads the units, the lists and the office's own."""
    leader = commune.join("PVHXH", "PC chủ tịch")
    school.keep("activities", title="Hội nghị")
    office.keep("activities", title="Của phòng")
    handed_over(school, office, "commune", stick)
    handed_over(office, leader, "PVHXH", stick)
    scopes = ("catalog", "office", UNIT, "unit/PVHXH", "private/PVHXH")

    assert leader.content(*scopes) == office.content(*scopes)
    assert len(leader.content(UNIT)) == 1


def test_the_diary_keeps_what_went_and_came(school, office, stick):
    """Each bundle stands in the diary once, with its way and its count."""
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    office.accept(file)
    with office.journal.reading() as con:
        text = "SELECT way, peer, counts, state FROM sync_bundle"
        (way, peer, counts, state) = con.exec_driver_sql(text).one()

    assert (way, bytes(peer)) == ("in", school.journal.identity.device)
    assert json.loads(counts)["changes"] == 1
    assert state == receipts.OWED


def test_a_count_that_does_not_add_up_takes_nothing(school, office, stick, monkeypatch):
    """A change that nobody can account for stops the whole acceptance."""
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("commune", stick).files
    take = exchange.take
    monkeypatch.setattr(exchange, "take", lambda *asked: replace(take(*asked), applied=2))
    with pytest.raises(Bug):
        office.accept(file)

    assert office.content(UNIT) == {}
    assert count(office.journal, "sync_bundle") == 0


def test_the_board_knows_when_each_unit_handed_over(commune, school, office, stick):
    """Units that never sent anything are missing from the list."""
    commune.join("TH-DPX")
    school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    with office.journal.reading() as con:
        known = receipts.handed_over(con)

    assert known == {"TR-NTT": dt.datetime.fromisoformat("2026-06-16T14:36:00+07:00")}


def test_a_segment_of_which_a_part_waits_is_passed_on(commune, school, office, stick):
    """What the leader's PC shows of a segment it also sends, though the rest waits there."""
    second, leader = commune.join("TR-NTT", "PC 2"), commune.join("PVHXH", "PC chủ tịch")
    copy = leader.copy_folder(commune.folder / "sao-luu")
    early = school.keep("activities", title="Trước danh mục")
    office.keep("villages", code="T1", name="Thôn 1")
    handed_over(office, school, "TR-NTT", stick)
    handed_over(office, leader, "PVHXH", stick)
    handed_over(leader, school, "TR-NTT", stick)
    late = school.keep("activities", title="Sau danh mục")
    (file,) = school.pack("commune", stick).files
    leader.put_back(copy)  # its list of villages is gone, and the school believes it there
    waiting = leader.accept(file)
    leader.accept(file)
    (relayed,) = leader.pack("TR-NTT", stick).files
    second.accept(relayed)

    assert (waiting.applied, len(waiting.preview.waiting_for)) == (1, 1)
    assert leader.show("activities", late) is None
    assert second.show("activities", early)["title"] == "Trước danh mục"
    assert second.content(UNIT) == leader.content(UNIT)
    assert check(leader.journal) == ()
