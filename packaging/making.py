"""From the sources to the result, step by step, each told with its seconds; build.py calls it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(1, str(HERE.parent))

import facts  # noqa: E402
import freezing  # noqa: E402
import installer  # noqa: E402
import notices  # noqa: E402
import promises  # noqa: E402
import screening  # noqa: E402
import signing  # noqa: E402
import windows_python  # noqa: E402
import wine  # noqa: E402
import wishes  # noqa: E402

import run  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ON_WINDOWS: Final = sys.platform == "win32"
DEBIAN: Final = {
    "mmdebstrap": "mmdebstrap",
    "makensis": "nsis",
    "osslsigncode": "osslsigncode",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "import": "imagemagick",
}
"""What the way through wine needs of Debian: the command, and the package that brings it."""


def main(words: list[str]) -> int:
    """Make what was asked for and return the exit code."""
    asked = wishes.understood(words)
    began = time.monotonic()
    try:
        if asked.job == wishes.HERE or ON_WINDOWS:
            folder = freeze_here(asked.out, asked.sign)
        else:
            folder = freeze_for_windows(asked.out, asked.cache, asked.sign)
        if asked.job == wishes.HERE:
            say(f"{folder}: {screening.size(folder) / 1e6:.1f} MB")
            return test_itself(folder)
        made = pack(folder, asked)
        if asked.job == wishes.TRIAL:
            with step("trial under wine"):
                promises.keep(made, folder, asked.cache, asked.out)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        say(f"refused: {error}")
        return 1
    say(f"all in {time.monotonic() - began:.0f} s")
    return 0


def freeze_here(out: Path, sign: str = "") -> Path:
    """Freeze the program for this system with the Python of `.venv`; returns its folder."""
    work = out / "work"
    with step("freezing"):
        freezing.export(work / "source")
        words = [*freezing.WORDS, "--distpath", str(out), "--workpath", str(work), freezing.SPEC]
        _call([sys.executable, *words], work / "source", freezing.surroundings())
    with step("finishing"):
        folder = out / facts.NAME
        code = str(folder / "_internal" / freezing.CODE)
        _call([sys.executable, *freezing.REMEMBER, code], work / "source", freezing.surroundings())
        packages = next(Path(place) for place in sys.path if place.endswith("site-packages"))
        finish(folder, packages, _license_of_this_python(), [str(facts.ROOT), str(out)], sign)
    return folder


def freeze_for_windows(out: Path, cache: Path, sign: str = "") -> Path:
    """Freeze the program for Windows through wine; returns its folder."""
    missing = [package for command, package in DEBIAN.items() if not shutil.which(command)]
    if missing:
        run.install_packages(missing)
    cache.mkdir(parents=True, exist_ok=True)
    with step("wine"):
        debian = wine.make_ready(cache)
    with step("Python for Windows"):
        shared = cache / "shared"  # the drive Z of both Windows
        python = windows_python.make_ready(shared)
    with step("freezing"), wine.screen() as display:
        freezing.export(shared / "source")
        windows = wine.Wine(debian, shared, "build", display)
        windows.fresh()
        places = ["--distpath", r"Z:\shared\made", "--workpath", r"Z:\shared\between"]
        _in_wine(windows, [*freezing.WORDS, *places, rf"Z:\shared\source\{freezing.SPEC}"])
        made = rf"Z:\shared\made\{facts.NAME}\_internal\{freezing.CODE}"
        _in_wine(windows, [*freezing.REMEMBER, made])
        windows.end()
    with step("finishing"):
        folder = out / facts.NAME
        shutil.rmtree(folder, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        shutil.copytree(shared / "made" / facts.NAME, folder)
        paths = ["Z:\\shared", str(facts.ROOT), str(cache)]
        packages = python / "Lib" / "site-packages"
        finish(folder, packages, python / "LICENSE.txt", paths, sign)
    return folder


def finish(
    folder: Path, packages: Path, python_license: Path | None, paths: list[str], sign: str = ""
) -> None:
    """Sign what is to be signed, add licenses and the list of files, and look through it all.

    Raises RuntimeError for a folder nobody should get, CalledProcessError where signing fails.
    """
    if sign:
        say(f"signed: {signing.sign_all(folder, sign)} files")  # before their sums are listed
    works = notices.Works(packages)
    notices.write(folder, works, _frozen_works(folder, works), python_license)
    _date(folder, freezing.moment())
    wrong = screening.faults(folder, paths)
    if screening.is_for_windows(folder):
        wrong += screening.nameless(folder, works)
    if wrong:
        raise RuntimeError("\n  ".join(["the folder is not as it should be:", *wrong]))


def pack(folder: Path, asked: wishes.Wishes) -> Path:
    """Pack the folder into the installer; raises RuntimeError when that grows too large."""
    with step("packing"):
        made = installer.make(folder, asked.out, is_quick=asked.is_quick, sign=asked.sign)
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    say(f"{made}: {made.stat().st_size / 1e6:.1f} MB")
    say(f"installed: {screening.size(folder) / 1e6:.1f} MB in {files} files")
    if not asked.is_quick and made.stat().st_size > screening.LARGEST_INSTALLER:
        message = f"the installer is larger than {screening.LARGEST_INSTALLER / 1e6:.0f} MB"
        raise RuntimeError(message)
    return made


def test_itself(folder: Path) -> int:
    """Let the frozen program prove itself; returns its exit code."""
    program = folder / ("kh57-console.exe" if ON_WINDOWS else "kh57-console")
    with step("self-test"):
        return subprocess.run([program, "self-test"], check=False).returncode


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell what is being done, and how long it took."""
    say(f"{name} ...")
    began = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - began:.0f} s")


def say(text: str) -> None:
    """Tell on the terminal how far things are."""
    print(f"[build] {text}", flush=True)


def _frozen_works(folder: Path, works: notices.Works) -> set[str]:
    """Return the packages whose modules lie in the library of both programs."""
    tops = {name.partition(".")[0] for name in screening.modules(folder)}
    owners = {
        name: {str(f).split("/")[0] for f in one.files or ()} for name, one in works.by_name.items()
    }
    return {
        name for name, places in owners.items() if tops & {p.removesuffix(".py") for p in places}
    }


def _license_of_this_python() -> Path | None:
    """Return the license text that lies beside this Python; Windows' own has one."""
    text = Path(sys.base_prefix) / "LICENSE.txt"
    return text if text.is_file() else None


def _date(folder: Path, moment: int) -> None:
    """Let every file bear the moment of the last change of the sources."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (moment, moment))


def _call(words: list[str], folder: Path, more: Mapping[str, str]) -> None:
    subprocess.run(words, cwd=folder, env={**os.environ, **more}, check=True)


def _in_wine(windows: wine.Wine, words: list[str]) -> None:
    more = {**freezing.surroundings(), "PYTHONPATH": r"Z:\shared\source"}
    python = f"/shared/{windows_python.FOLDER}/python.exe"
    code, said = windows.run("wine", python, *words, surroundings=more)
    if code:
        message = f"under wine, code {code}: {said[-3000:]}"
        raise RuntimeError(message)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
