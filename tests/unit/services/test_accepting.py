"""Taking bundles in: one copy before, everything or nothing, and nothing at all a second time."""

import zipfile

import pytest

from kh57_desktop.domain.exchanging import BundleState
from kh57_desktop.domain.rights import FIRST_OF_COMMUNE
from kh57_desktop.domain.vocabulary import Role
from kh57_desktop.errors import BundleNotForUs, Kh57Error
from kh57_desktop.services.desk import Actor, Desk, Post
from kh57_desktop.services.exchange import Exchange
from tests.support.devices import KEY, OFFICE_UNIT, Commune
from tests.support.stores import count


@pytest.fixture
def commune(tmp_path):
    """Lend a commune with two schools."""
    made = Commune(tmp_path / "xa")
    made.join("TR-NTT")
    made.join("TR-TH")
    yield made
    made.close()


@pytest.fixture
def exchange(commune):
    """Lend what the office does with bundles."""
    office = commune.office
    office.home.keys.write_bytes(b"{}")  # goes into every copy as it is
    roles = frozenset(Role(role) for role in FIRST_OF_COMMUNE)
    actor = Actor(7, "Trần Minh Tuấn", roles)
    post = Post(1, OFFICE_UNIT, "Phòng Văn hóa - Xã hội", is_office=True)
    return Exchange(
        Desk(
            *(office.journal, office.clock, office.disk, office.home, actor, post),
            *(KEY, lambda: None),
        )
    )


def packed(commune, folder, unit="TR-NTT", title="Hội nghị"):
    """Return a bundle that a school packed for the office."""
    school = commune.devices[unit]
    school.keep("activities", title=title)
    (file,) = school.pack("commune", folder).files
    return file


def copies(commune):
    """Return how many copies of the office's store stand."""
    folder = commune.office.home.backups
    return len(list(folder.glob("*"))) if folder.exists() else 0


def written(commune):
    """Return how many rows the office has ever written since its store was opened."""
    return commune.office.journal.store.driver.total_changes


def test_the_same_file_again_writes_nothing_and_needs_no_copy(commune, exchange, tmp_path):
    """The stick comes a second time: the same receipt is told, and not a row is written."""
    file = packed(commune, tmp_path / "usb")
    (first,) = exchange.accept([file])
    before = (copies(commune), written(commune))
    (again,) = exchange.accept([file])

    assert (copies(commune), written(commune)) == before
    assert (again.applied, again.preview.already, again.preview.changes) == (0, 1, 1)
    assert (again.receipt, again.return_to) == (first.receipt, "TR-NTT")
    assert again.preview.state is BundleState.RECEIVED
    assert again.preview.sender == first.preview.sender == "TR-NTT"


def test_a_known_and_a_new_file_together_are_both_answered(commune, exchange, tmp_path):
    """Only the new one is taken in, after one copy, and the answers keep the order."""
    known = packed(commune, tmp_path / "usb")
    exchange.accept([known])
    new = packed(commune, tmp_path / "usb", "TR-TH")
    before = copies(commune)
    accepted = exchange.accept([known, new])

    assert [(a.preview.sender, a.applied) for a in accepted] == [("TR-NTT", 0), ("TR-TH", 1)]
    assert copies(commune) == before + 1


def test_of_two_files_neither_is_taken_when_one_is_refused(commune, exchange, tmp_path):
    """All are looked at before the first is taken in, also those inside one ZIP."""
    good = packed(commune, tmp_path / "usb")
    bad = packed(commune, tmp_path / "usb", "TR-TH")
    bad.write_bytes(bad.read_bytes()[:-1] + b"?")
    both = tmp_path / "usb" / "hai-goi.zip"
    with zipfile.ZipFile(both, "w") as archive:
        for file in (good, bad):
            archive.write(file, file.name)

    for files in ([good, bad], [both]):
        with pytest.raises(Kh57Error):
            exchange.accept(files)
    assert (count(commune.office.journal, "activity"), copies(commune)) == (0, 0)


def test_a_file_for_somebody_else_is_refused_by_its_addressee(commune, exchange, tmp_path):
    """The names of the units it is for are told, although it was asked for as a known one."""
    commune.join("TR-NTT", "may-2")
    school = commune.devices["TR-NTT"]
    commune.office.keep("villages", code="T1", name="Thôn 1")
    (answer,) = commune.office.pack("TR-NTT", tmp_path / "usb").files
    school.accept(answer)
    school.keep("activities", title="Hội nghị")
    (file,) = school.pack("TR-NTT", tmp_path / "usb").files

    with pytest.raises(BundleNotForUs) as refused:
        exchange.accept([file])
    assert "TR-NTT" in str(refused.value.details["addressee"])


def test_what_waits_is_tried_again_by_the_same_file(commune, exchange, tmp_path):
    """A bundle whose changes wait is not answered from memory."""
    school = commune.devices["TR-NTT"]
    first = school.keep("activities", title="Một")
    school.pack("commune", tmp_path / "lost")
    lacking = school.segments()
    school.restart()
    school.keep("activities", first, title="Hai")
    later = [part for part in school.segments() if part not in lacking]
    file = school.forge(tmp_path / "usb" / "goi.kh57", commune.office, later)
    (waiting,) = exchange.accept([file])
    (again,) = exchange.accept([file])

    assert waiting.preview.waiting_for == again.preview.waiting_for != ()
    assert (waiting.receipt, again.receipt) == (None, None)
