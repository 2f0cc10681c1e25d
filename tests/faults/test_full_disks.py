"""A disk without room costs no typed word: the ballast makes room once, later saving works (T04).

And after a COMMIT nobody knows the outcome of, the answer is what the store really holds (T05).
"""

import shutil

import pytest

from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import DiskFailing, DiskFull
from kh57_desktop.services.keeping import Asked
from kh57_desktop.store import ballast
from kh57_desktop.store.store import Store
from kh57_desktop.system.disk import RealDisk
from tests.support.desks import an_activity
from tests.support.ground import unlocked
from tests.support.sqlite_disk import FULL, OK, SYNC, SqliteDisk, in_place

pytestmark = pytest.mark.usefixtures("_many_warnings")


class NoRoom(SqliteDisk):
    """A disk on which nothing has room as long as a file stands there."""

    def __init__(self, filler):
        self.filler = filler

    def written(self, path, data, at):
        """Refuse as long as the filler takes the last room."""
        del path, data, at
        return FULL if self.filler.exists() else OK


class DeafCommit(SqliteDisk):
    """A disk that takes everything, but from some flush on answers that it could not."""

    def __init__(self):
        self.is_deaf = False

    def synced(self, path):
        """Answer a flush."""
        del path
        return SYNC if self.is_deaf else OK


def titles(office, text):
    """Return the titles of the activities that hold a text."""
    return [row["title"] for row in office.records.page(Asked("activities", text=text)).rows]


@pytest.fixture
def school(ground, tmp_path):
    """Lend the data folder of a school."""
    return ground.copied(tmp_path / "ground").school


def save_without_room(school, work):
    """Do some work on a disk whose last room the ballast takes."""
    assert ballast.make(school, RealDisk())
    with in_place(NoRoom(school / ballast.NAME)):
        office = unlocked(school)
        try:
            return work(office)
        finally:
            office.close()


@pytest.mark.fault("T04")
@pytest.mark.parametrize("what", ["record", "draft"])
def test_the_ballast_makes_room_for_what_is_being_saved(school, what):
    """The disk is full, the officer presses Save, and it is saved: the ballast was given up."""
    work = {
        "record": lambda office: office.records.save(an_activity(office.desk, title="Hết chỗ")),
        "draft": lambda office: office.drafts.keep(
            "new", Edit("activities", None, {"title": "Hết chỗ"})
        ),
    }[what]
    save_without_room(school, work)
    office = unlocked(school)
    held = titles(office, "Hết chỗ") + [d.edit.values["title"] for d in office.drafts.open()]
    office.close()

    assert held == ["Hết chỗ"]
    assert not (school / ballast.NAME).exists()


@pytest.mark.fault("T04", control=True)
def test_without_a_ballast_a_full_disk_refuses_until_there_is_room(school):
    """Nothing is lost, but only when the officer has made room does the same form save."""
    filler = school.parent / "film.mp4"
    filler.write_bytes(b"x")
    with in_place(NoRoom(filler)):
        office = unlocked(school)
        edit = an_activity(office.desk, title="Hết chỗ")
        with pytest.raises(DiskFull):
            office.records.save(edit)
        refused = titles(office, "Hết chỗ")
        filler.unlink()
        office.records.save(edit)
        held = titles(office, "Hết chỗ")
        office.close()

    assert refused == []
    assert held == ["Hết chỗ"]


def told_and_held(school):
    """Save while the disk takes COMMIT in and answers with an error; then the power goes.

    Return the rows the officer was told of and those the next start finds.
    """
    disk = DeafCommit()
    with in_place(disk):
        office = unlocked(school)
        edit = an_activity(office.desk, title="Không rõ")
        office.drafts.keep("warm", Edit("activities", None, {"title": "x"}))  # begins the log
        disk.is_deaf = True
        try:
            told = office.records.save(edit).changes.rows
        except DiskFailing:
            told = ()
        died = shutil.copytree(school, school.parent / "after the power went")
        disk.is_deaf = False
        office.close()
    office = unlocked(died)
    rows = office.records.page(Asked("activities", text="Không rõ")).rows
    office.close()
    return told, tuple(("activities", row.id) for row in rows)


@pytest.mark.fault("T05")
def test_a_commit_nobody_knows_of_is_looked_up(school):
    """The disk answered with an error, the record is there once, and the officer is told so."""
    told, held = told_and_held(school)

    assert len(held) == 1
    assert told == held


@pytest.mark.fault("T05", control=True)
def test_without_looking_the_officer_is_told_wrong(school, monkeypatch):
    """Not read back, the store says that nothing was saved, and it was."""
    monkeypatch.setattr(Store, "_is_there", lambda *_: False)
    told, held = told_and_held(school)

    assert told != held
