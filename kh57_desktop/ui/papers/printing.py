"""Paper to the printer: the pages of the PDF drawn one at a time, as the officer ordered them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kh57_desktop.errors import PrintStopped
from kh57_desktop.system.progress import Canceled
from kh57_desktop.ui.papers.print_place import POINTS_PER_INCH, fineness, lay, placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kh57_desktop.system.progress import Progress
    from kh57_desktop.ui.papers.print_wish import Order

BAND, OVERLAP = 512, 16
"""Rows that are handed over at a time, and rows of it that the next ones cover once more.

A whole page at once would hold the window up and, on Windows, take 140 MB; without the overlap a
printer that counts in other dots would leave white lines between the bands.
"""
FILE_WRITERS = ("pdf", "xps", "onenote", "document writer")


@dataclass(frozen=True, slots=True)
class Sent:
    """How many pages went to a printer, of how many."""

    pages: int
    total: int

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing was stopped."""
        return self.pages == self.total


def begun(order: Order) -> Run | None:
    """Open the job in the window's thread; None when the officer named no file to print into.

    Printers that write files ask for a name now. Raises `PrintStopped` when a printer refuses.
    """
    printer, painter = order.printer, QPainter()
    lay(printer, order.paper.size(order.pages[0]))
    if painter.begin(printer):
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        return Run(order, painter)
    if _asks_for_a_file(printer.printerName()):
        return None
    raise PrintStopped(printer=printer.printerName(), sent=0, total=len(order.sides()))


class Run:
    """A job that a printer has taken; its pages are drawn wherever there is time, once."""

    def __init__(self, order: Order, painter: QPainter) -> None:
        self._order, self._painter = order, painter
        self._sides = order.sides()

    def draw(self, progress: Progress) -> Sent:
        """Draw the pages; ends early when stopped. Raises `PrintStopped` when the printer does."""
        sent, total = 0, len(self._sides)
        try:
            for page in self._sides:
                progress.report(sent, total)
                if sent and not self._turn(page):
                    self._refuse(sent)
                if page is not None:
                    self._draw_page(page)
                sent += 1
        except Canceled:
            self._order.printer.abort()
        finally:
            is_over = self._painter.end()
        if not is_over or self._order.printer.printerState() == QPrinter.PrinterState.Error:
            self._refuse(max(0, sent - 1))
        return Sent(sent, total)

    def _turn(self, page: int | None) -> bool:
        """Go to the next side; False when the printer has gone."""
        printer, paper = self._order.printer, self._order.paper
        if page is None:
            return printer.newPage()
        lay(printer, paper.size(page))
        has_turned = printer.newPage()
        lay(printer, paper.size(page))  # Windows learns only now where a turned sheet begins
        return has_turned

    def _refuse(self, sent: int) -> None:
        name = self._order.printer.printerName()
        raise PrintStopped(printer=name, sent=sent, total=len(self._sides))

    def _draw_page(self, page: int) -> None:
        """Draw a page: gray as finely as the printer prints up to 600 dpi, colored up to 300."""
        printer, paper = self._order.printer, self._order.paper
        in_color = printer.colorMode() == QPrinter.ColorMode.Color and paper.is_colored(page)
        dpi, dots = fineness(printer.resolution(), gray=not in_color)
        place = placed(printer.pageLayout(), paper.size(page))
        smaller = place.width() / paper.size(page)[0]
        image = paper.rendered(page, dpi / POINTS_PER_INCH * smaller, gray=not in_color)
        per_point = printer.resolution() / POINTS_PER_INCH
        left, top = round(place.left() * per_point), round(place.top() * per_point)
        for band in _bands(image):
            target = QRect(left, top + band.top() * dots, band.width() * dots, band.height() * dots)
            self._painter.drawImage(target, image, band)


def _bands(image: QImage) -> Iterator[QRect]:
    for top in range(0, image.height(), BAND):
        yield QRect(0, top, image.width(), min(BAND + OVERLAP, image.height() - top))


def _asks_for_a_file(name: str) -> bool:
    """Tell whether a printer writes files: one that does not begin was not given a name."""
    driver = QPrinterInfo.printerInfo(name).makeAndModel()
    return any(word in f"{name} {driver}".lower() for word in FILE_WRITERS)
