"""Prints what a page of papers shows: asks, sends it page by page, says what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kh57_desktop.errors import PrinterMissing, PrintStopped
from kh57_desktop.i18n import vi
from kh57_desktop.ui.exchange.long_job import LongJob
from kh57_desktop.ui.notices import show_fault
from kh57_desktop.ui.papers import print_dialogs, printing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kh57_desktop.ui.page import Page
    from kh57_desktop.ui.papers.paper_view import Paper
    from kh57_desktop.ui.parts.buttons import Button


class Press(LongJob):
    """Prints for a page, one paper at a time; whoever cannot print is offered another way."""

    def __init__(
        self, page: Page, instead: Callable[[], Sequence[Button]], ended: Callable[[], object]
    ) -> None:
        super().__init__(page)
        self._instead, self._ended = instead, ended

    def print(self, paper: Paper, title: str, in_front: int) -> None:
        """Ask how to print a paper, then draw it while work goes on."""
        page = self._page
        if self.is_running:
            return
        usual = page.frame.office.device.settings().printer
        try:
            order = print_dialogs.asked(page, paper, title, usual, in_front)
            job = None if order is None else printing.begun(order)
        except (PrinterMissing, PrintStopped) as error:
            show_fault(page.cards, error, *self._instead())
            return
        if job is not None:
            said = (vi("Đang in"), vi("Dừng thì các trang đã gửi vẫn được in ra."))
            self.run(said, job.draw, self._tell, *self._instead(), ended=self._ended)

    def _tell(self, sent: printing.Sent) -> None:
        words = vi("Đã gửi {n} trang tới máy in.")
        if not sent.is_whole:
            words = vi("Đã dừng in: máy in nhận {n}/{total} trang.")
        self._page.frame.done_line.tell(words.format(n=sent.pages, total=sent.total))
