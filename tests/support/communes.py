"""Devices of one commune that hand each other segments without any file."""

from dataclasses import dataclass, field

from kh57_desktop.journal import exchange
from kh57_desktop.journal.digest import digest
from kh57_desktop.journal.exchange import Author
from kh57_desktop.journal.identity import UNIT
from kh57_desktop.journal.rights import may_read
from kh57_desktop.system import seals
from tests.support.stores import a_journal, an_identity, keep, show, the_office

WRITES = frozenset({"catalog", "office", "control", "unit/*", "private/PVHXH"})


def author_of(identity):
    """Return what the commune certified of a device."""
    unit = identity.unit
    writes = frozenset({f"unit/{unit}", f"private/{unit}"}) if identity.role == UNIT else WRITES
    key = seals.public_key(identity.sign)
    return Author(identity.device, identity.role, unit, writes, key)


@dataclass
class Commune:
    """Two PCs of a school, a PC of another, and the commune's, each with a store of its own."""

    folder: object
    journals: dict = field(default_factory=dict)
    authors: dict = field(default_factory=dict)

    def __post_init__(self):
        for name, unit in (("A", "TR-NTT"), ("B", "TR-NTT"), ("C", "TR-TH")):
            self.join(name, an_identity(f"PC {name}", unit))
        self.join("X", the_office())

    def join(self, name, identity):
        """Enroll a device under a letter."""
        self.journals[name] = a_journal(self.folder / name, identity)
        self.authors[identity.device] = author_of(identity)

    def restart(self, name):
        """Close a device's program and start it again."""
        journal = self.journals[name]
        journal.store.close()
        self.journals[name] = a_journal(self.folder / name, journal.identity, journal.clock)

    def __getitem__(self, name):
        return self.journals[name]

    def seal(self, name):
        """Seal what a device wrote."""
        journal = self.journals[name]
        return journal.exchange(lambda con: exchange.seal(con, journal.identity))

    def packed(self, source, target, stated=None):
        """Return the segments that a device would pack for another, from what that one has."""
        self.seal(source)
        to = self.journals[target].identity
        with self.journals[source].reading() as con:
            here = exchange.scopes_here(con)
        scopes = [scope for scope in here if may_read(scope, to.role, to.unit)]
        if stated is None:
            with self.journals[target].reading() as con:
                stated = exchange.vector(con, scopes)
        with self.journals[source].reading() as con:
            return exchange.outgoing(con, stated, scopes)

    def take(self, target, segments, *, keep=True):
        """Let a device take segments and return what became of them."""
        raws = [getattr(segment, "body", segment) for segment in segments]
        journal = self.journals[target]

        def work(con):
            return exchange.take(con, raws, lambda head: self.authors.get(head.device))

        return journal.exchange(work, keep=keep)

    def send(self, source, target):
        """Pack at one device and take in at another."""
        return self.take(target, self.packed(source, target))

    def send_all(self):
        """Let everybody exchange with the commune until all have all they may read."""
        names = [name for name in self.journals if name != "X"]
        for _ in range(2):
            for name in names:
                self.send(name, "X")
        for name in names:
            self.send("X", name)

    def digest(self, name, *scopes):
        """Return the digest of a device over some scopes."""
        with self.journals[name].reading() as con:
            return digest(con, scopes)


def shared(commune):
    """Return an activity that both PCs of the school and the commune have."""
    record = keep(commune["A"], "activities", title="Hội nghị", place="Pa Cheng", reach_count=40)
    commune.send("A", "B")
    commune.send("A", "X")
    return record


def places(commune, record, names="ABX"):
    """Return the place of an activity as each PC shows it."""
    return [show(commune[name], "activities", record)["place"] for name in names]
