"""Freeze the program: from its sources to a folder that needs no Python."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

import facts

if TYPE_CHECKING:
    from pathlib import Path

SPEC: Final = "packaging/kh57.spec"
WORDS: Final = ("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN")
CODE: Final = "shiboken.code"
REMEMBER: Final = ("-m", "kh57_desktop", "compile-binding")
"""Compiles once what Qt's binding would compile at every start (DECISIONS 40)."""


def export(into: Path) -> None:
    """Copy the files of the project, and nothing that merely lies beside them, into a folder."""
    shutil.rmtree(into, ignore_errors=True)
    for place in _places():
        target = into / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(facts.ROOT / place, target)


def surroundings() -> dict[str, str]:
    """Return what makes two runs write the same: one order of names, one moment."""
    return {
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": str(moment()),
        # unpacking costs a start 9 ms, and the installer packs better what is not packed already
        "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0",
    }


def moment() -> int:
    """Return the moment of the last change, in seconds since 1970: the time all files bear."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    told = _git("log", "-1", "--format=%ct")
    changelog = facts.ROOT / "CHANGELOG.md"
    return int(told) if told else int(changelog.stat().st_mtime)


def _places() -> list[str]:
    tracked = _git("ls-files", "--cached", "--others", "--exclude-standard", *facts.SOURCES)
    if tracked:
        return [place for place in tracked.splitlines() if (facts.ROOT / place).is_file()]
    tops = [facts.ROOT / top for top in facts.SOURCES]
    files = (path for top in tops for path in (top, *top.rglob("*")))
    found = (path for path in files if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path.relative_to(facts.ROOT).as_posix() for path in found)


def _git(*words: str) -> str:
    """Return what git says; nothing where there is no git, or no history."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *words],
            cwd=facts.ROOT,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
