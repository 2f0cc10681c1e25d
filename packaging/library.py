"""Runs before the program's first line: both programs take their modules from one library.

Each module is found in it at once, where Python would first ask a zip file and two folders. The
modules named here are PyInstaller's own, of the version in the lock; no other can be imported yet.
"""

import os
import sys

import pyimod01_archive
import pyimod02_importers

NAME = "library.pyz"  # contents.LIBRARY


class Library(pyimod02_importers.PyiFrozenFinder):  # type: ignore[misc]  # known when it runs
    """Finds modules by their whole name, and looks nowhere else."""

    fallback_finder = None

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> object:
        """Return where a module is; None when it is no file of the library."""
        return super().find_spec(name)

    def _compute_pyz_entry_name(self, name: str) -> str:
        return name


def open_library(place: str) -> None:
    """Put the library in the place of the program's own, which is empty."""
    library = pyimod01_archive.ZlibArchiveReader(place, 0, check_pymagic=True)
    vars(pyimod02_importers.pyz_archive).update(vars(library))
    sys.meta_path.insert(-1, Library(sys._MEIPASS))  # type: ignore[attr-defined]  # noqa: SLF001


open_library(os.path.join(sys._MEIPASS, NAME))  # type: ignore[attr-defined]  # noqa: SLF001, PTH118 - pathlib would be imported
