"""The installed program beside the unfrozen one, and the bare windows frozen by the same recipe.

    python -m benchmarks WORK --areas frozen

Both folders are frozen for this system when a case asks for them and the sources have changed: a
minute or two, once. What PyInstaller does without the recipe stands beside as a peer.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import window
from yardstick import CASES, Act, Ground, Target, limit, peer

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "packaging"))

import facts  # noqa: E402
import freezing  # noqa: E402

TARGETS = [
    Target("ours: unlock screen, frozen", "cpu", 1.15, "bare unlock screen, frozen"),
    Target("ours: unlock screen, frozen", "pss_mb", 1.15, "bare unlock screen, frozen"),
    Target("ours: unlock screen, frozen", "cpu", 1.15, "bare unlock screen"),
    Target("ours: unlock screen, frozen", "heavy", 0),
    Target("ours: unlock screen, frozen", "cpu", 1.05, "ours: unlock screen"),
    Target("ours: home, frozen", "cpu", 1.25, "bare home, frozen"),
    Target("ours: home, frozen", "pss_mb", 1.25, "bare home, frozen"),
    Target("ours: home, frozen", "cpu", 1.25, "bare home"),
    Target("ours: home, frozen", "cpu", 1.05, "ours: home"),
]
DOOR = "watched"
READ = (*facts.SOURCES, "benchmarks/frozen.spec", "benchmarks/ours", "benchmarks/yardsticks")
PACKED = {"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "6"}
"""What PyInstaller does when nobody says anything."""


def program(ground: Ground, what: str, surroundings: dict[str, str] | None = None) -> Path:
    """Return the folder of `ours` or `bare`, frozen when it is not there; `DOOR` is measured."""
    kind = f"{what}{'_packed' if surroundings else ''}"
    made = ground.work / f"frozen_{kind}_{_fingerprint()}"
    if not made.exists():
        new = made.with_name(f"{made.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        environment = os.environ | freezing.surroundings() | (surroundings or {})
        places = ("--distpath", str(new), "--workpath", str(new / "work"))
        _call(*freezing.WORDS, *places, str(HERE / "frozen.spec"), "--", what, env=environment)
        if what == "ours":
            code = new / facts.NAME / "_internal" / freezing.CODE
            _call(*freezing.REMEMBER, str(code), env=environment)
        shutil.rmtree(new / "work")
        new.rename(made)
    return made / facts.NAME


def bare(ground: Ground, screen: str, surroundings: dict[str, str] | None = None) -> Act:
    """A bare window of a folder of its own."""
    door = program(ground, "bare", surroundings) / DOOR
    return lambda: window.started([str(door), screen, str(ground.data()), ""])


CASES.pop("everything imported first", None)
limit("bare unlock screen")(window.unlock_screen)
limit("bare home")(window.home)


@limit("bare unlock screen, frozen")
def unlock_screen(ground: Ground) -> Act:
    """Label, password box, button, by our recipe of freezing."""
    return bare(ground, "unlock")


@limit("bare home, frozen")
def home(ground: Ground) -> Act:
    """Argon2id, the encrypted store, SQLAlchemy, 100 rows and five counts, by our recipe."""
    return bare(ground, "home")


@peer("bare unlock screen, packed")
def unlock_screen_packed(ground: Ground) -> Act:
    """The same with modules packed, as PyInstaller does it."""
    return bare(ground, "unlock", PACKED)


@peer("bare home, packed")
def home_packed(ground: Ground) -> Act:
    """The same with modules packed, as PyInstaller does it."""
    return bare(ground, "home", PACKED)


def _fingerprint() -> str:
    """Return what changes with the sources of what is frozen."""
    told = hashlib.sha256()
    for place in READ:
        top = facts.ROOT / place
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts:
                told.update(path.relative_to(facts.ROOT).as_posix().encode() + path.read_bytes())
    return told.hexdigest()[:12]


def _call(*words: str, env: dict[str, str]) -> None:
    command = [sys.executable, *words]
    subprocess.run(command, cwd=facts.ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
