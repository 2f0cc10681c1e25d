"""What a start imports, counted: no clock, so it holds on any machine (BENCH 1.4)."""

import json
import subprocess
import sys

import pytest

from tests.support import sources, surroundings
from tests.support.ground import AT
from tests.support.terminal import PASSWORD, a_commune, a_unit

HEAVY = {"sqlalchemy", "alembic", "pandas", "numpy", "reportlab", "docx", "xlsxwriter",
         "python_calamine", "pypdfium2", "uharfbuzz", "platformdirs"}  # fmt: skip
QT_OF_THE_PASSWORD = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg", "PySide6.QtWidgets"}
LIBRARIES_OF_HOME = {"sqlcipher3", "cryptography", "pyrage", "zstandard"}
OURS_AT_THE_PASSWORD, ALL_AT_THE_PASSWORD = 30, 195
OURS_AT_HOME, ALL_AT_HOME = 188, 420
"""With a little room: whoever needs more looks first for what else can wait."""
ELSEWHERE = ("reports", "importing", "practice", "cli", "ui.forms", "ui.papers", "ui.sheets")
"""Rooms and places of the windows that only other pages need."""


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """Start the program once on a school's folder; return what is imported at each paint."""
    folder = tmp_path_factory.mktemp("start")
    a_unit(folder, a_commune(folder))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.support.starter"),
            *(str(folder / "TR-NTT"), AT.isoformat(), PASSWORD),
        ],
        cwd=sources.ROOT,
        env=surroundings.plain(QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=True,
    )
    password, home = (set(json.loads(line)) for line in done.stdout.splitlines())
    return password, home


def ours(modules):
    """Return the modules of this program."""
    return sorted(name for name in modules if name.startswith("kh57_desktop"))


def test_the_password_is_asked_for_before_anything_heavy_is_imported(start):
    """Neither the store nor papers nor sheets are looked for until somebody is there."""
    password, _ = start

    assert (HEAVY | LIBRARIES_OF_HOME | {"hashlib", "socket"}) & password == set()
    assert {name for name in password if name.startswith("PySide6.Qt")} <= QT_OF_THE_PASSWORD


def test_the_password_needs_few_modules(start):
    """The unlock screen is a handful of files; a new one among them shows here."""
    password, _ = start

    assert len(ours(password)) <= OURS_AT_THE_PASSWORD, ours(password)
    assert len(password) <= ALL_AT_THE_PASSWORD


def test_home_stands_before_anything_heavy_is_imported(start):
    """SQLAlchemy, papers and sheets come when home has been painted."""
    _, home = start

    assert HEAVY & home == set()
    assert home >= LIBRARIES_OF_HOME


def test_home_imports_no_other_page(start):
    """Only home is built before home is painted; other pages are imported at the first visit."""
    _, home = start
    screens = {name for name in ours(home) if name.startswith("kh57_desktop.ui.screens.")}
    elsewhere = tuple(f"kh57_desktop.{name}" for name in ELSEWHERE)

    assert screens == {"kh57_desktop.ui.screens.unlock", "kh57_desktop.ui.screens.home"}
    assert [name for name in ours(home) if name.startswith(elsewhere)] == []


def test_home_needs_few_modules(start):
    """What home needs is written down as a number; a module more is a decision."""
    _, home = start

    assert len(ours(home)) <= OURS_AT_HOME, ours(home)
    assert len(home) <= ALL_AT_HOME
