"""Use the installer as an office would, in a fresh Windows of wine, and require what is promised.

Nothing here knows the program from within: setups, programs, files, registry, keys and pictures.
"""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING, Final

import facts
import installer
import wine
from trial import ASSOCIATION, PROGRAM, WINDOW, Trial, fingerprint, require, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUNS, UNFIT, DISK_FULL, DATA_NEWER = 5, 6, 7, 8
"""The exit codes of a silent installer (kh57.nsi)."""
OLDER, NEWER, HUGE = "0.0.9", "9.9.9", "9.9.10"
TERABYTES: Final = 9_000_000_000_000
LISTED: Final = r"Microsoft\Windows\CurrentVersion\Uninstall\KH57"
SHORTCUTS: Final = (
    "users/root/Desktop/KH57.lnk",
    "users/root/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/KH57.lnk",
)
AWAY: Final = r"C:\don-vi"
"""The data of a unit on the same PC; the officer's own are the commune's."""


def keep(made: Path, folder: Path, cache: Path, out: Path) -> None:
    """Try the installer; raises RuntimeError at the first promise that is not kept."""
    shared = out / "trial"
    shutil.rmtree(shared, ignore_errors=True)
    (shared / "pictures").mkdir(parents=True)
    installers = _installers(made, folder, shared)
    debian = wine.make_ready(cache)
    with wine.screen() as display:
        windows = wine.Wine(debian, shared, "trial", display)
        windows.fresh()
        trial = Trial(windows, shared, installers)
        try:
            for promise in PROMISES:
                began = time.monotonic()
                promise(trial)
                print(
                    f"[trial] ok  {promise.__doc__} ({time.monotonic() - began:.0f} s)", flush=True
                )
        finally:
            trial.look("last")
            windows.end()


def _installers(made: Path, folder: Path, shared: Path) -> dict[str, Path]:
    """Return the installer on trial, and three that only claim to be of other versions."""
    own = facts.version()
    found = {own: shared / made.name}
    shutil.copyfile(made, found[own])
    claims = {OLDER: (-1, 0), NEWER: (1, 0), HUGE: (1, TERABYTES)}
    for version, (more, size) in claims.items():
        shape = facts.shape() + more
        found[version] = installer.make(
            folder, shared, version=version, shape=shape, size=size, is_quick=True
        )
    return found


def installs(trial: Trial) -> None:
    """A silent installation puts program, shortcuts and the kind of file in their places."""
    code = trial.setup(facts.version())
    require(code == 0, f"setup: {code}")
    for name in (WINDOW, "kh57-console.exe", "uninstall.exe", "FILES.txt", "LICENSES/KH57.txt"):
        require((trial.program / name).is_file(), name)
    for place in SHORTCUTS:
        require((trial.windows.drive / place).is_file(), place)
    require(WINDOW in trial.registered(ASSOCIATION), "the kind of file")
    require(facts.version() in trial.registered(LISTED), "the version in Windows' list")
    require(not trial.home.exists(), "installing makes no data")


def proves_itself(trial: Trial) -> None:
    """The installed program walks the whole road and paints its windows."""
    answer = trial.command("self-test", "--pictures", r"Z:\shared\pictures\self-test")
    require(not answer["failed"] and answer["passed"], str(answer))
    require(not trial.home.exists(), "the self-test leaves no data")


def works(trial: Trial) -> None:
    """Commune and unit are set up, an activity is recorded, a bundle is packed."""
    trial.command("setup", "commune", "--officer", "Y Hlinh Niê")
    unit = ("--unit", "TCN-03", "--officer", "A Thôn Ksor", "--out", r"C:\ghep.kh57request")
    asked = trial.command("setup", "unit", *unit, home=AWAY)
    confirmed = ("--confirm", str(asked["confirm_code"]), "--out", r"C:\ghep.kh57answer")
    answered = trial.command("enroll", "answer", str(asked["request"]), *confirmed)
    trial.command("enroll", "finish", str(answered["answer"]), home=AWAY)
    words = ("title=Tuyên truyền Nghị quyết 57 tại thôn", "starts_on=2026-11-20")
    trial.command("add", "activities", *words, home=AWAY)
    trial.made["bundle"] = str(trial.command("pack", "--out", "C:\\", home=AWAY)["files"][0])


def opens(trial: Trial) -> None:
    """A double click on a bundle opens the window; the password leads to what it brings."""
    trial.double_click(trial.made["bundle"])
    wait_until(trial.runs, "the program starts")
    time.sleep(6)
    trial.look("locked")
    trial.write("tap luyen 57")
    trial.press("Return")
    time.sleep(8)
    trial.look("double-click")


def is_one_window(trial: Trial) -> None:
    """A second double click reaches the window that is open, and ends."""
    second = trial.double_click(trial.made["bundle"])
    require(second.wait(30) == 0, "the second start ends")
    require(trial.runs(), "the first window stays")
    time.sleep(3)
    trial.look("second-start")


def refuses_while_it_runs(trial: Trial) -> None:
    """While the program runs, neither installing nor removing changes anything."""
    before = fingerprint(trial.program)
    require(trial.setup(NEWER) == RUNS, "setup over a running program")
    require(trial.uninstall() == RUNS, "removal of a running program")
    require(fingerprint(trial.program) == before, "the program is as it was")
    trial.press("alt+F4")
    wait_until(lambda: not trial.runs(), "the window closes")


def upgrades(trial: Trial) -> None:
    """A newer version takes the place of the old one, whole; the data stays."""
    before = trial.digest()
    (trial.program / "_internal" / "stale.dll").write_bytes(b"old")
    require(trial.setup(NEWER) == 0, "setup of the newer version")
    require(not (trial.program / "_internal" / "stale.dll").exists(), "the old files are gone")
    require(NEWER in trial.registered(LISTED), "the version in Windows' list")
    require(trial.digest() == before, "the data is the same")
    require(not list(trial.program.parent.glob("KH57.*")), "nothing is left beside it")


def refuses_older(trial: Trial) -> None:
    """A version that does not know the shape of the data is refused; nothing changes."""
    before = fingerprint(trial.program)
    require(trial.setup(OLDER) == DATA_NEWER, "setup of the older version")
    require(fingerprint(trial.program) == before, "the program is as it was")


def refuses_unfit_computers(trial: Trial) -> None:
    """Windows 7 and a full disk are refused; nothing changes."""
    before = fingerprint(trial.program)
    trial.claim("win7")
    code = trial.setup(facts.version())
    trial.claim("win10")
    require(code == UNFIT, f"setup on Windows 7: {code}")
    require(trial.setup(HUGE) == DISK_FULL, "setup on a full disk")
    require(fingerprint(trial.program) == before, "the program is as it was")


def gives_way(trial: Trial) -> None:
    """What cannot be moved aside is left as it is, after some patience."""
    before = fingerprint(trial.program)
    beside = trial.program.with_name("KH57.old")
    beside.write_text("in the way", encoding="ascii")  # as a file that a scanner holds
    require(trial.setup(NEWER) == RUNS, "setup where nothing can be moved")
    beside.unlink()
    require(fingerprint(trial.program) == before, "the program is as it was")
    require(not list(trial.program.parent.glob("KH57.*")), "nothing is left beside it")


def survives_a_cut(trial: Trial) -> None:
    """A setup killed on its way leaves the old program whole, and the next one tidies up."""
    before = fingerprint(trial.program)
    trial.windows.start("wine", f"/shared/{trial.installers[NEWER].name}", "/S")
    beside = trial.program.with_name("KH57.new")
    wait_until((beside / "_internal").exists, "the new program is being unpacked")
    trial.windows.end()
    require(fingerprint(trial.program) == before, "the program is as it was")
    trial.program.rename(trial.program.with_name("KH57.old"))  # as if cut between the renamings
    require(trial.setup(NEWER) == 0, "setup after the cut")
    require(not list(trial.program.parent.glob("KH57.*")), "nothing is left beside it")
    require(trial.digest(), "the data opens")


def asks(trial: Trial) -> None:
    """By hand: the pages are Vietnamese, and Enter leads through them to the open program."""
    trial.windows.start("wine", f"/shared/{trial.installers[facts.version()].name}")
    time.sleep(8)
    trial.look("setup-welcome")
    trial.press("Return")
    time.sleep(25)
    trial.look("setup-finish")
    trial.press("Return")
    wait_until(trial.runs, "the program is opened")
    time.sleep(6)
    trial.look("after-setup")
    trial.press("alt+F4")
    wait_until(lambda: not trial.runs(), "the window closes")


def goes_and_comes_back(trial: Trial) -> None:
    """Removing leaves the data and nothing else; installing again finds it."""
    digest, before = trial.digest(), fingerprint(trial.home)
    trial.windows.run("wine", rf"{PROGRAM}\uninstall.exe", "/S")  # works on from a copy of itself
    wait_until(lambda: not trial.program.exists(), "the program is gone, its folder too")
    require(not any((trial.windows.drive / place).exists() for place in SHORTCUTS), "shortcuts")
    require(WINDOW not in trial.registered(ASSOCIATION), "the kind of file is gone")
    require(facts.NAME not in trial.registered(LISTED), "Windows' list is clean")
    require(fingerprint(trial.home) == before, "the data is untouched")
    require(trial.setup(facts.version()) == 0, "setup again")
    require(trial.digest() == digest, "the data is found again")


PROMISES: Final[tuple[Callable[[Trial], None], ...]] = (
    installs,
    proves_itself,
    works,
    opens,
    is_one_window,
    refuses_while_it_runs,
    upgrades,
    refuses_older,
    refuses_unfit_computers,
    gives_way,
    survives_a_cut,
    asks,
    goes_and_comes_back,
)
