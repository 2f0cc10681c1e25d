"""Files opened from outside, by a double click: kept until the pages stand, then shown there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kh57_desktop.i18n import vi
from kh57_desktop.ui.screens.unlock import UnlockScreen

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.services.office import Doors
    from kh57_desktop.ui.start import Shell
    from kh57_desktop.ui.window import MainWindow

    Sorted = list[tuple[str, Path]]

COPY = ".kh57backup"
AGAIN_MS = 150
"""Windows tells of two changes within a thousandth of a second as of one."""


@runtime_checkable
class TakesCopies(Protocol):
    """A screen on which a copy of the store is brought back."""

    def take_copy(self, copy: Path) -> bool:
        """Choose a copy; False when none can be brought back here any more."""


@runtime_checkable
class TellsOfFiles(Protocol):
    """A screen behind which the pages come."""

    def tell_of_files(self, words: str) -> None:
        """Say that files wait."""


class Handed(QObject):
    """Hears further starts of the program, brings the window to the front, keeps their files."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._waiting: tuple[Path, ...] = ()
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        shell.turned.connect(self.show)

    def listen(self, doors: Doors) -> None:
        """Hear from now on who starts the program again, and who did so while it started."""
        hear = partial(self._hear, doors)
        self._again.timeout.connect(hear)
        self._watcher = QFileSystemWatcher([str(doors.calls.folder)], self)
        self._watcher.directoryChanged.connect(hear)
        self._watcher.directoryChanged.connect(self._again.start)
        hear()

    def take(self, *files: Path) -> None:
        """Keep files, and show them where the pages of the officer's own store stand."""
        self._waiting = tuple(dict.fromkeys((*self._waiting, *files)))
        self.show()

    def show(self) -> None:
        """Show what waits, or say what it waits for."""
        self._bring_back()
        main, files = self._shell.main, self._waiting
        if not files:
            return
        if main is None or not self._shell.is_at_home:
            self._tell()
            return
        self._waiting, office = (), main.office

        def sorted_files() -> Sorted:
            return [(office.enrollment.sort(file), file) for file in files]

        self._shell.background.run(sorted_files, done=partial(self._open, main, files))

    def _open(
        self, main: MainWindow, files: tuple[Path, ...], sort: list[tuple[str, Path]]
    ) -> None:
        """Go to the page that each file belongs to; nothing is accepted by it."""
        if self._shell.main is not main:  # locked meanwhile, or shown in another look
            self.take(*files)
            return
        copies = [file for file in files if _is_copy(file)]
        letters = [(kind, file) for kind, file in sort if kind]
        bundles = tuple(file for kind, file in sort if not kind and not _is_copy(file))
        pages: tuple[tuple[str, str, Any], ...] = (
            ("upkeep", "copy", copies[-1] if copies else None),
            ("pairing", "letter", letters[-1] if letters else None),
            ("exchange", "files", bundles),
        )
        for page, name, what in pages:
            if what:
                main.open(page, **{name: what})

    def _bring_back(self) -> None:
        """Give a copy to the screen that brings copies back, if it is in front."""
        screen: Any = self._shell.in_front
        for file in self._waiting:
            if _is_copy(file) and isinstance(screen, TakesCopies) and screen.take_copy(file):
                self._waiting = tuple(other for other in self._waiting if other != file)

    def _tell(self) -> None:
        """Say what the officer does until the files can be shown."""
        shell, words = self._shell, self._words()
        screen: Any = shell.in_front
        if shell.main is not None:
            shell.main.done_line.tell(words)
        elif isinstance(screen, TellsOfFiles):
            screen.tell_of_files(words)

    def _words(self) -> str:
        names = ", ".join(f"«{file.name}»" for file in self._waiting)
        if not self._shell.is_at_home:
            words = vi("Đang tập luyện: thôi tập luyện rồi mở dữ liệu thì xem được {names}.")
        elif isinstance(self._shell.in_front, UnlockScreen):
            words = vi("Mở dữ liệu rồi xem {names}; chưa có gì được nhập.")
        else:
            words = vi("Làm xong các bước này rồi xem {names}; chưa có gì được nhập.")
        return words.format(names=names)

    def _hear(self, doors: Doors, *_folder: str) -> None:
        files = doors.calls.heard()
        if files is not None:
            self._shell.notice_somebody()
            bring_forward(self._shell)
            self.take(*files)


def bring_forward(window: Shell) -> None:
    """Put a window before all others, also a minimized one; where that is refused it blinks."""
    minimized, active = Qt.WindowState.WindowMinimized, Qt.WindowState.WindowActive
    window.setWindowState(window.windowState() & ~minimized | active)
    window.show()
    window.raise_()
    (QApplication.activeModalWidget() or window).activateWindow()
    QApplication.alert(window)


def _is_copy(file: Path) -> bool:
    return file.name.lower().endswith(COPY)
