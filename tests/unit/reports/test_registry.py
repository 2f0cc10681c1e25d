"""The papers by name, asked for rightly and wrongly."""

import io
import zipfile

import pytest

from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import CommandUnclear, NoSuchRecord, NotYet
from kh57_desktop.reports.registry import REPORTS, Asked, compose, file_name, render, shown
from tests.support.paper import read_pdf
from tests.support.papers import Commune, day

AS_OF = day("2026-03-16")
MARCH = Period.named("2026-03")


@pytest.fixture
def commune(tmp_path):
    """Give a commune with a store of its own."""
    made = Commune(tmp_path / "home")
    yield made
    made.close()


def test_the_monthly_summary_is_made_from_the_store(commune):
    """What was recorded on the 14th stands in the paper of the month, the 15th does not."""
    commune.activity("VHXH", day("2026-03-14"), 30)
    commune.activity("TR-NTT", day("2026-03-15"), 40)
    paper = commune.gathered(compose, "monthly_summary", Asked(AS_OF, MARCH, preparer="A Nhi"))

    assert paper.figures["activity_turns"].value == 30
    assert paper.figures["activity_turns/VHXH"].value == 30
    assert "ỦY BAN NHÂN DÂN" in read_pdf(shown(paper).content)[0].text
    assert render(paper, "pdf") == shown(paper).content
    assert render(paper, "xlsx")[:2] == b"PK"


def test_a_unit_has_a_summary_of_its_own(commune):
    """The school's paper holds the school's figures under the school's name."""
    commune.activity("VHXH", day("2026-03-01"), 30)
    commune.activity("TR-NTT", day("2026-03-01"), 40)
    paper = commune.gathered(compose, "monthly_summary", Asked(AS_OF, MARCH, "TR-NTT"))

    assert paper.figures["activity_turns"].value == 40
    assert paper.issuer == "Trường Nguyễn Tất Thành"


def test_an_attendance_sheet_is_made_of_a_class(commune):
    """The class is named by its number."""
    number = commune.keep("trainings", "TR-NTT", title="Lớp số 1", starts_on=day("2026-03-05"))
    paper = commune.gathered(compose, "attendance_sheet", Asked(AS_OF, training=number))

    assert "Lớp số 1" in paper.title


@pytest.mark.parametrize(
    ("name", "asked", "error"),
    [
        ("monthly_summary", Asked(AS_OF), CommandUnclear),
        ("monthly_summary", Asked(AS_OF, Period.named("2026-H1")), CommandUnclear),
        ("monthly_summary", Asked(AS_OF, MARCH, "TR-LA"), NoSuchRecord),
        ("attendance_sheet", Asked(AS_OF, MARCH), CommandUnclear),
        ("attendance_sheet", Asked(AS_OF, training=12), NoSuchRecord),
        ("half_year_report", Asked(AS_OF, Period.named("2026-H1")), NotYet),
        ("nonsense", Asked(AS_OF, MARCH), CommandUnclear),
    ],
)
def test_what_cannot_be_made_is_refused(commune, name, asked, error):
    """A paper without its period, its class or its unit is refused with a code."""
    with pytest.raises(error):
        commune.gathered(compose, name, asked)


def test_a_paper_of_the_practice_commune_is_marked(commune):
    """Whatever format it is made in, it says TẬP LUYỆN."""
    asked = Asked(AS_OF, MARCH, is_practice=True)
    paper = commune.gathered(compose, "monthly_summary", asked)

    assert paper.watermark == "TẬP LUYỆN"
    assert all("TẬP LUYỆN" in page.text for page in read_pdf(shown(paper).content))
    assert (
        "TẬP LUYỆN"
        in zipfile.ZipFile(io.BytesIO(render(paper, "xlsx")))
        .read("xl/worksheets/sheet1.xml")
        .decode()
    )


def test_a_format_of_a_later_version_is_refused(commune):
    """A word-processor file is not made yet."""
    paper = commune.gathered(compose, "monthly_summary", Asked(AS_OF, MARCH))
    with pytest.raises(NotYet):
        render(paper, "docx")


def test_files_are_named_by_what_they_hold():
    """The name of the file says paper, period and unit."""
    days = Period.named("2026-02-10..2026-03-20")

    assert file_name("monthly_summary", Asked(AS_OF, MARCH, "TR-NTT"), "pdf") == (
        "monthly_summary-2026-03-TR-NTT.pdf"
    )
    assert file_name("x", Asked(AS_OF, days), "xlsx") == "x-2026-02-10_2026-03-20.xlsx"
    assert file_name("attendance_sheet", Asked(AS_OF, training=7), "pdf") == (
        "attendance_sheet-7.pdf"
    )


def test_every_report_is_under_its_own_name():
    """A script that asks for a paper by name gets that paper."""
    assert all(report.name == name for name, report in REPORTS.items())
    assert {report.code for report in REPORTS.values()} == {"P-03", "P-14"}
