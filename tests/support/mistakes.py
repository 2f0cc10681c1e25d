"""A copy of the project in which mistakes are made on purpose, and the guards that must refuse."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support import sources, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GUARDS = {
    "ruff": ("-m", "ruff", "check", "--no-cache"),
    "mypy": ("-m", "mypy", "kh57_desktop"),
    "contracts": ("-c", "from importlinter.cli import lint_imports_command as run; run()"),
}


@dataclass(frozen=True)
class Mistake:
    """What somebody might write: a text put in another's place, or at the end of a file."""

    name: str
    file: str
    wrong: str
    right: str = ""
    """What the wrong text replaces; nothing: the wrong text is added at the end."""
    guard: str = "ruff"
    """`ruff`, `mypy`, `contracts`, or the tests that must fail."""

    def made_in(self, text: str) -> str:
        """Return a file's text with the mistake in it."""
        if not self.right:
            return text + self.wrong
        assert text.count(self.right) == 1, f"{self.file} does not say once: {self.right}"
        return text.replace(self.right, self.wrong)


def copy_of_the_project(folder: Path) -> Path:
    """Copy every file of the project into a folder and return it."""
    for path in sources.project_files():
        target = folder / path.relative_to(sources.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return folder


@contextmanager
def made(mistake: Mistake, copy: Path) -> Iterator[None]:
    """Make a mistake in the copy, and take it back afterwards."""
    file = copy / mistake.file
    before = file.read_text(encoding="utf-8")
    _write(file, mistake.made_in(before))
    try:
        yield
    finally:
        _write(file, before)


def verdict(guard: str, copy: Path) -> subprocess.CompletedProcess[str]:
    """Return what a guard says about the copy."""
    tests = ("-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "xdist", *guard.split())
    return subprocess.run(
        [sys.executable, *GUARDS.get(guard, tests)],
        cwd=copy,
        env=surroundings.plain(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )


def _write(file: Path, text: str) -> None:
    """Write a file two seconds newer: mypy knows a file again by its size and whole second."""
    newer = file.stat().st_mtime + 2
    file.write_text(text, encoding="utf-8")
    os.utime(file, (newer, newer))
