"""Use the installer as an office would, in a fresh Windows of wine, and require what is promised.

Nothing here knows the program from within: setups, programs, files, registry, keys and pictures.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import facts
import installer
import wine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSWORD: Final = "tập luyện 57"
LOCAL: Final = "users/root/AppData/Local"
PROGRAM: Final = r"C:\users\root\AppData\Local\Programs\KH57"
CONSOLE: Final = rf"{PROGRAM}\kh57-console.exe"
BUNDLE_KEY: Final = r"HKCU\Software\Classes\KH57.Bundle\shell\open\command"
UNINSTALL_KEY: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\KH57"
SHORTCUTS: Final = (
    "users/root/Desktop/KH57.lnk",
    "users/root/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/KH57.lnk",
)
RUNS, UNFIT, DISK_FULL, DATA_NEWER = 5, 6, 7, 8
"""The exit codes of a silent installer (kh57.nsi)."""
OLDER, NEWER = "0.0.9", "9.9.9"


@dataclass(slots=True)
class Trial:
    """A fresh Windows, the installers tried in it, and what was found so far."""

    windows: wine.Wine
    shared: Path
    installers: dict[str, Path]
    data: dict[str, str]

    @property
    def program(self) -> Path:
        """The folder of the installed program, as seen from outside."""
        return self.windows.drive / LOCAL / "Programs" / "KH57"

    @property
    def home(self) -> Path:
        """The officer's data."""
        return self.windows.drive / LOCAL / "KH57"

    def setup(self, version: str) -> int:
        """Run an installer silently and return its exit code."""
        return self.windows.run("wine", f"/work/{self.installers[version].name}", "/S")[0]

    def uninstall(self) -> int:
        """Remove the program silently, as Windows' own list does, and return the exit code."""
        return self.windows.run("wine", rf"{PROGRAM}\uninstall.exe", "/S", f"_?={PROGRAM}")[0]

    def command(self, *words: str, home: str = "") -> dict[str, Any]:
        """Run a command of the installed program that has to succeed, and return its answer."""
        more = {"KH57_PASSWORD": PASSWORD, **({"KH57_HOME": home} if home else {})}
        code, said = self.windows.run("wine", CONSOLE, "--json", *words, surroundings=more)
        told = [line for line in said.splitlines() if line.startswith("{")]
        require(code in {0, 3} and told, f"{words[0]}: code {code}, {said[-500:]}")
        return dict(json.loads(told[-1]))

    def look(self, name: str) -> None:
        """Keep a picture of the whole screen."""
        picture = self.shared / "pictures" / f"{name}.png"
        words = ["import", "-display", self.windows.display, "-window", "root", str(picture)]
        subprocess.run(words, check=True)

    def type(self, *words: str) -> None:
        """Press keys, as xdotool names them: `key Return`, `type text`."""
        surroundings = {"DISPLAY": self.windows.display, "PATH": "/usr/bin:/bin"}
        subprocess.run(["xdotool", *words], env=surroundings, check=True)


def run(made: Path, folder: Path, cache: Path, out: Path) -> None:
    """Try the installer; raises RuntimeError at the first promise that is not kept."""
    shared = out / "trial"
    shutil.rmtree(shared, ignore_errors=True)
    (shared / "pictures").mkdir(parents=True)
    installers = {facts.version(): shared / made.name}
    shutil.copyfile(made, installers[facts.version()])
    for version, shape in ((OLDER, facts.shape() - 1), (NEWER, facts.shape() + 1)):
        installers[version] = installer.make(
            folder, shared, version=version, shape=shape, is_quick=True
        )
    debian = wine.make_ready(cache)
    with wine.screen() as display:
        windows = wine.Wine(debian, shared, "trial", display)
        windows.fresh()
        trial = Trial(windows, shared, installers, {})
        try:
            for promise in PROMISES:
                began = time.monotonic()
                promise(trial)
                say(f"{promise.__doc__} ({time.monotonic() - began:.0f} s)")
        finally:
            windows.end()


def installs(trial: Trial) -> None:
    """A silent installation puts program, shortcuts and the kind of file in their places."""
    require(trial.setup(facts.version()) == 0, "setup")
    for name in ("KH57.exe", "kh57-console.exe", "uninstall.exe", "FILES.txt", "LICENSES/KH57.txt"):
        require((trial.program / name).is_file(), name)
    for place in SHORTCUTS:
        require((trial.windows.drive / place).is_file(), place)
    require("KH57.exe" in trial_key(trial, BUNDLE_KEY), "association")
    require(facts.version() in trial_key(trial, UNINSTALL_KEY), "version in Windows' list")
    require(not trial.home.exists(), "no data is made by installing")


def proves_itself(trial: Trial) -> None:
    """The installed program walks the whole road and paints its windows."""
    words = ("self-test", "--pictures", r"Z:\work\pictures\self-test")
    answer = trial.command(*words)
    require(not answer["failed"] and len(answer["passed"]) > 3, str(answer))  # noqa: PLR2004
    require(not trial.home.exists(), "the self-test leaves no data")


def works(trial: Trial) -> None:
    """The commune and a unit are set up, an activity is recorded, and a bundle goes to the commune."""
    away = r"C:\don-vi"
    trial.command("setup", "commune", "--officer", "Y Hlinh Niê")
    asked = trial.command(
        *("setup", "unit", "--unit", "TCN-03", "--officer", "A Thôn Ksor"),
        *("--out", r"C:\ghep.kh57request"),
        home=away,
    )
    request = str(asked["request"])
    answered = trial.command(
        *("enroll", "answer", request, "--confirm", str(asked["confirm_code"])),
        *("--out", r"C:\ghep.kh57answer"),
    )
    trial.command("enroll", "finish", str(answered["answer"]), home=away)
    words = ("title=Tuyên truyền Nghị quyết 57 tại thôn", "starts_on=2026-11-20")
    trial.command("add", "activities", *words, home=away)
    packed = trial.command("pack", "--out", "C:\\", home=away)
    trial.data["bundle"] = str(packed["files"][0])
    trial.data["digest"] = str(trial.command("digest")["digest"])


def opens(trial: Trial) -> None:
    """A double click on a bundle opens the window; the password leads to what it brings."""
    process = trial.windows.start("wine", "start", "/wait", trial.data["bundle"])
    wait_for(trial, "locked")
    trial.type("type", "--delay", "40", PASSWORD)
    trial.type("key", "Return")
    time.sleep(8)
    trial.look("double-click")
    trial.data["process"] = str(process.pid)


def refuses_while_it_runs(trial: Trial) -> None:
    """While the program runs, neither installing nor removing changes anything."""
    before = fingerprint(trial.program)
    require(trial.setup(NEWER) == RUNS, "setup over a running program")
    require(trial.uninstall() == RUNS, "removal of a running program")
    require(fingerprint(trial.program) == before, "the program is as it was")
    trial.type("key", "alt+F4")
    wait_until(lambda: not is_running(trial), "the window closes")


def upgrades(trial: Trial) -> None:
    """A newer version takes the place of the old one, whole; the data stays."""
    before = str(trial.command("digest")["digest"])
    (trial.program / "_internal" / "stale.dll").write_bytes(b"old")
    require(trial.setup(NEWER) == 0, "setup of the newer version")
    require(not (trial.program / "_internal" / "stale.dll").exists(), "the old files are gone")
    require(NEWER in trial_key(trial, UNINSTALL_KEY), "the version in Windows' list")
    require(str(trial.command("digest")["digest"]) == before, "the data is the same")
    require(not list(trial.program.parent.glob("KH57.*")), "nothing is left beside it")


def refuses_older(trial: Trial) -> None:
    """A version that does not know the shape of the data is refused, and nothing changes."""
    before = fingerprint(trial.program)
    require(trial.setup(OLDER) == DATA_NEWER, "setup of the older version")
    require(fingerprint(trial.program) == before, "the program is as it was")


def refuses_old_windows(trial: Trial) -> None:
    """Windows 7 is told so, and nothing changes."""
    before = fingerprint(trial.program)
    version_of_windows(trial, "win7")
    code = trial.setup(facts.version())
    version_of_windows(trial, "win10")
    require(code == UNFIT, f"setup on Windows 7: {code}")
    require(fingerprint(trial.program) == before, "the program is as it was")


def goes_and_comes_back(trial: Trial) -> None:
    """Removing leaves the data and nothing else; installing again finds it."""
    digest, before = str(trial.command("digest")["digest"]), fingerprint(trial.home)
    require(trial.uninstall() == 0, "removal")
    require(not trial.program.exists() or not any(trial.program.iterdir()), "the folder is empty")
    require(not any((trial.windows.drive / place).exists() for place in SHORTCUTS), "shortcuts")
    require("KH57.exe" not in trial_key(trial, BUNDLE_KEY), "association")
    require(facts.NAME not in trial_key(trial, UNINSTALL_KEY), "Windows' list")
    require(fingerprint(trial.home) == before, "the data is untouched")
    require(trial.setup(facts.version()) == 0, "setup again")
    require(str(trial.command("digest")["digest"]) == digest, "the data is found again")


PROMISES: Final[tuple[Callable[[Trial], None], ...]] = (
    installs,
    proves_itself,
    works,
    opens,
    refuses_while_it_runs,
    upgrades,
    refuses_older,
    refuses_old_windows,
    goes_and_comes_back,
)


def require(holds: object, what: str) -> None:
    """Raise RuntimeError when something does not hold."""
    if not holds:
        message = f"trial: {what}"
        raise RuntimeError(message)


def say(text: str) -> None:
    """Tell on the terminal what held."""
    print(f"[trial] ok  {text}", flush=True)


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder by its place, logs and locks left aside."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def trial_key(trial: Trial, key: str) -> str:
    """Return what the registry holds below a key; an error's words when it is not there."""
    return trial.windows.run("wine", "reg", "query", key, "/s")[1]


def version_of_windows(trial: Trial, name: str) -> None:
    """Let wine claim to be another Windows."""
    key, words = r"HKCU\Software\Wine", ("/v", "Version", "/d", name, "/f")
    code, said = trial.windows.run("wine", "reg", "add", key, *words)
    require(code == 0, said)


def is_running(trial: Trial) -> bool:
    """Tell whether the program runs."""
    return "KH57.exe" in trial.windows.run("wine", "tasklist")[1]


def wait_for(trial: Trial, name: str) -> None:
    """Wait until the window is painted, and keep its picture."""
    wait_until(lambda: is_running(trial), "the program starts")
    time.sleep(6)
    trial.look(name)


def wait_until(holds: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait until something holds; raises RuntimeError when it never does."""
    until = time.monotonic() + seconds
    while not holds():
        require(time.monotonic() < until, what)
        time.sleep(0.5)
