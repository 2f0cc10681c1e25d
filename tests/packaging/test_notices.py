"""Whose work each file of the installed program is, and that its license comes along."""

import csv
import hashlib
import io

import facts
import notices
import pytest

from tests.support import frozen, lock

PACKAGES = {
    "SQLAlchemy": ["sqlalchemy/__init__.py", "sqlalchemy/engine/_util_cy.pyd"],
    "PySide6_Essentials": ["PySide6/Qt6Core.dll", "PySide6/QtCore.pyd", "PySide6/MSVCP140.dll"],
    "python-calamine": ["python_calamine/_python_calamine.pyd"],
}
PLACES = (
    "PySide6/qt6core.DLL",
    "sqlalchemy/engine/_util_cy.pyd",
    "VCRUNTIME140.dll",
    "migrations/versions/0001_first_shape.py",
    "resources/fonts/Tinos-Bold.ttf",
)
LICENSED = {
    "SQLAlchemy": ["licenses/LICENSE", "licenses/doc/AUTHORS"],
    "PySide6_Essentials": [],
    "python-calamine": ["LICENSE"],
}


@pytest.fixture
def works(tmp_path):
    """Return the works of a made-up folder of packages."""
    packages = tmp_path / "site-packages"
    for name, files in PACKAGES.items():
        info = f"{name.replace('-', '_')}-1.0.dist-info"
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        texts = {f"{info}/METADATA": metadata}
        texts |= {f"{info}/{place}": f"the text of {name}" for place in LICENSED[name]}
        texts |= dict.fromkeys(files, "compiled")
        record = "".join(f"{place},,\n" for place in (*texts, f"{info}/RECORD"))
        for place, text in {**texts, f"{info}/RECORD": record}.items():
            file = packages / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return notices.Works(packages)


@pytest.fixture
def folder(tmp_path):
    """Return a frozen folder with files of several makers in it."""
    made = frozen.folder(tmp_path, kind=".exe")
    for place in PLACES:
        file = made / "_internal" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(place.encode())
    return made


def rows(folder):
    """Return the lines of the list of files, by their headings."""
    text = (folder / notices.LIST).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


def test_packages_go_by_the_names_of_the_lock(works):
    """However a package spells its own name, it is found under the one that was locked."""
    assert {*works.by_name} == {"sqlalchemy", "pyside6-essentials", "python-calamine"}


@pytest.mark.parametrize(
    ("place", "work"),
    [
        ("_internal/sqlalchemy/engine/_util_cy.pyd", "sqlalchemy"),
        ("_internal/PySide6/Qt6Core.dll", "pyside6-essentials"),
        ("_internal/pyside6/qt6core.DLL", "pyside6-essentials"),
        ("_internal/PySide6/VCRUNTIME140_1.dll", notices.MICROSOFT),
        ("_internal/PySide6/MSVCP140.dll", notices.MICROSOFT),
        ("_internal/shiboken6/MSVCP140.dll", notices.MICROSOFT),
        ("_internal/VCRUNTIME140.dll", notices.MICROSOFT),
        ("_internal/python313.dll", notices.CPYTHON),
        ("_internal/python3.dll", notices.CPYTHON),
        ("_internal/libpython3.11.so.1.0", notices.CPYTHON),
        ("_internal/base_library.zip", notices.CPYTHON),
        ("_internal/library.pyz", notices.MODULES_OF_ALL),
        ("_internal/_ctypes.pyd", notices.CPYTHON),
        ("_internal/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so",
         notices.CPYTHON),
        ("_internal/libcrypto-3.dll", notices.OPENSSL),
        ("_internal/libffi-8.dll", notices.LIBFFI),
        ("_internal/resources/icons/add_20_regular.svg", "Fluent System Icons"),
        ("_internal/resources/i18n/qtbase_vi.qm", "Qt translations"),
        ("_internal/resources/seeds/units.json", notices.OWN),
        ("_internal/migrations/versions/0001_first_shape.py", notices.OWN),
        ("_internal/shiboken.code", notices.OWN),
        ("LICENSES/README.txt", notices.TEXTS_OF_ALL),
        ("FILES.txt", notices.OWN),
        ("KH57.exe", notices.BOOTLOADER),
        ("kh57-console", notices.BOOTLOADER),
        ("_internal/PySide6/from-nowhere.dll", ""),
        ("_internal/strange.dll", ""),
        ("KH57.exe.bak", ""),
        ("_internal/KH57.exe", ""),
        ("_internal/old/FILES.txt", ""),
        ("strange.txt", ""),
    ],
)  # fmt: skip
def test_the_maker_of_a_file_is_known_or_said_to_be_unknown(works, place, work):
    """Microsoft's stay its own; else the package tells, then the place; or nobody is known."""
    assert works.of(place) == work


def test_every_locked_package_has_a_license():
    """What is frozen can be told apart from what only was asked for."""
    known = notices.licenses()

    assert {pin.package for pin in lock.pins()} <= known.keys()
    assert "package" not in known  # the heading of the table
    assert all(known.values())


def test_every_maker_of_a_place_has_a_license():
    """No file is attributed to a name without terms."""
    assert {work for _, work in notices.PLACES} <= notices.licenses().keys()


def test_the_list_names_each_file_once_with_its_sum(works, folder):
    """Whoever receives the program can check every file of it, and whose it is."""
    notices.write(folder, works, {"sqlalchemy"}, None)

    listed = rows(folder)
    named = [row["file"] for row in listed if row["SHA-256"]]
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert sorted(named) == sorted(there - {notices.LIST})
    for row in listed:
        if row["SHA-256"]:
            content = (folder / row["file"]).read_bytes()
            assert row["SHA-256"] == hashlib.sha256(content).hexdigest()
            assert int(row["bytes"]) == len(content)
            assert row["work"], row["file"]
            assert row["license"], row["file"]


def test_what_lies_within_the_library_is_listed_too(works, folder):
    """Modules and the remover are no files of the folder and still works of somebody."""
    notices.write(folder, works, {"sqlalchemy"}, None)

    inside = {row["work"] for row in rows(folder) if row["file"] == notices.INSIDE}
    (remover,) = (row for row in rows(folder) if row["file"] == notices.REMOVER)
    assert inside == {notices.OWN, notices.CPYTHON, "sqlalchemy"}
    assert (remover["work"], remover["license"]) == (notices.NSIS, notices.LICENSES[notices.NSIS])


def test_the_text_of_each_license_comes_along(works, folder, tmp_path):
    """Our own, Python's, and those the packages bring, each in the folder of its work."""
    text_of_python = tmp_path / "LICENSE.txt"
    text_of_python.write_text("PSF", encoding="utf-8")

    notices.write(folder, works, {"python-calamine"}, text_of_python)

    texts = folder / notices.FOLDER
    own = (texts / "KH57.txt").read_bytes()
    assert own == (facts.ROOT / "LICENSE").read_bytes()
    assert (texts / "CPython.txt").read_text(encoding="utf-8") == "PSF"
    for name in ("THIRD_PARTY.md", "LGPL-3.0.txt", "GPL-3.0.txt", "README.txt"):
        assert (texts / name).stat().st_size > 100
    brought = {p.relative_to(texts).as_posix() for p in texts.rglob("*/*") if p.is_file()}
    assert brought == {"sqlalchemy/LICENSE", "sqlalchemy/doc/AUTHORS", "python-calamine/LICENSE"}


def test_a_package_that_is_not_frozen_leaves_no_license(works, folder):
    """The folder speaks of what is in it, and of nothing else."""
    notices.write(folder, works, set(), None)

    assert not (folder / notices.FOLDER / "python-calamine").exists()
    assert (folder / notices.FOLDER / "sqlalchemy").is_dir()  # one of its files lies there
