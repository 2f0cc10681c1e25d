"""To the printer: where a page lies, what is handed over, and a job that ends early."""

import threading
from itertools import pairwise

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from kh57_desktop.errors import PrintStopped, sentences
from kh57_desktop.system.progress import Progress
from kh57_desktop.ui.papers import print_place, printing
from kh57_desktop.ui.papers.paper_view import Paper
from kh57_desktop.ui.papers.print_wish import Order, pages_of, repeated
from kh57_desktop.ui.papers.printing import Sent
from tests.support.sheets_of_paper import A4, A5, LYING, a_paper, seen

MM = 72 / 25.4


def into(folder, printer, dpi=150):
    """Let a printer print into a file of a folder."""
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    printer.setResolution(dpi)
    return printer


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
