"""The project's own files, read once for the tests that judge them."""

from __future__ import annotations

import ast
import sys
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kh57_desktop"


@cache
def rooms_files() -> tuple[Path, ...]:
    """Return every Python file of the program."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def test_files() -> tuple[Path, ...]:
    """Return every Python file of the tests."""
    return tuple(sorted((ROOT / "tests").rglob("*.py")))


@cache
def text(path: Path) -> str:
    """Return what a file says."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Return a Python file's syntax, each node knowing its `parent`."""
    parsed = ast.parse(text(path), str(path))
    for node in ast.walk(parsed):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return parsed


def name(path: Path) -> str:
    """Return a file's name as a message says it: from the project's folder on."""
    return path.relative_to(ROOT).as_posix()


def at(path: Path, node: ast.AST) -> str:
    """Return where a node stands."""
    return f"{name(path)}:{getattr(node, 'lineno', 1)}"


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function of a file, methods and inner ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.Call) -> str:
    """Return the last word of what is called: `raises` for `pytest.raises(…)`."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def docstrings(path: Path) -> set[int]:
    """Return the ids of the nodes that document something: strings that stand alone."""
    return {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


@cache
def gate(module: str) -> ModuleType:
    """Return a module of the gate in `.ci`, which is no package."""
    spec = spec_from_file_location(module, ROOT / ".ci" / f"{module}.py")
    assert spec
    assert spec.loader
    loaded = module_from_spec(spec)
    sys.modules[module] = loaded
    spec.loader.exec_module(loaded)
    return loaded


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file of the project, without what git ignores."""
    return tuple(gate("tidiness").files())


@cache
def text_files() -> tuple[Path, ...]:
    """Return every file of the project that is text."""
    binary = gate("tidiness").BINARY
    return tuple(path for path in project_files() if path.suffix not in binary)
