"""Reads papers back: what stands where in a PDF, what stands in the cells of a workbook."""

import io
import re
from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True)
class Letter:
    """A letter of a PDF; places in points from the top left of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PageBack:
    """A page as a reader sees it."""

    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]

    def find(self, words):
        """Return the letters of the first place where some words stand."""
        plain = "".join(letter.text for letter in self.letters)
        wanted = re.sub(r"\s", "", words)
        at = plain.index(wanted)
        return self.letters[at : at + len(wanted)]


def read_pdf(content):
    """Return the pages of a PDF with every letter's place."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return [_page(document[n]) for n in range(len(document))]
    finally:
        document.close()


def read_xlsx(content):
    """Return the sheets of a workbook by name, each as rows of plain values."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def _page(page):
    width, height = page.get_size()
    text = page.get_textpage()
    letters = []
    for n in range(text.count_chars()):
        letter = text.get_text_range(n, 1)
        if letter.strip():
            left, bottom, right, top = text.get_charbox(n)
            letters.append(Letter(letter, left, height - top, right, height - bottom))
    return PageBack(width, height, text.get_text_range(), tuple(letters))
