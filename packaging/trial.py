"""A Windows on trial: what is installed in it, what it answers, and how it is looked at."""

from __future__ import annotations

import hashlib
import json
import shlex
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import wine

PASSWORD: Final = "tap luyen 57"  # noqa: S105 - of a store that lives for minutes
LOCAL: Final = "users/root/AppData/Local"
PROGRAM: Final = r"C:\users\root\AppData\Local\Programs\KH57"
CONSOLE: Final = rf"{PROGRAM}\kh57-console.exe"
WINDOW: Final = "KH57.exe"
ASSOCIATION: Final = r"Classes\KH57.Bundle\shell\open\command"


@dataclass(slots=True)
class Trial:
    """A fresh Windows, the installers tried in it, and what was made on the way."""

    windows: wine.Wine
    shared: Path
    installers: dict[str, Path]
    made: dict[str, str] = field(default_factory=dict)

    @property
    def program(self) -> Path:
        """The folder of the installed program, as seen from outside."""
        return self.windows.drive / LOCAL / "Programs" / "KH57"

    @property
    def home(self) -> Path:
        """The officer's data."""
        return self.windows.drive / LOCAL / "KH57"

    def setup(self, name: str) -> int:
        """Run an installer silently and return its exit code."""
        return self.windows.run("wine", f"/shared/{self.installers[name].name}", "/S")[0]

    def uninstall(self) -> int:
        """Remove the program silently, waiting for the end, and return the exit code."""
        return self.windows.run("wine", rf"{PROGRAM}\uninstall.exe", "/S", f"_?={PROGRAM}")[0]

    def command(self, *words: str, home: str = "") -> dict[str, Any]:
        """Run a command of the installed program that has to succeed, and return its answer."""
        more = {"KH57_PASSWORD": PASSWORD, **({"KH57_HOME": home} if home else {})}
        code, said = self.windows.run("wine", CONSOLE, "--json", *words, surroundings=more)
        told = [line for line in said.splitlines() if line.startswith("{")]
        require(code in {0, 3} and told, f"{words[0]}: code {code}, {said[-500:]}")
        return dict(json.loads(told[-1]))

    def digest(self) -> str:
        """Return the digest of the officer's data."""
        return str(self.command("digest")["digest"])

    def registered(self, key: str) -> str:
        """Return what the registry holds below a key of the user; an error's words without it."""
        return self.windows.run("wine", "reg", "query", rf"HKCU\Software\{key}", "/s")[1]

    def double_click(self, file: str) -> subprocess.Popen[bytes]:
        """Start what is registered for a kind of file, as Windows' desktop does.

        Wine's own desktop knows the kinds of all users only, not those of one.
        """
        command = self.registered(ASSOCIATION).strip().splitlines()[-1].partition("REG_SZ")[2]
        words = shlex.split(command.replace("%1", file), posix=False)
        return self.windows.start("wine", *(word.strip('"') for word in words))

    def claim(self, version: str) -> None:
        """Let this Windows say that it is another version."""
        words = (r"HKCU\Software\Wine", "/v", "Version", "/d", version, "/f")
        code, said = self.windows.run("wine", "reg", "add", *words)
        require(code == 0, said)

    def runs(self, name: str = WINDOW) -> bool:
        """Tell whether a program runs."""
        return name in self.windows.run("wine", "tasklist")[1]

    def look(self, name: str) -> None:
        """Keep a picture of the whole screen."""
        picture = self.shared / "pictures" / f"{name}.png"
        words = ["import", "-display", self.windows.display, "-window", "root", str(picture)]
        subprocess.run(words, check=True)

    def press(self, *keys: str) -> None:
        """Press keys, named as xdotool does."""
        self._keyboard("key", "--delay", "120", *keys)

    def write(self, text: str) -> None:
        """Type letters."""
        self._keyboard("type", "--delay", "60", text)

    def _keyboard(self, *words: str) -> None:
        surroundings = {"DISPLAY": self.windows.display, "PATH": "/usr/bin:/bin"}
        subprocess.run(["xdotool", *words], env=surroundings, check=True)


def require(holds: object, what: str) -> None:
    """Raise RuntimeError when something does not hold."""
    if not holds:
        message = f"trial: {what}"
        raise RuntimeError(message)


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder by its place."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def wait_until(holds: Callable[[], bool], what: str, seconds: float = 90) -> None:
    """Wait until something holds; raises RuntimeError when it never does."""
    until = time.monotonic() + seconds
    while not holds():
        require(time.monotonic() < until, what)
        time.sleep(0.5)
