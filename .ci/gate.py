"""Run the gate: every check, every test, and the coverage of the rooms without windows.

`run.py` calls it with the program's own Python: `check` mends what can be mended by itself (unless
CI is set), `test` only looks, with the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
ROOMS_WITHOUT_WINDOWS = (
    "system",
    "domain",
    "records",
    "store",
    "journal",
    "sync",
    "reports",
    "importing",
    "services",
    "practice",
    "cli",
)
ON_WINDOWS = (
    *("--platform", "win32", "--cache-dir", ".mypy_cache/windows"),
    # what only Linux does is never reached there
    *("--no-warn-unreachable", "--disable-error-code", "unused-ignore"),
)
"""How mypy looks at the branches that Windows alone takes."""


def check(*, mend: bool) -> int:
    """Run every check that needs no test, all of them even when one refuses."""
    contracts = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"
    checks = {
        "lint": ("-m", "ruff", "check", *(("--fix",) if mend else ()), "."),
        "format": ("-m", "ruff", "format", *(() if mend else ("--check",)), "."),
        "types": ("-m", "mypy", "kh57_desktop", "run.py", ".ci", "packaging"),
        "types on Windows": ("-m", "mypy", *ON_WINDOWS, "kh57_desktop", "packaging"),
        "rooms": ("-c", contracts),
        "spelling": ("-m", "codespell_lib"),
        "tidiness": (".ci/tidiness.py",),
    }
    refused = [name for name, words in checks.items() if not holds(name, *words)]
    if refused:
        say(f"refused by: {', '.join(refused)}")
    return 1 if refused else 0


def test(words: list[str]) -> int:
    """Run the checks, every test and the coverage; words for pytest choose some tests alone."""
    chosen = [word for word in words if word != "--deep"]
    marked = ("-m", "deep or not deep") if "--deep" in words else ()
    if marked:
        os.environ["KH57_LAWS"] = "deep"
    if chosen:
        return run("-m", "pytest", *marked, *chosen)
    started = time.monotonic()
    counted().unlink(missing_ok=True)
    code = check(mend=False) or every_test(*marked) or covered()
    verdict = "all is well" if code == 0 else "refused"
    say(f"{tests_counted()} tests in {time.monotonic() - started:.0f} s: {verdict}")
    return code


def every_test(*words: str) -> int:
    """Run all tests in a random order on two cores, measuring what they cover."""
    BUILD.mkdir(exist_ok=True)
    options = ("-q", "-n", "2", "--dist", "worksteal", "--cov=kh57_desktop", "--cov-report=")
    return run("-m", "pytest", *options, f"--junitxml={counted()}", *words)


def covered() -> int:
    """Refuse when the rooms without windows are covered, branches counted, below 95 of 100."""
    rooms = ",".join(f"kh57_desktop/{room}/*" for room in ROOMS_WITHOUT_WINDOWS)
    gate = ("--precision=1", "--skip-covered", "--show-missing", "--fail-under=95")
    return run("-m", "coverage", "report", f"--include={rooms}", *gate)


def counted() -> Path:
    """Return where pytest writes its report."""
    return BUILD / "tests.xml"


def tests_counted() -> int:
    """Count the tests in pytest's report; none where the checks already refused."""
    if not counted().exists():
        return 0
    suites = ET.parse(counted()).getroot().iter("testsuite")  # noqa: S314 - pytest wrote it
    return sum(int(suite.get("tests", "0")) for suite in suites)


def holds(name: str, *words: str) -> bool:
    """Run one check and tell whether it held, with the seconds it took."""
    started = time.monotonic()
    code = run(*words)
    say(f"{name}: {'held' if code == 0 else 'refused'} ({time.monotonic() - started:.1f} s)")
    return code == 0


def run(*words: str) -> int:
    """Run this Python with some words at the top of the project and return the exit code."""
    return subprocess.run([sys.executable, *words], cwd=ROOT, check=False).returncode


def say(text: str) -> None:
    """Tell on the terminal how far things are."""
    print(f"[gate] {text}", flush=True)


if __name__ == "__main__":
    asked, *rest = sys.argv[1:]
    sys.exit(test(rest) if asked == "test" else check(mend="CI" not in os.environ))
