"""The rooms of the house: their doors open one way, and every room is there."""

import ast
import subprocess
import sys

from tests.support import sources

ROOMS = {
    "cli",
    "domain",
    "importing",
    "journal",
    "practice",
    "records",
    "reports",
    "services",
    "store",
    "sync",
    "system",
    "ui",
}


def test_the_rooms_keep_their_contracts():
    """No room imports one to its left: the contracts of pyproject.toml hold."""
    contracts = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"

    done = subprocess.run(
        [sys.executable, "-c", contracts],
        cwd=sources.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_every_room_of_the_house_stands():
    """The rooms are those of the plan of the house, no other."""
    rooms = {path.parent.name for path in sources.PACKAGE.glob("*/__init__.py")}

    assert rooms == ROOMS


def test_importing_a_room_touches_nothing():
    """A file only declares: nothing but tables is called for its effect while it is imported."""
    effects = [
        sources.at(path, node)
        for path in sources.rooms_files()
        for node in sources.tree(path).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if sources.called(node.value) not in {"_table", "Table", "Index"}
    ]

    assert effects == []
