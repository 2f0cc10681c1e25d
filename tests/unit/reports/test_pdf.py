"""The PDF: letters, marks, metadata, boxes."""

import subprocess
import sys
from dataclasses import replace

from kh57_desktop.reports.document import Document, Face, Line, Words, line
from kh57_desktop.reports.faces import font_name, shaped
from kh57_desktop.reports.pdf import render
from tests.support.paper import read_pdf

VILLAGES = "Đăk Xế Kơ Ne, Kon Đao Yôp, Hơ̆ring, Đăk Rơ Wang, Ơ̆, ô̆, ê̆"


def a_paper(*blocks):
    """Return a document of some blocks."""
    return Document("x", "Tổng hợp tháng", "Ủy ban nhân dân xã Đăk Pxi", blocks)


def test_names_of_the_highlands_are_printed_and_can_be_searched():
    """The breve of Xơ Đăng and Ba Na stands over its letter; the text is found in the PDF."""
    page = read_pdf(render(a_paper(line(VILLAGES))).content)[0]

    assert "Đăk Xế Kơ Ne" in page.text
    assert "Kon Đao Yôp" in page.text


def test_only_texts_with_a_lone_mark_are_placed_mark_by_mark():
    """Placing marks is slow and almost never needed."""
    assert type(shaped("Đăk Pxi", Face.REGULAR, 12)) is str
    assert type(shaped("Hơ̆ring", Face.REGULAR, 12)) is not str


def test_a_paper_says_what_it_is():
    """The file's title and author are those of the paper, its language Vietnamese."""
    import pypdfium2

    document = pypdfium2.PdfDocument(render(a_paper(line("x"))).content)
    about = document.get_metadata_dict()
    document.close()

    assert about["Title"] == "Tổng hợp tháng"
    assert about["Author"] == "Ủy ban nhân dân xã Đăk Pxi"


def test_the_typeface_is_in_the_file():
    """On a PC without Times New Roman the paper looks the same."""
    import pypdfium2

    document = pypdfium2.PdfDocument(render(a_paper(line("Đăk Pxi", Face.BOLD))).content)
    fonts = {
        item.get_font().get_base_name()
        for item in document[0].get_objects()
        if hasattr(item, "get_font")
    }
    document.close()

    assert any(font_name(Face.BOLD).split("-")[0] in name for name in fonts)


def test_a_figure_in_a_sentence_has_its_place():
    """The number in a sentence can be clicked too."""
    rendered = render(
        a_paper(Line((Words("Có "), Words("11.906", figure="turns"), Words(" lượt"))))
    )
    box = rendered.boxes[0]
    found = read_pdf(rendered.content)[0].find("11.906")

    assert rendered.pages == 1
    assert (box.figure, box.page) == ("turns", 0)
    assert abs(box.left - found[0].left) < 2
    assert abs(box.left + box.width - found[-1].right) < 2
    assert box.top <= found[0].top < found[-1].bottom <= box.top + box.height


def test_a_paper_of_the_practice_commune_says_so_on_every_page():
    """Nobody takes a practice paper for one of the commune; its text stays readable."""
    paper = replace(a_paper(line("Đăk Pxi"), line("hai", on_new_page=True)), watermark="TẬP LUYỆN")
    pages = read_pdf(render(paper).content)

    assert ["TẬP LUYỆN" in page.text for page in pages] == [True, True]
    assert "Đăk Pxi" in pages[0].text
    assert max(letter.bottom - letter.top for letter in pages[0].find("TẬPLUYỆN")) > 40


def test_another_process_makes_the_same_bytes():
    """The paper made on the command line is the one the window showed."""
    code = (
        "import hashlib\n"
        "from kh57_desktop.reports.document import Document, line\n"
        "from kh57_desktop.reports.pdf import render\n"
        "paper = Document('x', 'Tổng', 'Ủy ban', (line('Kon Đao Yôp'),))\n"
        "print(hashlib.sha256(render(paper).content).hexdigest())\n"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    }

    assert len(made) == 1
