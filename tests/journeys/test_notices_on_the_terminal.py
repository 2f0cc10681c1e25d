"""Notices at the terminal: they say what is worth knowing and refuse nothing."""

import json
from pathlib import Path

from kh57_desktop.cli.main import run
from kh57_desktop.domain.rules import same_title_and_day
from kh57_desktop.errors import (
    ClockImplausible,
    DuplicateRecord,
    LetterUnprintable,
    SheetHasProblems,
)
from tests.support.paper import read_pdf, read_xlsx
from tests.support.terminal import a_commune, cheap_doors

SHEET = "Tên hoạt động,Ngày,Số lượt người\nHội nghị,1/3/2026,30\nTọa đàm,31/2/2026,40\n"


def said(capsys, terminal, *words):
    """Run a command as a person does, without JSON; returns its exit code and what was said."""
    common = ["--home", terminal.home, "--password-file", terminal.secret, "--at", terminal.at]
    ended = run([*map(str, common), *map(str, words)], cheap_doors)
    return ended, capsys.readouterr()


def test_refused_rows_are_a_notice_and_the_right_ones_come_in(tmp_path, capsys):
    """The officer reads that the others are in, what to do, and a code for the phone."""
    commune = a_commune(tmp_path)
    sheet = tmp_path / "sổ.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    ended, spoken = said(capsys, commune, "import", sheet, "--as", "activities")

    assert ended == 3
    assert "1 dòng chưa nhập được." in spoken.out
    assert f"({SheetHasProblems.code})" in spoken.out
    assert commune("list", "activities")["total"] == 1


def test_a_clock_that_went_back_is_told_and_the_work_goes_on(tmp_path, capsys):
    """A dead battery locks nobody out, and the answer of a script stays one object."""
    commune = a_commune(tmp_path)
    commune("backup")
    assert ClockImplausible.code not in said(capsys, commune, "units")[1].err
    commune.at = "2009-01-01T08:00"
    ended, spoken = said(capsys, commune, "--json", "units")

    assert ended == 0
    assert f"({ClockImplausible.code})" in spoken.err
    assert "08:00 01/01/2009" in spoken.err
    assert json.loads(spoken.out)["ok"] is True


def test_the_same_title_and_day_is_a_reminder_in_the_words_of_its_code(tmp_path):
    """A second record of one name is kept; the finding says what the code means."""
    commune = a_commune(tmp_path)
    words = ("add", "activities", "title=Tọa đàm", "starts_on=2026-03-10")
    commune(*words)
    found = commune(*words)["findings"]

    (twin,) = [one for one in found if "Đã có" in one["text"]]
    assert (twin["level"], commune("list", "activities")["total"]) == ("reminder", 2)
    assert DuplicateRecord.happened.split("{")[0] in twin["text"]
    assert same_title_and_day.__doc__.count(DuplicateRecord.code) == 1


def test_a_sign_paper_lacks_is_a_notice_and_the_paper_is_made(tmp_path, capsys):
    """One picture in a title stops no paper: a box is printed, the workbook keeps the picture."""
    commune = a_commune(tmp_path)
    words = ("plan_item=NV-3.1", "activity_kind=Tọa đàm", "place=Hội trường", "reach_count=45")
    title = ("title=Ngày hội 🎉", "starts_on=2026-03-10", "content=Nội dung", "result=Kết quả")
    reminded = commune("add", "activities", *title, *words)
    commune("submit", "--period", "2026-03")
    report = ("report", "monthly_summary", "--period", "2026-03", "--out", tmp_path)
    made = commune(*report, "--format", "pdf,xlsx", code=3)
    pdf, xlsx = (Path(file).read_bytes() for file in made["files"])
    cells = [str(cell) for rows in read_xlsx(xlsx).values() for row in rows for cell in row]

    assert [one["level"] for one in reminded["findings"] if "🎉" in one["text"]] == ["reminder"]
    assert "Ngày hội □" in "".join(page.text for page in read_pdf(pdf))
    assert any("Ngày hội 🎉" in cell for cell in cells)
    (sign,) = made["unprintable"]
    assert (sign["letter"], "Ngày hội 🎉" in sign["text"]) == ("🎉", True)
    ended, spoken = said(capsys, commune, *report)
    assert (ended, f"({LetterUnprintable.code})" in spoken.out) == (3, True)
    assert commune(*report, "--format", "xlsx")["unprintable"] == []
