"""The exchange's diary as people read it: what was sent and taken in, when, and how far it came."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from kh57_desktop.domain.exchanging import Exchanged, Standing
from kh57_desktop.store import driver
from kh57_desktop.sync import receipts
from kh57_desktop.sync.register import Register
from kh57_desktop.system import codes
from kh57_desktop.system.clock import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kh57_desktop.journal.exchange import Taken
    from kh57_desktop.store.connection import Connection

_LINES = (
    "SELECT id, way, peer, at, counts, receipt, state FROM sync_bundle ORDER BY at DESC, id LIMIT ?"
)
_LACKING = (
    "SELECT count(DISTINCT s.scope) FROM sync_segment g JOIN sync_stream s ON s.ord = g.stream "
    "WHERE g.state = 'parked'"
)
_STANDINGS = {
    receipts.OWED: Standing.ANSWER_OWED,
    receipts.TAKEN: Standing.ANSWERED,
    receipts.PACKED: Standing.SENT,
    receipts.CONFIRMED: Standing.CONFIRMED,
    receipts.CLEARED: Standing.CONFIRMED,
}
LETTERS = 8


def contents(taken: Taken) -> dict[str, object]:
    """Return what is to be remembered of a bundle that was taken in."""
    return {
        "new": dict(taken.new),
        "changed": taken.changed,
        "conflicts": taken.conflicts,
        "whole": not taken.waiting and not taken.refused and not taken.gaps,
    }


def told(con: Connection, limit: int) -> tuple[Exchanged, ...]:
    """Return the lines of the diary, the newest first."""
    units = Register.of(con).units()
    return tuple(_line(row, units) for row in driver.rows(con, _LINES, (limit,)))


def units_lacking(con: Connection) -> int:
    """Return of how many units changes wait here because earlier ones have not come."""
    found = driver.first(con, _LACKING)
    return int(found[0]) if found is not None else 0


def _line(row: Any, units: Mapping[bytes, str]) -> Exchanged:
    bundle, way, peer, at, counts, receipt, state = row
    kept, device, is_sent = json.loads(counts), bytes(peer), way == receipts.OUT
    is_whole = not is_sent and kept.get("whole", True)
    return Exchanged(
        bytes(bundle).hex(),
        dt.datetime.fromtimestamp(at / 1_000_000, VIETNAM),
        is_sent,
        units.get(device, ""),
        device.hex()[:LETTERS],
        int(kept["changes"]),
        kept.get("new", {}),
        int(kept.get("changed", 0)),
        int(kept.get("conflicts", 0)),
        str(kept.get("file", "")),
        codes.receipt_code(bytes.fromhex(receipt)) if is_whole else "",
        _STANDINGS[state],
    )
