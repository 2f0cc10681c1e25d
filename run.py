"""Make the program ready on a fresh machine, then do what was asked.

python3 run.py               the practice commune: in a window, or its papers where no display is
python3 run.py app           the officer's own data
python3 run.py test          the whole gate; --deep adds the long tests, pytest's words choose some
python3 run.py check         the gate without the tests; mends what can be mended by itself
python3 run.py pictures      the pictures of the screens anew; 100,125,150 also at other scales

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WHEELHOUSE = ROOT / "wheelhouse"
WINDOWS = os.name == "nt"
PROGRAMS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = PROGRAMS / ("python.exe" if WINDOWS else "python")
COMMAND = PROGRAMS / ("kh57.exe" if WINDOWS else "kh57")
STAMP = VENV / "made-from.sha256"
SCALES = range(50, 401)
OLDEST, NEWEST = (3, 11), (3, 13)


def main(words: list[str]) -> int:
    """Do what the words ask for and return the exit code."""
    jobs = {"app": app, "test": test, "check": check, "pictures": pictures}
    own_words = words[:1] if words[:1] in (["app"], ["test"]) else words
    if {"-h", "--help", "help"} & {*own_words}:
        print(__doc__)
        return 0
    wrong = misunderstood(words, [*jobs])
    if wrong:
        print(f"[kh57] not understood: {wrong}\n\n{__doc__}")
        return 2
    install_libraries()
    make_ready()
    return jobs[words[0]](words[1:]) if words else main_job()


def misunderstood(words: list[str], jobs: list[str]) -> str:
    """Return what in the words means nothing; "" when all of it does."""
    if not words:
        return ""
    job, *rest = words
    if job not in jobs:
        return job
    if job == "check":
        return " ".join(rest)
    if job == "pictures" and (len(rest) > 1 or not all(map(is_a_scale, ",".join(rest).split(",")))):
        return " ".join(rest)
    return ""


def is_a_scale(word: str) -> bool:
    """Tell whether a word is a scale of the screen in percent, or nothing at all."""
    return not word or (word.isascii() and word.isdigit() and int(word) in SCALES)


def main_job() -> int:
    """Open the practice commune, or walk its road to the papers where there is no display."""
    work = "practice-window" if has_display() else "road"
    return run_python("-m", "kh57_desktop", work, str(ROOT / "practice-commune"))


def app(words: list[str]) -> int:
    """Open the officer's own data."""
    return run_python("-m", "kh57_desktop", *words)


def pictures(words: list[str]) -> int:
    """Paint every screen of the practice commune anew."""
    homes = str(ROOT / "practice-commune")
    out = str(ROOT / "resources" / "help" / "pictures")
    return run_python("-m", "kh57_desktop", "pictures", homes, out, *words, offscreen=True)


def check(words: list[str]) -> int:
    """Run the gate without the tests, mending what can be mended by itself."""
    return run_python(".ci/gate.py", "check", *words, offscreen=True)


def test(words: list[str]) -> int:
    """Run the gate; with words of pytest, the tests they choose."""
    return run_python(".ci/gate.py", "test", *words, offscreen=True)


def run_python(*words: str, offscreen: bool = False) -> int:
    """Run the program's own Python and return the exit code."""
    surroundings = dict(os.environ)
    if offscreen or not has_display():
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [str(PYTHON), *words]
    code = subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode
    return code if code >= 0 else 128 - code


def has_display() -> bool:
    """Tell whether windows can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def install_libraries() -> None:
    """Install the system libraries Qt needs, where this system lacks them."""
    if not sys.platform.startswith("linux"):
        return
    always, _, with_display = (ROOT / "requirements.debian").read_text().partition("# where")
    lines = (always + with_display if has_display() else always).splitlines()
    needed = [line.split() for line in lines if line.startswith("lib")]
    missing = [package for library, package in needed if not is_there(library)]
    if missing:
        install_packages(missing)


def is_there(library: str) -> bool:
    """Tell whether the system can load a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, or end with the one line that an administrator runs."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"Run once as administrator, then start again:\n  {' '.join(command)}"
    if sys.platform == "win32" or not shutil.which("apt-get"):
        stop(f"This system lacks what these Debian packages bring: {' '.join(packages)}")
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            stop(by_hand)
        # without a terminal nobody can type a password: refuse at once instead of waiting
        command = ["sudo", *([] if sys.stdin.isatty() else ["-n"]), *command]
    say(f"installing packages of the system: {' '.join(packages)}")
    update = [*command[: command.index("install")], "update"]
    if succeeds(command):
        return
    succeeds(update)
    if not succeeds(command, complaints=None):
        stop(f"The packages could not be installed.\n{by_hand}")


def succeeds(command: list[str], *, complaints: int | None = subprocess.DEVNULL) -> bool:
    """Run a command of the system without its chatter and tell whether it did its work."""
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    silent = subprocess.DEVNULL
    done = subprocess.run(command, env=surroundings, stdout=silent, stderr=complaints, check=False)
    return done.returncode == 0


def make_ready() -> None:
    """Make `.venv` from the locked wheels, unless the one that stands was made from them."""
    stamp = hashlib.sha256(LOCK.read_bytes() + bytes(ROOT)).hexdigest()
    if STAMP.exists() and STAMP.read_text() == stamp and PYTHON.exists() and COMMAND.exists():
        return
    refuse_other_pythons(sys.version_info[:2])
    started = time.monotonic()
    say("making .venv")
    venv.EnvBuilder(with_pip=False, clear=True, symlinks=not WINDOWS).create(VENV)
    pip = pip_command()
    offline = ["--no-index", "--find-links", str(WHEELHOUSE)] if WHEELHOUSE.is_dir() else []
    say("fetching the locked packages (about 250 MB the first time)")
    locked = ["--no-compile", "--only-binary=:all:", "--require-hashes", "-r", str(LOCK)]
    install([*pip, "install", "--disable-pip-version-check", *offline, *locked])
    with tempfile.TemporaryDirectory() as folder:
        install([*pip, "install", "-q", "--no-deps", "--no-index", str(own_wheel(Path(folder)))])
    say("compiling")
    subprocess.run([PYTHON, "-m", "compileall", "-q", VENV], stdout=subprocess.DEVNULL, check=False)
    STAMP.write_text(stamp)
    say(f"ready after {time.monotonic() - started:.0f} s")


def refuse_other_pythons(version: tuple[int, int]) -> None:
    """End with a sentence when this Python is too old or too new for the locked wheels."""
    if OLDEST <= version <= NEWEST and sys.maxsize > 2**32:
        return
    fitting = (shutil.which(f"python3.{minor}") for minor in range(NEWEST[1], OLDEST[1] - 1, -1))
    found = next(filter(None, fitting), None)
    stop(
        f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} for 64 bits is needed; "
        f"this is {version[0]}.{version[1]} ({platform.machine()}).\n"
        + (f"Start it so:  {found} run.py" if found else "Install one of them and start it again.")
    )


def pip_command() -> list[str]:
    """Return how a pip is called that installs into `.venv`; `.venv` itself has none."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    wheel = pip_wheel()
    if wheel is None and sys.platform.startswith("linux"):
        install_packages(["python3-pip-whl"])
        wheel = pip_wheel()
    if wheel is None:
        stop("This Python has no pip. Install pip for it and start again.")
    return [str(PYTHON), str(wheel / "pip")]


def pip_wheel() -> Path | None:
    """Find a wheel of pip, which runs as it is: Python's own bundled one or Debian's."""
    places = [Path("/usr/share/python-wheels")]
    bundled = importlib.util.find_spec("ensurepip")
    if bundled and bundled.origin:
        places.insert(0, Path(bundled.origin).parent / "_bundled")
    return next((wheel for place in places for wheel in sorted(place.glob("pip-*.whl"))), None)


def install(command: list[str]) -> None:
    """Run pip and show how far it is; where it fails, end with its last words and a remedy."""
    surroundings = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1", "PIP_NO_INPUT": "1"}
    heard: list[str] = []
    taken = 0
    with subprocess.Popen(
        command,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            if not line.startswith(("Ignoring ", "Looking in ")):
                heard.append(line)
            if line.startswith("Collecting "):
                taken += 1
                say(f"{taken:3} {line.split()[1]}", on_one_line=True)
            elif line.startswith("Installing collected"):
                say("unpacking")
    if pip.returncode:
        stop("".join(heard[-8:]) + remedy("".join(heard)))


def remedy(heard: str) -> str:
    """Return what to do about a failure of pip, told from what it said."""
    if "DO NOT MATCH THE HASHES" in heard:
        return "A package differs from the locked one: nothing of it was used. Ask who serves it."
    if "No space left" in heard:
        return "The disk is full: about 1.5 GB are needed. Make room and start again."
    if "CERTIFICATE_VERIFY_FAILED" in heard:
        return "The network uses a certificate of its own: put its file's path into PIP_CERT."
    if WHEELHOUSE.is_dir():
        return "The folder wheelhouse lacks a package: fill it anew, or remove it."
    return (
        "The packages could not be fetched. Is there a network? Without one, on a connected machine"
        " of the same kind:\n  python3 -m pip download --only-binary=:all: -r requirements.lock"
        " -d wheelhouse\nand put the folder wheelhouse beside run.py. Wheels exist for 64-bit"
        " CPython on Windows, macOS and Linux (glibc 2.34 or newer)."
    )


def own_wheel(folder: Path) -> Path:
    """Write a wheel that holds no code, only the way to this folder and the command `kh57`."""
    about = "kh57_desktop-0.dist-info"
    files = {
        # escaped, because Python 3.11 reads such a file in the encoding of the machine
        "kh57_desktop.pth": f"import sys; sys.path.append({str(ROOT)!a})\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: kh57-desktop\nVersion: 0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nkh57 = kh57_desktop.__main__:main\n",
    }
    files[f"{about}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"])
    wheel = folder / "kh57_desktop-0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel


def say(text: str, *, on_one_line: bool = False) -> None:
    """Tell on the terminal how far things are."""
    if on_one_line and sys.stdout.isatty():
        print(f"\r[run] {text:70}", end="", flush=True)
    else:
        print(f"[run] {text}", flush=True)


def stop(text: str) -> NoReturn:
    """End with a sentence and a failing exit code."""
    sys.exit(f"[run] {text}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
