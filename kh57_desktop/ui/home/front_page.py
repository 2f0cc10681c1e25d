"""What both first pages do: fetch everything in one job, and stand beside what is next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from kh57_desktop.ui.look.theme import px
from kh57_desktop.ui.page import Page
from kh57_desktop.ui.parts.blocks import across

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from kh57_desktop.domain.edits import Changes
    from kh57_desktop.domain.periods import Period
    from kh57_desktop.services.office import Office


class FrontPage(Page):
    """A first page: work at the left, a narrow side at the right."""

    SIDE_WIDTH = 0

    def opened(self, **_what: Any) -> None:
        """Fetch everything anew."""
        job = partial(self._fetch, self.frame.office, self.frame.period)
        self.frame.background.run(job, done=self._show)

    def changed(self, changes: Changes) -> None:
        """Fetch anew when something was written."""
        if changes and self.isVisible():
            self.opened()

    def stand(self, left: QLayout, right: QLayout, gap: int) -> None:
        """Put the two halves of the page side by side; the left one takes what room there is."""
        self.side = QWidget()
        self.side.setLayout(right)
        self.side.setFixedWidth(px(self.SIDE_WIDTH))
        whole = across(left, self.side, gap=gap)
        whole.setStretch(0, 1)
        self.body.addLayout(whole, 1)

    @staticmethod
    def _fetch(office: Office, period: Period | None) -> Any:
        raise NotImplementedError

    def _show(self, front: Any) -> None:
        raise NotImplementedError
