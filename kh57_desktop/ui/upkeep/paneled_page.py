"""A page whose overview gives way to one piece of work at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from kh57_desktop.ui.notices import clear
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import STRETCH, across
from kh57_desktop.ui.parts.scrolls import Scroll

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QLayout

    from kh57_desktop.ui.page import Frame


class PaneledPage(Page):
    """Shows its overview, or a panel in its place until that is done or left with Esc."""

    def __init__(self, frame: Frame, title: str, subtitle: str) -> None:
        super().__init__(frame, title, subtitle)
        self._front = QStackedWidget()
        self._panel: QWidget | None = None
        self.overview_commands: dict[str, Callable[[], object]] = {}
        """What the keys do while the overview is shown."""

    def show_panel(self, panel: QWidget, commands: Mapping[str, Callable[[], object]]) -> None:
        """Put one piece of work in the place of the overview."""
        self._leave_panel()
        clear(self.cards)
        row = across(panel, STRETCH)
        row.setStretch(0, 1000)  # as wide as the panel may be; what is left stays free
        self._panel = Scroll(row, STRETCH)
        self._front.addWidget(self._panel)
        self._front.setCurrentWidget(self._panel)
        self.commands = {"back": self.show_overview, **commands}
        panel.setFocus()

    def show_overview(self) -> None:
        """Show the overview again."""
        self._leave_panel()
        clear(self.cards)
        self.commands = dict(self.overview_commands)
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def lay_out(self, overview: QLayout) -> None:
        """Take the overview in."""
        whole = QWidget()
        whole.setLayout(overview)
        self._front.addWidget(whole)
        self.body.addWidget(self._front)

    def _leave_panel(self) -> None:
        if self._panel is not None:
            self._front.removeWidget(self._panel)
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
