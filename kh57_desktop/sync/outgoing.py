"""Pack what the other side has not said it has (SYNC 8)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kh57_desktop import __version__
from kh57_desktop.domain.exchanging import Packed
from kh57_desktop.errors import NotEnrolled
from kh57_desktop.i18n import vi
from kh57_desktop.journal import exchange
from kh57_desktop.store import local, schema
from kh57_desktop.sync import bundle, receipts
from kh57_desktop.sync.body import Inner, SegmentPart
from kh57_desktop.sync.bundle import Header
from kh57_desktop.sync.certificates import EVERY_UNIT
from kh57_desktop.sync.register import Register
from kh57_desktop.system import files, seals
from kh57_desktop.system.refusals import asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from kh57_desktop.journal.exchange import StoredSegment
    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.journal.journal import Journal
    from kh57_desktop.store.connection import Connection
    from kh57_desktop.sync.body import Vector
    from kh57_desktop.sync.certificates import Certificate
    from kh57_desktop.system.disk import Disk
    from kh57_desktop.system.paths import Home
    from kh57_desktop.system.progress import Progress

COMMUNE = "commune"
_RESTATE = "restate"
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent, to whom, and what is stated with it."""

    certificate: bytes
    target: tuple[Certificate, ...]
    readers: tuple[Certificate, ...]
    segments: tuple[StoredSegment, ...]
    vector: Vector
    certificates: tuple[bytes, ...]

    @property
    def changes(self) -> int:
        """How many changes the segments hold."""
        return sum(segment.last - segment.first + 1 for segment in self.segments)


def pack(
    journal: Journal, home: Home, disk: Disk, out: Path, *, to: str, progress: Progress
) -> Packed:
    """Publish a bundle for the commune or a unit; no file when there is nothing to say.

    It stands in the outbox before it is copied to `out`, so that a stick is never the only copy.
    Raises `NotEnrolled`, and what `system.files.publish` raises.
    """
    progress.report(0, 3, vi("đang niêm phong thay đổi"))
    me = journal.identity
    tidy(journal, home, disk)
    journal.exchange(lambda con: exchange.seal(con, me))
    with journal.reading() as con:
        parcel = collect(con, me, to)
        is_needed = bool(parcel.segments) or _has_to_speak(con, parcel, is_answer=to != COMMUNE)
    if not is_needed:
        return Packed((), 0, 0)
    now = journal.clock.now()
    header, receipt = _header(parcel, me, now), receipts.draw()
    pieces = _written(header, me, parcel, receipt)
    progress.report(1, 3, vi("đang ghi và đọc lại"))
    name = _name(me.unit if to == COMMUNE else to, now)
    kept = files.publish(home.outbox, name, pieces, disk)
    entry = receipts.Entry(
        *(header.bundle, receipts.OUT, parcel.target[0].device, now, seals.sha256(pieces)),
        *(parcel.changes, parcel.vector, receipt, receipts.PACKED, kept.name),
    )
    journal.exchange(lambda con: receipts.enter(con, entry))
    progress.report(2, 3, vi("đang ghi và đọc lại"))
    copy = files.publish(out, kept.name, pieces, disk)
    journal.exchange(lambda con: _spoken(con, parcel))
    progress.report(3, 3, vi("đã ghi và kiểm tra xong"))
    return Packed((copy,), parcel.changes, sum(map(len, pieces)))


def collect(con: Connection, me: DeviceIdentity, to: str) -> Parcel:
    """Return what a unit or the commune may read and did not say it has.

    Raises `NotEnrolled` when this device or the other side has no certificate.
    """
    if me.certificate is None:
        raise NotEnrolled(who=vi("Máy này"))
    known = Register.of(con)
    found = known.of_office() if to == COMMUNE else known.of_unit(to)
    target = tuple(one for one in found if one.device != me.device)
    if not target:
        raise NotEnrolled(who=vi("Xã") if to == COMMUNE else to)
    own = known.of_unit(me.unit)
    readers = tuple({one.device: one for one in (*target, *own)}.values())
    scopes = _scopes(con, me, readers)
    lacking: dict[bytes, StoredSegment] = {}
    for device in target:
        stated = receipts.stated(con, device.device)
        for segment in exchange.outgoing(con, stated, scopes):
            lacking.setdefault(segment.hash, segment)
    segments = tuple(lacking.values())
    worth = {known.author(segment.device, None) for segment in segments}
    if to != COMMUNE:  # a unit learns from the commune's bundles which devices there are
        worth.update((*known.of_office(), *target))
    others = [one for one in worth if one is not None and one.device != me.device]
    here = exchange.vector(con, scopes)
    vector = {scope: tuple(here.get(scope, ())) for scope in scopes}
    return Parcel(me.certificate, target, readers, segments, vector, known.raw(others))


def tidy(journal: Journal, home: Home, disk: Disk) -> int:
    """Let go of the outbox's bundles whose content was confirmed; return how many."""
    with journal.reading() as con:
        confirmed = receipts.confirmed(con)
    for name in confirmed.values():
        kept = home.outbox / name
        asked(disk, kept, partial(disk.remove, kept))
    if confirmed:
        journal.exchange(lambda con: receipts.clear(con, confirmed))
    return len(confirmed)


def restate(con: Connection) -> None:
    """Have the next bundle say what is here even if nothing is new: a backup was put back."""
    local.put_setting(con, _RESTATE, "1")


def _has_to_speak(con: Connection, parcel: Parcel, *, is_answer: bool) -> bool:
    """Tell whether the vector alone is worth a bundle.

    An answer confirms what came. Besides, whoever lacks something or was restored says so.
    """
    devices = [certificate.device for certificate in parcel.target]
    return (
        (is_answer and receipts.owes_an_answer(con, devices))
        or local.setting(con, _RESTATE) is not None
        or any(receipts.lacks(con, receipts.stated(con, device)) for device in devices)
    )


def _scopes(con: Connection, me: DeviceIdentity, readers: Sequence[Certificate]) -> list[str]:
    """Return the scopes that every reader may read: those known here, and those all speak of."""
    spoken = {scope for one in readers for scope in one.read if scope != EVERY_UNIT}
    kept = con.exec_driver_sql("SELECT DISTINCT scope FROM sync_stream")
    known = spoken | {str(scope) for (scope,) in kept} | {f"unit/{me.unit}"}
    return sorted(scope for scope in known if all(one.may_read(scope) for one in readers))


def _header(parcel: Parcel, me: DeviceIdentity, now: dt.datetime) -> Header:
    drawn = seals.random_bytes(16)
    to = tuple(certificate.device for certificate in parcel.readers)
    at = now.isoformat(timespec="seconds")
    commune = parcel.target[0].commune
    return Header(drawn, drawn, (1, 1), commune, me.device, to, at, __version__)


def _written(
    header: Header, me: DeviceIdentity, parcel: Parcel, receipt: bytes
) -> tuple[bytes, ...]:
    parts = [segment.body for segment in parcel.segments]
    inner = Inner(
        b"",
        b"",
        (),
        schema.VERSION,
        receipt,
        parcel.changes,
        parcel.vector,
        certificates=parcel.certificates,
        segments=tuple(
            SegmentPart(segment.hash, len(segment.body), segment.raw) for segment in parcel.segments
        ),
    )
    boxes = [certificate.box for certificate in parcel.readers]
    return bundle.write(header, parcel.certificate, inner, parts, recipients=boxes, seed=me.sign)


def _name(code: str, now: dt.datetime) -> str:
    """Return the name of the file; nobody relies on it, people find it by it."""
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in seals.random_bytes(4))
    return f"KH57_{code}_{now:%Y%m%d}_{letters}.kh57"


def _spoken(con: Connection, parcel: Parcel) -> None:
    """Note that what was owed has been said; a stick pulled before that leaves it owed."""
    receipts.answer(con, [certificate.device for certificate in parcel.target])
    local.put_setting(con, _RESTATE, None)
