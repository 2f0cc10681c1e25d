"""Our side of `bundle`: take in, take in again, pack, and how large the files are."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from yardstick import Act, Ground, ours

from kh57_desktop.store import backup
from ours import exchanged
from ours.exchanged import COMMUNE, CONFIRMED, EDITED, HISTORY, JOINED, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kh57_desktop.services.office import Office


def timed_copies() -> list[float]:
    """Have every verified copy of the store note its CPU time; copying has an area of its own."""
    spent: list[float] = []
    take = backup.take

    def timed(*given: object) -> object:
        begun = time.process_time()
        taken = take(*given)  # type: ignore[arg-type]
        spent.append(time.process_time() - begun)
        return taken

    backup.take = timed  # type: ignore[assignment]
    return spent


def written(office: Office) -> int:
    """Return how many rows were written since the store was opened."""
    return int(office.desk.journal.store.driver.total_changes)


def accepting(office: Office, path: Path, counts: Callable[[], dict[str, float]]) -> Act:
    """Take one bundle in; `cpu` is all of it but the verified copy before, which stands beside."""
    copies = timed_copies()

    def act() -> dict[str, float]:
        before, begun = written(office), time.process_time()
        (accepted,) = office.exchange.accept([path])
        whole = time.process_time() - begun
        told = {"rows_written": float(written(office) - before), "applied": float(accepted.applied)}
        return {"cpu": whole - sum(copies), "copy_s": sum(copies), **told, **counts()}

    return act


@ours("ours: accept all history")
def accept_all(ground: Ground) -> Act:
    """The commune takes in everything a unit ever wrote."""
    office = exchanged.opened(ground, JOINED, COMMUNE)
    rows = float(exchanged.told(ground)["rows"])
    return accepting(office, exchanged.sent(ground, HISTORY), lambda: {"rows": rows})


@ours("ours: accept edits")
def accept_edits(ground: Ground) -> Act:
    """The commune takes in edits of 5 % of all fields; conflicts are found exactly."""
    office = exchanged.opened(ground, HISTORY, COMMUNE)
    edits = float(exchanged.told(ground)["edits"])
    path = exchanged.sent(ground, EDITED)
    size = path.stat().st_size
    return accepting(office, path, lambda: {"edits": edits, "bytes_an_edit": size / edits})


@ours("ours: accept again")
def accept_again(ground: Ground) -> Act:
    """The commune takes in for a second time what it has."""
    office = exchanged.opened(ground, HISTORY, COMMUNE)
    return accepting(office, exchanged.sent(ground, HISTORY), dict)


@ours("ours: pack")
def pack(ground: Ground) -> Act:
    """The unit packs everything it ever wrote, sealed before, for the commune."""
    office = exchanged.opened(ground, HISTORY, UNIT)
    return packing(office, ground, exchanged.told(ground)["rows"])


@ours("ours: history packed")
def history_packed(ground: Ground) -> Act:
    """The size of everything, encrypted for two and signed."""
    return pack(ground)


@ours("ours: a day packed")
def day_packed(ground: Ground) -> Act:
    """The size of a busy day, when the commune has confirmed all before."""
    office = exchanged.opened(ground, CONFIRMED, UNIT)
    exchanged.record_a_day(ground, office)
    return packing(office, ground, sum(exchanged.A_DAY.values()))


def packing(office: Office, ground: Ground, rows: int) -> Act:
    """Pack for the commune and tell how large the file is."""
    out = ground.folder / "stick"

    def act() -> dict[str, float]:
        packed = office.exchange.pack(out)
        kb, each = packed.size / 1024, packed.size / rows
        return {
            "kb": kb,
            "rows": float(rows),
            "bytes_a_row": each,
            "changes": float(packed.changes),
        }

    return act
