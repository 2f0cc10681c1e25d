"""The sheet of a code: one page to the printer, from memory, and no file of it anywhere."""

import pytest
from PySide6.QtPrintSupport import QPrinterInfo

from kh57_desktop.errors import PrintStopped
from kh57_desktop.ui.first_run.pages import CodePage
from kh57_desktop.ui.papers import print_dialogs, printing
from kh57_desktop.ui.papers.print_wish import Wish
from kh57_desktop.ui.papers.printing import Sent
from kh57_desktop.ui.screens.upkeep import UpkeepPage
from tests.support.offices import a_window, settled, texts


@pytest.fixture
def page(qtbot, worker, real_office):
    """Return the page of a recovery code that was drawn anew."""
    window = a_window(qtbot, real_office(), worker, UpkeepPage)
    settled(qtbot, window)
    window.page.code.click()
    settled(qtbot, window)
    found = window.page.findChild(CodePage)
    found.settled = lambda: settled(qtbot, window)
    return found


def words_of(pdf):
    """Return what stands on the first page of a PDF."""
    import pypdfium2

    file = pypdfium2.PdfDocument(pdf)
    try:
        return file[0].get_textpage().get_text_bounded()
    finally:
        file.close()


class Job:
    """A job that a printer has taken, and that goes on to its end or does not."""

    def __init__(self, error=None):
        self.error = error

    def draw(self, _progress):
        """Print all of it, or none."""
        if self.error is not None:
            raise self.error
        return Sent(1, 1)


@pytest.fixture
def taken(monkeypatch):
    """Answer the dialog of a PC with a printer; returns what was ordered there."""
    orders = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Máy in"]))
    monkeypatch.setattr(print_dialogs.PrintDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(print_dialogs.PrintDialog, "wish", lambda _dialog: Wish("Máy in", (0,)))
    monkeypatch.setattr(printing, "begun", lambda order: orders.append(order) or Job())
    return orders


def test_the_sheet_of_a_code_is_printed_and_kept_nowhere(page, taken, tmp_path):
    """«In tờ mã»: the code is on the one page, and no file was written for it."""
    before = {file for file in tmp_path.rglob("*") if file.is_file()}
    page.print.click()
    page.settled()
    (order,) = taken
    said = words_of(order.paper.pdf)

    assert (len(order.paper), order.pages) == (1, (0,))
    assert page.sheet.code not in order.printer.docName()
    for group in page.sheet.code.split():
        assert " ".join(group) in said
    assert "MÃ KHÔI PHỤC MỚI" in said
    assert "Đã gửi tờ mã tới máy in" in texts(page)
    assert {file for file in tmp_path.rglob("*") if file.is_file()} == before


def test_leaving_the_dialog_prints_no_code(page, taken, monkeypatch):
    """Hủy: nothing was ordered, nothing is said."""
    monkeypatch.setattr(print_dialogs.PrintDialog, "exec", lambda _dialog: False)
    page.print.click()
    page.settled()

    assert taken == []
    assert "máy in" not in texts(page)


def test_a_printer_that_stops_leaves_the_hand(page, taken, monkeypatch):
    """It took the job and no page: the code is copied by hand."""
    monkeypatch.setattr(printing, "begun", lambda _order: Job(PrintStopped()))
    page.print.click()
    page.settled()

    assert taken == []
    assert "chép mã ra giấy bằng tay" in texts(page)


def test_without_a_printer_the_hand_is_left(page, monkeypatch):
    """No printer here: the page says to copy the code by hand, and nothing else is lost."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    page.print.click()
    page.settled()

    assert "chép mã ra giấy bằng tay" in texts(page)


def test_the_page_says_what_becomes_of_the_code_on_paper(page):
    """An amber line: the sheet in the envelope counts until the new code was typed back."""
    assert page.void.isVisible()
    assert "Mã đang cất còn dùng được" in texts(page.void)
