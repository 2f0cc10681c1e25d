"""Paper to the printer: a small dialog of our own, and the pages of the PDF drawn one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kh57_desktop.errors import PrinterMissing
from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms.choices import ChoiceEditor
from kh57_desktop.ui.forms.editors import FlagEditor, NumberEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.parts.blocks import STRETCH, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.ui.papers.paper_view import Paper

FINEST_DPI = 600
POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Wish:
    """What the officer asked of the printer."""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    two_sides: bool = False


class PrintDialog(QDialog):
    """Asks for the printer, the pages, the copies and whether both sides are printed."""

    def __init__(
        self, parent: QWidget | None, count: int, printers: Sequence[str], usual: str = ""
    ) -> None:
        super().__init__(parent)
        if not printers:
            raise PrinterMissing
        self.setWindowTitle(vi("In"))
        self._count = count
        self.printer = ChoiceEditor([Option(name, name) for name in printers])
        wanted = (usual, QPrinterInfo.defaultPrinterName(), printers[0])
        self.printer.show_value(next(one for one in wanted if one in printers))
        self.pages = QLineEdit()
        self.pages.setPlaceholderText(vi("tất cả {count} trang, hoặc 1-2, 5").format(count=count))
        self.copies = NumberEditor(1, 99)
        self.copies.show_value(1)
        self.two_sides = FlagEditor(vi("In hai mặt"))
        self.act = Button(vi("In"), key="Enter", icon="print", kind=PRIMARY)
        self.cancel = Button(vi("Hủy"), key="Esc")
        self.act.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        rows = [
            down(Label(words, Role.LABEL, Tone.SUB), field, gap=2)
            for words, field in (
                (vi("Máy in"), self.printer),
                (vi("Trang"), self.pages),
                (vi("Số bản"), self.copies),
            )
        ]
        box = down(*rows, self.two_sides, 6, across(STRETCH, self.cancel, self.act))
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        self.setLayout(box)
        self.setMinimumWidth(px(380))
        self.act.setFocus()

    def wish(self) -> Wish:
        """Return what was asked for."""
        copies = self.copies.reading().value
        return Wish(
            str(self.printer.reading().value or ""),
            page_numbers(self.pages.text(), self._count),
            copies if isinstance(copies, int) else 1,
            self.two_sides.isChecked(),
        )


def page_numbers(words: str, count: int) -> tuple[int, ...]:
    """Return the pages meant by 1-2, 5, counted from 0; all of them when nothing fits."""
    found: set[int] = set()
    for part in words.replace(";", ",").split(","):
        first, _, last = (end.strip() for end in part.partition("-"))
        if first.isdigit() and (last.isdigit() or not last):
            found.update(range(int(first) - 1, int(last or first)))
    wanted = tuple(sorted(number for number in found if 0 <= number < count))
    return wanted or tuple(range(count))


def printer_for(wish: Wish, paper: Paper) -> QPrinter:
    """Return a printer that prints as wished, on the paper's own size without margins."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(wish.printer)
    printer.setCopyCount(wish.copies)
    both = QPrinter.DuplexMode.DuplexLongSide if wish.two_sides else QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(both)
    printer.setFullPage(True)
    wide, high = paper.size(wish.pages[0])
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if wide > high:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    return printer


def draw(paper: Paper, pages: Sequence[int], printer: QPrinter) -> None:
    """Draw pages on a printer one at a time, in gray, as fine as it prints up to 600 dpi."""
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterMissing
    try:
        for place, page in enumerate(pages):
            if place:
                printer.newPage()
            dpi = min(printer.resolution(), FINEST_DPI)
            image = paper.rendered(page, dpi / POINTS_PER_INCH, gray=True)
            wide, high = paper.size(page)
            scale = printer.resolution() / POINTS_PER_INCH
            painter.drawImage(QRect(0, 0, round(wide * scale), round(high * scale)), image)
    finally:
        painter.end()
