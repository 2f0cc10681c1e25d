"""The sheet of a code goes to the printer from memory alone: no file of it is ever written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinterInfo

from kh57_desktop.errors import PrinterMissing
from kh57_desktop.i18n import vi
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card, clear, show_fault
from kh57_desktop.ui.papers import printing
from kh57_desktop.ui.papers.paper_view import Paper

if TYPE_CHECKING:
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.background import Background
    from kh57_desktop.ui.first_run.pages import CodePage


def offer(page: CodePage, office: Office, background: Background) -> None:
    """Let the button of a page of a code print the sheet of it."""

    def print_sheet() -> None:
        job = partial(office.reporting.code_sheet, page.title, page.words, page.sheet.code)
        done = partial(_ask, page, office.device.settings().printer)
        background.run(job, done=done, failed=partial(show_fault, page.cards))

    page.print.clicked.connect(print_sheet)
    page.print.show()


def _ask(page: CodePage, usual: str, pdf: bytes) -> None:
    """Ask for the printer, draw the page; where that cannot be, the hand is left."""
    clear(page.cards)
    try:
        dialog = printing.PrintDialog(page, 1, QPrinterInfo.availablePrinterNames(), usual)
        if dialog.exec():
            wish, paper = dialog.wish(), Paper(pdf)
            printing.draw(paper, wish.pages, printing.printer_for(wish, paper))
            page.cards.addWidget(Card(Tone.OK, vi("Đã gửi tờ mã tới máy in; lấy tờ giấy về ngay.")))
    except PrinterMissing:
        words = vi("Máy này không in được; hãy chép mã ra giấy bằng tay.")
        page.cards.addWidget(Card(Tone.WARN, words))
