"""Prove an installed program: every step of the road in a temporary folder, and its own parts."""

from __future__ import annotations

import logging
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kh57_desktop.practice import commune
from kh57_desktop.practice.proofs import OF_COMMUNE, OF_PROGRAM, Ground
from kh57_desktop.system import files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kh57_desktop.practice.commune import OpensHome
    from kh57_desktop.practice.proofs import Paints, Proof
    from kh57_desktop.system.progress import Progress

ROAD = "record and exchange"
MONTHS = 2

_log = logging.getLogger(__name__)


class Proven(NamedTuple):
    """The names of the steps that passed and of those that failed, and why these did."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]
    why: Mapping[str, str]


def run(doors: OpensHome, paints: Paints, progress: Progress, keep: Path | None = None) -> Proven:
    """Take every step; whatever one of them raises, the next ones are taken too.

    Nothing is written outside a temporary folder but the pictures and papers that shall be kept,
    never over another file. Raises DiskFull and kin when the folder to keep them in refuses.
    """
    why: dict[str, str] = {}
    names: list[str] = []
    # on Windows a virus scanner may hold a file a moment longer: no reason to fail
    with tempfile.TemporaryDirectory(prefix="kh57-", ignore_cleanup_errors=True) as folder:
        here = Path(folder)
        ground = Ground(doors, commune.at(here / "commune"), here, paints)
        for name, step in _steps(ground, progress, why):
            names.append(name)
            wrong = _wrong(name, step)
            if wrong:
                why[name] = wrong
        if keep is not None:
            _keep(ground, keep)
    return Proven(tuple(name for name in names if name not in why), tuple(why), why)


def _steps(
    ground: Ground, progress: Progress, failed: Mapping[str, str]
) -> Iterator[tuple[str, Callable[[], str]]]:
    """Give each step by its name; what needs the practice commune fails where there is none."""

    def walked() -> str:
        into = ground.practice.stick.parent
        commune.make(ground.doors, into, months=MONTHS, progress=progress)
        return ""

    def taken(proof: Proof, needs: str = "") -> Callable[[], str]:
        return lambda: f"not tried: «{needs}» failed" if needs in failed else proof(ground)

    for name, proof in OF_PROGRAM.items():
        yield name, taken(proof)
    yield ROAD, walked
    for name, proof in OF_COMMUNE.items():
        yield name, taken(proof, ROAD)


def _wrong(name: str, step: Callable[[], str]) -> str:
    """Return why a step failed; empty when it passed."""
    try:
        return step()
    except Exception:  # noqa: BLE001  what a bad package raises nobody can name
        _log.exception("self-test: %s", name)
        return traceback.format_exc()


def _keep(ground: Ground, into: Path) -> None:
    """Put what was painted and printed where somebody will look at it."""
    disk = ground.doors(ground.here).disk
    for path in sorted(path for path in ground.kept.rglob("*") if path.is_file()):
        folder = into / path.parent.relative_to(ground.kept)
        files.make_folder(folder, disk)
        files.publish(folder, path.name, [disk.read(path, path.stat().st_size)], disk)
