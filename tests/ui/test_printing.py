"""To the printer: what is asked, by which dialog, and what becomes of a job that ends early."""

import sys
import threading
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QMarginsF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget

from kh57_desktop.errors import PrinterMissing, PrintStopped, sentences
from kh57_desktop.system.progress import Progress
from kh57_desktop.ui.papers import print_dialogs, print_place, printing
from kh57_desktop.ui.papers.paper_view import Paper
from kh57_desktop.ui.papers.print_dialogs import PrintDialog
from kh57_desktop.ui.papers.print_wish import Order, Wish, page_numbers, pages_of, repeated
from kh57_desktop.ui.papers.printing import Sent
from tests.support import layout
from tests.support.sheets_of_paper import A4, A5, LYING, a_paper, seen

NAMES = ["Máy đen", "Máy màu"]
MM = 72 / 25.4


@pytest.fixture
def parent(qtbot, monkeypatch):
    """Return a window on a PC with two printers, the first the usual one of the system."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: NAMES))
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", staticmethod(lambda: NAMES[0]))
    made = QWidget()
    qtbot.addWidget(made)
    return made


def into(folder, printer, dpi=150):
    """Let a printer print into a file of a folder."""
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    printer.setResolution(dpi)
    return printer


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


@pytest.mark.parametrize(
    ("how", "sides"),
    [
        ({"collated": True, "two_sides": False}, (0, 1, 2, 0, 1, 2)),
        ({"collated": False, "two_sides": False}, (0, 0, 1, 1, 2, 2)),
        ({"collated": False, "two_sides": True}, (0, 1, 2, None, 0, 1, 2)),
    ],
)
def test_copies_that_a_printer_cannot_make_are_drawn(how, sides):
    """Together or page by page; on two sides every copy begins on a sheet of its own."""
    assert repeated((0, 1, 2), 2, **how) == sides


def test_an_empty_side_is_a_page_of_its_own(tmp_path, monkeypatch):
    """Two copies of one page on two sides: the back of the first stays empty."""
    monkeypatch.setattr(QPrinter, "duplex", lambda _printer: QPrinter.DuplexMode.DuplexLongSide)
    printer = into(tmp_path, QPrinter())
    printer.setCopyCount(2)
    order = Order(printer, Paper(a_paper(1)), (0,))
    sent = printing.begun(order).draw(Progress())
    dark = [dots.min() < 100 for _, dots in seen((tmp_path / "printed.pdf").read_bytes(), 30)]

    assert sent == Sent(3, 3)
    assert dark == [True, False, True]


def test_a_printer_that_makes_copies_is_given_each_page_once(monkeypatch):
    """Nobody gets four copies for two."""
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda _printer: True)
    printer = QPrinter()
    printer.setCopyCount(2)

    assert Order(printer, Paper(a_paper(3)), (0, 2)).sides() == (0, 2)


def test_a_page_is_measured_from_the_corner_of_the_sheet():
    """Margins left on a printer move nothing: on Windows they would, by what it cannot reach."""
    printer = QPrinter()
    printer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout.Unit.Millimeter)
    print_place.lay(printer, LYING)

    assert printer.fullPage()
    assert printer.pageLayout().margins().isNull()
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape


def sheet_with(size, margins):
    """Return a sheet whose printer does not reach its margins, in millimeters."""
    around = QMarginsF(margins, margins, margins, margins)
    upright, unit = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
    return QPageLayout(QPageSize(size), upright, around, unit, around)


def test_the_own_sheet_takes_the_page_from_corner_to_corner():
    """What the printer does not reach moves nothing: margins of papers are wider than that."""
    place = print_place.placed(sheet_with(QPageSize.PageSizeId.A4, 6.4), A4)

    assert place.getRect() == pytest.approx((0, 0, *A4))


def test_a_smaller_sheet_takes_the_page_where_the_printer_reaches():
    """Letter is shorter than A4: the page lies within its margins, in its own proportions."""
    place = print_place.placed(sheet_with(QPageSize.PageSizeId.Letter, 6), A4)

    assert place.top() == pytest.approx(6 * MM, abs=1)
    assert place.bottom() == pytest.approx(792 - 6 * MM, abs=1)
    assert place.width() / place.height() == pytest.approx(A4[0] / A4[1])
    assert place.center().x() == pytest.approx(306, abs=1)


def test_a_sheet_the_printer_does_not_know_is_not_asked_for():
    """A printer with Letter alone is offered Letter; else A4, or the paper's own size."""
    ids = QPageSize.PageSizeId
    letter, a4 = QPageSize(ids.Letter), QPageSize(ids.A4)
    ask = print_place.sheet_for

    assert ask(A4, [letter], letter).id() == ids.Letter
    assert ask(LYING, [letter, a4], letter).id() == ids.A4
    assert ask(A5, [], QPageSize()).id() == ids.A5
    assert ask((300, 700), [], QPageSize()).id() == ids.A4


@pytest.mark.parametrize(
    ("resolution", "gray", "fine"),
    [
        (600, True, (600, 1)),
        (1200, True, (600, 2)),
        (720, True, (360, 2)),
        (203, True, (203, 1)),
        (600, False, (300, 2)),
    ],
)
def test_every_dot_of_a_picture_is_a_whole_number_of_dots_of_the_printer(resolution, gray, fine):
    """No line of a letter is lost or doubled: 600 dots to an inch at most, 300 in color."""
    assert print_place.fineness(resolution, gray=gray) == fine


def test_a_page_is_handed_over_in_bands():
    """The window has its turn between them, and they cover the page without a gap."""
    bands = list(printing._bands(QImage(10, 2000, QImage.Format.Format_Grayscale8)))

    assert max(band.height() for band in bands) <= 600
    assert bands[0].top() == 0
    assert bands[-1].bottom() == 1999
    for above, below in pairwise(bands):
        assert below.top() < above.bottom()


class Vanishing(QPrinter):
    """A printer that takes some pages and no more."""

    takes = 2

    def newPage(self):  # noqa: N802 - Qt's own name
        """Refuse once there were enough."""
        self.takes -= 1
        return self.takes > 0 and super().newPage()


def test_a_printer_that_vanishes_says_how_many_pages_it_took(tmp_path):
    """Two of five pages went out: the card says so, and that the rest can be printed."""
    printer = into(tmp_path, Vanishing())
    job = printing.begun(Order(printer, Paper(a_paper(5)), tuple(range(5))))
    with pytest.raises(PrintStopped) as told:
        job.draw(Progress())

    assert "2/5 trang" in sentences(told.value).happened


def test_a_printer_that_fails_at_the_end_has_not_taken_the_last_page(tmp_path, monkeypatch):
    """What went wrong when the job was closed is no success."""
    printer = into(tmp_path, QPrinter())
    job = printing.begun(Order(printer, Paper(a_paper(2)), (0, 1)))
    monkeypatch.setattr(QPrinter, "printerState", lambda _printer: QPrinter.PrinterState.Error)
    with pytest.raises(PrintStopped) as told:
        job.draw(Progress())

    assert "1/2 trang" in sentences(told.value).happened


def refusing(tmp_path, driver, monkeypatch):
    """Return an order on a printer that does not begin, with a driver of this name."""

    class Info:
        def makeAndModel(self):  # noqa: N802 - Qt's own name
            return driver

    monkeypatch.setattr(QPrinterInfo, "printerInfo", staticmethod(lambda _name: Info()))
    printer = into(tmp_path / "no such folder", QPrinter())
    return Order(printer, Paper(a_paper(2)), (0, 1))


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_does_not_begin_is_a_fault(tmp_path, monkeypatch):
    """It is there but refuses: nothing went out, and the card says so."""
    with pytest.raises(PrintStopped) as told:
        printing.begun(refusing(tmp_path, "HP LaserJet M404", monkeypatch))

    assert "0/2 trang" in sentences(told.value).happened


@pytest.mark.qt_log_ignore("Returned false")
@pytest.mark.parametrize("driver", ["Microsoft Print To PDF", "Microsoft XPS Document Writer v4"])
def test_leaving_the_question_for_a_file_name_is_no_fault(driver, tmp_path, monkeypatch):
    """Microsoft Print to PDF asks where to save; Hủy there is as if nothing was pressed here."""
    assert printing.begun(refusing(tmp_path, driver, monkeypatch)) is None


def test_a_job_that_is_stopped_says_how_far_it_came(tmp_path):
    """Esc after two pages: two of five."""
    progress = Progress(lambda done, _total, _what: progress.cancel() if done == 1 else None)
    printer = into(tmp_path, QPrinter())
    sent = printing.begun(Order(printer, Paper(a_paper(5)), tuple(range(5)))).draw(progress)

    assert sent == Sent(2, 5)
    assert not sent.is_whole
    assert len(Paper((tmp_path / "printed.pdf").read_bytes())) == 2


def test_pages_are_looked_at_while_others_are_printed(tmp_path):
    """The worker prints, the window scrolls: both get whole pages."""
    paper, sent = Paper(a_paper(6)), []
    job = printing.begun(Order(into(tmp_path, QPrinter(), 300), paper, tuple(range(6))))
    worker = threading.Thread(target=lambda: sent.append(job.draw(Progress())))
    worker.start()
    pictures = []
    while worker.is_alive():
        pictures.append(paper.rendered(len(pictures) % 6, 1.0))
        QApplication.processEvents()
    worker.join()

    assert sent == [Sent(6, 6)]
    assert all(
        one.pixelColor(200, 132 + 10 * (n % 6)).lightness() < 60 for n, one in enumerate(pictures)
    )


def test_the_page_looked_at_is_the_current_page_of_a_short_paper():
    """A paper that has become shorter meanwhile prints its last page."""
    printer = QPrinter()
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)

    assert pages_of(printer, 2, 7) == (1,)
