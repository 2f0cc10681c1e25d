"""Whatever call a disk refuses on any journey: all or nothing, told truly, and done the next time.

T04: a disk that is full. T05: a disk that fails, also when nobody knows whether COMMIT was done.
The calls are those of our own files and those that SQLite makes below the store.
"""

import itertools
import shutil
from contextlib import nullcontext

import pytest

from kh57_desktop.errors import Kh57Error, sentences
from tests.support.faulty_disk import ALWAYS, SITES, Fault, FaultyDisk
from tests.support.ground import ANOTHER, content, opens, slots, unlocked
from tests.support.journeys import JOURNEYS
from tests.support.sqlite_disk import FailingSqliteDisk, in_place
from tests.support.terminal import PASSWORD

pytestmark = pytest.mark.usefixtures("_many_warnings")

NEVER = 10**9
NOTHING_DONE = ("chưa được lưu", "Chưa có gì")
"""What an error says when everything is as it was before."""
NEEDING_ROOM = ("create", "write", "make_folder", "move")
"""What a full disk refuses for long; the rest it may refuse once."""
FILE_FAULTS = (Fault.FULL, Fault.FAILING, Fault.DENIED, Fault.SHORT)
QUICK_POINTS = 4
"""How many calls of a journey fail in the quick run, on each of the two sides."""


class Walk:
    """A journey on a disk that refuses one of its calls, and what was told."""

    def __init__(self, ground, name, folder):
        self.journey = JOURNEYS[name]
        self.ground = ground.copied(folder)
        self.home = getattr(self.ground, self.journey.home)
        self.before = self.state()
        self.error = None

    def go(self, files=None, store=None):
        """Walk; the error is what the officer is told."""
        self.error = None
        with in_place(store) if store else nullcontext():
            try:
                self.journey.walk(self.ground, files)
            except Kh57Error as error:
                self.error = error
        return self

    def state(self):
        """Return the content of the home and who may open it; None when it was never finished."""
        if not (self.home / "keys.json").exists():
            return None
        held = content(self.home)
        for table in self.journey.besides:
            held.pop(table)
        return held, slots(self.home, held)

    def judge(self):
        """Claim that what was told is true, that nothing is half done and that it works next."""
        after = self.state()
        if self.error is not None:
            said = sentences(self.error)
            assert said.code.startswith("KH57-20"), said
            assert said.happened
            assert said.remedy
            is_before = after == self.before
            if any(words in said.data_state for words in NOTHING_DONE):
                assert is_before, f"{said.code} says that nothing was done"
            if is_before:
                self.go()
                assert self.error is None, sentences(self.error)
        assert self.journey.is_done(self.ground), "acknowledged, or tried again, and not there"
        assert self.litter() == []

    def litter(self):
        """Return half-written files that the next start does not clear away."""
        if self.journey.home not in {"fresh", "back"}:
            unlocked(self.home, password=self.password()).close()
        return [path for path in self.home.rglob("*") if "kh57part" in path.name]

    def password(self):
        """Return what opens the home now."""
        return next(word for word in (PASSWORD, ANOTHER) if opens(self.home, word))


def calls(ground, name, folder):
    """Return how many calls a journey makes of our files and of SQLite's."""
    files, store = FaultyDisk(Fault.FULL, NEVER), FailingSqliteDisk(full=True, at=NEVER)
    walk = Walk(ground, name, folder).go(files, store)
    assert walk.error is None
    assert walk.journey.is_done(walk.ground)
    return len(files.calls), len(store.calls)


def file_faults(count):
    """Return every disk of files that fails a journey of so many calls, each once and for long."""
    for fault, lasting in itertools.product(FILE_FAULTS, (1, ALWAYS)):
        sites = NEEDING_ROOM if fault is Fault.FULL else SITES  # a full disk still reads
        for at in range(1, count + 1):
            yield lambda f=fault, a=at, n=lasting, s=sites: FaultyDisk(f, a, lasting=n, sites=s)


def store_faults(count):
    """Return every disk below SQLite that fails a journey of so many calls."""
    for full, lasting in itertools.product((True, False), (1, ALWAYS)):
        for at in range(1, count + 1):
            yield lambda f=full, a=at, n=lasting: FailingSqliteDisk(full=f, at=a, lasting=n)


def spread(some, count):
    """Return so many of some things, spread evenly."""
    everything = list(some)
    step = max(1, len(everything) // count)
    return everything[step // 2 :: step][:count]


def walk_through(ground, name, folder, points):
    """Walk a journey again and again, another call refused each time; return how often."""
    of_files, of_store = calls(ground, name, folder / "counted")
    disks = [(disk(), None) for disk in spread(file_faults(of_files), points)]
    disks += [(None, disk()) for disk in spread(store_faults(of_store), points)]
    for number, (files, store) in enumerate(disks):
        place = folder / f"walk {number}"
        try:
            Walk(ground, name, place).go(files, store).judge()
        except AssertionError as wrong:
            wrong.add_note(f"{name}: {vars(files or store)}")
            raise
        shutil.rmtree(place)
    return len(disks)


@pytest.mark.fault("T04")
@pytest.mark.fault("T05")
@pytest.mark.parametrize("name", JOURNEYS)
def test_a_disk_that_refuses_a_call_leaves_all_or_nothing(ground, tmp_path, name):
    """Full, failing, closed to us: what was told is true and the next try succeeds."""
    assert walk_through(ground, name, tmp_path, QUICK_POINTS) == 2 * QUICK_POINTS


@pytest.mark.deep
@pytest.mark.fault("T04")
@pytest.mark.fault("T05")
@pytest.mark.parametrize("name", JOURNEYS)
def test_a_disk_that_refuses_any_call_leaves_all_or_nothing(ground, tmp_path, name):
    """The same with every call of every journey."""
    walked = walk_through(ground, name, tmp_path, NEVER)

    assert walked > 50


def test_another_password_is_another_state(ground, tmp_path):
    """A walk that looked past the keys would let a half-changed password pass."""
    walk = Walk(ground, "password", tmp_path / "walk").go()

    assert walk.error is None
    assert walk.state() != walk.before
