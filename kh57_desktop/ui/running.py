"""Run the window of the program, from the application to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kh57_desktop.ui import binding
from kh57_desktop.ui.background import Collector, guard_widgets
from kh57_desktop.ui.look import qt_texts, style, theme
from kh57_desktop.ui.start import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.services.office import Doors

HEARS_AFTER_MS = 200
"""What hears further starts of the program is imported once the first window is painted."""


def run(doors: Doors, known_password: str = "", file: Path | None = None) -> int:
    """Show the window until it is closed; returns the exit code. Practice has a known password.

    A file is looked into as soon as the store is open.
    """
    with binding.own_last_words():
        app = QApplication(["kh57"])
    app.setApplicationName("KH57")
    qt_texts.install(app)
    name, percent = doors.first_look()
    style.install(theme.named(name), percent)
    guard_widgets()
    collector = Collector(app)
    shell = Shell(doors, known_password)
    shell.resize(1366, 697)
    shell.showMaximized()
    QTimer.singleShot(0 if file else HEARS_AFTER_MS, lambda: _hear(shell, doors, file))
    code = app.exec()
    shell.shut()
    collector.deleteLater()
    return code


def _hear(shell: Shell, doors: Doors, file: Path | None) -> None:
    """Take the file that the program was started with, and hear who starts it again."""
    from kh57_desktop.ui.handed import Handed  # noqa: PLC0415 - not for the first paint

    handed = Handed(shell)
    if file is not None:
        handed.take(file)
    handed.listen(doors)
