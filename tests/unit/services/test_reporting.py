"""Figures and papers as an officer asks for them."""

import dataclasses
import datetime as dt

import pytest

from kh57_desktop.domain.periods import Period
from kh57_desktop.errors import NoSuchRecord, NotAllowed, NotYet
from kh57_desktop.services.keeping import Keeping
from kh57_desktop.services.periods import Periods
from kh57_desktop.services.reporting import Reporting
from tests.support.desks import an_activity
from tests.support.paper import read_pdf, read_xlsx

MARCH = Period.named("2026-03")
NAME = "monthly_summary"


def by_key(figures):
    """Return figures by their key."""
    return {figure.key: figure for figure in figures}


def recorded(desk):
    """Keep four activities around the closing day, submit March, keep one more; return all."""
    days = ("2026-02-14", "2026-02-15", "2026-03-14", "2026-03-15")
    turns = {}
    for n, day in enumerate(days):
        saved = Keeping(desk).save(
            an_activity(
                desk, title=f"Việc {n}", starts_on=dt.date.fromisoformat(day), reach_count=10 + n
            )
        )
        turns[saved.id] = 10 + n
    for name in ("2026-02", "2026-03"):
        Periods(desk).submit(Period.named(name))
    Keeping(desk).save(an_activity(desk, title="Chờ duyệt", reach_count=5))
    return turns


def test_figures_count_what_was_approved_between_15_and_14(desk):
    """15/2 and 14/3 are March's; what waits for approval is expected only."""
    turns = recorded(desk)
    figures = by_key(Reporting(desk).figures(MARCH))

    assert figures["activities_held"].value == 2
    assert figures["activity_turns"].value == 11 + 12
    assert figures["activity_turns"].expected == 11 + 12 + 5
    assert sum(turns[number] for _, number in figures["activity_turns"].ids) == 11 + 12
    assert by_key(Reporting(desk).figures(Period.named("2026-02")))["activity_turns"].value == 10
    assert by_key(Reporting(desk).figures(Period.named("2026-04")))["activity_turns"].value == 0


def test_targets_stand_among_the_figures(desk):
    """Every target of the plan is listed, without a value while its records are not kept."""
    figures = by_key(Reporting(desk).figures(MARCH))

    assert figures["MT-2025-1a"].value is None
    assert figures["MT-2025-1a"].denominator == 18
    assert figures["MT-2027-1a"].denominator == 28


def test_a_unit_prints_its_own_paper(desk):
    """At the school «báo cáo tháng» is the school's, headed by its name."""
    recorded(desk)
    paper = Reporting(desk).preview(NAME, period=MARCH)
    first = read_pdf(paper.content)[0]

    assert "NGUYỄN TẤT THÀNH" in first.text
    assert paper.figures["activity_turns"].value == 23
    assert {place.key for place in paper.places} == set(paper.figures)
    assert paper.pages == len(read_pdf(paper.content))


def test_a_unit_prints_no_paper_of_another_unit(desk, tmp_path):
    """The school has nothing of the other school's and would put its own officer under noughts."""
    recorded(desk)
    reporting = Reporting(desk)
    asks = (
        lambda: reporting.figures(MARCH, "TR-TH"),
        lambda: reporting.preview(NAME, period=MARCH, unit="TR-TH"),
        lambda: reporting.save(NAME, period=MARCH, unit="TR-TH", out=tmp_path / "out"),
    )
    for ask in asks:
        with pytest.raises(NotAllowed) as refused:
            ask()
        assert "TR-TH" in refused.value.details["action"]

    assert not (tmp_path / "out").exists()
    own = reporting.preview(NAME, period=MARCH, unit="TR-NTT")
    assert own.content == reporting.preview(NAME, period=MARCH).content


def test_a_month_of_which_nothing_came_in_is_missing(office):
    """The commune knows nothing of a month no unit handed over; nor of a unit that never did."""
    recorded(office)
    reporting = Reporting(office)
    silent, known = Period.named("2026-05"), Period.named("2026-03")

    assert {figure.value for figure in reporting.figures(silent)} == {None}
    assert by_key(reporting.figures(silent, "VHXH"))["activities_held"].value == 0
    assert {figure.value for figure in reporting.figures(known, "TR-NTT")} == {None}
    assert by_key(reporting.figures(known))["activities_held"].value == 2


def test_the_commune_prints_the_paper_of_the_commune(office):
    """Without a unit it is the committee's, with all 29 units; a unit may be asked for."""
    recorded(office)
    paper = Reporting(office).preview(NAME, period=MARCH)
    own = Reporting(office).preview(NAME, period=MARCH, unit="VHXH")

    assert "ỦY BAN NHÂN DÂN" in read_pdf(paper.content)[0].text
    assert "1/29 đơn vị" in read_pdf(paper.content)[0].text
    assert paper.figures["activity_turns/VHXH"] == own.figures["activity_turns"]


def test_a_silent_month_of_the_commune_is_none_and_not_unknown(office):
    """What the culture office did not do is 0: its records are in this very store."""
    recorded(office)
    paper = Reporting(office).preview(NAME, period=Period.named("2026-05"))

    assert paper.figures["activities_held/VHXH"].value == 0


def test_what_is_saved_is_what_was_shown(desk, tmp_path):
    """Preview, file and print job are the same bytes; the workbook has the same numbers."""
    recorded(desk)
    reporting = Reporting(desk)
    shown = reporting.preview(NAME, period=MARCH)
    saved = reporting.save(NAME, period=MARCH, formats=("pdf", "xlsx"), out=tmp_path / "giấy")
    pdf, xlsx = saved.files
    rows = [row for rows in read_xlsx(xlsx.read_bytes()).values() for row in rows]

    assert pdf.read_bytes() == shown.content
    assert reporting.save_paper(shown, tmp_path).read_bytes() == shown.content
    assert next(row for row in rows if str(row[1]).startswith("Lượt người dự"))[3] == 23
    assert saved.pages == shown.pages


def test_a_practice_paper_is_marked(desk):
    """A paper of the practice commune says TẬP LUYỆN on every page."""
    practicing = dataclasses.replace(desk, is_practice=True)
    paper = Reporting(practicing).preview(NAME, period=MARCH)

    assert all("TẬP LUYỆN" in page.text for page in read_pdf(paper.content))


def test_what_cannot_be_made_leaves_no_file(desk, tmp_path):
    """An unknown class and a later format are refused before anything is written."""
    reporting = Reporting(desk)
    with pytest.raises(NoSuchRecord):
        reporting.preview("attendance_sheet", training=7)
    with pytest.raises(NotYet):
        reporting.save(NAME, period=MARCH, formats=("pdf", "docx"), out=tmp_path / "out")

    assert not (tmp_path / "out").exists()
    assert {kind.name: kind.of_training for kind in reporting.papers()} == {
        "monthly_summary": False,
        "attendance_sheet": True,
    }
