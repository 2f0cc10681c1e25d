"""The sheet of a code goes to the printer from memory alone: no file of it is ever written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6

from kh57_desktop.errors import PrinterMissing, PrintStopped
from kh57_desktop.i18n import vi
from kh57_desktop.system.progress import Progress
from kh57_desktop.ui.look.theme import Tone
from kh57_desktop.ui.notices import Card, clear, show_fault
from kh57_desktop.ui.papers import print_dialogs, printing
from kh57_desktop.ui.papers.paper_view import Paper

if TYPE_CHECKING:
    from kh57_desktop.services.office import Office
    from kh57_desktop.ui.background import Background
    from kh57_desktop.ui.first_run.pages import CodePage


def offer(page: CodePage, office: Office, background: Background) -> None:
    """Let the button of a page of a code print the sheet of it."""

    def print_sheet() -> None:
        job = partial(office.reporting.code_sheet, page.title, page.words, page.sheet.code)
        usual = office.device.settings().printer
        done = partial(_ask, page, usual, background)
        background.run(job, done=done, failed=partial(show_fault, page.cards))

    page.print.clicked.connect(print_sheet)
    page.print.show()


def _ask(page: CodePage, usual: str, background: Background, pdf: bytes) -> None:
    """Ask for the printer, draw the page; where that cannot be, the hand is left."""
    clear(page.cards)
    try:
        order = print_dialogs.asked(page, Paper(pdf), vi("Tờ mã KH57"), usual)
        job = None if order is None else printing.begun(order)
    except (PrinterMissing, PrintStopped) as error:
        _leave_the_hand(page, error)
        return
    if job is not None:
        failed = partial(_leave_the_hand, page)
        background.run(partial(job.draw, Progress()), done=partial(_tell, page), failed=failed)


def _tell(page: CodePage, _sent: printing.Sent) -> None:
    if shiboken6.isValid(page):
        page.cards.addWidget(Card(Tone.OK, vi("Đã gửi tờ mã tới máy in; lấy tờ giấy về ngay.")))


def _leave_the_hand(page: CodePage, _error: Exception) -> None:
    if shiboken6.isValid(page):
        words = vi("Máy này không in được; hãy chép mã ra giấy bằng tay.")
        page.cards.addWidget(Card(Tone.WARN, words))
