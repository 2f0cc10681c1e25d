"""What a build was asked for: the words of build.py, understood once for it and for making.py."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE, TRIAL = "here", "trial"
BUILD: Final = Path(__file__).resolve().parent.parent / "build"


class Wishes(NamedTuple):
    """What is to be made, where, and how."""

    job: str
    is_quick: bool
    sign: str
    """The command that signs the file named after it; "" where nothing is signed."""
    out: Path
    cache: Path

    def words(self) -> list[str]:
        """Return the words that ask for the same from wherever one stands."""
        options = ["--out", str(self.out), "--cache", str(self.cache), "--sign", self.sign]
        return [*([self.job] if self.job else []), *(["--quick"] * self.is_quick), *options]


def understood(words: Sequence[str]) -> Wishes:
    """Return what words ask for; ends the process with code 2 where they make no sense."""
    reader = argparse.ArgumentParser("build.py", "see --help", add_help=False, allow_abbrev=False)
    reader.add_argument("job", nargs="?", default="", choices=("", TRIAL, HERE))
    reader.add_argument("--quick", action="store_true")
    reader.add_argument("--sign", default=os.environ.get("KH57_SIGN", ""))
    reader.add_argument("--out", type=Path)
    reader.add_argument("--cache", type=Path, default=_cache())
    given = reader.parse_args(words)
    out = given.out or BUILD / (HERE if given.job == HERE else "windows")
    return Wishes(given.job, given.quick, given.sign, out.resolve(), given.cache.resolve())


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kh57-packaging"
