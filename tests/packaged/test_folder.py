"""The frozen program of this system is whole, lives anywhere, and leaves its folder as it was."""

import csv
import json
import re
import signal
import subprocess
import time
import zlib
from contextlib import suppress
from pathlib import Path

import contents
import facts
import notices
import pytest
import screening
from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

from kh57_desktop.practice import proofs
from kh57_desktop.practice.self_test import ROAD
from tests.support import sources

STEPS = [*proofs.OF_PROGRAM, ROAD, *proofs.OF_COMMUNE]
LONG_ENOUGH = 60


def console(folder, *words, **surroundings):
    """Run the command line of a folder with nothing around it but what is given."""
    return subprocess.run(
        [folder / "kh57-console", *words],
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def state(folder):
    """Return what a folder holds: each place, its size and when it was last written to."""
    return {
        path.relative_to(folder).as_posix(): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in (folder, *folder.rglob("*"))
    }


def works(folder):
    """Return the works in a folder, as its own list tells them."""
    with (folder / notices.LIST).open(encoding="utf-8", newline="") as file:
        return {row["work"] for row in csv.DictReader(file, delimiter="\t")} - {""}


def test_one_command_makes_the_folder_and_lets_it_prove_itself(made):
    """`build.py here` ends well, and the frozen program has walked the whole road."""
    assert made.code == 0, made.told
    assert [step for step in STEPS if f"ok  {step}\n" not in made.told] == []
    assert "FAILED" not in made.told


def test_nothing_foreign_lies_in_the_folder(made):
    """No test, no source, nothing left out, no path of this machine, no name of its user."""
    assert screening.faults(made.folder, [str(sources.ROOT), str(made.folder.parent)]) == []


def test_both_programs_take_their_modules_from_one_library(made):
    """None lies in the folder twice, and no start has to unpack one."""
    doors = [CArchiveReader(str(made.folder / name)) for name in screening.PROGRAMS]
    library = made.folder / "_internal" / contents.LIBRARY
    held, bytes_ = ZlibArchiveReader(str(library), 0).toc, library.read_bytes()
    lying = {name: bytes_[at : at + length] for name, (_, at, length) in held.items() if length}

    assert [door.open_embedded_archive("PYZ.pyz").toc for door in doors] == [{}, {}]
    assert "kh57_desktop.app" in lying
    assert [name for name, lies in lying.items() if len(zlib.decompress(lies)) > len(lies)] == []


@pytest.mark.parametrize("name", screening.PROGRAMS)
def test_nothing_runs_before_the_first_line_but_what_was_let_in(made, name):
    """A command answers at once: no hook of the freezer loads Qt for it."""
    within = CArchiveReader(str(made.folder / name)).toc

    assert "PYZ.pyz" in within
    assert within.keys() & contents.HOOKS_LEFT_OUT.keys() == set()


def test_the_works_in_the_folder_are_those_the_program_is_said_to_run_with(made):
    """THIRD_PARTY.md tells in its first table what officers get, and below it what they do not."""
    said = sources.text(notices.THIRD_PARTY).partition("## Packages for testing")[0]
    first = set(re.findall(r"^\| ([\w.-]+) \| \d", said, re.MULTILINE))
    (left_out,) = re.findall(r"stay out of the installed program[^:]*:([^.]+)\.", said)

    frozen = works(made.folder) - notices.LICENSES.keys()
    assert frozen == first - set(re.split(r"[\s,]+", left_out))
    assert {"sqlalchemy", "pyside6-essentials", "sqlcipher3"} <= frozen


def test_the_license_of_every_work_lies_in_the_folder(made):
    """Each package's own text, or the one for all that are under the same license."""
    texts = made.folder / notices.FOLDER
    known = notices.licenses()
    bare = {
        work for work in works(made.folder) - notices.LICENSES.keys()
        if not any((texts / work).rglob("*")) and not known[work].startswith("LGPL")
    }  # fmt: skip

    assert bare == set()
    assert all((texts / name).is_file() for name in ("LGPL-3.0.txt", "GPL-3.0.txt", "KH57.txt"))


@pytest.fixture
def unwritable(copied):
    """Return the copied folder, in which nobody but an administrator may write."""
    folders = [copied, *(path for path in copied.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield copied
    for folder in folders:
        folder.chmod(0o755)


def test_it_proves_itself_from_a_strange_place_without_surroundings(unwritable):
    """Blanks and Vietnamese letters in its path, no home, no language, and nothing to write to."""
    before = state(unwritable)

    ended = console(unwritable, "--json", "self-test")

    answer = json.loads(ended.stdout)
    assert (answer["failed"], ended.returncode) == ([], 0), ended.stderr.decode()
    assert answer["passed"] == STEPS
    assert state(unwritable) == before


def test_a_folder_that_lost_a_library_says_what_it_cannot_do(copied):
    """A virus scanner took a file away: the self-test names the step, and the code tells it."""
    (lost,) = copied.rglob("_harfbuzz*.so")
    lost.unlink()

    ended = console(copied, "--json", "self-test")

    assert ended.returncode == 1, ended.stderr.decode()
    assert "marks are placed" in json.loads(ended.stdout)["failed"]
    assert console(copied, "preflight").returncode == 1


def test_it_looks_around_and_explains_itself(made):
    """What the installer asks before it lets the program in is answered, and so is `--help`."""
    looked, helped = console(made.folder, "preflight"), console(made.folder, "--help")

    assert (looked.returncode, looked.stdout) == (0, b"")
    assert helped.returncode == 0
    assert b"self-test" in helped.stdout


def test_another_python_on_the_computer_is_not_heard(made, tmp_path):
    """Somebody's settings for his own Python neither break the program nor get into it."""
    (tmp_path / "kh57_desktop.py").write_text("raise SystemExit(57)", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit(57)", encoding="utf-8")
    strange = {"PYTHONPATH": str(tmp_path), "PYTHONHOME": str(tmp_path), "PYTHONSTARTUP": "/x"}

    ended = console(made.folder, "--help", **strange)

    assert ended.returncode == 0, ended.stderr.decode()


@pytest.fixture
def window(made, tmp_path):
    """Double-click the program of an officer who has data: no terminal, no streams."""
    home = {"KH57_HOME": str(tmp_path / "xã")}
    setup = ("setup", "commune", "--officer", "Y Hlinh Niê")
    ended = console(made.folder, *setup, **home, KH57_PASSWORD="tap luyen 57")  # noqa: S106
    assert ended.returncode == 0, ended.stderr.decode()
    process = subprocess.Popen(
        [made.folder / facts.NAME],
        env={**home, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    yield process
    if process.poll() is None:
        process.kill()
        process.communicate()


def test_the_window_is_painted_and_ends_when_it_is_told_to(made, window):
    """The store's library is loaded behind the first window, as soon as that has been painted."""
    before, until = state(made.folder), time.monotonic() + LONG_ENOUGH

    while "sqlcipher3" not in Path(f"/proc/{window.pid}/maps").read_text(encoding="utf-8"):
        assert not has_ended(window), window.communicate()[0].decode()
        assert time.monotonic() < until, "the first window was not painted"
    window.send_signal(signal.SIGTERM)
    said = window.communicate(timeout=LONG_ENOUGH)[0].decode()

    assert (window.returncode, said) == (-signal.SIGTERM, "")
    assert state(made.folder) == before


def has_ended(process):
    """Look for a moment whether a process ends."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.05)
    return process.returncode is not None
