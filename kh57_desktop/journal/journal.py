"""The one history of a store: lend ledgers, and answer what a record is now."""

from __future__ import annotations

import logging
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from kh57_desktop.domain.edits import Edit
from kh57_desktop.errors import EnvironmentFault, NoSuchRecord
from kh57_desktop.journal.conflicts import cards
from kh57_desktop.journal.ledger import Ledger, Written
from kh57_desktop.journal.notes import NOTES
from kh57_desktop.journal.numbering import Numbering
from kh57_desktop.journal.sealing import seal
from kh57_desktop.journal.shapes import SHAPES
from kh57_desktop.journal.standing import current, names_of
from kh57_desktop.journal.undoing import Undone, to_redo, to_undo
from kh57_desktop.journal.writing import stand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from kh57_desktop.domain.edits import Changes, ConflictCard, Shown, Value
    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.journal.notes import Note
    from kh57_desktop.journal.undoing import Steps
    from kh57_desktop.journal.writing import Rows
    from kh57_desktop.store.connection import Connection
    from kh57_desktop.store.store import Store
    from kh57_desktop.system.clock import Clock

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)


class Journal:
    """Everything that was ever written in a store, and the only door to writing more."""

    def __init__(self, store: Store, clock: Clock, identity: DeviceIdentity) -> None:
        self.store = store
        self.clock = clock
        self.identity = identity
        self._numbering = Numbering()
        self._scopes: dict[int, str] = {}
        with store.reading() as con:
            self.names: Mapping[str, int] = names_of(con)

    def reading(self) -> AbstractContextManager[Connection]:
        """Lend the store's connection for reading."""
        return self.store.reading()

    def searching(self) -> AbstractContextManager[Connection]:
        """Lend the store's connection for a search: what was just written is found."""
        return self.store.searching()

    def current(self, con: Connection, kind: str, record: int) -> Shown | None:
        """Return a record as it stands, with clocks and conflicts; None when there is none."""
        return current(con, self.names, self._scopes, kind, record)

    @contextmanager
    def writing(self, officer: int | None, note: Note = "") -> Iterator[Ledger]:
        """Lend a ledger: all that it collected is kept when the block ends, or nothing of it.

        DiskFull and DiskFailing when the disk refuses; NoSuchRecord when an edited row is missing.
        """
        ledger = Ledger(self.identity, self._numbering.for_ledger(), self.names, self._scopes)
        yield ledger
        if not ledger.is_empty:
            self._keep(ledger, officer, NOTES[note])

    def id_of(self, kind: str, **key: Value) -> int:
        """Return the number that key values lead to, in the scope where this device writes."""
        shape = SHAPES[kind]
        values = tuple(shape.stored(name, key[name]) for name in shape.key)
        return shape.derived(shape.scope.of(self.identity.unit), (values,))[0]

    def cards(self, con: Connection) -> tuple[ConflictCard, ...]:
        """Return a card for everything that only a person can decide."""
        return cards(con, self.identity)

    def undo(
        self,
        officer: int | None,
        name: str = "",
        *,
        allow: Callable[[Steps], None] = lambda _steps: None,
        approves: bool = False,
    ) -> Undone:
        """Take an officer's last own action back, or the one that is called so.

        NoSuchRecord if there is none; `allow` may refuse. An approval comes back only where
        whoever asks `approves` and the record is again what was approved.
        """
        with self.reading() as con:
            steps = to_undo(con, officer, name, approves=approves)
        if steps is None:
            raise NoSuchRecord(what=name or "undo")
        allow(steps)
        return self._taken_back(steps, officer, "undo")

    def redo(self, officer: int | None, *, approves: bool = False) -> Undone:
        """Do again what the officer took back last; NoSuchRecord after anything else."""
        with self.reading() as con:
            steps = to_redo(con, officer, approves=approves)
        if steps is None:
            raise NoSuchRecord(what="redo")
        return self._taken_back(steps, officer, "redo")

    def stand(self, rows: Rows, officer: int | None = None) -> Changes:
        """Put the built-in catalog in: recorded as creations at the commune, else at clock zero.

        At a unit every later change has seen such rows, so the commune's catalog replaces them.
        """
        if self.identity.is_office:
            with self.writing(officer) as ledger:
                for kind, some in rows.items():
                    for values in some:
                        ledger.keep(Edit(kind, None, values))
            return ledger.changes
        return self.store.run(lambda con: stand(con, rows))

    def become(self, identity: DeviceIdentity) -> None:
        """Go on as the same device with a certificate: new rights are a new run's (SYNC 10.1)."""
        self.identity = identity
        self._numbering = Numbering()

    def close(self) -> None:
        """Seal what is not sealed yet, once the device is certified, and close the store.

        A disk that refuses is no fault here: all is kept, and is sealed at the next packing.
        """
        try:
            if self.identity.certificate is not None:
                self.exchange(lambda con: seal(con, self.identity))
        except EnvironmentFault as refused:
            _log.warning("not sealed at closing: %s", refused.code)
        finally:
            self.store.close()

    def exchange(self, work: Callable[[Connection], Answer], *, keep: bool = True) -> Answer:
        """Do something with bundles in one transaction; `keep=False` takes it all back again."""
        try:
            if keep:
                return self.store.run(work)
            return self._previewed(work)
        finally:
            # what was had may have grown: the next change states it as seen
            self._numbering.tips = None

    def _previewed(self, work: Callable[[Connection], Answer]) -> Answer:
        answers: list[Answer] = []

        def taken_back(con: Connection) -> None:
            answers.append(work(con))
            raise _TakeBackError

        with suppress(_TakeBackError):
            self.store.run(taken_back)
        return answers[-1]

    def _taken_back(self, steps: Steps, officer: int | None, note: Note) -> Undone:
        with self.writing(officer, note) as ledger:
            steps.take_back(ledger)
        return Undone(ledger.changes, tuple(steps.left))

    def _keep(self, ledger: Ledger, officer: int | None, flags: int) -> None:
        wall = int(self.clock.now().timestamp() * 1_000_000)
        before = ledger.numbering

        def work(con: Connection) -> tuple[Written, Numbering]:
            ledger.numbering = before.draft()
            return ledger.write(con, officer, wall, flags), ledger.numbering

        def landed(con: Connection) -> bool:
            return all(
                con.exec_driver_sql(
                    "SELECT 1 FROM sync_change WHERE stream = ? AND q = ? AND stamp = ?",
                    (stream, number, stamp),
                ).first()
                for stream, number, stamp in ledger.numbered
            ) and bool(ledger.numbered)

        written, numbering = self.store.run(work, landed)
        self._numbering = numbering
        ledger.tell(written)
        # a field kept while typing is in `sync_change`; a line for each would fill the log
        level = logging.INFO if len(written.changes.rows) > 1 else logging.DEBUG
        _log.log(level, "kept rows=%d officer=%s", len(written.changes.rows), officer)


class _TakeBackError(Exception):
    """Ends a preview: its transaction is rolled back."""
