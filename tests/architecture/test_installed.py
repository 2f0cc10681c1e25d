"""What an installed program on Windows lacks or does otherwise is nowhere relied upon."""

import ast
import importlib.util
import re

import pytest

from kh57_desktop import works
from kh57_desktop.ui import navigation, preparing
from tests.support import sources

FILES = sources.rooms_files()
OURS = "kh57_desktop."

NOT_THERE = {
    "fcntl", "grp", "multiprocessing", "posix", "pwd", "resource", "syslog", "termios", "tty",
}  # fmt: skip
"""Windows has none of these, and a frozen program starts no Python by itself."""
GUARDED = {
    "kh57_desktop/importing/child.py": {"resource"},  # after a return on Windows
    "kh57_desktop/system/single.py": {"fcntl"},  # in the branch of the others
}
NOWHERE = {
    "importlib.metadata": "an installed program has no list of packages",
    "pkg_resources": "an installed program has no list of packages",
    "zoneinfo": "Windows has no time zones of its own",
    "locale": "what a PC is set to is no rule for papers",
    "signal": "Windows knows two of them",
}
BY_NAME = {
    "kh57_desktop/ui/navigation.py",  # the pages, each at its first visit
    "kh57_desktop/ui/preparing.py",  # LATER and LAST
    "kh57_desktop/ui/start.py",  # three, written out
    "kh57_desktop/works.py",  # libraries, to see whether they load
}
"""Who imports a module by a name in a string: no build finds these by itself."""


def imported(path):
    """Give every import of a file: the module's name and the node."""
    for node in ast.walk(sources.tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def calls(path, *names):
    """Give the calls of a file whose last word is one of these."""
    for node in ast.walk(sources.tree(path)):
        if isinstance(node, ast.Call) and sources.called(node) in names:
            yield node


@pytest.mark.parametrize("path", FILES, ids=sources.name)
def test_nothing_is_imported_that_windows_lacks(path):
    """The program starts on Windows: modules of Unix stand behind a question for the system."""
    found = {name.partition(".")[0] for name, _ in imported(path)} & NOT_THERE

    assert found <= GUARDED.get(sources.name(path), set())


@pytest.mark.parametrize("path", FILES, ids=sources.name)
def test_nothing_is_imported_that_an_installed_program_lacks(path):
    """What only a Python with its packages knows is not asked for."""
    names = {name for name, _ in imported(path)}
    found = {one for one in NOWHERE for name in names if name == one or name.startswith(f"{one}.")}

    assert found == set()


@pytest.mark.parametrize("path", FILES, ids=sources.name)
def test_texts_are_read_as_utf8_on_every_computer(path):
    """A Vietnamese Windows reads files as cp1258 unless it is told otherwise."""
    silent = [
        sources.at(path, call)
        for call in calls(path, "open", "read_text", "write_text", "TextIOWrapper")
        if is_of_a_text_file(call) and not any(k.arg == "encoding" for k in call.keywords)
    ]

    assert silent == []


def is_of_a_text_file(call):
    """Tell whether a call opens a text: its mode, if there is one, does not say bytes."""
    if sources.called(call) != "open":
        return not (sources.called(call) == "read_text" and isinstance(call.func, ast.Name))
    if isinstance(call.func, ast.Name):
        return True
    if isinstance(call.func.value, ast.Name) and call.func.value.id == "archive":
        return False  # a member of a zip file is bytes
    modes = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return any(re.fullmatch("[rwxat+]+", mode) for mode in modes)


@pytest.mark.parametrize("path", FILES, ids=sources.name)
def test_only_one_file_knows_where_the_program_stands(path):
    """Fonts, plan and migrations are asked for by name; an installed program keeps them apart."""
    knows = [
        sources.at(path, node)
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Name | ast.Attribute | ast.Constant)
        if "__file__" in (getattr(node, "id", ""), getattr(node, "attr", ""))
        or getattr(node, "value", "") == "_MEIPASS"
        or (getattr(node, "id", ""), getattr(node, "attr", "")) == ("", "executable")
    ]

    assert knows == [] or sources.name(path) in {
        "kh57_desktop/system/paths.py",  # where the files of the program stand
        "kh57_desktop/system/again.py",  # how the program is started again
        "kh57_desktop/system/preflight.py",  # on which drive it was put
    }


@pytest.mark.parametrize("path", FILES, ids=sources.name)
def test_days_are_written_with_signs_that_windows_knows(path):
    """`%-d` writes a day without its zero here and ends the program there."""
    text = sources.text(path)

    assert re.findall(r"(?:strftime\(|\{[^{}]*:)[^)}]*%-[a-zA-Z]", text) == []


def test_modules_are_imported_by_a_name_in_four_places():
    """The build takes every module of our package along; of other packages what is imported."""
    found = {sources.name(path) for path in FILES if any(calls(path, "import_module"))}

    assert found == BY_NAME


def test_what_is_imported_by_a_name_is_there():
    """A page is not missing at its first visit: each name is one of our modules."""
    starts = next(path for path in FILES if sources.name(path) == "kh57_desktop/ui/start.py")
    pages = next(path for path in FILES if sources.name(path) == "kh57_desktop/ui/navigation.py")
    written = [call.args[0].value for call in calls(starts, "import_module")]
    screens = [f"{OURS}ui.screens.{call.args[0].value}" for call in calls(pages, "later")]
    names = [*written, *screens, *preparing.LATER, *preparing.LAST]

    assert len(screens) == len(navigation.PLACES)
    assert [name for name in names if not name.startswith(OURS)] == []
    assert [name for name in names if importlib.util.find_spec(name) is None] == []


def test_a_library_named_in_a_string_is_imported_somewhere_too():
    """What is loaded to see whether it is there is there because something imports it."""
    known = {name for path in FILES for name, _ in imported(path)}
    unseen = [
        one for one in works.LIBRARIES
        if not any(name == one or name.startswith(f"{one}.") for name in known)
    ]  # fmt: skip

    assert unseen == ["uharfbuzz"]  # which reportlab imports
