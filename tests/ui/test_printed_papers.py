"""The saved PDF and the print agree: every paper of the practice commune, laid side by side."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from kh57_desktop.domain.periods import Period
from kh57_desktop.services.keeping import Asked
from kh57_desktop.system.progress import Progress
from kh57_desktop.ui.papers import print_dialogs, printing
from kh57_desktop.ui.papers.paper_view import Paper
from kh57_desktop.ui.papers.print_wish import Order
from tests.support.sheets_of_paper import A4, A5, LYING, a_paper, ink, seen

MAY = Period.named("2026-05")
DPI = 150
SAME_SIZE = 0.5  # points
SAME_PLACE = 1  # dots of 150 to an inch
SAME_GRAY = 0.25
"""Gray apart, as a share of the ink; measured: at most 0.18, one dot aside at least 0.42."""


def printed(pdf, folder, *, sheet=None, pages=None, dpi=300):
    """Return what comes out of a printer that prints into a file."""
    paper = Paper(pdf)
    printer = print_dialogs.printer_for("", paper, "Văn bản")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "printed.pdf"))
    printer.setResolution(dpi)
    if sheet is not None:
        printer.setPageSize(QPageSize(sheet))
    order = Order(printer, paper, tuple(range(len(paper))) if pages is None else pages)
    sent = printing.begun(order).draw(Progress())
    assert sent.is_whole
    return (folder / "printed.pdf").read_bytes()


def differences(saved, drawn):
    """Return in words what of the saved pages is not so in the drawn ones."""
    ours, theirs = seen(saved, DPI), seen(drawn, DPI)
    if len(ours) != len(theirs):
        return [f"{len(theirs)} pages of {len(ours)}"]
    return [
        f"page {number}: {what}"
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1)
        for what in _differences(one, other)
    ]


def _differences(saved, drawn):
    (size, dots), (other_size, other_dots) = saved, drawn
    if max(abs(a - b) for a, b in zip(size, other_size, strict=True)) > SAME_SIZE:
        yield f"size {other_size} for {size}"
        return
    high, wide = (min(a, b) for a, b in zip(dots.shape, other_dots.shape, strict=True))
    dots, other_dots = dots[:high, :wide], other_dots[:high, :wide]
    if other_dots.min() > 200:
        yield "nothing on it"
        return
    if max(abs(a - b) for a, b in zip(ink(dots), ink(other_dots), strict=True)) > SAME_PLACE:
        yield f"ink at {ink(other_dots)} for {ink(dots)}"
    apart = np.abs(dots - other_dots).mean() / (255 - dots).mean()
    if apart > SAME_GRAY:
        yield f"{apart:.2f} apart in gray"


def papers_of(desk):
    """Return every paper that a desk of the practice commune makes."""
    desk.open("home")

    def made(office):
        reporting = office.reporting
        training = office.records.page(Asked("trainings")).rows[0].id
        code = reporting.code_sheet("MÃ KHÔI PHỤC", "Cất vào phong bì.", "ABCD-EFGH-JKMN-PQRS")
        return {
            "summary": reporting.preview("monthly_summary", period=MAY).content,
            "sheet": reporting.preview("attendance_sheet", training=training).content,
            "code": code,
        }

    return desk.ask(made)


@pytest.mark.parametrize("post", ["commune", "school"])
def test_every_paper_is_printed_as_it_is_saved(post, request, tmp_path):
    """P-03 and P-04, the sheets of classes, the code sheet: page by page the same."""
    papers = papers_of(request.getfixturevalue(post))
    found = {
        name: differences(pdf, printed(pdf, tmp_path, dpi=600)) for name, pdf in papers.items()
    }

    assert found == {name: [] for name in papers}


def test_no_ink_of_a_paper_lies_where_printers_do_not_reach(commune):
    """Printers leave out up to 6.4 mm at each side; our papers keep further away."""
    for name, pdf in papers_of(commune).items():
        for (wide, high), dots in seen(pdf, 72):
            left, top, right, bottom = ink(dots)
            assert min(left, top, wide - right, high - bottom) > 18, name


@pytest.mark.parametrize(("size", "dpi"), [(A4, 1200), (LYING, 720), (A5, 600), (A4, 203)], ids=str)
def test_printers_of_every_fineness_print_the_same(size, dpi, tmp_path):
    """Coarse or fine, the page has its own size and its bar its own place."""
    pdf = a_paper(2, size)

    assert differences(pdf, printed(pdf, tmp_path, dpi=dpi)) == []


@pytest.mark.parametrize("sheet", [QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A5])
def test_a_smaller_sheet_shows_the_whole_page_smaller(sheet, tmp_path):
    """A printer with Letter or A5 alone: the page is made smaller, in the middle, all of it."""
    pdf = a_paper(1)
    ((wide, high), dots) = seen(printed(pdf, tmp_path, sheet=sheet), DPI)[0]
    ((_, _), own) = seen(pdf, DPI)[0]
    scale = min(wide / A4[0], high / A4[1])
    beside = (wide - A4[0] * scale) / 2 * DPI / 72
    above = (high - A4[1] * scale) / 2 * DPI / 72
    offsets = (beside, above, beside, above)
    expected = [at * scale + off for at, off in zip(ink(own), offsets, strict=True)]

    assert scale < 1
    assert ink(dots) == pytest.approx(expected, abs=2)


def test_a_larger_sheet_shows_the_page_in_its_own_size(tmp_path):
    """A4 on A3 stays A4, in the middle."""
    pdf = a_paper(1)
    drawn = seen(printed(pdf, tmp_path, sheet=QPageSize.PageSizeId.A3), DPI)[0][1]
    left, top, right, bottom = ink(seen(pdf, DPI)[0][1])
    drawn_left, drawn_top, drawn_right, drawn_bottom = ink(drawn)

    assert drawn_right - drawn_left == pytest.approx(right - left, abs=1)
    assert drawn_bottom - drawn_top == pytest.approx(bottom - top, abs=1)
    assert drawn_left > left + 200


def test_pages_that_lie_among_those_that_stand_are_turned(tmp_path):
    """An annex lies: its sheet is turned, the others are not."""
    pdf = a_paper(sizes=(A4, LYING, A4))

    assert differences(pdf, printed(pdf, tmp_path)) == []


def test_a_colored_page_is_printed_in_color(tmp_path):
    """Red stays red, at its place."""
    pdf = a_paper(1, colored=True)
    drawn = Paper(printed(pdf, tmp_path))
    spot = drawn.image(0, 595).pixelColor(200, 132)

    assert Paper(pdf).is_colored(0)
    assert not Paper(a_paper(1)).is_colored(0)
    assert spot.red() > 190
    assert spot.green() < 20
    assert differences(pdf, drawn.pdf) == []


def test_a_printer_set_to_gray_is_given_gray(tmp_path, monkeypatch):
    """Where there is no color the bar is there all the same, and fine as black is."""
    gray = QPrinter.ColorMode.GrayScale
    monkeypatch.setattr(QPrinter, "colorMode", lambda _printer: gray)
    drawn = Paper(printed(a_paper(1, colored=True), tmp_path))
    spot = drawn.image(0, 595).pixelColor(200, 132)

    assert spot.red() == spot.green() < 128


def test_no_line_stands_white_between_the_bands(tmp_path):
    """A page that is black all over is printed black all over."""
    dots = seen(printed(a_paper(1, bar=A4), tmp_path, dpi=600), 97)[0][1]

    assert dots[2:-2, 2:-2].max() < 16


def moved(layout, size):
    """Place a page half a millimeter too far right."""
    return PLACED(layout, size).translated(72 / 25.4 / 2, 0)


def shrunk(layout, size):
    """Place a page one percent too small."""
    place = PLACED(layout, size)
    return QRectF(place.x(), place.y(), place.width() * 0.99, place.height() * 0.99)


PLACED = printing.placed


@pytest.mark.parametrize("wrong", [moved, shrunk])
def test_a_page_that_is_moved_or_shrunk_would_be_noticed(wrong, monkeypatch, tmp_path):
    """The comparison itself is known to see what it is for."""
    monkeypatch.setattr(printing, "placed", wrong)
    pdf = a_paper(1)

    assert differences(pdf, printed(pdf, tmp_path)) != []


@pytest.mark.parametrize("pages", [(0, 1), (0, 2, 1), (0, 0, 1, 2)], ids=str)
def test_a_page_that_is_missing_or_at_another_place_would_be_noticed(pages, tmp_path):
    """Too few pages, too many, or another order."""
    pdf = a_paper(3)

    assert differences(pdf, printed(pdf, tmp_path, pages=pages)) != []


def test_a_page_without_its_words_would_be_noticed(monkeypatch, tmp_path):
    """Nothing drawn on a page is a difference, whatever its size."""
    monkeypatch.setattr(printing.Run, "_draw_page", lambda *_: None)
    pdf = a_paper(1)

    assert differences(pdf, printed(pdf, tmp_path)) == ["page 1: nothing on it"]
