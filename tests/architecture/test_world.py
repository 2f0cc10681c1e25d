"""The world outside: only the computer's room asks it, only its two files write to it."""

import ast

import pytest

from tests.support import sources

# Whoever writes a file writes it whole or not at all: through system/files.py.
WRITERS = {"kh57_desktop/system/disk.py", "kh57_desktop/system/files.py"}
WRITING = {
    "write_text",
    "write_bytes",
    "unlink",
    "rename",
    "rmdir",
    "mkdir",
    "makedirs",
    "touch",
    "rmtree",
    "copyfile",
    "copy2",
    "copytree",
    "symlink_to",
    "hardlink_to",
    "chmod",
}

# Whoever needs the moment, an identifier, a folder or chance is handed it.
ASKING = {
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.sleep",
    "os.environ",
    "os.getenv",
    "os.urandom",
    "os.getlogin",
    "Path.home",
    "Path.cwd",
    "uuid.uuid1",
    "uuid.uuid4",
    "random.random",
    "random.choice",
    "socket.gethostname",
    "platform.node",
    "secrets.token_bytes",
    "secrets.token_hex",
    "secrets.choice",
    "secrets.randbelow",
}
ALLOWED = {
    "kh57_desktop/cli/main.py": {"os.environ"},  # the terminal hands passwords in its surroundings
    "kh57_desktop/store/ballast.py": {"secrets.token_bytes"},  # filler that no disk can compress
}
FILES = [p for p in sources.rooms_files() if p.parent.name != "system"]


def opens_for_writing(call):
    """Tell whether a call opens a file to write into it."""
    if sources.called(call) != "open":
        return False
    modes = [a for a in (*call.args, *(k.value for k in call.keywords)) if is_mode(a)]
    return any(set(mode.value) & set("wax+") for mode in modes)


def is_mode(node):
    """Tell whether an argument looks like the mode of `open`."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return is_text and 0 < len(node.value) <= 3 and set(node.value) <= set("rwaxbt+")


def is_a_member_of_an_archive(call):
    """Tell whether a call writes a member of an archive, whose own bytes go the safe way."""
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(receiver, ast.Name) and receiver.id == "archive"


@pytest.mark.parametrize("path", sources.rooms_files(), ids=sources.name)
def test_files_are_written_in_one_place(path):
    """A power cut never leaves half a file: every write goes through the one safe way."""
    writing = [
        sources.at(path, node)
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and (sources.called(node) in WRITING or opens_for_writing(node))
        and not (goes_through_a_disk(node) or is_a_member_of_an_archive(node))
    ]

    assert writing == [] or sources.name(path) in WRITERS


def goes_through_a_disk(call):
    """Tell whether a call is one of a `Disk` that was handed in."""
    owner = ast.unparse(call.func).rpartition(".")[0]
    return owner.split(".")[-1].strip("_") in {"disk", "_disk"}


def asked_for(node):
    """Return the last two words of what is named: `time.time`, `Path.home`."""
    return ".".join(ast.unparse(node).split(".")[-2:])


@pytest.mark.parametrize("path", FILES, ids=sources.name)
def test_only_the_computers_room_asks_the_computer(path):
    """Clock, chance, folders and surroundings are handed in: a rehearsal can replace them."""
    allowed = ALLOWED.get(sources.name(path), set())
    asking = [
        f"{sources.at(path, node)} {ast.unparse(node)}"
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Attribute) and asked_for(node) in ASKING - allowed
    ]

    assert asking == []
