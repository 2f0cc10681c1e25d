"""Draws set pages as a PDF; the same document gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from math import atan2, degrees, hypot
from typing import TYPE_CHECKING, Any

from kh57_desktop.reports.document import Face
from kh57_desktop.reports.faces import font_name, replaced, shaped, typeface
from kh57_desktop.reports.layout import pages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kh57_desktop.reports.document import Document
    from kh57_desktop.reports.faces import Typeface, Unprintable
    from kh57_desktop.reports.sheet import Page, Placed

STROKE = 0.5  # points
MARK_SHARE, MARK_GRAY = 0.6, 0.9


@dataclass(frozen=True, slots=True)
class FigureBox:
    """Where a figure stands: the page from 0, and a rectangle in points from its top left."""

    figure: str
    page: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper as it is shown, saved and printed, with the places of its figures."""

    content: bytes
    pages: int
    boxes: tuple[FigureBox, ...]
    unprintable: tuple[Unprintable, ...] = ()
    """The texts with signs that a replacement is printed for."""


def render(document: Document) -> Rendered:
    """Return a document as PDF; it tells which signs nobody can draw, and stops at none."""
    from reportlab.pdfgen.canvas import Canvas

    letters = typeface()
    pages = pages_of(document, letters)
    out = BytesIO()
    size = (pages[0].paper.width, pages[0].paper.height)
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, lang="vi-VN")
    canvas.setTitle(document.title)
    canvas.setAuthor(document.issuer)
    canvas.setSubject(document.name)
    canvas.setCreator("KH57 Desktop")
    for page in pages:
        if document.watermark:
            _mark(canvas, page, document.watermark, letters)
        _draw(canvas, page)
        canvas.showPage()
    canvas.save()
    boxes = tuple(_boxes(pages))
    return Rendered(out.getvalue(), len(pages), boxes, replaced(document.texts()))


def _draw(canvas: Any, page: Page) -> None:
    height = page.paper.height
    canvas.setLineWidth(STROKE)
    for stroke in page.strokes:
        canvas.line(stroke.x0, height - stroke.y0, stroke.x1, height - stroke.y1)
    run = canvas.beginText()
    now: tuple[Face, float] | None = None
    for text in page.texts:
        if now != (text.face, text.size):
            now = (text.face, text.size)
            run.setFont(font_name(text.face), text.size)
        run.setTextOrigin(text.x, height - text.y)
        run.textOut(shaped(text.text, text.face, text.size))
    canvas.drawText(run)


def _mark(canvas: Any, page: Page, text: str, letters: Typeface) -> None:
    """Draw a pale word from corner to corner, under everything else."""
    paper = page.paper
    size = MARK_SHARE * hypot(paper.width, paper.height) / letters.width(text, Face.BOLD, 1)
    canvas.saveState()
    canvas.setFillGray(MARK_GRAY)
    canvas.setFont(font_name(Face.BOLD), size)
    canvas.translate(paper.width / 2, paper.height / 2)
    canvas.rotate(degrees(atan2(paper.height, paper.width)))
    canvas.drawCentredString(0, -size / 3, text)
    canvas.restoreState()


def _boxes(pages: Sequence[Page]) -> list[FigureBox]:
    return [
        _box(number, text, text.figure)
        for number, page in enumerate(pages)
        for text in page.texts
        if text.figure is not None
    ]


def _box(page: int, text: Placed, figure: str) -> FigureBox:
    return FigureBox(figure, page, text.x, text.top, text.width, text.bottom - text.top)
