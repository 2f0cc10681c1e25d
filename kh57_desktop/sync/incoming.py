"""Look at bundles and take them in: verify, decrypt, stage, merge, count, keep (SYNC 7).

A preview is the same work with a rollback at its end, so that it cannot promise anything else.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kh57_desktop.domain.exchanging import Accepted, BundleState, Preview
from kh57_desktop.errors import (
    Bug,
    BundleDamaged,
    BundleFromStranger,
    BundleNotForUs,
    BundleOutsideRights,
    NotEnrolled,
)
from kh57_desktop.i18n import vi
from kh57_desktop.journal import exchange
from kh57_desktop.journal.exchange import Author
from kh57_desktop.store import local
from kh57_desktop.sync import bundle, certificates, diary, receipts, register, wrapping
from kh57_desktop.sync.bundle import Keys
from kh57_desktop.sync.register import Register
from kh57_desktop.system import codes
from kh57_desktop.system.progress import Progress

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kh57_desktop.journal.exchange import Gap, Head, Refusal, Taken
    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.journal.journal import Journal
    from kh57_desktop.store.connection import Connection
    from kh57_desktop.sync.bundle import Opened
    from kh57_desktop.sync.certificates import Certificate

_STRANGE = frozenset({"stranger"})
_OUTSIDE = frozenset({"scope", "table"})

_log = logging.getLogger(__name__)


def preview(journal: Journal, path: Path) -> tuple[Preview, ...]:
    """Return what the bundles in a file would change; nothing is written.

    Raises `BundleDamaged`, `BundleTooNew`, `BundleFromStranger`, `BundleNotForUs`,
    `BundleOutsideRights`, `InputTooBig`, and `NotEnrolled` where nobody can write to us yet.
    """
    return previews(journal, (path,), Progress())


def previews(journal: Journal, paths: Sequence[Path], progress: Progress) -> tuple[Preview, ...]:
    """Return what each file would change after those before it; raises what `preview` raises.

    Two bundles may disagree with each other alone: one by one neither would show it.
    """

    def work(con: Connection) -> tuple[Preview, ...]:
        found: list[Preview] = []
        for number, path in enumerate(paths):
            progress.report(number, len(paths), vi("đang kiểm tra gói"))
            found += [
                _preview(path, opened, _work(journal, opened)(con))
                for opened in _read(con, journal.identity, path)
            ]
        return tuple(found)

    return journal.exchange(work, keep=False)


def take(journal: Journal, path: Path) -> tuple[Accepted, ...]:
    """Take the bundles in a file in, each in one transaction; a second time changes nothing.

    Raises what `preview` raises, before the first of them is taken.
    """
    accepted: list[Accepted] = []
    for opened in _opened(journal, path):
        result = journal.exchange(_work(journal, opened))
        taken = result.taken
        is_whole = not taken.waiting and not taken.refused and not taken.gaps
        receipt = codes.receipt_code(opened.inner.receipt) if is_whole else None
        accepted.append(
            Accepted(
                _preview(path, opened, result),
                taken.applied,
                receipt,
                taken.rows,
                _return_to(journal.identity, opened.sender),
            )
        )
        _log.info(
            "took changes=%d applied=%d already=%d waiting=%d conflicts=%d",
            taken.changes,
            taken.applied,
            taken.already,
            taken.waiting,
            taken.conflicts,
        )
    return tuple(accepted)


def taken_before(journal: Journal, path: Path) -> tuple[Accepted, ...] | None:
    """Return what to say of a file whose bundles were all taken in before; None when not so.

    Signatures are verified, nothing is decrypted and nothing written. Raises what `preview` raises
    of the outside of a bundle.
    """
    accepted: list[Accepted] = []
    with journal.reading() as con:
        keys = _keys(con, journal.identity, {})
        for source in wrapping.sources(path):
            try:
                outside = bundle.meet(source, keys)
            except BundleNotForUs:
                return None  # whose it is, is said by who knows the units
            kept = receipts.taken_before(con, outside.header.bundle, outside.file_hash)
            if kept is None:
                return None
            changes, receipt = kept
            sender = outside.sender
            shown = Preview(
                *(path, source.name, sender.unit, sender.device.hex(), changes, {}, 0, 0, 0, ()),
                already=changes,
                state=BundleState.RECEIVED,
            )
            code = codes.receipt_code(receipt)
            back = _return_to(journal.identity, sender)
            accepted.append(Accepted(shown, 0, code, return_to=back))
    return tuple(accepted)


def count(path: Path) -> int:
    """Return how many bundles a file holds: a ZIP may hold several."""
    return len(wrapping.sources(path))


@dataclass(frozen=True, slots=True)
class _Result:
    taken: Taken
    waiting_for: tuple[str, ...]
    was_taken: bool


def _work(journal: Journal, opened: Opened) -> Callable[[Connection], _Result]:
    """Return what is done with a bundle inside a transaction."""
    raw = journal.identity.certificate or b""
    return _Taking(journal, opened, certificates.kept(raw)).run


def _opened(journal: Journal, path: Path) -> tuple[Opened, ...]:
    """Return the bundles in a file, all of them verified and decrypted."""
    with journal.reading() as con:
        return _read(con, journal.identity, path)


def _read(con: Connection, me: DeviceIdentity, path: Path) -> tuple[Opened, ...]:
    sources = wrapping.sources(path)
    keys = _keys(con, me, Register.of(con).units())
    return tuple(bundle.read(source, keys) for source in sources)


def _keys(con: Connection, me: DeviceIdentity, units: Mapping[bytes, str]) -> Keys:
    root, commune = register.root(con), local.setting(con, "commune")
    if root is None or commune is None or me.certificate is None:
        raise NotEnrolled(who=vi("Máy này"))
    return Keys(bytes.fromhex(commune), root, me.device, me.box, units)


@dataclass(frozen=True, slots=True)
class _Taking:
    """The work on one bundle inside a transaction."""

    journal: Journal
    opened: Opened
    reader: Certificate

    def run(self, con: Connection) -> _Result:
        """Merge, count, and note what the sender said; an error leaves the store as it was."""
        was_taken = receipts.is_taken(con, self.opened.header.bundle)
        register.keep(con, self.opened.certificate)
        for raw in self.opened.inner.certificates:
            register.keep(con, raw)
        known = Register.of(con)
        taken = exchange.take(con, self.opened.segments, lambda head: self._author(known, head))
        if taken.refusals:
            raise self._refused(taken.refusals[0])
        self._check_counts(taken)
        self._note(con, self.journal.clock.now(), taken, is_again=was_taken)
        waiting_for = tuple(dict.fromkeys(_words(con, known, gap) for gap in taken.gaps))
        return _Result(taken, waiting_for, was_taken)

    def _author(self, known: Register, head: Head) -> Author | None:
        """Return what the author of a segment may do; nothing beyond our own reading is kept."""
        if not self.reader.may_read(head.scope):
            raise BundleOutsideRights(name=self.opened.name, unit=self.opened.sender.unit)
        found = known.author(head.device, head.serial)
        if found is None:
            return None
        return Author(found.device, found.role, found.unit, frozenset(found.write), found.sign)

    def _refused(self, refusal: Refusal) -> Exception:
        """Return the error of a bundle that is refused whole (SYNC 18.1)."""
        _log.info("refused: %s %s", refusal.reason, refusal.device.hex())
        sender = self.opened.sender.unit
        if refusal.reason in _STRANGE:
            return BundleFromStranger(device=refusal.device.hex()[:8], unit=sender)
        if refusal.reason in _OUTSIDE:
            return BundleOutsideRights(name=self.opened.name, unit=sender)
        return BundleDamaged(name=self.opened.name, unit=sender)

    def _check_counts(self, taken: Taken) -> None:
        """Every change is accounted for, and the sender counted as we do."""
        parts = taken.applied + taken.waiting + taken.refused + taken.already
        if parts != taken.changes:
            raise Bug(what=f"{parts} of {taken.changes} changes accounted for")
        if taken.changes != self.opened.inner.changes:
            raise BundleDamaged(name=self.opened.name, unit=self.opened.sender.unit)

    def _note(self, con: Connection, at: dt.datetime, taken: Taken, *, is_again: bool) -> None:
        opened = self.opened
        sender = opened.sender
        vector = {s: tips for s, tips in opened.inner.vector.items() if sender.may_read(s)}
        receipts.state(con, sender.device, vector, opened.header.bundle)
        receipts.confirm(con, sender.device)
        entry = receipts.Entry(
            *(opened.header.bundle, receipts.IN, sender.device, at, opened.file_hash),
            *(taken.changes, vector, opened.inner.receipt),
            receipts.OWED if taken.changes else receipts.TAKEN,
            opened.name,
            diary.contents(taken),
        )
        if is_again and not taken.applied:
            receipts.renew(con, entry)
        else:
            receipts.enter(con, entry)


def _return_to(me: DeviceIdentity, sender: Certificate) -> str:
    """Return the unit that may get a bundle back; the office answers units only."""
    return sender.unit if me.is_office and sender.unit != me.unit else ""


def _preview(path: Path, opened: Opened, result: _Result) -> Preview:
    taken = result.taken
    return Preview(
        path,
        opened.name,
        opened.sender.unit,
        opened.sender.device.hex(),
        taken.changes,
        taken.new,
        taken.changed,
        taken.conflicts,
        taken.refused,
        result.waiting_for,
        taken.already,
        _state(result),
    )


def _state(result: _Result) -> BundleState:
    taken = result.taken
    if result.was_taken or (taken.changes and taken.already == taken.changes):
        return BundleState.RECEIVED
    if taken.waiting:
        return BundleState.WAITING
    return BundleState.CONFLICTS if taken.conflicts else BundleState.READY


def _words(con: Connection, known: Register, gap: Gap) -> str:
    """Say which changes are missing and whose they are."""
    code = gap.scope.partition("/")[2] or known.units().get(gap.device, "")
    text = "SELECT short_name FROM unit WHERE code = ?"
    unit = con.exec_driver_sql(text, (code,)).scalar() or code or vi("xã")
    return vi("thiếu thay đổi {first}–{last} của {unit}").format(
        first=gap.first, last=gap.last, unit=unit
    )
