"""The practice commune, made once for all window tests; each test works on its own copy."""

import datetime as dt
import shutil
import time
from functools import partial

from PySide6.QtWidgets import QApplication

from kh57_desktop import app
from kh57_desktop.practice import commune
from kh57_desktop.ui.start import Shell
from tests.support import layout

NOW = dt.datetime(2026, 6, 9, 14, 36, tzinfo=dt.timezone(dt.timedelta(hours=7)))
SCHOOL, OFFICE = "TR-NTT", commune.COMMUNE
LONGEST_WAIT_S = 30


def make(folder):
    """Make the practice commune of two months in a folder; returns its homes."""
    return commune.make(doors_of, folder, months=2).homes


def doors_of(home):
    """Return the doors of a practice home on the day of the tests."""
    return app.doors(home, NOW).practice_doors(home)


def copied(homes, folder):
    """Return a practice commune of its own, copied into a folder."""
    for code, home in homes.items():
        shutil.copytree(home, folder / code)
    return commune.at(folder)


class Desk:
    """A window on a copy of a practice home, and whoever sits before it."""

    def __init__(self, homes, folder, unit=SCHOOL):
        self.home = folder / unit
        if not self.home.exists():
            shutil.copytree(homes[unit], self.home)
        self.shell = None

    def open(self, page="home", **what):
        """Open the window, unlock it, and go to a page."""
        self.shell = Shell(doors_of(self.home), commune.PASSWORD)
        layout.show_at(self.shell, (1366, 697))
        self.shell.activateWindow()
        wait(lambda: QApplication.focusWindow() is self.shell.windowHandle())
        self.shell.unlock.submit()
        wait(lambda: self.shell.main is not None)
        self.window.open(page, **what)
        self.settle()
        return self.page

    @property
    def window(self):
        """The main window."""
        return self.shell.main

    @property
    def page(self):
        """The page in front."""
        return self.shell.main.page

    @property
    def office(self):
        """The services of the open store; asked through `ask`, in the worker."""
        return self.shell.main.office

    def ask(self, job):
        """Return what a job answers that is given the office in the worker."""
        answers = []
        work = partial(job, self.office)
        self.shell.background.run(work, done=answers.append, failed=answers.append)
        wait(lambda: bool(answers))
        return answers[0]

    def settle(self):
        """Wait until the worker rests and everything is painted."""
        for _ in range(3):
            wait(lambda: self.shell.background.is_idle)
            layout.settle(self.shell)
        wait(lambda: self.shell.background.is_idle)  # what came to rest may have asked once more

    def close(self):
        """Close the window, the store after it."""
        if self.shell is not None:
            self.shell.shut()
            self.shell.close()
            self.shell.deleteLater()
            self.shell = None
            QApplication.processEvents()


def wait(condition):
    """Let the window work until something holds."""
    until = time.monotonic() + LONGEST_WAIT_S
    while not condition():
        QApplication.processEvents()
        assert time.monotonic() < until, "nothing came back"
