"""A sheet with cells typed over: what comes in is what was typed, the file stays as it was."""

from kh57_desktop.domain.edits import Repair
from kh57_desktop.services.keeping import Asked, Keeping
from kh57_desktop.services.sheets import Sheets

PEOPLE = "Họ và tên;Năm sinh\nY Nhok;1990\nA Thút;31/02/1976\n"
YEAR = Repair("", 3, "Năm sinh", "1976")


def names(desk):
    """Return everybody with the year of birth."""
    rows = Keeping(desk).page(Asked("people")).rows
    return {(row["full_name"], row["birth_year"]) for row in rows}


def a_list(tmp_path):
    """Return a list of two people; the day of one does not exist."""
    path = tmp_path / "danh sách.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def test_what_is_typed_comes_in_and_the_file_is_left_alone(desk, tmp_path):
    """The year typed over a day that does not exist; not a byte of the file changes."""
    path, sheets = a_list(tmp_path), Sheets(desk)
    before = sheets.preview(path, "people", {})
    again = sheets.checked(before, (YEAR,))
    report = sheets.accept(again)

    assert (before.report.created, len(before.report.refused)) == (1, 1)
    assert (report.created, report.refused) == (2, ())
    assert names(desk) == {("Y Nhok", 1990), ("A Thút", 1976)}
    assert path.read_text("utf-8") == PEOPLE


def test_the_same_file_typed_over_the_same_way_changes_nothing(desk, tmp_path):
    """A second time both rows are known; without the repair the wrong one is refused again."""
    path, sheets = a_list(tmp_path), Sheets(desk)
    sheets.accept(sheets.preview(path, "people", {}, repairs=(YEAR,)))
    again = sheets.preview(path, "people", {}, repairs=(YEAR,)).report
    bare = sheets.preview(path, "people", {}).report

    assert (again.created, again.unchanged) == (0, 2)
    assert (bare.created, bare.unchanged, len(bare.refused)) == (0, 1, 1)
    assert len(names(desk)) == 2


def test_a_file_mended_meanwhile_is_read_as_it_is(desk, tmp_path):
    """What was typed over the old cell does not touch the new one."""
    path, sheets = a_list(tmp_path), Sheets(desk)
    first = sheets.checked(sheets.preview(path, "people", {}), (YEAR,))
    path.write_text(PEOPLE.replace("31/02/1976", "1977"), "utf-8")
    again = sheets.preview(path, "people", {}, repairs=first.staged.repairs)

    assert again.staged.repairs == ()
    assert again.report.created == 2
