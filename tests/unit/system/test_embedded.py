"""What shiboken compiles at every start is taken from the start before."""

import builtins
import json
import marshal
import os
import re
import subprocess
import sys
import zlib
from importlib.util import MAGIC_NUMBER

import pytest

from kh57_desktop.errors import Bug
from kh57_desktop.system import embedded
from kh57_desktop.system.disk import RealDisk
from tests.support import sources
from tests.support.faulty_disk import ALWAYS, Fault, FaultyDisk

SOURCE = b"answer = 57\n"
NAME = "shibokensupport/signature/mapping.py"
START = """
import builtins, json, sys
from pathlib import Path
from kh57_desktop.system import embedded
from kh57_desktop.system.disk import RealDisk
asked, plain = [], builtins.compile
def watched(source, filename, *more, **options):
    asked.append(str(filename))
    return plain(source, filename, *more, **options)
builtins.compile = watched
with embedded.remembered(RealDisk(), Path(sys.argv[1])):
    from PySide6.QtCore import QObject, QPointF
told = []
try:
    QPointF("không", "phải")
except TypeError as error:
    told.append(str(error))
from PySide6.support.signature import get_signature
told.append(str(get_signature(QPointF.setX)))
ours = [name for name in asked if name.startswith("shibokensupport/")]
print(json.dumps([len(ours), builtins.compile is watched, told]))
"""


@pytest.fixture
def place(tmp_path):
    """Return the file that is written down."""
    return tmp_path / "embedded.cpython-311.shiboken"


def compiled(place, source=SOURCE, name=NAME, disk=None):
    """Compile a source as shiboken does, in a start of its own."""
    with embedded.remembered(disk or RealDisk(), place):
        code = builtins.compile(source, name, "exec")
    made = {}
    exec(code, made)  # noqa: S102 - our own line
    return made.get("answer")


def test_the_second_start_compiles_nothing_of_qt_s_binding_and_says_the_same(place):
    """The first window comes sooner; a wrong argument is still told with the right signature."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    starts = [
        subprocess.run(
            [sys.executable, "-c", START, str(place)],
            check=True, capture_output=True, text=True, env=environment,
        )
        for _ in range(2)
    ]  # fmt: skip
    first, second = (json.loads(start.stdout) for start in starts)

    assert first[0] > 5
    assert second[0] == 0
    assert first[1:] == second[1:]
    assert "QPointF" in second[2][0]
    assert "float" in second[2][1]


def test_a_newer_binding_is_compiled_anew(place, monkeypatch):
    """Another source under the same name is never answered with old code."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert compiled(place) == 57
    assert compiled(place, b"answer = 58\n") == 58
    assert compiled(place) == 57


def test_what_writes_stubs_for_editors_is_left_empty(place):
    """The largest part of the package is never run in a window."""
    assert compiled(place, name="shibokensupport/signature/lib/pyi_generator.py") is None


def test_other_code_is_compiled_as_ever(place, monkeypatch):
    """Only the binding's own package is remembered."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert compiled(place, name="elsewhere.py") == 57
    assert b"elsewhere.py" not in place.read_bytes()


def of_this_python(code, magic=MAGIC_NUMBER):
    """Return the bytes of a file as a start writes it."""
    return magic + zlib.crc32(code).to_bytes(4, "big") + code


LEFT = {
    "nothing": b"",
    "half a head": b"half",
    "no code": of_this_python(b""),
    "cut code": of_this_python(b"\xe9\x05\x00\x00\x00"),
    "no mapping": of_this_python(marshal.dumps([57])),
    "another sum": MAGIC_NUMBER + bytes(4) + marshal.dumps({}),
    "another Python": of_this_python(marshal.dumps({}), magic=b"\0\0\r\n"),
    "of an older program": marshal.dumps({}),
}


@pytest.mark.parametrize("left", LEFT.values(), ids=LEFT)
def test_a_file_that_was_cut_costs_time_alone(place, left, monkeypatch):
    """Whatever stands there, the window starts, and the next one sooner."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    place.write_bytes(left)

    assert compiled(place) == 57
    assert NAME.encode() in place.read_bytes()


def test_a_folder_that_refuses_costs_time_alone(place, monkeypatch):
    """A program in a folder that may not be written starts all the same."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    disk = FaultyDisk(Fault.DENIED, 1, lasting=ALWAYS)

    assert compiled(place, disk=disk) == 57
    assert not place.exists()


def test_python_s_own_wish_to_write_nothing_is_kept(place, monkeypatch):
    """Who asks Python to leave no bytecode gets none of ours."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled(place) == 57
    assert not place.exists()


def test_a_program_without_bytecode_files_remembers_nothing(monkeypatch):
    """Where Python keeps no bytecode the binding compiles as before."""
    monkeypatch.setattr(embedded, "_place", lambda: None)
    plain = builtins.compile
    with embedded.remembered(RealDisk()):
        assert builtins.compile is plain


def test_the_place_is_beside_the_bytecode_of_the_program():
    """What is trusted as bytecode stands where bytecode stands."""
    assert embedded._place().parent.name == "__pycache__"
    assert embedded._place().suffix == ".shiboken"


def test_code_of_another_python_is_not_even_looked_at(place, monkeypatch):
    """What marshal makes of foreign bytes may end the process: it never sees them."""
    monkeypatch.setattr(embedded.marshal, "loads", lambda _code: pytest.fail("was read"))
    code = marshal.dumps({})
    place.write_bytes(of_this_python(code, magic=b"\0\0\r\n"))

    assert compiled(place) == 57


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Make this the program of an installed folder; returns that folder."""
    folder = tmp_path / "KH57" / "_internal"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def test_the_build_writes_the_code_that_an_installed_program_takes(tmp_path, monkeypatch):
    """A program from the installer compiles nothing of Qt's binding, not even the first time."""
    place = tmp_path / "made" / embedded.SHIPPED
    place.parent.mkdir()
    subprocess.run(
        [sys.executable, "-m", "kh57_desktop", "compile-binding", str(place)],
        check=True, cwd=sources.ROOT,
    )  # fmt: skip
    monkeypatch.setattr(sys, "_MEIPASS", str(place.parent), raising=False)
    known = embedded._Known(embedded._place(), RealDisk())

    assert not known.is_new
    assert len(known.code) > 5
    assert all(name.startswith(embedded.PACKAGE) for name, _ in known.code)
    assert str(sources.ROOT).encode() not in place.read_bytes()


def test_an_installed_program_never_writes_into_its_own_folder(installed):
    """What it lacks is compiled at each start: the folder stays as the installer left it."""
    with embedded.remembered(RealDisk()):
        code = builtins.compile(SOURCE, NAME, "exec")
    made = {}
    exec(code, made)  # noqa: S102 - our own line

    assert made["answer"] == 57
    assert list(installed.iterdir()) == []


def test_a_build_that_compiled_nothing_is_told(place):
    """A step of the build that came too late must not ship an empty file."""
    with pytest.raises(Bug), embedded.written(RealDisk(), place):
        pass

    assert not place.exists()


def test_long_patterns_are_compiled_when_they_are_used(place):
    """The binding's pattern for wrong arguments waits for the first wrong argument."""
    long = "a|" * 3000 + "b"
    with embedded.remembered(RealDisk(), place):
        late, usual = re.compile(long), re.compile("b", re.IGNORECASE)

    assert isinstance(late, embedded._Late)
    assert late.fullmatch("b").group() == "b"
    assert late.search("xbx") is not None
    assert usual.fullmatch("B")
    assert re.compile is embedded._compiled
