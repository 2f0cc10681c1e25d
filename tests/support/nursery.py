"""A process that has everything imported and bears others that work until they are killed.

Run as `python -m tests.support.nursery`; reads one JSON object a line: what to do, on which ground,
and where to acknowledge. A child writes an acknowledgment only when the service has returned.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Mark
from kh57_desktop.store.store import Store
from tests.support.desks import an_activity
from tests.support.ground import Ground, doors, unlocked
from tests.support.sqlite_disk import OK, SqliteDisk, in_place
from tests.support.terminal import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def record(ground: Ground, tell: Callable[..., None]) -> None:
    """Record, correct, mark and type, without end."""
    office = unlocked(ground.school)
    tell("ready")
    for number in count(1):
        edit = an_activity(office.desk, title=f"Bản ghi {number}", reach_count=number)
        office.drafts.keep("activities/new", edit)
        tell("typed", title=f"Bản ghi {number}")
        saved = office.records.save(edit)
        tell("saved", id=saved.id, number=number)
        office.records.save(Edit("activities", saved.id, {"place": f"Nơi {number}"}))
        tell("placed", id=saved.id, place=f"Nơi {number}")
        mark = Mark.PRESENT if number % 2 else Mark.LATE
        office.attendance.mark(ground.lesson, dict.fromkeys(ground.people, mark))
        tell("marked", mark=mark.value)


def take_in(ground: Ground, tell: Callable[..., None]) -> None:
    """Take a bundle in at the commune and pack the answer."""
    office = unlocked(ground.commune)
    tell("ready")
    accepted = office.exchange.accept(ground.sent)
    tell("accepted", applied=accepted[0].applied)
    packed = office.exchange.pack(ground.out, "TR-NTT")
    tell("packed", files=[str(path) for path in packed.files])
    office.close()


class InPieces:
    """A connection without transactions: every statement is kept by itself."""

    def __init__(self, con: object) -> None:
        self._con = con

    def __getattr__(self, name: str) -> object:
        """Be the connection in everything else."""
        return getattr(self._con, name)

    def exec_driver_sql(self, text: str, *parameters: object) -> object:
        """Run a statement, but none that would hold several together."""
        if text.split(maxsplit=1)[0] in {"SAVEPOINT", "RELEASE", "ROLLBACK"}:
            text, parameters = "SELECT 1", ()
        return self._con.exec_driver_sql(text, *parameters)


def take_in_in_pieces(ground: Ground, tell: Callable[..., None]) -> None:
    """Take a bundle in without the one transaction."""

    def transaction(store: Store) -> Iterator[object]:
        yield InPieces(store._con)

    Store._transaction = transaction
    take_in(ground, tell)


def bring_in(ground: Ground, tell: Callable[..., None], sheet: str, kind: str) -> None:
    """Import a sheet at the school."""
    office = unlocked(ground.school)
    tell("ready")
    report = office.sheets.accept(office.sheets.preview(Path(sheet), kind, {}))
    tell("imported", created=report.created)
    office.close()


def set_up(ground: Ground, tell: Callable[..., None]) -> None:
    """Set up a commune in a folder that holds nothing."""
    tell("ready")
    office, _ = doors(ground.fresh).setup_commune("Y Mrao", PASSWORD)
    tell("made")
    office.close()


WORK: dict[str, Callable[..., None]] = {
    "record": record,
    "accept": take_in,
    "accept in pieces": take_in_in_pieces,
    "import": bring_in,
    "set up": set_up,
}


def main() -> None:
    """Bear a child for each line, and tell its number and how it ended."""
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _live(asked)
        _say(child=child)
        _, status = os.waitpid(child, 0)
        _say(signal=os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


class DeadlyDisk(SqliteDisk):
    """A disk at whose n-th writing the program dies; 0 lets it live."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.writes = 0

    def written(self, path: Path, data: bytes, at: int) -> int:
        """Take a piece, or die before it is taken."""
        del path, data, at
        self.writes += 1
        if self.writes == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK


def _live(asked: dict[str, Any]) -> NoReturn:
    out = os.open(asked["told"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    ground = Ground(Path(asked["ground"]), **asked["known"])
    ground.sent = tuple(Path(path) for path in ground.sent)
    tell, disk = partial(_tell, out), DeadlyDisk(asked["dies_at"])
    try:
        with in_place(disk):
            WORK[asked["work"]](ground, tell, **asked["words"])
        tell("done", writes=disk.writes)
    finally:
        os._exit(0)


def _tell(out: int, what: str, **words: object) -> None:
    """Acknowledge in one write: it survives the death of its writer."""
    os.write(out, json.dumps({"what": what, **words}).encode() + b"\n")


def _say(**words: int) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
