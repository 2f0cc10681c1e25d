"""An officer before the window of the program: every key goes where the system would send it."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from kh57_desktop.ui.start import Shell
from tests.support import layout
from tests.support.hands import write
from tests.support.terminal import PASSWORD, cheap_doors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kh57_desktop.ui.page import Page

AT = dt.datetime.fromisoformat("2026-06-16T14:36:00")
LONGEST_WAIT_S = 20
LOOK_EVERY_MS = 10


class Seat:
    """The window of a home, and the keyboard before it; keys are counted, letters apart."""

    def __init__(self, home: Path, at: dt.datetime = AT) -> None:
        self.home = home
        self.keys = self.letters = 0
        self._is_gone = False
        self.shell = Shell(cheap_doors(home, at))
        layout.show_at(self.shell, (1366, 697))
        self.shell.activateWindow()
        self.until(lambda: QGuiApplication.focusWindow() is self.shell.windowHandle())
        self.until(lambda: QApplication.focusWidget() is not None)

    def unlock(self, password: str = PASSWORD) -> Seat:
        """Type the password and wait for the first page."""
        self.type(password)
        self.press("Enter")
        self.until(lambda: self.shell.main is not None)
        self.settle()
        self.keys = self.letters = 0
        return self

    def press(self, *keys: str) -> None:
        """Press keys one after another, as «Ctrl+S» or «Enter»; the system says who gets them."""
        for words in keys:
            combination = QKeySequence(words.replace("Enter", "Return"))[0]
            QTest.keyClick(self._window(), combination.key(), combination.keyboardModifiers())
            self.keys += 1
            QApplication.processEvents()

    def type(self, words: str) -> None:
        """Type text letter by letter into whatever has the focus."""
        for letter in words:
            if letter.isascii():
                QTest.keyClick(self._window(), letter)
            else:  # an input method delivers the finished letter
                write(QApplication.focusWidget(), letter)
            self.letters += 1
        QApplication.processEvents()

    def choose(self, words: str) -> None:
        """Type part of a word of a list, wait until it opens, take the first and go on."""
        self.type(words)
        self.until(lambda: QApplication.activePopupWidget() is not None)
        self.press("Enter")

    def settle(self) -> None:
        """Wait until the worker rests and what came back is shown."""
        for _ in range(3):
            self.until(lambda: self.shell.background.is_idle)
            layout.settle(self.shell)

    def ask(self, job: Callable[[object], object]) -> object:
        """Return what a job answers that is given the open office in the worker."""
        answers: list[object] = []
        office = self.shell.main.office
        self.shell.background.run(lambda: job(office), done=answers.append, failed=answers.append)
        self.until(lambda: answers)
        self.settle()
        return answers[0]

    def until(self, condition: Callable[[], object]) -> None:
        """Let the window work until something holds."""
        deadline = time.monotonic() + LONGEST_WAIT_S
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain before {self}"
            turn = QEventLoop()
            QTimer.singleShot(LOOK_EVERY_MS, turn.quit)
            turn.exec()

    def __str__(self) -> str:
        """Return where the officer stands, for a test that waits in vain."""
        focus, main = QApplication.focusWidget(), self.shell.main
        page = main.page.name if main is not None and main.stack.count() else "no page"
        name = focus.accessibleName() if focus is not None else ""
        return f"{page}, {type(focus).__name__} «{name}»"

    def meet_dialog(self, path: Path) -> None:
        """Type a path and Enter into the file dialog that the next key opens."""
        timer = QTimer(self.shell)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog) or not dialog.isVisible():
                return
            timer.stop()
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            line.setText(str(path))
            line.setFocus()
            self.press("Enter")

        timer.timeout.connect(look)
        timer.start(LOOK_EVERY_MS)

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.shell.main.page

    @property
    def focus(self):
        """Whatever has the focus."""
        return QApplication.focusWidget()

    def _window(self) -> QWindow:
        """Return the window that gets the keys; an open list never takes them from its window."""
        QApplication.processEvents()  # this platform gives a list that opened the keys, belatedly
        window = QGuiApplication.focusWindow()
        if QApplication.activeModalWidget() is None:
            window = self.shell.windowHandle()
            if QGuiApplication.focusWindow() is not window:  # no window manager is at work here
                self.shell.activateWindow()
                self.until(lambda: QGuiApplication.focusWindow() is window)
        return window

    def leave(self) -> None:
        """Close the window: what is half typed is kept, the store closed."""
        if not self._is_gone:
            self._is_gone = True
            self.shell.close()
            self.shell.deleteLater()

    def pull_the_plug(self) -> None:
        """End the store as a power cut does: nothing more is handed over by the window."""
        self.shell.main.keep_drafts = lambda: None
        self.leave()
