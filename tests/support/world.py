"""A small commune that does anything in any order, beside a model that knows the truth."""

import shutil
from collections import defaultdict
from dataclasses import dataclass, field

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.merging import Change, Operation, collected, merged
from kh57_desktop.journal.replay import altered
from kh57_desktop.journal.rights import may_read
from kh57_desktop.journal.shapes import BY_TABLE, SHAPES
from kh57_desktop.journal.standing import NO_CLOCKS, clocks_at
from kh57_desktop.journal.statements import TOUCHES_ONE
from kh57_desktop.journal.streams import seen_scopes
from kh57_desktop.store import driver
from tests.support.communes import Commune

UNIT = "unit/TR-NTT"
VALUES = ("một", "hai")
TEXTS = ("title", "place", "content")
MARKS = ("present", "late", "absent")
YEARS = ("2009-01-01T08:00:00", "2026-03-02T08:00:00", "2099-01-01T08:00:00")

CREATED = 'SELECT _s, _q FROM "{table}" WHERE id = ?'
VISIBLE = "SELECT s.run, s.scope, c.q FROM sync_change c JOIN sync_stream s ON s.ord = c.stream"


@dataclass
class World:
    """Stores of several devices, the sticks between them, and the true history."""

    folder: object
    commune: Commune = None
    changes: dict = field(default_factory=dict)
    """Every change ever written, by its name, with what its author truly had."""
    sticks: list = field(default_factory=list)
    """Whom a bundle is for and what is on it."""
    delivered: dict = field(default_factory=dict)
    """By device: the names of all changes that ever reached it."""
    images: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    seats: list = field(default_factory=list)
    copies: int = 0

    def __post_init__(self):
        self.commune = Commune(self.folder)
        self.delivered = {name: set() for name in self.commune.journals}
        for name in "ABC":
            plan = {"measures": [{"code": "GP-1", "title": "không", "clause": "III.1"}]}
            self.commune[name].stand(plan)

    @property
    def names(self):
        """The letters of all devices."""
        return sorted(self.commune.journals)

    @property
    def writers(self):
        """Those that write facts of the school."""
        return [name for name in self.names if self._identity(name).unit == "TR-NTT"]

    def visible(self, name):
        """Return the names of the changes that a store has, by its own word."""
        with self.commune[name].reading() as con:
            found = con.exec_driver_sql(VISIBLE).fetchall()
        return {(bytes(run), scope, number) for run, scope, number in found}

    def model(self, name):
        """Return what a store must show, from the true history of what it has."""
        return merged([self.changes[change] for change in self.visible(name)])

    # --- what may happen -------------------------------------------------------------------

    def write(self, name, values):
        """Somebody records a new activity."""

        def wish(ledger):
            row = ledger.keep(Edit("activities", None, values))
            self.rows.append(row)
            return [("activity", row, "create", values)]

        self._ledger(name, wish)

    def open_lesson(self, name):
        """Somebody makes a lesson and enters a person, so that there is a seat to mark."""

        def wish(ledger):
            training = ledger.keep(Edit("trainings", None, {"title": "Lớp"}))
            lesson = ledger.keep(Edit("lessons", None, {"training": training}))
            person = ledger.keep(Edit("people", None, {"full_name": "Y Hoa"}))
            self.seats.append((lesson, person))
            return [
                ("training", training, "create", {"title": "Lớp"}),
                ("lesson", lesson, "create", {"training": training}),
                ("person", person, "create", {"full_name": "Y Hoa"}),
            ]

        self._ledger(name, wish)

    def answer(self, value):
        """Somebody at the commune returns a record, or changes the note of a return."""
        model = self.model("X")
        notes = [row for table, row in model if table == "return_note"]
        if not notes:
            values = {"note": value}
            self._ledger("X", lambda ledger: self._made(ledger, "return_notes", values, UNIT))
        elif model["return_note", notes[0]].values["note"] != value:

            def wish(ledger):
                ledger.keep(Edit("return_notes", notes[0], {"note": value}))
                return [("return_note", notes[0], "edit", {"note": value})]

            self._ledger("X", wish)

    def plan(self, value):
        """Somebody at the commune changes the plan."""
        row = self.commune["X"].id_of("measures", code="GP-1")
        known = self.model("X").get(("measure", row))
        if known is None:
            values = {"code": "GP-1", "title": value}
            self._ledger("X", lambda ledger: self._made(ledger, "measures", values))
        elif known.values["title"] != value:

            def wish(ledger):
                ledger.keep(Edit("measures", row, {"title": value}))
                return [("measure", row, "edit", {"title": value})]

            self._ledger("X", wish)

    def enroll_pupil(self, name, value):
        """Somebody records a pupil and, beside, the name that stays in the school."""

        def wish(ledger):
            person = ledger.keep(Edit("people", None, {"class_name": value}))
            named = {"person": person, "full_name": value}
            row = ledger.keep(Edit("person_identities", None, named))
            return [
                ("person", person, "create", {"class_name": value}),
                ("person_identity", row, "create", {"full_name": value}),
            ]

        self._ledger(name, wish)

    def edit(self, name, row, values):
        """Somebody changes boxes of an activity, if it is there."""
        content = self.model(name).get(("activity", row))
        if content is None:
            return

        def wish(ledger):
            form = {field: content.values[field] for field in TEXTS}
            ledger.keep(Edit("activities", row, {**form, **values}))
            changed = {
                field: value
                for field, value in values.items()
                if value != content.values[field] and not _in_conflict(content, field)
            }
            return [("activity", row, "edit", changed)] if changed else []

        self._ledger(name, wish)

    def mark(self, name, seat, mark):
        """Somebody marks a seat, gives a withdrawn mark again, or corrects it."""
        model = self.model(name)
        lesson, person = seat
        if not {("lesson", lesson), ("person", person)} <= model.keys():
            return
        row = SHAPES["attendance"].derived(UNIT, [seat])[0]
        content = model.get(("mark", row))
        values = {"mark": mark}

        def wish(ledger):
            ledger.keep(Edit("attendance", None, {"lesson": lesson, "person": person, **values}))
            if content is None:
                return [("mark", row, "create", values)]
            if mark != content.values["mark"] and not _in_conflict(content, "mark"):
                return [("mark", row, "edit", values)]
            return [] if content.alive else [("mark", row, "restore", {})]

        self._ledger(name, wish)

    def remove(self, name, row, action="remove"):
        """Somebody withdraws an activity, or brings it back."""
        content = self.model(name).get(("activity", row))
        if content is None:
            return

        def wish(ledger):
            getattr(ledger, action)("activities", row)
            is_said = action == "remove" and not content.alive
            return [] if is_said else [("activity", row, action, {})]

        self._ledger(name, wish)

    def settle(self, name, row, value):
        """Somebody decides the first conflict of an activity, if there is one."""
        content = self.model(name).get(("activity", row))
        disputed = [f for f in TEXTS if content is not None and _in_conflict(content, f)]
        if not disputed:
            return

        def wish(ledger):
            ledger.settle("activities", row, disputed[0], value)
            return [("activity", row, "edit", {disputed[0]: value})]

        self._ledger(name, wish)

    def pack(self, source, target):
        """Somebody puts a bundle for another device on a stick."""
        if source != target:
            self.sticks.append((target, self.commune.packed(source, target)))

    def deliver(self, stick, part=None):
        """Bring a stick, perhaps late, twice or with only some of its segments."""
        target, segments = self.sticks[stick]
        if part is not None:
            segments = part(segments)
        before = self.visible(target)
        taken = self.commune.take(target, segments)
        after = self.visible(target)
        assert not taken.refusals, taken.refusals
        assert taken.changes == taken.applied + taken.waiting + taken.refused + taken.already
        assert len(after) - len(before) == taken.applied + taken.released
        for segment in segments:
            numbers = range(segment.first, segment.last + 1)
            self.delivered[target] |= {(segment.run, segment.scope, n) for n in numbers}
        self.check(target, after)

    def restart(self, name):
        """Somebody closes the program and starts it again."""
        self.commune.restart(name)

    def set_clock(self, name, year):
        """Somebody's clock jumps."""
        self.commune[name].clock.jump_to(year)

    def backup(self, name):
        """Somebody keeps an image of a whole PC while its program runs."""
        self.copies += 1
        image = self.folder / f"image {self.copies}"
        shutil.copytree(self.folder / name, image)
        self.images.append((name, image, set(self.delivered[name])))

    def restore(self, image):
        """Somebody puts an image back in place of what the PC holds now."""
        name, folder, delivered = self.images[image]
        self.commune[name].store.close()
        shutil.rmtree(self.folder / name)
        shutil.copytree(folder, self.folder / name)
        self.delivered[name] = set(delivered)
        self._open(name, name)

    def clone(self, image):
        """Somebody puts an image on another PC, and both go on."""
        name, folder, delivered = self.images[image]
        self.copies += 1
        other = f"{name}{self.copies}"
        shutil.copytree(folder, self.folder / other)
        self.delivered[other] = set(delivered)
        self._open(other, name)

    # --- what must hold --------------------------------------------------------------------

    def check(self, name, visible=None):
        """Hold I9 and I14: visible is closed under seen, references lead somewhere."""
        visible = self.visible(name) if visible is None else visible
        identity = self._identity(name)
        expected = {change for change in self.delivered[name] if change in self.changes}
        readable = {s for _, s, _ in expected if may_read(s, identity.role, identity.unit)}
        assert {s for _, s, _ in visible} <= readable
        shrinking = True
        while shrinking:
            kept = {change for change in expected if self._stands_on(change) <= expected}
            shrinking, expected = len(kept) < len(expected), kept
        assert visible == expected
        assert not self.commune[name].store.driver.execute("PRAGMA foreign_key_check").fetchall()

    def agree(self):
        """Let all exchange by what each states, then compare everybody with the true history."""
        for _ in range(2):
            for name in self.names:
                for target in ("X", "A"):
                    if name != target:
                        self.pack(name, target)
                        self.deliver(-1)
            for name in self.names:
                for source in ("X", "A"):
                    if name != source:
                        self.pack(source, name)
                        self.deliver(-1)
        digests = {self.commune.digest(name, UNIT) for name in self.names if name != "C"}
        assert len(digests) == 1
        assert len({self.commune.digest(name, "catalog") for name in self.names}) == 1 or (
            not any(scope == "catalog" for _, scope, _ in self.changes)
        )
        written = {name for name, change in self.changes.items() if name[1] == UNIT}
        reachable = set().union(*(self.visible(name) for name in self.names))
        assert {change for change in written if change in reachable} <= self.visible("X")
        for name in self.names:
            self.compare(name)
        for name in "AX":  # the rows are what the history says
            with self.commune[name].reading() as con:
                assert altered(con, self._identity(name)) == {}

    def compare(self, name):
        """I20: what the store shows is what the model shows, cell by cell."""
        journal, model = self.commune[name], self.model(name)
        self._check_clocks(name, model)
        self._check_history(name)
        with journal.reading() as con:
            for (table, row), content in model.items():
                shape = BY_TABLE[table]
                shown = journal.current(con, shape.kind, row)
                plain = {f: shape.stored(f, shown[f]) for f in content.values}
                assert plain == dict(content.values)
                assert shown.is_gone != content.alive
                conflicts = {f for f in content.values if _in_conflict(content, f)}
                assert shown.in_conflict == conflicts
                others = clocks_at(con, journal.names[table], (row,)).get(row, NO_CLOCKS).siblings
                assert {number: len(some) for number, some in others.items()} == {
                    journal.names[f]: len(some) for f, some in content.others.items()
                }

    def _check_clocks(self, name, model):
        """M4: without forged stamps the shown value is that of the greatest clock of all."""
        rows = collected([self.changes[change] for change in self.visible(name)])
        for key, content in model.items():
            for field_name, writes in rows[key].fields.items():
                last = max(writes, key=lambda write: write.clock)
                assert content.values[field_name] == last.value

    def _check_history(self, name):
        """Hold that the history of a row names every change that touched it, and no other."""
        true = defaultdict(set)
        for change in self.visible(name):
            for operation in self.changes[change].operations:
                true[operation.table, operation.row].add(change)
        journal = self.commune[name]
        with journal.reading() as con:
            streams = con.exec_driver_sql("SELECT ord, run, scope FROM sync_stream").fetchall()
            runs = {ordinal: (bytes(run), scope) for ordinal, run, scope in streams}
            for (table, row), changes in true.items():
                touched = driver.rows(con, TOUCHES_ONE, (journal.names[table], row))
                made = driver.rows(con, CREATED.format(table=table), (row,))
                found = {(*runs[s], q) for s, q in [*made, *(entry[1:] for entry in touched)]}
                assert found - {(*runs[0], 0)} == changes

    # --- inside ----------------------------------------------------------------------------

    def _identity(self, name):
        return self.commune[name].identity

    def _open(self, name, like):
        identity, clock = self._identity(like), self.commune[like].clock
        self.commune.join(name, identity)
        self.commune[name].clock = clock

    def _stands_on(self, change):
        scopes = set(seen_scopes(change[1], {change[1], "catalog", UNIT}))
        return {other for other in self.changes[change].seen if other[1] in scopes}

    def _ledger(self, name, wish):
        """Write through a ledger, and write down what that truly was."""
        journal = self.commune[name]
        seen = frozenset(self.visible(name))
        with journal.writing(7) as ledger:
            operations = wish(ledger)
        assert bool(ledger.numbered) == bool(operations)
        for ordinal, number, stamp in ledger.numbered:
            with journal.reading() as con:
                run, scope = con.exec_driver_sql(
                    "SELECT run, scope FROM sync_stream WHERE ord = ?", (ordinal,)
                ).one()
            change = (bytes(run), scope, number)
            assert change not in self.changes, "a name was used twice"
            told = tuple(_operation(*o) for o in operations if _stands_in(o[0], scope))
            self.changes[change] = Change(change, stamp, seen, told)
            self.delivered[name].add(change)
            seen |= {change}  # a private change stands on the unit's of the same ledger

    def _made(self, ledger, kind, values, scope=None):
        row = ledger.keep(Edit(kind, None, values), scope)
        return [(SHAPES[kind].table, row, "create", values)]


def _operation(table, row, action, values):
    shape = BY_TABLE[table]
    if action == "create":  # a creation writes every field
        values = {name: values.get(name) for name in shape.fields}
    return Operation(table, row, action, values)


def _stands_in(table, scope):
    return BY_TABLE[table].scope.value == scope.partition("/")[0]


def _in_conflict(content, name):
    return any(other != content.values[name] for other in content.others.get(name, ()))
