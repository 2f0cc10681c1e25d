"""Sizes and names: a file one can read in an evening, named after its one job."""

import ast
import re

import pytest

from tests.support import sources

CATALOGS = {"kh57_desktop/errors.py": 700}  # the one list of everything that can go wrong
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
NOT_UNDERSTOOD_YET = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "base_utils",
}
FORBIDDEN_NAME = re.compile(r"^_*(get|set(?!_up)|do|handle)_|_(impl|v\d+)$")
QT_OR_PYTHON_ASKS = {
    "set_defaults",
    "handle_starttag",
    "handle_endtag",
    "handle_data",
    "__set_name__",
}


@pytest.mark.parametrize("path", sources.rooms_files(), ids=sources.name)
def test_a_file_stays_short_enough_for_one_job(path):
    """A newcomer reads a whole file; past the limit it holds a second job."""
    limit = CATALOGS.get(sources.name(path), LONGEST_FILE)

    assert len(sources.text(path).splitlines()) <= limit


@pytest.mark.parametrize("path", sources.rooms_files(), ids=sources.name)
def test_a_function_fits_on_a_screen(path):
    """No function is longer than what one sees at a time."""
    long = [
        f"{sources.at(path, function)} {function.name}"
        for function in sources.functions(path)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]

    assert long == []


def test_no_file_is_called_after_nothing():
    """A file called utils, helpers, common, misc or manager has not been understood yet."""
    files = (*sources.rooms_files(), *sources.test_files())

    assert [sources.name(path) for path in files if path.stem in NOT_UNDERSTOOD_YET] == []


def test_functions_are_verbs_of_the_domain():
    """No function hides behind get_, set_, do_, handle_, _impl or _v2."""
    hiding = [
        f"{sources.at(path, function)} {function.name}"
        for path in sources.rooms_files()
        for function in sources.functions(path)
        if FORBIDDEN_NAME.search(function.name) and function.name not in QT_OR_PYTHON_ASKS
    ]

    assert hiding == []


@pytest.mark.parametrize("path", sources.rooms_files(), ids=sources.name)
def test_a_file_begins_with_its_job(path):
    """The first line of every file is one sentence that says what it is for."""
    first = sources.text(path).partition("\n")[0]

    assert re.fullmatch(r'"""[A-Z`].*[.;:]("""|$)', first) or re.match(r'"""[A-Z`]', first), first
    assert ast.get_docstring(sources.tree(path))


@pytest.mark.parametrize("path", sources.rooms_files(), ids=sources.name)
def test_every_public_thing_says_what_it_gives(path):
    """Each public module, class and function has a docstring that ends as a sentence."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    silent = [
        f"{sources.at(path, node)} {node.name}"
        for node in ast.walk(sources.tree(path))
        if isinstance(node, kinds) and is_public(node) and not (speaks(node) or overrides(node))
    ]

    assert silent == []


def is_public(node):
    """Tell whether a class or function can be named from outside its file."""
    while not isinstance(node, ast.Module):
        inner = isinstance(node.parent, ast.FunctionDef | ast.AsyncFunctionDef)
        if inner or node.name.startswith("_"):
            return False
        node = node.parent
        while not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            node = node.parent
    return True


def overrides(node):
    """Tell whether a method only answers a library that asks for it by name."""
    return any("override" in ast.unparse(mark) for mark in node.decorator_list)


def speaks(node):
    """Tell whether a docstring is there and ends as a sentence."""
    words = ast.get_docstring(node) or ""
    return words.rstrip().endswith((".", ":", "»", ")", "`"))
