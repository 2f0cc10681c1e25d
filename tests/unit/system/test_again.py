"""The program is started once more: through Python, or by the console of its folder."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kh57_desktop.system import again
from tests.support import sources

CSV = "TT,Tên\n1,Hơ̆ Ring\n".encode()


@pytest.mark.parametrize(
    ("window", "console"),
    [("KH57.exe", "kh57-console.exe"), ("KH57", "kh57-console"), ("kh57-console", "kh57-console")],
)
def test_an_installed_program_starts_the_console_of_its_folder(
    tmp_path, monkeypatch, window, console
):
    """The window's program has no streams to answer on; the one beside it has."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "_internal"), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / window))

    assert again.command("read-sheet") == (str(tmp_path / console), "read-sheet")
    assert again.surroundings()["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
    assert "PYTHONPATH" not in again.surroundings()


def test_a_program_run_by_python_starts_python_again():
    """In a checkout the same interpreter reads, with nothing of the folder it stands in."""
    command = again.command("read-sheet")

    assert command == (sys.executable, "-P", "-m", "kh57_desktop", "read-sheet")
    assert Path(again.surroundings()["PYTHONPATH"]) == sources.ROOT


def test_a_program_of_the_system_finds_its_own_libraries(monkeypatch):
    """What unmounts a stick is not started with the libraries of an installed program."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/ours:/usr/local/lib")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/local/lib")
    assert again.surroundings_of_others()["LD_LIBRARY_PATH"] == "/ours:/usr/local/lib"

    monkeypatch.setattr(sys, "_MEIPASS", "/ours", raising=False)
    assert again.surroundings_of_others()["LD_LIBRARY_PATH"] == "/usr/local/lib"

    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    assert "LD_LIBRARY_PATH" not in again.surroundings_of_others()


def test_the_child_answers_with_the_tables_of_a_sheet(tmp_path):
    """Whatever folder the program was started in, the child is found and speaks UTF-8."""
    ended = subprocess.run(
        again.command(again.READ_SHEET),
        input=CSV, capture_output=True, check=True, cwd=tmp_path, env=again.surroundings(),
    )  # fmt: skip

    assert ended.stderr == b""
    assert "Hơ̆ Ring" in json.dumps(json.loads(ended.stdout), ensure_ascii=False)


def test_the_child_takes_no_words():
    """Whoever types the word by hand is told in three sentences, and no file is read."""
    ended = subprocess.run(
        again.command(again.READ_SHEET, "x"),
        stdin=subprocess.DEVNULL, capture_output=True, check=False, env=again.surroundings(),
    )  # fmt: skip

    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().splitlines()[-1] == "(KH57-1010)"
