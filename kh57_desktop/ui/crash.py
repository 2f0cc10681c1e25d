"""The window for bugs: what nobody caught becomes three sentences, and the work goes on."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog

from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Role, px
from kh57_desktop.ui.notices import FaultCard
from kh57_desktop.ui.parts.blocks import Label, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

_log = logging.getLogger(__name__)


class CrashWindow(QDialog):
    """Shows a bug and offers to save a support pack."""

    def __init__(self, error: BaseException, pack: Callable[[], object] | None) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(vi("KH57 - Lỗi"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remedy = None
        if pack is not None:
            remedy = Button(vi("Lưu gói hỗ trợ"), kind=PRIMARY)
            remedy.clicked.connect(pack)
            remedy.clicked.connect(self.accept)
        self.card = FaultCard(error, remedy)
        self.card.later.clicked.connect(self.accept)
        box = down(Label(vi("Có lỗi trong phần mềm"), Role.TITLE), self.card)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        self.setLayout(box)
        self.setMinimumWidth(px(560))


class CrashWatch(QObject):
    """Hears what nobody caught, in any thread, and opens one window for it."""

    _heard = Signal(object)

    def __init__(self, pack: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._pack = pack
        self.window: CrashWindow | None = None
        self._heard.connect(self.show_error)

    def install(self) -> None:
        """Take the place of Python's own last words."""
        sys.excepthook = self._hear
        threading.excepthook = self._hear_thread

    def show_error(self, error: BaseException) -> None:
        """Open the window for an error, unless one is open already."""
        _log.error("a bug: %s", type(error).__name__, exc_info=error)
        if self.window is not None:
            return
        self.window = CrashWindow(error, self._pack)
        self.window.finished.connect(self._forget)
        self.window.open()

    def _forget(self) -> None:
        self.window = None

    def _hear(
        self, _kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        self._heard.emit(error)

    def _hear_thread(self, said: threading.ExceptHookArgs) -> None:
        if said.exc_value is not None:
            self._heard.emit(said.exc_value)
