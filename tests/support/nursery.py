"""A process that has everything imported and bears others that work until they are killed.

Run as `python -m tests.support.nursery`; reads one JSON object a line: what to do, on which ground,
and where to acknowledge. A child writes an acknowledgment only when the service has returned.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from kh57_desktop.domain.edits import Edit
from kh57_desktop.domain.vocabulary import Mark
from tests.support.desks import an_activity
from tests.support.journeys import Ground, doors, unlocked
from tests.support.terminal import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

Tell = "Callable[..., None]"


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


def _live(asked: dict[str, Any]) -> NoReturn:
    out = os.open(asked["told"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    ground = Ground(Path(asked["ground"]), **asked["known"])
    ground.sent = tuple(Path(path) for path in ground.sent)
    try:
        WORK[asked["work"]](ground, partial(_tell, out), **asked.get("words", {}))
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
