"""A frozen folder of three files, made in an instant: what PyInstaller makes, in small."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from PyInstaller.archive.writers import CArchiveWriter, ZlibArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MODULES = {"kh57_desktop": "", "kh57_desktop.app": "TITLE = 'KH57'", "sqlalchemy.sql": ""}
PROGRAMS = ("KH57", "kh57-console")


def folder(
    at: Path, modules: Mapping[str, str] | None = None, *, kind: str = "", said: bytes = b""
) -> Path:
    """Make a frozen folder and return it.

    `modules` are its modules and their sources; `kind` is how the names of programs end; `said` is
    what stands beside the modules within the programs.
    """
    made = at / "KH57"
    (made / "_internal").mkdir(parents=True)
    library, empty = made / "_internal" / "library.pyz", at / "PYZ.pyz"
    sources = {**MODULES, **(modules or {})}
    code = {name: compile(text, f"/build/{name}.py", "exec") for name, text in sources.items()}
    ZlibArchiveWriter(str(library), [(name, f"{name}.py", "PYMODULE") for name in code], code)
    ZlibArchiveWriter(str(empty), [])
    beside = at / "beside"
    beside.write_bytes(said)
    entries = [
        ("PYZ.pyz", str(empty), False, "z"),
        ("beside", str(beside), True, "x"),
    ]
    for program in PROGRAMS:
        CArchiveWriter(str(made / f"{program}{kind}"), entries, "libpython3.11.so.1.0")
    with zipfile.ZipFile(made / "_internal" / "base_library.zip", "w") as archive:
        archive.writestr("codecs.pyc", b"compiled")
    return made
