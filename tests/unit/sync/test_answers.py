"""What the commune answers: receipts, its own news, and what a unit knows to be confirmed."""

import datetime as dt
import json

import pytest

from kh57_desktop.errors import Kh57Error
from kh57_desktop.sync import arrivals, receipts
from kh57_desktop.system import codes
from kh57_desktop.system.disk import RealDisk
from tests.support.faulty_disk import Fault, FaultyDisk
from tests.support.hand_over import handed_over, received, standing

UNIT, PRIVATE = "unit/TR-NTT", "private/TR-NTT"


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


def test_a_bundle_sent_again_is_answered_again(school, office, stick):
    """The answer was lost: the school sends all once more, and the commune confirms once more."""
    school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    office.pack("TR-NTT", stick)
    handed_over(school, office, "commune", stick)
    answer = office.pack("TR-NTT", stick)
    school.accept(answer.files[0])

    assert school.pack("commune", stick).files == ()


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


def test_the_board_knows_when_each_unit_handed_over(commune, school, office, stick):
    """Units that never sent anything are missing from the list."""
    commune.join("TH-DPX")
    school.keep("activities", title="Hội nghị")
    handed_over(school, office, "commune", stick)
    with office.journal.reading() as con:
        known = arrivals.handed_over(con)

    assert known == {"TR-NTT": dt.datetime.fromisoformat("2026-06-16T14:36:00+07:00")}
