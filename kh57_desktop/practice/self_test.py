"""Prove an installed program: record, pack, merge and print in a temporary folder."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kh57_desktop.errors import Kh57Error
from kh57_desktop.practice import commune, road

if TYPE_CHECKING:
    from kh57_desktop.practice.commune import OpensHome, Practice
    from kh57_desktop.system.progress import Progress

_log = logging.getLogger(__name__)

Check = Callable[["OpensHome", "Practice", Path], bool]


def run(doors: OpensHome, progress: Progress) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the steps that passed and of those that failed."""
    passed: list[str] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="kh57-") as folder:
        here = Path(folder)
        made: Practice | None = None
        try:
            made = commune.make(doors, here / "commune", months=2, progress=progress)
            passed.append("record and exchange")
        except Kh57Error:
            _log.exception("self-test: record and exchange")
            failed.append("record and exchange")
        if made is not None:
            for name, check in CHECKS.items():
                ok = _holds(name, partial(check, doors, made, here))
                (passed if ok else failed).append(name)
    return tuple(passed), tuple(failed)


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Kh57Error:
        _log.exception("self-test: %s", name)
        return False


def _digests_agree(doors: OpensHome, practice: Practice, _here: Path) -> bool:
    """Tell whether commune and team hold the same content of the team after an exchange."""
    unit = doors(practice.homes["TCN-03"]).unlock(commune.PASSWORD)
    office = doors(practice.homes[commune.COMMUNE]).unlock(commune.PASSWORD)
    try:
        office.exchange.accept(unit.exchange.pack(practice.stick, None).files)
        unit.exchange.accept(office.exchange.pack(practice.stick, "TCN-03").files)
        return unit.exchange.fingerprint("TCN-03") == office.exchange.fingerprint("TCN-03")
    finally:
        unit.close()
        office.close()


def _paper_is_printed(doors: OpensHome, practice: Practice, here: Path) -> bool:
    """Tell whether every paper of the road is there and not empty."""
    made = road.print_papers(doors, practice, here / road.PAPERS)
    return bool(made) and all(path.stat().st_size > 0 for path in made)


CHECKS: dict[str, Check] = {
    "digests agree": _digests_agree,
    "papers are printed": _paper_is_printed,
}
