"""The tests themselves: each is a sentence, says why in the officer's terms, and can fail."""

import ast
from functools import cache

import pytest

from tests.support import sources

ASSERTING = {
    "raises",
    "warns",
    "waitUntil",
    "waitSignal",
    "waitSignals",
    "assertNotEmitted",
    "fail",
}
TEST_FILES = [path for path in sources.test_files() if path.name.startswith("test_")]


def cases_of(path):
    """Return the test functions of a file."""
    return [f for f in sources.functions(path) if f.name.startswith("test_")]


def asserts(function, helpers):
    """Tell whether a function can fail: by a claim of its own or of one it calls."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert | ast.Raise):
            return True
        if isinstance(node, ast.Call) and sources.called(node) in ASSERTING | helpers:
            return True
    return False


def asserting_helpers(paths, known=frozenset()):
    """Return the names of the functions that claim something, also through one another."""
    candidates = [
        function
        for path in paths
        for function in sources.functions(path)
        if not function.name.startswith("test_")
    ]
    found = set(known)
    while True:
        more = {f.name for f in candidates if f.name not in found and asserts(f, found)}
        if not more:
            return frozenset(found)
        found |= more


@cache
def shared_helpers():
    """Return the asserting functions that tests share."""
    support = [path for path in sources.test_files() if not path.name.startswith("test_")]
    return asserting_helpers(support)


@pytest.mark.parametrize("path", TEST_FILES, ids=sources.name)
def test_every_test_can_fail(path):
    """A test without an assertion proves nothing."""
    helpers = asserting_helpers([path], shared_helpers())

    idle = [f"{sources.at(path, f)} {f.name}" for f in cases_of(path) if not asserts(f, helpers)]

    assert idle == []


@pytest.mark.parametrize("path", TEST_FILES, ids=sources.name)
def test_every_test_is_a_sentence_with_a_reason(path):
    """Its name says what holds, its docstring what that means to the officer."""
    mute = [
        f"{sources.at(path, f)} {f.name}"
        for f in cases_of(path)
        if not ast.get_docstring(f) or f.name.count("_") < 3
    ]

    assert mute == []


def test_no_test_sleeps():
    """Tests wait for conditions; a test that sleeps is slow or fails at random."""
    sleeping = [
        sources.at(path, node)
        for path in sources.test_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (sources.called(node) in {"sleep", "msleep", "usleep"} or is_qtbot_wait(node))
    ]

    assert sleeping == []


def is_qtbot_wait(call):
    """Tell whether a call is `qtbot.wait(…)`, which only sleeps."""
    owner = call.func.value
    return call.func.attr == "wait" and isinstance(owner, ast.Name) and owner.id == "qtbot"


def test_no_room_of_ours_is_mocked():
    """Only the outside is replaced: clock, files, drives, printer; never our own rooms."""
    mocking = [
        sources.at(path, node)
        for path in sources.test_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        and "mock" in ast.unparse(node).replace(".", " ").split()
    ]

    assert mocking == []
