"""Nothing foreign, missing or too large leaves this house: each kind of it is found."""

import zipfile

import contents
import notices
import pytest
import screening

from tests.support import frozen
from tests.support.windows_program import program

MACHINE = "/srv/builder/kh57"
WINDOWS = r"Z:\shared"
PROGRAM = program("KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "VCRUNTIME140.dll")


@pytest.fixture
def folder(tmp_path):
    """Return a frozen folder without a fault."""
    return frozen.folder(tmp_path)


@pytest.fixture
def of_windows(tmp_path):
    """Return a frozen folder for Windows without a fault."""
    made = frozen.folder(tmp_path / "windows", kind=".exe")
    for door in made.glob("*.exe"):  # a program of Windows with the archive behind it
        door.write_bytes(PROGRAM + door.read_bytes())
    for place in contents.NEEDED_ON_WINDOWS:
        file = made / "_internal" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(PROGRAM)
    (made / "_internal" / "VCRUNTIME140.dll").write_bytes(program("KERNEL32.dll"))
    return made


def put(folder, place, content=b"content"):
    """Put a file into the inner folder."""
    file = folder / "_internal" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def faults(folder):
    """Return what is found, for a folder built at two places."""
    return screening.faults(folder, [MACHINE, WINDOWS])


def test_a_folder_as_it_should_be_has_no_fault(folder, of_windows):
    """What may be given away is given away."""
    put(folder, "migrations/versions/0001_first_shape.py", b"# read as text")

    assert faults(folder) == []
    assert faults(of_windows) == []


@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("reportlab/tests/data.txt", "a test"),
        ("testing/data.txt", "a test"),
        ("kh57_desktop/test_door.txt", "a test"),
        ("conftest.pyc", "a test"),
        ("kh57_desktop/app.py", "source"),
        ("sqlalchemy/engine/row.pyi", "source"),
        ("zstandard/c-ext/backend.c", "source"),
        ("migrations/env.py", "source"),
        ("migrations/versions/first_shape.py", "source"),
        ("PySide6/Qt6Quick.dll.so/plugins/tls/x", "should be left out"),
        ("sqlalchemy-2.1.9.dist-info/RECORD", "should be left out"),
    ],
)
def test_files_that_do_not_belong_there_are_found(folder, place, fault):
    """A test, a source or a library that was left out has come along after all."""
    put(folder, place)

    assert f"_internal/{place}: {fault}" in faults(folder)


@pytest.mark.parametrize(
    ("module", "fault"),
    [
        ("sqlalchemy.testing.fixtures", "a test is frozen"),
        ("tests.support.frozen", "a test is frozen"),
        ("test_door", "a test is frozen"),
        ("pandas", "frozen, though left out"),
        ("numpy.linalg", "frozen, though left out"),
        ("http.server", "frozen, though left out"),
    ],
)
def test_modules_that_do_not_belong_there_are_found(tmp_path, module, fault):
    """What is frozen into the programs is no file and is looked at as well."""
    folder = frozen.folder(tmp_path, {module: ""})

    assert f"{module}: {fault}" in faults(folder)


def test_names_that_only_begin_alike_are_no_fault(tmp_path):
    """A module is left out by its whole name: `mypy` does not mean `mypython`."""
    folder = frozen.folder(tmp_path, {"mypython": "", "http.servers": "", "latest.contest": ""})

    assert faults(folder) == []


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le"])
@pytest.mark.parametrize(
    "path",
    [MACHINE, WINDOWS, "Z:/shared", r"z:\shared", r"Z:\\shared", "z:/shared"],
)
def test_a_path_of_the_building_machine_is_found_in_a_file(folder, path, coding):
    """However a program spells it: letters, slashes, one byte or two."""
    put(folder, "PySide6/QtCore.so", b"\x7fELF" + f"at {path}/lib\0".encode(coding))

    assert faults(folder) == ["_internal/PySide6/QtCore.so: a path of the building machine"]


def test_a_path_is_found_inside_an_archive(folder):
    """Where bytes are compressed, they are unpacked to be read."""
    with zipfile.ZipFile(folder / "_internal" / "base_library.zip", "a") as archive:
        archive.writestr("os.pyc", f"{MACHINE}/os.py" * 9, zipfile.ZIP_DEFLATED)

    assert faults(folder) == [
        "_internal/base_library.zip/os.pyc: a path of the building machine"
    ]  # fmt: skip


def test_a_path_is_found_inside_a_frozen_module(tmp_path):
    """A module that remembers where it was compiled tells it to everybody."""
    folder = frozen.folder(tmp_path, {"kh57_desktop.place": f"PLACE = {MACHINE + '/x'!r}"})

    assert faults(folder) == ["kh57_desktop.place: a path of the building machine"]


def test_a_path_is_found_beside_the_modules_of_a_program(tmp_path):
    """Scripts lie packed in each of the two programs."""
    folder = frozen.folder(tmp_path, said=MACHINE.encode() * 9)

    assert faults(folder) == [
        f"{program}/beside: a path of the building machine" for program in screening.PROGRAMS
    ]


def test_a_root_that_every_path_begins_with_is_no_path(folder):
    """On a machine that builds in `/` nothing would be free of it."""
    put(folder, "libanything.so", b"/usr/lib")

    assert screening.faults(folder, ["/", "C:\\"]) == []


@pytest.mark.parametrize("place", contents.NEEDED_ON_WINDOWS)
def test_a_missing_part_is_found(of_windows, place):
    """Qt starts without it and then shows no window, no icon or another look."""
    (of_windows / "_internal" / place).unlink()

    assert faults(of_windows) == [f"{place}: is missing"]


def test_a_folder_that_grew_too_large_is_found(of_windows, monkeypatch):
    """An office's line and disk are small."""
    size = screening.size(of_windows)
    monkeypatch.setattr(screening, "LARGEST_FOLDER", size)
    assert faults(of_windows) == []

    monkeypatch.setattr(screening, "LARGEST_FOLDER", size - 1)
    assert faults(of_windows) == [f"{size} bytes, more than {size - 1}"]


def test_what_is_linked_to_counts_once(folder):
    """A link is no second copy."""
    size = screening.size(folder)
    (folder / "KH57-again").symlink_to("KH57")

    assert screening.size(folder) == size


def test_a_library_that_nobody_has_is_found(of_windows):
    """The program would not start on a fresh Windows, and say so in English."""
    (of_windows / "_internal" / "VCRUNTIME140.dll").unlink()

    found = faults(of_windows)
    asking = {"KH57.exe", "kh57-console.exe"} | {
        f"_internal/{place}" for place in contents.NEEDED_ON_WINDOWS if place.endswith(".dll")
    }
    assert {*found} == {f"{place}: asks for vcruntime140.dll" for place in asking}


def test_a_library_that_is_asked_for_later_is_found_too(of_windows):
    """What is missing only when a printer is looked for ends the program in the middle of work."""
    put(of_windows, "PySide6/Strange.DLL", program("KERNEL32.dll", later=["Nowhere.dll"]))

    assert faults(of_windows) == ["_internal/PySide6/Strange.DLL: asks for nowhere.dll"]


def test_a_library_is_found_by_large_and_small_letters(of_windows):
    """Windows does not tell them apart."""
    inner = of_windows / "_internal"
    (inner / "VCRUNTIME140.dll").rename(inner / "vcruntime140.DLL")

    assert faults(of_windows) == []


def test_files_of_nobody_are_found(of_windows, tmp_path):
    """A file without a maker or a license is given to nobody."""
    put(of_windows, "from-nowhere.dll")
    works = notices.Works(tmp_path)

    nameless = screening.nameless(of_windows, works)

    assert "_internal/from-nowhere.dll: whose work?" in nameless
    assert not [line for line in nameless if line.startswith("KH57.exe")]
