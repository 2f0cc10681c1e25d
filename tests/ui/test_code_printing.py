"""The sheet of a code: one page to the printer, from memory, and no file of it anywhere."""

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kh57_desktop.ui.first_run.pages import CodePage
from kh57_desktop.ui.papers import printing
from kh57_desktop.ui.papers.printing import Wish
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


def test_the_sheet_of_a_code_is_printed_and_kept_nowhere(page, monkeypatch, tmp_path):
    """«In tờ mã»: the code is on the one page, and no file was written for it."""
    drawn = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["Máy in"]))
    monkeypatch.setattr(printing.PrintDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(printing.PrintDialog, "wish", lambda _dialog: Wish("Máy in", (0,)))
    monkeypatch.setattr(printing, "printer_for", lambda *_: QPrinter())
    monkeypatch.setattr(printing, "draw", lambda paper, pages, _to: drawn.append((paper, pages)))
    before = {file for file in tmp_path.rglob("*") if file.is_file()}
    page.print.click()
    page.settled()
    ((paper, pages),) = drawn
    said = words_of(paper.pdf)

    assert (len(paper), pages) == (1, (0,))
    for group in page.sheet.code.split():
        assert " ".join(group) in said
    assert "MÃ KHÔI PHỤC MỚI" in said
    assert "Đã gửi tờ mã tới máy in" in texts(page)
    assert {file for file in tmp_path.rglob("*") if file.is_file()} == before


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
