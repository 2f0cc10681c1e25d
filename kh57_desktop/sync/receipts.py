"""What the other side said it has, what was packed for it, and what it has confirmed (SYNC 8)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kh57_desktop.journal.statements import TOUCHES_ONE, quoted, spelled
from kh57_desktop.journal.streams import lines_of
from kh57_desktop.records.kinds import KINDS
from kh57_desktop.store import driver
from kh57_desktop.sync.register import Register
from kh57_desktop.system import seals
from kh57_desktop.system.clock import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kh57_desktop.journal.identity import DeviceIdentity
    from kh57_desktop.store.connection import Connection
    from kh57_desktop.sync.body import Vector

RECEIPT_BYTES = 10
IN, OUT = "in", "out"
OWED, TAKEN, PACKED = "owed", "taken", "packed"
CONFIRMED, CLEARED = "confirmed", "cleared"

_STATED = "SELECT vector FROM sync_peer WHERE device = ?"
_STATE = (
    "INSERT INTO sync_peer(device, vector, stated_in) VALUES (?, ?, ?) ON CONFLICT(device) "
    "DO UPDATE SET vector = excluded.vector, stated_in = excluded.stated_in"
)
_PUT = (
    "INSERT INTO sync_bundle(id, way, peer, at, file_hash, counts, vector, receipt, state) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET at = excluded.at, "
    "counts = excluded.counts, vector = excluded.vector, state = excluded.state"
)
_RENEW = "UPDATE sync_bundle SET at = ?, vector = ?, state = ? WHERE id = ?"
_LATEST = "SELECT max(at) FROM sync_bundle WHERE way = ? AND peer = ?"
_OWED = "SELECT 1 FROM sync_bundle WHERE way = 'in' AND peer = ? AND state = 'owed'"
_ANSWERED = (
    "UPDATE sync_bundle SET state = 'taken' WHERE way = 'in' AND peer = ? AND state = 'owed'"
)


_TAKEN_BEFORE = (
    "SELECT counts, receipt FROM sync_bundle WHERE id = ? AND way = 'in' AND file_hash = ?"
)
_ANY_WAITS = "SELECT 1 FROM sync_segment WHERE state = 'parked' LIMIT 1"
_PACKED_FOR = "SELECT id, vector FROM sync_bundle WHERE peer = ? AND state = 'packed'"
_MARK = "UPDATE sync_bundle SET state = ? WHERE id = ?"
_LINE = "SELECT line FROM sync_stream WHERE run = ? AND scope = ?"
_WRITES = (
    "SELECT s.line, r._q FROM «table» r JOIN sync_stream s ON s.ord = r._s "
    "WHERE r.id = ?2 AND s.ord > 0 UNION ALL "
    "SELECT s.line, t.q FROM («touches») t JOIN sync_stream s ON s.ord = t.s"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the exchange's diary."""

    bundle: bytes
    way: str
    peer: bytes
    at: dt.datetime
    file_hash: bytes
    changes: int
    vector: Vector
    receipt: bytes
    state: str
    file: str = ""
    """The name of its file; of a bundle that was packed here, in the outbox."""
    contents: Mapping[str, object] = field(default_factory=dict)
    """What it brought, as the diary tells it (`sync.diary`)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a unit has recorded that the commune has not confirmed, and when it last heard."""

    pending: int
    stated_at: dt.datetime | None
    packed_at: dt.datetime | None


def draw() -> bytes:
    """Return the 80 random bits that prove, typed in at the sender, that a bundle was merged."""
    return seals.random_bytes(RECEIPT_BYTES)


def stated(con: Connection, device: bytes) -> Vector:
    """Return what a device last said it has; nothing for one that never spoke."""
    kept = con.exec_driver_sql(_STATED, (device,)).scalar()
    return {} if kept is None else _read(str(kept))


def state(con: Connection, device: bytes, vector: Vector, bundle: bytes) -> None:
    """Keep what a device says it has, also when it is less than before: it was restored.

    Scopes it does not speak of stay as they were: this bundle was not allowed to name them.
    """
    whole = {**stated(con, device), **vector}
    con.exec_driver_sql(_STATE, (device, _written(whole), bundle))


def enter(con: Connection, entry: Entry) -> None:
    """Write a bundle into the diary; the same bundle again renews its line."""
    at = int(entry.at.timestamp() * 1_000_000)
    counts = json.dumps({"changes": entry.changes, "file": entry.file, **entry.contents})
    row = (
        *(entry.bundle, entry.way, entry.peer, at, entry.file_hash, counts),
        *(_written(entry.vector), entry.receipt.hex(), entry.state),
    )
    con.exec_driver_sql(_PUT, row)


def renew(con: Connection, entry: Entry) -> None:
    """Note that a bundle came once more and brought nothing; what it brought before stays told."""
    at = int(entry.at.timestamp() * 1_000_000)
    row = (at, _written(entry.vector), entry.state, entry.bundle)
    con.exec_driver_sql(_RENEW, row)


def is_taken(con: Connection, bundle: bytes) -> bool:
    """Tell whether a bundle was taken in before."""
    text = "SELECT 1 FROM sync_bundle WHERE id = ? AND way = 'in'"
    return con.exec_driver_sql(text, (bundle,)).first() is not None


def taken_before(con: Connection, bundle: bytes, file_hash: bytes) -> tuple[int, bytes] | None:
    """Return how many changes the very same file brought, and its receipt; None when it did not.

    None too while any change waits: what waits is tried again with every bundle.
    """
    found = driver.first(con, _TAKEN_BEFORE, (bundle, file_hash))
    if found is None or driver.first(con, _ANY_WAITS) is not None:
        return None
    return int(json.loads(found[0])["changes"]), bytes.fromhex(found[1])


def owes_an_answer(con: Connection, devices: Iterable[bytes]) -> bool:
    """Tell whether changes came from some devices since anything was packed for them.

    No clock is asked: a PC whose date was put right still answers.
    """
    return any(con.exec_driver_sql(_OWED, (device,)).first() for device in devices)


def answer(con: Connection, devices: Iterable[bytes]) -> None:
    """Note that what came from some devices is confirmed by a bundle packed now."""
    for device in devices:
        con.exec_driver_sql(_ANSWERED, (device,))


def confirm(con: Connection, device: bytes) -> None:
    """Mark what was packed for a device's side and is wholly in what it says it has by now.

    One PC of a side is enough: its other PCs get what they lack from any of both.
    """
    covered = reached(con, stated(con, device))
    for peer in Register.of(con).beside(device):
        for bundle, vector in con.exec_driver_sql(_PACKED_FOR, (peer,)).fetchall():
            tips = _read(str(vector)).items()
            if all(_covers(con, covered, scope, of_scope) for scope, of_scope in tips):
                con.exec_driver_sql(_MARK, (CONFIRMED, bundle))


def confirmed(con: Connection) -> dict[bytes, str]:
    """Return the packed bundles that were confirmed, with their names in the outbox."""
    rows = con.exec_driver_sql("SELECT id, counts FROM sync_bundle WHERE state = 'confirmed'")
    return {bytes(bundle): str(json.loads(counts)["file"]) for bundle, counts in rows}


def clear(con: Connection, bundles: Iterable[bytes]) -> None:
    """Note that the outbox holds some confirmed bundles no longer."""
    for bundle in bundles:
        con.exec_driver_sql(_MARK, (CLEARED, bundle))


def lacks(con: Connection, vector: Vector) -> bool:
    """Tell whether a vector names changes that are not here: they have to be asked for."""
    text = "SELECT have FROM sync_stream WHERE run = ? AND scope = ?"
    return any(
        (con.exec_driver_sql(text, (run, scope)).scalar() or 0) < number
        for scope, tips in vector.items()
        for run, number in tips
    )


def reached(con: Connection, vector: Vector) -> dict[int, int]:
    """Return for each line up to which number a vector covers it (SYNC 3.4).

    A tip beyond what is known here covers what is known: another copy may have gone on from it.
    """
    found: dict[int, int] = {}
    for scope, tips in vector.items():
        lines = lines_of(con, scope).lines
        streams = {stream.run: stream for stream in lines.streams.values()}
        for run, number in tips:
            stream = streams.get(run)
            if stream is None:
                continue
            for line, upto in lines.reach((stream.ord, min(number, stream.have))):
                found[line] = max(found.get(line, 0), upto)
    return found


def standing(con: Connection, identity: DeviceIdentity) -> Standing:
    """Return how much of a unit's own records the commune has not confirmed."""
    office = [certificate.device for certificate in Register.of(con).of_office()]
    text = "SELECT line, base, have FROM sync_stream WHERE scope = ? AND ord > 0"
    covered = _confirmed(con, office)
    # numbers follow one another along a line: nobody counts the changes themselves
    pending = sum(
        max(0, have - max(base, covered.get(line, 0)))
        for line, base, have in driver.rows(con, text, (f"unit/{identity.unit}",))
    )
    return Standing(pending, latest(con, IN, office), latest(con, OUT, office))


def received(
    con: Connection, identity: DeviceIdentity, rows: Iterable[tuple[str, int]]
) -> frozenset[tuple[str, int]]:
    """Return those records of which the commune has confirmed every write («xã đã nhận»)."""
    office = [c.device for c in Register.of(con).of_office() if c.device != identity.device]
    covered = _confirmed(con, office)
    names = {str(name): int(n) for name, n in con.exec_driver_sql("SELECT name, n FROM sync_name")}
    return frozenset(
        (kind, record)
        for kind, record in rows
        if _is_covered(con, covered, KINDS[kind].kept_in, names, record)
    )


def _is_covered(
    con: Connection,
    covered: Mapping[int, int],
    table: str,
    names: Mapping[str, int],
    record: int,
) -> bool:
    text = spelled(_WRITES, table=quoted(table), touches=TOUCHES_ONE)
    writes = con.exec_driver_sql(text, (names.get(table, 0), record)).fetchall()
    return bool(writes) and all(number <= covered.get(line, 0) for line, number in writes)


def _covers(
    con: Connection, covered: Mapping[int, int], scope: str, tips: Iterable[tuple[bytes, int]]
) -> bool:
    return all(
        number <= covered.get(con.exec_driver_sql(_LINE, (run, scope)).scalar_one(), 0)
        for run, number in tips
    )


def _confirmed(con: Connection, devices: Iterable[bytes]) -> dict[int, int]:
    """Return what at least one of the devices has said it has."""
    found: dict[int, int] = {}
    for device in devices:
        for line, upto in reached(con, stated(con, device)).items():
            found[line] = max(found.get(line, 0), upto)
    return found


def latest(con: Connection, way: str, devices: Iterable[bytes]) -> dt.datetime | None:
    """Return when a bundle of some devices last came in, or one for them went out."""
    moments = (con.exec_driver_sql(_LATEST, (way, device)).scalar() for device in devices)
    latest = max((moment for moment in moments if moment is not None), default=None)
    return None if latest is None else dt.datetime.fromtimestamp(latest / 1_000_000, VIETNAM)


def _written(vector: Vector) -> str:
    laid = {scope: [[run.hex(), n] for run, n in tips] for scope, tips in vector.items()}
    return json.dumps(laid, sort_keys=True, separators=(",", ":"))


def _read(kept: str) -> Vector:
    return {
        scope: tuple((bytes.fromhex(run), int(number)) for run, number in tips)
        for scope, tips in json.loads(kept).items()
    }
