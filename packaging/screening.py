"""Look through a frozen folder before anybody gets it: nothing foreign, missing or too large."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import contents
import notices
import pefile
from PyInstaller.archive.readers import CArchiveReader, ZlibArchiveReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_FOLDER: Final = 170_000_000
LARGEST_INSTALLER: Final = 55_000_000
PROGRAMS: Final = ("KH57", "kh57-console")
SHIPPED_SOURCE: Final = re.compile(r"_internal/migrations/versions/\d{4}_\w+\.py$")
"""Migrations are read as text: each is a file of its own, named by its number."""
TESTS: Final = re.compile(r"(^|[/.])(tests?|testing|conftest|pytest|test_\w+)([/.]|$)")
OF_WINDOWS: Final = frozenset(
    [
        "advapi32",
        "authz",
        "avrt",
        "bcrypt",
        "bcryptprimitives",
        "cfgmgr32",
        "combase",
        "comctl32",
        "comdlg32",
        "crypt32",
        "d2d1",
        "d3d11",
        "d3d12",
        "d3d9",
        "dcomp",
        "dnsapi",
        "dwmapi",
        "dwrite",
        "dxgi",
        "dxva2",
        "gdi32",
        "icuuc",
        "imm32",
        "iphlpapi",
        "kernel32",
        "mpr",
        "msimg32",
        "msvcrt",
        "netapi32",
        "ntdll",
        "ole32",
        "oleaut32",
        "opengl32",
        "powrprof",
        "propsys",
        "psapi",
        "rpcrt4",
        "secur32",
        "setupapi",
        "shcore",
        "shell32",
        "shlwapi",
        "ucrtbase",
        "uiautomationcore",
        "user32",
        "userenv",
        "usp10",
        "uxtheme",
        "version",
        "winhttp",
        "winmm",
        "winspool.drv",
        "ws2_32",
        "wtsapi32",
    ]
)
"""Libraries that every Windows 10 from version 1809 on carries."""


def faults(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return what is wrong with a folder; `paths` are those of the machine that built it."""
    named = [*_places(folder)]
    found = [f"{place}: a test" for place in named if TESTS.search(place)]
    found += [
        f"{place}: source"
        for place in named
        if place.endswith((".py", ".pyi", ".c", ".h")) and not SHIPPED_SOURCE.search(place)
    ]
    frozen = modules(folder)
    found += [f"{name}: a test is frozen" for name in frozen if TESTS.search(name)]
    found += [
        f"{name}: frozen, though left out"
        for name in frozen
        if any(name == left or name.startswith(f"{left}.") for left in contents.MODULES_LEFT_OUT)
    ]
    found += [f"{place}: should be left out" for place in named if contents.is_left_out(place)]
    found += _paths_in(folder, [path for path in paths if len(path) > 3])  # noqa: PLR2004 - not "/"
    found += _missing_libraries(folder)
    if is_for_windows(folder):
        inside = folder / "_internal"
        needed = contents.NEEDED_ON_WINDOWS
        found += [f"{place}: is missing" for place in needed if not (inside / place).is_file()]
        if size(folder) > LARGEST_FOLDER:
            found.append(f"{size(folder)} bytes, more than {LARGEST_FOLDER}")
    return found


def nameless(folder: Path, works: notices.Works) -> list[str]:
    """Return the files of which nobody knows whose work, or under which license, they are."""
    items = notices.items(folder, works)
    return [f"{item.place}: whose work?" for item in items if not (item.work and item.license)]


def is_for_windows(folder: Path) -> bool:
    """Tell whether the folder is one for Windows."""
    return (folder / f"{PROGRAMS[0]}.exe").is_file()


def size(folder: Path) -> int:
    """Return how many bytes a folder holds; what is linked to is counted once."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def modules(folder: Path) -> list[str]:
    """Return the name of every module frozen into the program."""
    return sorted(_library(folder).toc)


def _library(folder: Path) -> Any:
    return ZlibArchiveReader(str(folder / "_internal" / contents.LIBRARY), 0)


def _places(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def _paths_in(folder: Path, paths: list[str]) -> Iterator[str]:
    """Yield where a path of the building machine can be read, also within what is packed."""
    wanted = {
        spelled.encode(coding)
        for path in paths
        for spelled in _spellings(path)
        for coding in ("utf-8", "utf-16-le")
    }
    for name, content in _contents(folder):
        if any(one in content for one in wanted):
            yield f"{name}: a path of the building machine"


def _spellings(path: str) -> Iterator[str]:
    """Yield a path with each kind of slash, as it is and in the small letters of `normcase`."""
    for slash in ("/", "\\", r"\\"):  # texts of programs hold the second one twice
        spelled = path.replace("\\", "/").replace("/", slash)
        yield from (spelled, spelled.lower())


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of every file, module and entry of an archive, unpacked."""
    for place in _places(folder):
        path = folder / place
        if zipfile.is_zipfile(path) and path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{place}/{name}", archive.read(name)
        else:
            yield place, path.read_bytes()
    yield from _frozen(folder)


def _frozen(folder: Path) -> Iterator[tuple[str, bytes]]:
    for program in PROGRAMS:
        path = next(p for p in (folder / f"{program}.exe", folder / program) if p.is_file())
        archive = CArchiveReader(str(path))
        for name in archive.toc:
            yield f"{program}/{name}", archive.extract(name)
    library = _library(folder)
    with Path(library._filename).open("rb") as file:  # noqa: SLF001 - it offers no bytes, only code
        for name, (_, at, length) in library.toc.items():
            file.seek(at)
            yield name, zlib.decompress(file.read(length)) if length else b""


def _missing_libraries(folder: Path) -> Iterator[str]:
    """Yield the libraries that a file of Windows asks for and neither folder nor Windows has."""
    kinds = {".dll", ".pyd", ".exe"}
    libraries = [path for path in sorted(folder.rglob("*")) if path.suffix.casefold() in kinds]
    present = {path.name.casefold() for path in libraries}
    for path in libraries:
        for name in sorted(_wanted(path) - present):
            is_known = name.startswith(("api-ms-win-", "ext-ms-")) or (
                name.removesuffix(".dll") in OF_WINDOWS
            )
            if not is_known:
                yield f"{path.relative_to(folder).as_posix()}: asks for {name}"


def _wanted(library: Path) -> set[str]:
    described = pefile.PE(data=library.read_bytes(), fast_load=True)
    kinds = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT")
    described.parse_data_directories(directories=[pefile.DIRECTORY_ENTRY[kind] for kind in kinds])
    found = set()
    for kind in ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT"):
        found |= {entry.dll.decode().casefold() for entry in getattr(described, kind, [])}
    return found
