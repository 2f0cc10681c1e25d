"""The program at the terminal, with cheap key slots: a command, its answer, its exit code."""

import contextlib
import io
import json
import re
import sys
from dataclasses import dataclass
from typing import Any

from kh57_desktop import app
from kh57_desktop.cli.main import run

PASSWORD = "một mật khẩu dài"  # noqa: S105


def cheap_doors(home, at):
    """Return the doors of a home whose key slots cost next to nothing."""
    doors = app.doors(home, at)
    doors.makes_practice = True
    return doors


@dataclass(frozen=True)
class Answered:
    """What a command said."""

    code: int
    keys: dict[str, Any]

    def __getitem__(self, name):
        """Return a key of the answer."""
        return self.keys[name]


def well_said(error, *, is_of_windows=sys.platform == "win32"):
    """Fail unless each sentence of an error is whole: nothing left open, no doubled full stop.

    Windows is named where it is the system, or where it alone can have the fault.
    """
    for part in ("happened", "data_state", "remedy"):
        sentence = error.get(part, "Ổn.")
        assert re.fullmatch(r"[^a-z].*[^\s.;:…]\.", sentence, re.DOTALL), sentence
        assert not re.search(r"[{}]|\.[.;,]|[,;:]\.|\s[.,;](?!\w)", sentence), sentence
        assert "Windows" not in sentence or is_of_windows


class Terminal:
    """A terminal at one data folder."""

    def __init__(self, home, at="2026-06-16T14:36:00", password=PASSWORD):
        self.home = home
        self.at = at
        home.parent.mkdir(parents=True, exist_ok=True)
        self.secret = home.parent / f"{home.name}.password"
        self.secret.write_text(password, encoding="utf-8")

    def __call__(self, *words, code=0, home=True):
        """Run a command; fails unless it ends with the code (None: 0 or 3) and one JSON object."""
        common = ["--json", "--password-file", str(self.secret)]
        if home:  # else the surroundings name it
            common += ["--home", str(self.home)]
        if self.at:
            common += ["--at", self.at]
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            ended = run([*common, *map(str, words)], cheap_doors)
        answer = json.loads(out.getvalue())
        expected = {0, 3} if code is None else {code}
        well_said(answer.get("error", {}))
        assert ended in expected, (words, ended, answer)
        assert answer["ok"] is (ended in {0, 3})
        return Answered(ended, answer)

    def refused(self, *words, code=1):
        """Run a command that must be refused; returns the code of its error."""
        error = self(*words, code=code)["error"]
        assert all(error[part] for part in ("happened", "data_state", "remedy"))
        return error["code"]


def a_commune(folder, at="2026-06-16T14:36:00"):
    """Return the terminal of a commune that was just set up."""
    commune = Terminal(folder / "xa", at)
    commune("setup", "commune", "--officer", "Trần Minh Tuấn")
    return commune


def a_unit(folder, commune, code="TR-NTT", name=None, at="2026-06-16T14:36:00"):
    """Return the terminal of a unit that has joined the commune and has its catalog."""
    name = name or code
    unit = Terminal(folder / name, at)
    request, answer = folder / f"{name}.kh57request", folder / f"{name}.kh57answer"
    asked = unit("setup", "unit", "--unit", code, "--officer", "Nguyễn Thị Hạnh", "--out", request)
    commune("enroll", "answer", request, "--confirm", asked["confirm_code"], "--out", answer)
    unit("enroll", "finish", answer)
    files = commune("pack", "--to", code, "--out", folder / "usb")["files"]
    unit("accept", *files)
    return unit
