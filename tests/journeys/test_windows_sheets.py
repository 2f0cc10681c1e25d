"""A spreadsheet comes in through the real window, and the same one again changes nothing."""

import shutil
from pathlib import Path

from kh57_desktop.ui.parts import file_choice
from kh57_desktop.ui.parts.blocks import Label

SAMPLE = Path(__file__).parents[1] / "samples" / "01-so-theo-doi-hoat-dong-thang-10.xlsx"


def test_a_book_of_activities_comes_in_once(pair, sit_down, tmp_path, monkeypatch):
    """Ctrl+I, Ctrl+O, Ctrl+Enter: 17 activities; the same keys again: 0 changes (K10)."""
    _, school = pair
    book = Path(shutil.copy(SAMPLE, tmp_path))
    monkeypatch.setattr(file_choice, "file", lambda *_: book)
    seat = sit_down(school.home).unlock()
    seat.press("Alt+2")
    seat.settle()
    keys = seat.keys
    import_the_book(seat)
    assert seat.keys - keys <= 3
    assert "Đã nhập 17 dòng mới" in seat.shell.main.done_line.accessibleName()
    import_the_book(seat)
    said = [label.text() for label in seat.page.findChildren(Label) if label.isVisible()]

    assert "Mọi dòng của tệp này đã nhập trước đó: 0 thay đổi." in said
    seat.leave()
    assert school("list", "activities")["total"] == 17


def import_the_book(seat):
    """Read the chosen file and take in what is good."""
    for key in ("Ctrl+I", "Ctrl+O", "Ctrl+Enter"):
        seat.press(key)
        seat.settle()


def test_a_wrong_day_is_typed_over_and_the_row_comes_in(pair, sit_down, tmp_path, monkeypatch):
    """F2, the right year, Ctrl+Enter: everybody is in, and the file is as it was (K09)."""
    _, school = pair
    text = "Họ và tên;Năm sinh\nY Nhok;1990\nA Thút;31/02/1976\n"
    people = tmp_path / "danh sách.csv"
    people.write_text(text, "utf-8")
    monkeypatch.setattr(file_choice, "file", lambda *_: people)
    seat = sit_down(school.home).unlock()
    seat.press("Alt+5")
    seat.settle()
    for key in ("Ctrl+I", "Ctrl+O", "F2"):
        seat.press(key)
        seat.settle()
    seat.press("Ctrl+A")
    seat.type("1976")
    seat.press("Ctrl+Enter")
    seat.settle()
    seat.leave()

    rows = school("list", "people")["rows"]
    assert {(row["full_name"], row["birth_year"]) for row in rows} == {
        ("Y Nhok", 1990), ("A Thút", 1976)
    }  # fmt: skip
    assert people.read_text("utf-8") == text
