"""Which bundles are looked into: all that lie about, those chosen, or some alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kh57_desktop.i18n import vi
from kh57_desktop.ui.background import Work
from kh57_desktop.ui.exchange import bundles

if TYPE_CHECKING:
    from pathlib import Path

    from kh57_desktop.ui.exchange.bundles import Found
    from kh57_desktop.ui.page import Page


class Looking(QObject):
    """Looks into bundles in the worker; nothing is written by it."""

    looked = Signal(object)
    """Everything that lies about, as `Found`."""
    looked_alone = Signal(object, object)
    """The files named alone, as `Found`, and the row on which the officer stands."""
    failed = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._frame = page.frame
        self._chosen: tuple[Path, ...] = ()
        self._alone: tuple[Path, ...] = ()

    def everywhere(self) -> None:
        """Look on drives, in Downloads and at what was chosen so far."""
        self._alone = ()
        self._run(self._chosen, self.looked.emit)

    def also(self, paths: tuple[Path, ...]) -> None:
        """Look at files that lie elsewhere, too."""
        if paths:
            self._chosen = tuple(dict.fromkeys((*paths, *self._chosen)))
            self.everywhere()

    def alone(self, files: tuple[Path, ...]) -> None:
        """Look at files opened from outside, and at those opened just before, at no other."""
        self._chosen = tuple(dict.fromkeys((*files, *self._chosen)))
        self._alone = tuple(dict.fromkeys((*files, *self._alone)))
        self._run(self._alone, partial(self._tell, files[0]), alone=True)

    def _run(self, paths: tuple[Path, ...], done: Any, *, alone: bool = False) -> None:
        office = self._frame.office
        own = office.desk.journal.identity.device.hex()
        job = partial(bundles.look, office.exchange, paths, own, alone=alone)
        work = Work[Any](vi("Đang kiểm tra gói"))
        self._frame.background.run(job, done=done, failed=self.failed.emit, work=work)

    def _tell(self, first: Path, found: tuple[Found, ...]) -> None:
        row = next((one.number for one in found if one.path == first), None)
        self.looked_alone.emit(found, row)
