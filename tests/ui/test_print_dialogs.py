"""How an officer is asked what to print: by our dialog, or by the system's on Windows."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from kh57_desktop.errors import PrinterMissing, sentences
from kh57_desktop.ui.papers import print_dialogs
from kh57_desktop.ui.papers.paper_view import Paper
from kh57_desktop.ui.papers.print_dialogs import PrintDialog
from kh57_desktop.ui.papers.print_wish import Wish, page_numbers
from tests.support import layout
from tests.support.sheets_of_paper import A4, LYING, a_paper

NAMES = ["Máy đen", "Máy màu"]


@pytest.fixture
def parent(qtbot, monkeypatch):
    """Return a window on a PC with two printers, the first the usual one of the system."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: NAMES))
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", staticmethod(lambda: NAMES[0]))
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("", (0, 1, 2, 3, 4)),
        ("1-2, 5", (0, 1, 4)),
        ("3", (2,)),
        ("9", ()),
        ("2;4", (1, 3)),
        ("4-2", (1, 2, 3)),
        ("4-", (3, 4)),
        ("-2", (0, 1)),
        ("2²", ()),
        ("3-99999999999", ()),
    ],
)
def test_pages_are_chosen_by_their_numbers(typed, pages):
    """1-2, 5 prints three pages, nothing typed prints all; what means no page prints none."""
    assert page_numbers(typed, 5) == pages


def test_a_page_that_is_not_there_is_not_printed(qtbot):
    """The dialog stays and says which pages there are; corrected, it prints."""
    dialog = PrintDialog(None, 3, NAMES, NAMES[0])
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.pages.setText("7")
    dialog.act.click()

    assert dialog.isVisible()
    assert "1 đến 3" in dialog.no_page.text()
    assert layout.faults(dialog) == []
    dialog.pages.setText("2")
    dialog.act.click()
    assert not dialog.isVisible()
    assert dialog.wish().pages == (1,)


def test_the_print_dialog_asks_for_what_is_needed(qtbot):
    """Printer, pages, copies, two sides; nothing of it is cut."""
    dialog = PrintDialog(None, 3, ["Máy in văn phòng"], "Máy in văn phòng")
    qtbot.addWidget(dialog)
    layout.show_at(dialog, (dialog.sizeHint().width(), dialog.sizeHint().height()))
    dialog.pages.setText("1, 3")
    dialog.copies.setText("2")
    dialog.two_sides.click()

    assert dialog.wish() == Wish("Máy in văn phòng", (0, 2), 2, two_sides=True)
    assert layout.faults(dialog) == []


@pytest.mark.parametrize(
    ("usual", "shown"), [("Máy màu", "Máy màu"), ("Máy cũ", "Máy đen"), ("", "Máy đen")]
)
def test_the_printer_of_the_settings_is_offered_first(usual, shown, parent, monkeypatch):
    """The printer the officer chose stands there; one that is gone gives way."""
    offered = []
    monkeypatch.setattr(PrintDialog, "exec", lambda one: offered.append(one.wish().printer))

    assert print_dialogs.asked(parent, Paper(a_paper()), "Giấy", usual) is None
    assert offered == [shown]


def test_without_a_printer_the_officer_is_told(parent, monkeypatch):
    """No printer: three sentences, and the paper can still be saved."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    with pytest.raises(PrinterMissing) as told:
        print_dialogs.asked(parent, Paper(a_paper()), "Giấy")

    assert "Lưu PDF" in sentences(told.value).remedy


@pytest.mark.parametrize(("size", "edge"), [(A4, "DuplexLongSide"), (LYING, "DuplexShortSide")])
def test_our_dialog_fills_a_printer(size, edge, parent, monkeypatch):
    """What was ticked is what the printer is told; both sides are leafed through like a book."""
    wish, told = Wish("Máy màu", (1,), 3, two_sides=True), []
    monkeypatch.setattr(PrintDialog, "exec", lambda _dialog: True)
    monkeypatch.setattr(PrintDialog, "wish", lambda _dialog: wish)
    monkeypatch.setattr(QPrinter, "setPrinterName", lambda _printer, name: told.append(name))
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _printer, side: told.append(side))
    order = print_dialogs.asked(parent, Paper(a_paper(3, size)), "Tổng hợp tháng")

    assert told == ["Máy màu", QPrinter.DuplexMode[edge]]
    assert (order.pages, order.printer.copyCount()) == ((1,), 3)
    assert order.printer.docName() == "Tổng hợp tháng"
    assert order.printer.creator() == "KH57 Desktop"
    assert order.printer.fullPage()


class SystemDialog(QPrintDialog):
    """Stands for the dialog of Windows: fills the printer it was given, or is left."""

    fill, answer, seen = None, True, None

    def exec(self):
        """Do what the officer does there."""
        SystemDialog.seen = self
        assert self.isModal()
        if SystemDialog.fill is not None:
            SystemDialog.fill(self.printer())
        return SystemDialog.answer


@pytest.fixture
def system(parent, monkeypatch):
    """Ask through a dialog of the system; returns what asks, given what is done there."""
    monkeypatch.setattr(print_dialogs, "has_own_dialog", lambda: True)
    monkeypatch.setattr(print_dialogs, "QPrintDialog", SystemDialog)
    monkeypatch.setattr(SystemDialog, "seen", None)
    monkeypatch.setattr(QPrinter, "setPrinterName", lambda *_: None)

    def ask(fill=None, *, answer=True, paper=None, in_front=0):
        monkeypatch.setattr(SystemDialog, "fill", fill and staticmethod(fill))
        monkeypatch.setattr(SystemDialog, "answer", answer)
        return print_dialogs.asked(parent, paper or Paper(a_paper(5)), "P-03", "", in_front)

    return ask


def ranged(*ends):
    """Return what chooses ranges of pages in the dialog."""

    def fill(printer):
        ranges = QPageRanges()
        for first, last in ends:
            ranges.addRange(first, last)
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setPageRanges(ranges)

    return fill


def chosen(which):
    """Return what chooses one of the round buttons in the dialog."""
    return lambda printer: printer.setPrintRange(QPrinter.PrintRange[which])


@pytest.mark.parametrize(
    ("fill", "pages"),
    [
        (None, (0, 1, 2, 3, 4)),
        (ranged((2, 3)), (1, 2)),
        (ranged((4, 9), (1, 1)), (0, 3, 4)),
        (ranged((8, 9)), (0, 1, 2, 3, 4)),
        (chosen("CurrentPage"), (3,)),
        (chosen("Selection"), (0, 1, 2, 3, 4)),
    ],
    ids=["all", "one range", "two ranges", "none of these", "current", "selection"],
)
def test_the_pages_chosen_in_the_dialog_of_the_system_are_printed(fill, pages, system):
    """All of them, a range, or the page that is looked at."""
    assert system(fill, in_front=3).pages == pages


def test_the_dialog_of_the_system_is_given_what_is_usual(system):
    """A4, upright or lying as the paper is, the job's name, and how many pages there are."""
    order = system(paper=Paper(a_paper(4, LYING)))
    dialog, option = SystemDialog.seen, QPrintDialog.PrintDialogOption

    assert (dialog.minPage(), dialog.maxPage()) == (1, 4)
    assert dialog.testOption(option.PrintPageRange)
    assert dialog.testOption(option.PrintCurrentPage)
    assert not dialog.testOption(option.PrintToFile)
    sheet = order.printer.pageLayout()
    assert sheet.pageSize().id() == QPageSize.PageSizeId.A4
    assert sheet.orientation() == QPageLayout.Orientation.Landscape
    assert order.printer.docName() == "P-03"


def test_leaving_the_dialog_of_the_system_prints_nothing(system):
    """Hủy there is as if nothing was pressed here."""
    assert system(chosen("CurrentPage"), answer=False) is None


def test_what_was_chosen_there_stays_on_the_printer(system):
    """Copies, both sides and the size of the sheet are the officer's."""

    def fill(printer):
        printer.setCopyCount(4)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))

    order = system(fill)

    assert order.printer.copyCount() == 4
    assert order.printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A5


@pytest.mark.parametrize(("platform", "own"), [("windows", True), ("xcb", False)])
def test_windows_alone_has_a_dialog_of_its_own(platform, own, monkeypatch):
    """On Linux ours is shown: Qt's there speaks of things no officer needs."""
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: platform))

    assert print_dialogs.has_own_dialog() is own


def test_on_windows_printers_need_no_part_of_their_own(monkeypatch):
    """Qt carries that part inside its library there, so no file can be missing."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(QCoreApplication, "libraryPaths", staticmethod(list))

    assert print_dialogs.knows_printers()
