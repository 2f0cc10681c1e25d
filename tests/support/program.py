"""The program as the system runs it: a child with real streams, its answer read as bytes."""

import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.support.terminal import PASSWORD

AT = "2026-06-16T14:36"
_OURS = ("KH57_HOME", "KH57_PASSWORD", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@dataclass(frozen=True)
class Ended:
    """How a child ended."""

    code: int
    out: bytes
    told: str
    """What stands on standard error."""


def program(*words, home=None, password=PASSWORD, streams="", **surroundings):
    """Run `kh57` with words; `streams` is how a shell leads its streams elsewhere."""
    command = [sys.executable, "-m", "kh57_desktop", *map(str, words)]
    if streams and sys.platform == "win32":
        pytest.skip("streams are led by a shell")
    if streams:
        command = ["/bin/sh", "-c", f'"$@" {streams}', "sh", *command]
    ended = subprocess.run(
        command,
        env=_around(home, password) | surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr.decode())


def read_in_part(*words, home, size):
    """Run `kh57` and read so many bytes of its answer, then no more of it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "kh57_desktop", *map(str, words)],
        env=_around(home, PASSWORD),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with child.stdout as answer, child.stderr as told:
        out = answer.read(size)
        answer.close()
        said = told.read().decode()
    return Ended(child.wait(), out, said)


def _around(home, password):
    known = {name: value for name, value in os.environ.items() if name not in _OURS}
    if home is not None:
        known["KH57_HOME"] = str(home)
    if password is not None:
        known["KH57_PASSWORD"] = password
    return known
