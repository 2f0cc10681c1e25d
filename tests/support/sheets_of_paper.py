"""Papers made for a test, and what a page looks like to whoever lays two of them side by side."""

import io

import numpy as np

A4 = (595.2755905511812, 841.8897637795277)
LYING = A4[::-1]
A5 = (419.53, 595.28)
DARK = 128
FINER = 4


def a_paper(pages=3, size=A4, *, sizes=(), bar=(200, 20), colored=False):
    """Return a PDF with a bar on each page, black or red, each a little lower than the last."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page, (wide, high) in enumerate(sizes or (size,) * pages):
        canvas.setPageSize((wide, high))
        if colored:
            canvas.setFillColorRGB(0.8, 0, 0)
        left = 0 if bar[0] > wide / 2 else 100
        canvas.rect(left, high - bar[1] - (left and 122 + 10 * page), *bar, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def seen(pdf, dpi=150):
    """Return size and gray dots of every page of a PDF.

    Dots are the mean of sixteen finer ones: pdfium thickens what is thinner than a dot.
    """
    import pypdfium2

    file = pypdfium2.PdfDocument(pdf)
    try:
        return [(page.get_size(), _dots(page, dpi)) for page in file]
    finally:
        file.close()


def ink(dots):
    """Return left, top, right and bottom of what is dark."""
    rows, columns = (np.flatnonzero((dots < DARK).any(axis=axis)) for axis in (1, 0))
    return tuple(int(one) for one in (columns[0], rows[0], columns[-1], rows[-1]))


def _dots(page, dpi):
    fine = page.render(scale=dpi * FINER / 72, grayscale=True).to_numpy().squeeze()
    high, wide = (length // FINER for length in fine.shape)
    parts = fine[: high * FINER, : wide * FINER].reshape(high, FINER, wide, FINER)
    return parts.mean(axis=(1, 3))
