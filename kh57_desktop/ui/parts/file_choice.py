"""Ask the officer for a file or a folder with the dialog of the system."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def files(parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
    """Return the files that were chosen; none when the dialog was left."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return tuple(Path(one) for one in chosen)


def file(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Return the file that was chosen; None when the dialog was left."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(chosen) if chosen else None


def new_file(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Return where a file is to be made; None when the dialog was left."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
    return Path(chosen) if chosen else None


def folder(parent: QWidget, title: str) -> Path | None:
    """Return the folder that was chosen; None when the dialog was left."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None
