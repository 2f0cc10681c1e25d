"""Every deliberate error: three sentences, one code, raised by some test."""

import ast
import re
import string

import pytest

from kh57_desktop import errors
from tests.support import sources

LEAVES = errors.leaves()
FAMILIES = {
    errors.UserError: "1",
    errors.EnvironmentFault: "2",
    errors.DataFault: "34",
    errors.Bug: "9",
}

# Codes of the paper for what comes with a later issue: no other error may take them meanwhile.
RESERVED = {
    "KH57-1002": "PeriodClosed, with the issue on reporting",
    "KH57-3402": "DeviceRevoked, with the issue on revocation",
    "KH57-3502": "AttachmentRefused, with the issue on evidence",
    "KH57-3503": "UpdateRefused, with the installer",
    "KH57-4004": "FigureMismatch, with the issue on reporting",
}


def sentences_of(leaf):
    """Return the three templates of an error."""
    return (leaf.happened, leaf.data_state, leaf.remedy)


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_error_speaks_three_sentences(leaf):
    """The officer reads what happened, what state the data is in, and what to do."""
    for sentence in sentences_of(leaf):
        assert sentence.strip() == sentence
        assert re.match(r"[A-ZĐÀ-Ỹ{]", sentence)
        assert sentence.endswith(".")


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_error_has_a_code_of_its_family(leaf):
    """The first digit tells on the phone whether officer, computer, data or we are at fault."""
    (family,) = (number for kind, number in FAMILIES.items() if issubclass(leaf, kind))

    assert re.fullmatch(rf"KH57-[{family}]\d{{3}}", leaf.code)


def test_no_code_is_used_twice():
    """A code read over the phone means one thing."""
    codes = [leaf.code for leaf in LEAVES]

    assert len(codes) == len(set(codes))
    assert not RESERVED.keys() & set(codes)


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_an_error_without_details_still_speaks(leaf):
    """A detail that was forgotten reads as an ellipsis, it never breaks the message."""
    said = str(errors.sentences(leaf()))

    assert leaf.code in said
    assert "{" not in said


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
@pytest.mark.parametrize("detail", ["a", "a.", "hỏng rồi .", "a;"])
def test_no_sentence_ends_twice(leaf, detail):
    """A detail that is a sentence itself brings its own full stop: one is enough."""
    places = {field: detail for text in sentences_of(leaf) for field in placeholders(text)}
    said = errors.sentences(leaf(**places))

    for sentence in (said.happened, said.data_state, said.remedy):
        assert re.search(r"[^\s.;:]\.$", sentence), sentence


def test_every_place_in_a_sentence_is_filled():
    """Who raises an error gives every detail that its sentences name."""
    open_places = [
        f"{sources.at(path, call)} {sources.called(call)}: {lacking}"
        for path in sources.rooms_files()
        if path.parent.name != "importing" and path.name != "errors.py"
        for call in raised_in(path)
        if (lacking := named_by(sources.called(call)) - given_to(call))
    ]

    assert open_places == []


def test_what_reading_a_sheet_refuses_gets_the_files_name():
    """The readers of a sheet do not know its name: the one who opens the file adds it."""
    lacking = {
        name
        for path in sources.rooms_files()
        if path.parent.name == "importing"
        for call in raised_in(path)
        for name in named_by(sources.called(call)) - given_to(call)
    }

    assert lacking <= {"name"}


def placeholders(text):
    """Return the names of the places in a template."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def raised_in(path):
    """Yield the calls in a file that make an error."""
    leaves = {leaf.__name__ for leaf in LEAVES}
    for node in ast.walk(sources.tree(path)):
        if isinstance(node, ast.Call) and sources.called(node) in leaves:
            yield node


def named_by(name):
    """Return the details that the sentences of an error name."""
    (leaf,) = (leaf for leaf in LEAVES if leaf.__name__ == name)
    return set().union(*(placeholders(text) for text in sentences_of(leaf)))


def given_to(call):
    """Return the details that a call gives."""
    return {keyword.arg for keyword in call.keywords}


def test_no_bare_raise_leaves_a_place_open():
    """An error raised by its name alone has sentences without places."""
    bare = [
        sources.at(path, node)
        for path in sources.rooms_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Name)
        and any(leaf.__name__ == node.exc.id and named_by(node.exc.id) for leaf in LEAVES)
    ]

    assert bare == []


def test_a_stranger_speaks_as_our_mistake():
    """An exception nobody foresaw reaches the officer in three sentences too."""
    assert errors.sentences(ZeroDivisionError()).code == errors.Bug.code


def names_in(path):
    """Return the names a test uses for more than importing them."""
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Name | ast.Attribute)
    }


def test_every_error_is_raised_by_some_test():
    """Each promise an error makes about the data was put to a test."""
    judged = [path for path in sources.test_files() if path.parent.name != "architecture"]
    raised = set().union(*(names_in(path) for path in judged))
    leaves = {leaf.__name__ for leaf in LEAVES}

    assert leaves - raised == set()


def test_every_error_is_raised_by_the_program():
    """No error stands in the catalog that nothing raises or, where it refuses nothing, speaks."""
    used = set()
    for path in sources.rooms_files():
        if path.name != "errors.py":
            used |= names_in(path)
    leaves = {leaf.__name__ for leaf in LEAVES}

    assert leaves - used == set()


def test_no_raise_site_writes_sentences():
    """A raise site gives details only: the words live in the error."""
    leaves = {leaf.__name__ for leaf in LEAVES}
    wordy = [
        sources.at(path, node)
        for path in sources.rooms_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Call) and sources.called(node) in leaves and node.args
    ]

    assert wordy == []


def test_broad_catches_stand_in_three_places_only():
    """Everything is caught only where something useful can be done: else faults are hidden."""
    broad = {
        sources.name(path)
        for path in sources.rooms_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    }

    assert broad <= BROAD


BROAD = {
    "kh57_desktop/ui/background.py",  # the job runner hands the failure to the window
    "kh57_desktop/ui/crash.py",  # the top-level hook of windows
    "kh57_desktop/cli/main.py",  # the top-level hook of the terminal
    "kh57_desktop/practice/self_test.py",  # a bad package fails in any way there is
    "kh57_desktop/system/diagnostics.py",  # the packer of what a helper needs
}
