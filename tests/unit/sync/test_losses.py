"""What was lost comes back: sticks, restored copies, gaps that are named and healed."""

from dataclasses import replace

import pytest

from kh57_desktop.domain.exchanging import BundleState
from kh57_desktop.errors import Bug, NotEnrolled
from kh57_desktop.journal import exchange
from kh57_desktop.sync import outgoing, receipts
from tests.support.hand_over import handed_over
from tests.support.stores import count

UNIT, PRIVATE = "unit/TR-NTT", "private/TR-NTT"


def test_a_lost_stick_costs_nothing(school, office, stick):
    """The first stick is lost; the second bundle carries what the first one did."""
    school.keep("activities", title="Mất")
    school.pack("commune", stick)
    school.keep("activities", title="Còn")
    accepted = handed_over(school, office, "commune", stick)

    assert accepted.applied == 2
    assert office.content(UNIT) == school.content(UNIT)


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
