"""The frozen folder of this system, made once for whoever tests at the same time."""

import fcntl
import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import facts
import freezing
import pytest

import run
from tests.support import sources, surroundings

OUT = sources.ROOT / "build" / "packaged"


@dataclass(frozen=True)
class Made:
    """What `build.py here` made, and how it ended."""

    folder: Path
    code: int
    told: str


@pytest.fixture(scope="session")
def made():
    """Make the folder as `build.py here` does, unless it was made from the very same files."""
    OUT.mkdir(parents=True, exist_ok=True)
    stamp, told = OUT / "made-from.sha256", OUT / "told.txt"
    with (OUT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two workers share it: the second one waits for the first
        if not stamp.exists() or stamp.read_text(encoding="ascii") != made_from():
            stamp.unlink(missing_ok=True)
            ended = subprocess.run(
                [sys.executable, "packaging/making.py", "here", "--out", str(OUT)],
                cwd=sources.ROOT,
                env=surroundings.plain(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            told.write_text(f"{ended.returncode}\n{ended.stdout}", encoding="utf-8")
            stamp.write_text(made_from() if ended.returncode == 0 else "", encoding="ascii")
        code, _, said = told.read_text(encoding="utf-8").partition("\n")
    return Made(OUT / facts.NAME, int(code), said)


def made_from():
    """Return a sum over all that the folder is made from."""
    found = hashlib.sha256(f"{sys.executable} {sys.version} {freezing.moment()}".encode())
    for place in (*freezing._places(), run.LOCK.name):
        found.update(place.encode() + (sources.ROOT / place).read_bytes())
    return found.hexdigest()


@pytest.fixture
def copied(made, tmp_path):
    """Return a copy of the folder, made of links, where an officer of this country keeps his."""
    folder = tmp_path / "Nguyễn Văn Ánh" / "App Data (của tôi)" / facts.NAME
    folder.mkdir(parents=True)
    for path in sorted(made.folder.rglob("*")):
        place = folder / path.relative_to(made.folder)
        if path.is_symlink():
            place.symlink_to(path.readlink())
        elif path.is_dir():
            place.mkdir()
        else:
            os.link(path, place)
    return folder
