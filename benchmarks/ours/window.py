"""Our side of `window`: the unlock screen and the first page, each in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yardstick import Act, Ground


def started(screen: str, home: Path, password: str) -> Act:
    """Start our program in a process that tells its figures at its first paint."""
    import window as yard  # the yardstick's module of the same name stands first in the path

    command = [sys.executable, str(Path(__file__).resolve()), screen, str(home), password]
    return lambda: yard.started(command)


def register() -> None:
    """Register both screens with the yardstick."""
    from yardstick import ours

    from ours import filled

    @ours("ours: unlock screen")
    def unlock_screen(ground: Ground) -> Act:
        """Our own unlock screen: look, fonts, worker, doors; the store is not opened."""
        return started("unlock", _home(ground), filled.PASSWORD)

    @ours("ours: home")
    def home(ground: Ground) -> Act:
        """From the start over the password to the painted first page of a unit."""
        return started("home", _home(ground), filled.PASSWORD)

    def _home(ground: Ground) -> Path:
        office = filled.unit(ground)
        place = office.desk.home.folder
        office.close()
        return place


def show(screen: str, home: Path, password: str) -> None:
    """Open the window as `ui.start.run` does, and tell when the asked screen is painted."""
    from PySide6.QtWidgets import QApplication
    from window import tell_at_paint

    from kh57_desktop import app
    from kh57_desktop.ui import icons, qt_texts, start, style, theme
    from kh57_desktop.ui.background import Collector, guard_widgets

    qt = QApplication(["kh57"])
    qt_texts.install(qt)
    style.install(theme.of_system())
    qt.setWindowIcon(icons.icon("megaphone", theme.colors().primary))
    guard_widgets()
    collector = Collector(qt)
    shell = start.Shell(app.doors(home), password)
    shell.resize(1366, 697)
    if screen == "unlock":
        tell_at_paint(shell.unlock)
    else:
        watch_home(shell)
        shell.unlock.painted.connect(shell.unlock.submit)
    shell.show()
    qt.exec()
    collector.deleteLater()


def watch_home(shell: object) -> None:
    """Tell the figures once the first page shows its records."""
    from window import tell_at_paint

    enter = shell.enter

    def entered(office: object) -> None:
        enter(office)
        page = shell.main.page
        page.rows.total_changed.connect(lambda: tell_at_paint(page.table.viewport()))
        page.rows.total_changed.connect(page.table.viewport().update)

    shell.unlock.unlocked.disconnect(shell.enter)
    shell.unlock.unlocked.connect(entered)


if __name__ == "__main__":
    # the yardstick has a module of the same name; this folder must not hide it
    sys.path.remove(str(Path(__file__).resolve().parent))
    show(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
else:
    register()
