"""The papers against texts looked at by a person, and their layout against Decree 30/2020.

A paper that changed on purpose is written anew with KH57_GOLDEN=write, and read again.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kh57_desktop.reports.document import Abreast, Line, Table
from kh57_desktop.reports.documents import attendance_sheet, monthly_summary
from kh57_desktop.reports.pdf import render
from kh57_desktop.reports.registry import REPORTS
from kh57_desktop.reports.rosters import Roster, SheetLesson, SheetPerson
from kh57_desktop.reports.xlsx import render as render_xlsx
from tests.support.facts import SCHOOL, TEAM, on, worked_example
from tests.support.paper import MM, read_pdf, read_xlsx

HERE = Path(__file__).parent
PREPARER = "Trần Minh Tuấn"


def the_commune():
    """Return the commune's summary."""
    return monthly_summary.compose(worked_example(), PREPARER)


def of_unit(unit):
    """Return a unit's summary."""
    own = worked_example().kept(lambda row: row.unit == unit.id)
    return monthly_summary.compose(replace(own, unit=unit), PREPARER)


def a_sheet(lessons=3, people=40):
    """Return an attendance sheet."""
    days = tuple(SheetLesson(n, on(f"{4 + n}/3")) for n in range(1, lessons + 1))
    names = ("A Nhi", "Y Hlưng", "Nguyễn Thị Hạnh", "H'Mưr Kon Teo Đăk Lấp Nguyễn Tất Thành")
    listed = tuple(
        SheetPerson(names[n % 4], 1960 + n, n % 2 == 0, "Đăk Xế Kơ Ne") for n in range(people)
    )
    title = "Lớp “học tập số” cho người dân thôn Đăk Wek, khóa 2"
    place = "Nhà rông thôn Đăk Wek"
    return attendance_sheet.compose(
        Roster(7, title, SCHOOL, place, on("5/3"), on("26/3"), (PREPARER,), days, listed)
    )


PAPERS = {
    "monthly_summary-commune": the_commune,
    "monthly_summary-school": lambda: of_unit(SCHOOL),
    "monthly_summary-team": lambda: of_unit(TEAM),
    "attendance_sheet-portrait": a_sheet,
    "attendance_sheet-landscape": lambda: a_sheet(6, 12),
    "attendance_sheet-blank": lambda: a_sheet(0, 0),
}


def written(document):
    """Return a paper as plain text: lines, and tables with their cells between bars."""
    lines = [f"{document.name} · {document.title} · {document.issuer}"]
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        elif isinstance(block, Abreast):
            stacks = (" / ".join(line.text for line in stack.lines) for stack in block.stacks)
            lines.append(" || ".join(stacks))
        else:
            lines += [" | ".join(c.head.replace("\n", " ") for c in block.columns)]
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
    return "\n".join(text.rstrip() for text in lines) + "\n"


@pytest.fixture(params=PAPERS)
def paper(request):
    """Give each paper in turn."""
    return request.param, PAPERS[request.param]()


def test_a_paper_says_what_it_said(paper):
    """The officer finds the same words and numbers in the same places as ever."""
    name, document = paper
    golden = HERE / f"{name}.txt"
    if os.environ.get("KH57_GOLDEN") == "write":
        golden.write_text(written(document), encoding="utf-8")

    assert written(document) == golden.read_text(encoding="utf-8")


def test_every_report_has_a_golden():
    """No paper can be made that nobody has looked at."""
    assert {name.partition("-")[0] for name in PAPERS} == set(REPORTS)


def test_the_same_paper_is_the_same_bytes(paper):
    """Printed today or tomorrow, from window or command line, the file is the same."""
    _, document = paper

    assert render(document).content == render(document).content
    assert render_xlsx(document) == render_xlsx(document)


def test_nothing_reaches_into_the_margins(paper):
    """Decree 30/2020: 20 mm above and below, 30 mm left, 20 mm right; only page numbers above."""
    pages = read_pdf(render(paper[1]).content)

    for number, page in enumerate(pages):
        body = [c for c in page.letters if c.top > 18 * MM]
        above = "".join(c.text for c in page.letters if c.top <= 18 * MM)
        assert above == ("" if number == 0 else str(number + 1))
        assert min(c.left for c in body) >= 30 * MM - 0.5
        assert max(c.right for c in body) <= page.width - 20 * MM + 0.5
        assert max(c.bottom for c in body) <= page.height - 20 * MM + 0.5
        assert min(c.top for c in body) >= 20 * MM - 0.5


def test_page_numbers_stand_in_the_middle_of_the_top_margin(paper):
    """From the second page on, upright, 14 points, centered."""
    for page in read_pdf(render(paper[1]).content)[1:]:
        number = [c for c in page.letters if c.top <= 18 * MM]
        middle = (number[0].left + number[-1].right) / 2
        assert abs(middle - page.width / 2) < 1 * MM
        assert 5 * MM < number[0].top < number[0].bottom < 20 * MM


def test_every_word_of_the_paper_is_in_the_pdf(paper):
    """Nothing is cut, hidden or replaced by a box, whatever the name of the village."""
    _, document = paper
    drawn = sorted(c.text for page in read_pdf(render(document).content) for c in page.letters)
    heads = [t for block in document.blocks if isinstance(block, Table) for t in _heads(block)]
    wanted = sorted(c for text in (*document.texts(), *heads) for c in text if c.strip())

    missing = list(wanted)
    for letter in drawn:
        if letter in missing:
            missing.remove(letter)
    assert missing == []


def _heads(table):
    groups = {column.group for column in table.columns if column.group}
    return tuple(groups)


def test_every_figure_box_holds_its_number(paper):
    """What the officer clicks in the preview is the number itself."""
    _, document = paper
    rendered = render(document)
    pages = read_pdf(rendered.content)

    for box in rendered.boxes:
        inside = "".join(
            c.text
            for c in pages[box.page].letters
            if box.left - 1 <= c.left
            and c.right <= box.left + box.width + 1
            and box.top <= (c.top + c.bottom) / 2 <= box.top + box.height
        )
        figure = document.figures[box.figure]
        said = {str(v) for v in (figure.value, figure.expected)}
        assert inside.replace(".", "").replace("khoảng", "") in said | {"-"}


def test_the_commune_paper_is_headed_by_the_committee():
    """The first thing read is ỦY BAN NHÂN DÂN, XÃ ĐĂK PXI, the motto to its right."""
    first = read_pdf(render(the_commune()).content)[0]
    committee, commune = first.find("ỦY BAN NHÂN DÂN"), first.find("XÃ ĐĂK PXI")
    nation = first.find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")

    assert committee[0].bottom < commune[0].bottom
    assert abs(committee[0].bottom - nation[0].bottom) < 3
    assert committee[-1].right < first.width / 2 < nation[0].left + 60


def test_the_workbook_has_the_numbers_of_the_paper():
    """In the spreadsheet numbers can be added up, and they are those of the PDF."""
    sheets = read_xlsx(render_xlsx(the_commune()))
    rows = [row for rows in sheets.values() for row in rows]

    turns = next(row for row in rows if str(row[1]).startswith("Lượt người dự hoạt động"))
    assert turns[3:5] == [87.0, 94.0]
    assert next(iter(sheets)).startswith("A.")
    assert rows[0][0] == "ỦY BAN NHÂN DÂN"
