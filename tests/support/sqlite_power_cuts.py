"""What a power cut may leave of the store: every state between two flushes, in any order of writes.

A recording disk lies below SQLite and writes down what it asks for. A disk keeps what was flushed;
of what was written since, any part may be there, and the last piece may be torn at a sector.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.sqlite_disk import OK, SqliteDisk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SECTOR = 512


@dataclass(frozen=True)
class Step:
    """One thing SQLite asked of the disk; without data it is a cut, without place a flush."""

    path: Path
    data: bytes | None = None
    at: int | None = None


@dataclass
class RecordingSqliteDisk(SqliteDisk):
    """Writes down every step; what stood there before counts as flushed."""

    folder: Path
    steps: list[Step] = field(default_factory=list)
    before: dict[Path, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before = {p: p.read_bytes() for p in self.folder.iterdir() if p.is_file()}

    def written(self, path: Path, data: bytes, at: int) -> int:
        """Write down a writing."""
        self.steps.append(Step(path, data, at))
        return OK

    def cut(self, path: Path, size: int) -> int:
        """Write down that a file was made shorter."""
        self.steps.append(Step(path, None, size))
        return OK

    def synced(self, path: Path) -> int:
        """Write down a flush."""
        self.steps.append(Step(path))
        return OK


@dataclass(frozen=True)
class Left:
    """What may stand on the disk when the power went after so many steps."""

    steps: int
    files: Mapping[Path, bytes]


def cuts(disk: RecordingSqliteDisk, seed: int, each: int) -> Iterator[Left]:
    """Return states after each step: nothing of the unflushed, all of it, and some by chance."""
    chance = random.Random(seed)  # noqa: S311 - the same cuts for the same seed
    flushed = {path: bytearray(content) for path, content in disk.before.items()}
    pending: dict[Path, list[Step]] = {}
    for number, step in enumerate(disk.steps, 1):
        waiting = pending.setdefault(step.path, [])
        if step.at is None:
            for done in waiting:
                _apply(flushed.setdefault(done.path, bytearray()), done)
            waiting.clear()
            continue
        waiting.append(step)
        for choice in range(each):
            yield Left(number, _left(flushed, pending, chance, choice))


def _left(
    flushed: Mapping[Path, bytearray],
    pending: Mapping[Path, list[Step]],
    chance: random.Random,
    choice: int,
) -> dict[Path, bytes]:
    files = {path: bytearray(content) for path, content in flushed.items()}
    for path, waiting in pending.items():
        for position, step in enumerate(waiting):
            if choice == 0 or (choice > 1 and chance.random() < 0.5):
                continue
            is_torn = choice > 1 and position == len(waiting) - 1
            _apply(files.setdefault(path, bytearray()), step, chance if is_torn else None)
    return {path: bytes(content) for path, content in files.items()}


def _apply(content: bytearray, step: Step, chance: random.Random | None = None) -> None:
    if step.data is None:
        del content[step.at :]
        return
    data = step.data
    if chance is not None and len(data) > SECTOR:
        data = data[: SECTOR * chance.randrange(1, len(data) // SECTOR + 1)]
    if len(content) < step.at:
        content.extend(bytes(step.at - len(content)))
    content[step.at : step.at + len(data)] = data
