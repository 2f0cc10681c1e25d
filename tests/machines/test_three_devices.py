"""Devices of one commune do anything in any order; what they show is what truly was written."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.support.world import MARKS, TEXTS, VALUES, YEARS, World

DEVICES = st.sampled_from("ABX")
WRITERS = st.sampled_from("AB")


class ThreeDevices(RuleBasedStateMachine):
    """Two PCs of a school and the commune's, over real stores; the model is kept beside."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.world = World(self.folder)
        self.world.write("A", dict.fromkeys(TEXTS, "không"))
        self.world.open_lesson("A")

    def row(self, which):
        """Return one of the activities that were ever recorded."""
        return self.world.rows[which % len(self.world.rows)]

    @rule(name=WRITERS, field=st.sampled_from(TEXTS), value=st.sampled_from(VALUES))
    def somebody_records(self, name, field, value):
        """Record a new activity."""
        self.world.write(name, {field: value})

    @rule(
        name=WRITERS,
        which=st.integers(0, 3),
        field=st.sampled_from(TEXTS),
        value=st.sampled_from(VALUES),
    )
    def somebody_edits(self, name, which, field, value):
        """Change one box of the whole form."""
        self.world.edit(name, self.row(which), {field: value})

    @rule(name=WRITERS, mark=st.sampled_from(MARKS))
    def somebody_marks(self, name, mark):
        """Mark one seat."""
        self.world.mark(name, self.world.seats[0], mark)

    @rule(name=WRITERS, which=st.integers(0, 3), action=st.sampled_from(("remove", "restore")))
    def somebody_withdraws_or_brings_back(self, name, which, action):
        """Withdraw an activity, or bring it back."""
        self.world.remove(name, self.row(which), action)

    @rule(name=WRITERS, which=st.integers(0, 3), value=st.sampled_from(VALUES))
    def somebody_settles(self, name, which, value):
        """Decide the first conflict of an activity."""
        self.world.settle(name, self.row(which), value)

    @rule(source=DEVICES, to=DEVICES)
    def somebody_packs(self, source, to):
        """Put a bundle on a stick."""
        self.world.pack(source, to)

    @precondition(lambda self: self.world.sticks)
    @rule(which=st.integers(0, 7), is_whole=st.booleans())
    def a_stick_arrives(self, which, is_whole):
        """Late, twice, or with half of what was on it."""
        part = None if is_whole else (lambda some: some[::2])
        self.world.deliver(which % len(self.world.sticks), part)

    @rule(name=DEVICES)
    def a_program_starts_again(self, name):
        """Every start is a new run."""
        self.world.restart(name)

    @rule(name=WRITERS, year=st.sampled_from(YEARS))
    def a_clock_jumps(self, name, year):
        """To the past or the far future."""
        self.world.set_clock(name, year)

    @precondition(lambda self: len(self.world.images) < 2)
    @rule(name=WRITERS)
    def somebody_keeps_an_image(self, name):
        """Copy a whole PC."""
        self.world.backup(name)

    @precondition(lambda self: self.world.images)
    @rule()
    def an_image_is_put_back(self):
        """Make the PC what it was."""
        self.world.restore(-1)

    @invariant()
    def what_is_visible_stands_on_what_is_visible(self):
        """Visible is closed under seen, at every step."""
        for name in self.world.names:
            self.world.check(name)

    def teardown(self):
        """All exchange, and all must show what was truly written."""
        try:
            self.world.agree()
        finally:
            for journal in self.world.commune.journals.values():
                journal.store.close()
            shutil.rmtree(self.folder)


class TestThreeDevices(ThreeDevices.TestCase):
    """After anything in any order, all who exchanged show the same, and it is what was written."""

    settings = settings(max_examples=12, stateful_step_count=25)

    def runTest(self):  # noqa: N802 - the name that unittest calls
        """Whatever happens to three devices, nothing is lost in silence."""
        super().runTest()
        assert self.settings.max_examples > 0
