"""Whose works the folder holds: each file with its license, and the texts of all licenses."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import contents
import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = "LICENSES"
LIST: Final = "FILES.txt"
THIRD_PARTY: Final = facts.ROOT / "resources" / "licenses" / "THIRD_PARTY.md"
TEXTS: Final = facts.ROOT / "resources" / "licenses"
OWN: Final = "KH57 Desktop"
CPYTHON: Final = "CPython"
BOOTLOADER: Final = "PyInstaller"
TEXTS_OF_ALL: Final = "license texts"
MODULES_OF_ALL: Final = "modules of all works"
MICROSOFT: Final = "Microsoft Visual C++ Runtime"
OPENSSL: Final = "OpenSSL, which comes with CPython"
LIBFFI: Final = "libffi, which comes with CPython"
NSIS: Final = "NSIS"
LICENSES: Final = {
    OWN: "Apache-2.0",
    CPYTHON: "PSF-2.0",
    TEXTS_OF_ALL: "told by each",
    MODULES_OF_ALL: "told by each",
    BOOTLOADER: "GPL-2.0-or-later with the exception for the programs it starts",
    MICROSOFT: "Microsoft's terms for redistributable code",
    OPENSSL: "Apache-2.0",
    LIBFFI: "MIT",
    NSIS: "Zlib; its LZMA part CPL-1.0 with an exception for installers",
    "Noto Sans, Tinos": "OFL-1.1",
    "Fluent System Icons": "MIT",
    "Qt translations": "LGPL-3.0-only",
}
PASSED_ON: Final = re.compile(r"_internal/(\w+/)*(MSVCP|VCRUNTIME)\w*\.dll$", re.IGNORECASE)
"""Microsoft's own, also where a package brings them and lists them among its files."""
PLACES: Final = (
    (r"(KH57|kh57-console)(\.exe)?$", BOOTLOADER),
    (r"_internal/library\.pyz$", MODULES_OF_ALL),
    (r"_internal/base_library\.zip$", CPYTHON),
    (r"_internal/(lib)?python3[\d.]*(\.dll|\.so[\d.]*)$", CPYTHON),
    (
        r"_internal/(python3[\d.]+/lib-dynload/|lib-dynload/)?\w+(\.cpython-[\w-]+)?\.(pyd|so)$",
        CPYTHON,
    ),
    (r"_internal/libcrypto-\w+\.dll$", OPENSSL),
    (r"_internal/libffi-\w+\.dll$", LIBFFI),
    (r"_internal/resources/fonts/", "Noto Sans, Tinos"),
    (r"_internal/resources/icons/", "Fluent System Icons"),
    (r"_internal/resources/i18n/", "Qt translations"),
    (r"_internal/(resources|migrations)/|_internal/shiboken\.code$", OWN),
    (rf"{FOLDER}/", TEXTS_OF_ALL),
    (rf"{LIST}$", OWN),
)
"""Who made the files that no package lists; the first pattern that fits tells."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the folder."""

    place: str
    size: int
    sha256: str
    work: str
    license: str


class Works:
    """The works installed in a folder of packages."""

    def __init__(self, packages: Path) -> None:
        self._packages = packages

    @cached_property
    def by_name(self) -> dict[str, Distribution]:
        """Every package by its name, as the lock spells it."""
        found = distributions(path=[str(self._packages)])
        return {_plain(one.metadata["Name"]): one for one in found}

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {
            PurePosixPath(file).as_posix().casefold(): name
            for name, one in self.by_name.items()
            for file in one.files or ()
        }

    def of(self, place: str) -> str:
        """Return whose work the file at a place of the folder is; "" when nobody is known."""
        if PASSED_ON.match(place):
            return MICROSOFT
        within = place.removeprefix("_internal/").casefold()
        owner = self._owners.get(within)
        if owner:
            return owner
        return next((work for pattern, work in PLACES if re.match(pattern, place)), "")


def licenses() -> dict[str, str]:
    """Return the license of every work, as THIRD_PARTY.md tells it."""
    rows = re.findall(
        r"^\| ([\w.-]+) \| \d\S* \| (.+?) \|", THIRD_PARTY.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {**dict(rows), **LICENSES}


def items(folder: Path, works: Works) -> Iterator[Item]:
    """Yield every file of the folder with whose it is, in order of their places."""
    known = licenses()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            place = path.relative_to(folder).as_posix()
            work = works.of(place)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Item(place, path.stat().st_size, digest, work, known.get(work, ""))


def write(folder: Path, works: Works, frozen: set[str], python_license: Path | None) -> None:
    """Write the license texts and the list of files into the folder.

    `frozen` are the packages whose modules lie in the library of both programs.
    """
    texts = folder / FOLDER
    texts.mkdir()
    shutil.copyfile(facts.ROOT / "LICENSE", texts / "KH57.txt")
    shutil.copyfile(THIRD_PARTY, texts / THIRD_PARTY.name)
    for text in sorted(TEXTS.glob("*.txt")):
        shutil.copyfile(text, texts / text.name)
    if python_license is not None:
        shutil.copyfile(python_license, texts / "CPython.txt")
    (texts / "README.txt").write_text(ABOUT, encoding="utf-8", newline="\r\n")
    files = (path for path in folder.rglob("*") if path.is_file())
    present = {works.of(path.relative_to(folder).as_posix()) for path in files}
    present |= frozen | {"pyinstaller"}
    for name in sorted(present & works.by_name.keys()):
        _copy_texts(works.by_name[name], texts / name)
    known = licenses()
    within = sorted(frozen & known.keys())
    lines = [
        f"{one.place}\t{one.size}\t{one.sha256}\t{one.work}\t{one.license}\n"
        for one in items(folder, works)
    ]
    lines += [f"{INSIDE}\t\t\t{work}\t{known[work]}\n" for work in (OWN, CPYTHON, *within)]
    lines += [f"{REMOVER}\t\t\t{NSIS}\t{known[NSIS]}\n"]
    (folder / LIST).write_text("".join([HEADING, *lines]), encoding="utf-8", newline="\n")


HEADING: Final = "file\tbytes\tSHA-256\twork\tlicense\n"
INSIDE: Final = f"modules in _internal/{contents.LIBRARY}"
REMOVER: Final = "uninstall.exe, where an installer brought the program"
ABOUT: Final = """KH57 Desktop is under the Apache License 2.0 (KH57.txt).

It comes with the works listed in THIRD_PARTY.md; the text of each license lies in the folder of the
work. FILES.txt, one folder up, names for every file whose work it is.

Qt and Qt for Python (folders _internal/PySide6 and _internal/shiboken6) are under the GNU Lesser
General Public License 3 (LGPL-3.0.txt, GPL-3.0.txt). They are separate libraries: you may replace
them by your own build of the same version, and study how they are used for that purpose. Their
sources are at https://download.qt.io and https://code.qt.io; whoever gave you this program gives
them to you on request. The works inside Qt (FreeType, libpng, PCRE and others) are listed with
their licenses at https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


def _copy_texts(work: Distribution, into: Path) -> None:
    """Copy what a package says about its license."""
    for file in work.files or ():
        parts = PurePosixPath(file).parts
        is_text = re.search(r"licen[cs]e|copying|notice|authors", "/".join(parts), re.IGNORECASE)
        source = Path(str(file.locate()))
        if is_text and parts[0].endswith(".dist-info") and source.is_file():
            under = parts[2:] if parts[1] in {"licenses", "license_files"} else parts[1:]
            target = into.joinpath(*under)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
