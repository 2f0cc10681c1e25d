"""A Windows to build in and to try in: wine 10 in a Debian 13 of its own, where none is at hand.

Older wines cannot start Qt 6. One gap of wine 10 is filled in its own drive C, never in what is
shipped: `icuuc.dll`, which Windows has carried since 2017.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE: Final = Path(__file__).resolve().parent
DEBIAN: Final = "trixie"
PACKAGES: Final = "wine,wine64,wine32:i386"
"""The 32-bit wine runs the installer, whose program is one of 32 bits."""
SCREEN: Final = "1366x768x24"
CALM: Final = {
    "WINEDEBUG": "-all",
    # a debugger that nobody looks at would wait for ever
    "WINEDLLOVERRIDES": "mscoree=d;mshtml=d;winedbg.exe=d",
}
GRACE: Final = 0.5
"""Seconds in which the last words of a command that has ended are heard."""

_INTO = """
set -e
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
mkdir -p "$0/shared"
mount --bind "$1" "$0/shared"
shift
exec chroot "$0" /usr/bin/env -i "$@"
"""


@dataclass(frozen=True, slots=True)
class Wine:
    """One Windows: the Debian it lives in, its own drive C, and the folder both sides see."""

    debian: Path
    shared: Path
    """Seen by Windows as Z:\\shared."""
    name: str = "build"
    display: str = ""

    @property
    def drive(self) -> Path:
        """Return its drive C, as seen from outside."""
        return self.debian / "prefixes" / self.name / "drive_c"

    def start(
        self, *words: str, surroundings: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a command of the Debian, `wine` and its words most often, and return it."""
        known = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root",
            "LANG": "C.UTF-8",
            "WINEPREFIX": f"/prefixes/{self.name}",
            "DISPLAY": self.display,
            **CALM,
            **(surroundings or {}),
        }
        inside = [f"{name}={value}" for name, value in known.items()]
        entered = ["sh", "-c", _INTO, str(self.debian), str(self.shared), *inside, *words]
        return subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "--", *entered],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,  # wine cannot write to a file that is its standard output
            stderr=subprocess.STDOUT,
        )

    def run(
        self,
        *words: str,
        surroundings: Mapping[str, str] | None = None,
        seconds: float = 1800,
    ) -> tuple[int, str]:
        """Run a command to its end; returns the exit code and what it said.

        A command that takes longer is ended, with all else that runs in this Windows: code -9.
        """
        process = self.start(*words, surroundings=surroundings)
        heard: list[bytes] = []
        listener = threading.Thread(target=_listen, args=(process, heard), daemon=True)
        listener.start()
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.end()
            process.kill()
            process.wait()
            code = -9
        # what the command started may hold its output open for as long as it lives
        listener.join(GRACE)
        if process.stdout is not None and not listener.is_alive():
            process.stdout.close()
        return code, b"".join(heard).decode("utf-8", "replace")

    def end(self) -> None:
        """End everything that runs in this Windows."""
        process = self.start("wineserver", "-k")
        process.communicate()

    def fresh(self) -> None:
        """Make this Windows anew, as it comes from the shop."""
        shutil.rmtree(self.drive.parent, ignore_errors=True)
        self.drive.parent.parent.mkdir(exist_ok=True)
        code, said = self.run("wine", "wineboot", "-i", seconds=300)
        if code:
            message = f"wine does not start: {said[-500:]}"
            raise RuntimeError(message)
        shutil.copy2(self.debian.parent / "icuuc.dll", self.drive / "windows" / "system32")


@contextmanager
def screen() -> Iterator[str]:
    """Start a screen nobody sees, as large as the offices' ones; yields the display's name."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-ac", "-nolisten", "tcp"]
    process = subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


def _listen(process: subprocess.Popen[bytes], heard: list[bytes]) -> None:
    """Collect what a process says until nobody holds its output any more."""
    stream = process.stdout
    while stream is not None and (said := os.read(stream.fileno(), 1 << 16)):
        heard.append(said)


def make_ready(cache: Path) -> Path:
    """Return the Debian with wine in the cache folder, made and mended at the first call."""
    debian, stamp = cache / "debian-13", cache / "debian-13.ready"
    if stamp.exists():
        return debian
    shutil.rmtree(debian, ignore_errors=True)
    began = time.monotonic()
    subprocess.run(
        [
            "mmdebstrap",
            "--quiet",
            "--variant=apt",
            "--architectures=amd64,i386",
            f"--include={PACKAGES}",
            '--aptopt=Apt::Install-Recommends "false"',
            DEBIAN,
            str(debian),
            mirror(Path("/etc/apt")),
        ],
        check=True,
    )
    _compile_icu(cache / "icuuc.dll")
    stamp.write_text(f"made in {time.monotonic() - began:.0f} s\n", encoding="utf-8")
    return debian


def mirror(folder: Path) -> str:
    """Return the address from which this Debian takes its own packages; raises RuntimeError."""
    files = [*sorted(folder.glob("sources.list.d/*.sources")), *sorted(folder.glob("sources.list"))]
    pattern = re.compile(r"^URIs: *(\S+)|^deb +(?:\[[^]]*\] +)?(\S+)", re.MULTILINE)
    for file in files:
        for found in pattern.findall(file.read_text(encoding="utf-8")):
            address = _followed(found[0] or found[1])
            if "debian" in address and "security" not in address:
                return address
    message = "apt names no mirror of Debian"
    raise RuntimeError(message)


def _followed(address: str) -> str:
    """Return the first address of a list of mirrors, or the address itself."""
    kind, _, file = address.partition(":")
    if kind != "mirror+file":
        return address
    lines = Path(file).read_text(encoding="utf-8").split()
    return next(line for line in lines if line.startswith("http"))


def _compile_icu(target: Path) -> None:
    compiler = ["x86_64-w64-mingw32-gcc", "-O1", "-shared", "-nostdlib"]
    entry = "-Wl,-e,DllMainCRTStartup"
    subprocess.run([*compiler, entry, "-o", str(target), str(HERE / "icuuc.c")], check=True)
