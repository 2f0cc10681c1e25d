"""Asks how a paper is to be printed: by the system's own dialog on Windows, by ours elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDir
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from kh57_desktop.errors import PrinterMissing
from kh57_desktop.i18n import vi
from kh57_desktop.ui.forms.choices import ChoiceEditor
from kh57_desktop.ui.forms.editors import FlagEditor, NumberEditor
from kh57_desktop.ui.forms.lookup import Option
from kh57_desktop.ui.look.theme import Role, Tone, px
from kh57_desktop.ui.papers import print_place
from kh57_desktop.ui.papers.print_wish import Order, Wish, page_numbers, pages_of
from kh57_desktop.ui.parts.blocks import STRETCH, Label, across, down
from kh57_desktop.ui.parts.buttons import PRIMARY, Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.ui.papers.paper_view import Paper

CREATOR = "KH57 Desktop"


def asked(
    parent: QWidget, paper: Paper, title: str, usual: str = "", in_front: int = 0
) -> Order | None:
    """Return what the officer wants printed; None when the dialog was left.

    `title` names the paper in the printer's queue. Raises `PrinterMissing` where there is none.
    """
    names = QPrinterInfo.availablePrinterNames()
    if not names:
        raise PrinterMissing
    wanted = (usual, QPrinterInfo.defaultPrinterName(), names[0])
    usual = next(one for one in wanted if one in names)
    if has_own_dialog():
        return _asked_by_the_system(parent, printer_for(usual, paper, title), paper, in_front)
    return _asked_by_us(parent, paper, title, names, usual)


def has_own_dialog() -> bool:
    """Tell whether the system brings a dialog that its users know from every program."""
    return QGuiApplication.platformName() == "windows"


def knows_printers() -> bool:
    """Tell whether the part of Qt that speaks to printers is there: else there seem to be none."""
    if sys.platform == "win32":
        return True  # it is built into the library that this module imported
    places = (QDir(f"{path}/printsupport") for path in QCoreApplication.libraryPaths())
    return any(place.entryList(QDir.Filter.Files) for place in places)


class PrintDialog(QDialog):
    """Asks for the printer, the pages, the copies and whether both sides are printed."""

    def __init__(
        self, parent: QWidget | None, count: int, printers: Sequence[str], usual: str
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(vi("In"))
        self._count = count
        self.printer = ChoiceEditor([Option(name, name) for name in printers])
        self.printer.show_value(usual)
        self.pages = QLineEdit()
        self.pages.setPlaceholderText(vi("tất cả {count} trang, hoặc 1-2, 5").format(count=count))
        self.no_page = Label("", Role.LABEL, Tone.ERR)
        self.no_page.hide()
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
        rows.insert(2, down(self.no_page))
        box = down(*rows, self.two_sides, 6, across(STRETCH, self.cancel, self.act))
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        self.setLayout(box)
        self.setMinimumWidth(px(380))
        self.act.setFocus()

    def accept(self) -> None:
        """Print, unless the words mean no page of this paper: that is said beside them."""
        if self.wish().pages:
            super().accept()
            return
        words = vi("Văn bản này chỉ có trang 1 đến {count}.")
        self.no_page.setText(words.format(count=self._count))
        self.no_page.show()
        self.pages.setFocus()
        self.pages.selectAll()

    def wish(self) -> Wish:
        """Return what was asked for."""
        copies = self.copies.reading().value
        return Wish(
            str(self.printer.reading().value or ""),
            page_numbers(self.pages.text(), self._count),
            copies if isinstance(copies, int) else 1,
            self.two_sides.isChecked(),
        )


def printer_for(name: str, paper: Paper, title: str) -> QPrinter:
    """Return a printer made ready for a paper, its job named after it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    printer.setDocName(title)
    printer.setCreator(CREATOR)
    info, size = QPrinterInfo.printerInfo(name), paper.size(0)
    offered, usual = info.supportedPageSizes(), info.defaultPageSize()
    printer.setPageSize(print_place.sheet_for(size, offered, usual))
    print_place.lay(printer, size)
    # a printer whose dots are not square is told here that both sides count alike
    printer.setResolution(printer.resolution())
    return printer


def _asked_by_us(
    parent: QWidget, paper: Paper, title: str, names: Sequence[str], usual: str
) -> Order | None:
    dialog = PrintDialog(parent, len(paper), names, usual)
    is_wanted, wish = dialog.exec(), dialog.wish()
    dialog.deleteLater()
    if not is_wanted:
        return None
    printer = printer_for(wish.printer, paper, title)
    printer.setCopyCount(wish.copies)
    printer.setCollateCopies(True)
    printer.setDuplex(_both_sides(paper.size(0)) if wish.two_sides else _ONE_SIDE)
    return Order(printer, paper, wish.pages)


def _asked_by_the_system(
    parent: QWidget, printer: QPrinter, paper: Paper, in_front: int
) -> Order | None:
    dialog, option = QPrintDialog(printer, parent), QPrintDialog.PrintDialogOption
    dialog.setOptions(option.PrintPageRange | option.PrintCurrentPage | option.PrintCollateCopies)
    dialog.setMinMax(1, len(paper))
    dialog.setFromTo(1, len(paper))
    dialog.setPrintRange(QPrintDialog.PrintRange.AllPages)
    dialog.setModal(True)  # Qt would not count it as one: the window must know that it is asked
    is_wanted = dialog.exec()
    dialog.deleteLater()
    if not is_wanted:
        return None
    printer.setResolution(printer.resolution())  # the dialog may have gone to another printer
    return Order(printer, paper, pages_of(printer, len(paper), in_front))


_ONE_SIDE = QPrinter.DuplexMode.DuplexNone


def _both_sides(size: tuple[float, float]) -> QPrinter.DuplexMode:
    """Return how sheets are turned over so that they are leafed through like a book."""
    edge = QPrinter.DuplexMode
    return edge.DuplexShortSide if size[0] > size[1] else edge.DuplexLongSide
