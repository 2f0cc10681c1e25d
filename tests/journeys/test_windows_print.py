"""The month on paper through the real window: looked at, saved, each figure with its records."""

from kh57_desktop.ui.parts import file_choice

WHOLE = ("activity_kind=Tọa đàm", "plan_item=NV-3.1", "place=Sân trường", "audience=DT-3",
         "content=Chào cờ", "result=Đạt")  # fmt: skip


def test_the_summary_of_the_commune_is_saved_as_it_is_seen(pair, sit_down, tmp_path, monkeypatch):
    """Ctrl+B shows the paper, Ctrl+S saves the very bytes, Tab and Enter open a figure (K16)."""
    commune, school = pair
    for day, count in (("20/5/2026", 40), ("3/6/2026", 25)):
        school("add", "activities", f"title=Sinh hoạt {day}", f"starts_on={day}",
               f"reach_count={count}", *WHOLE)  # fmt: skip
    school("submit", "--period", "2026-06")
    commune("accept", *school("pack", "--out", tmp_path / "usb")["files"])
    out = tmp_path / "giay"
    out.mkdir()
    monkeypatch.setattr(file_choice, "folder", lambda *_: out)
    seat = sit_down(commune.home).unlock()
    seat.press("Ctrl+B")
    seat.settle()
    seat.press("Ctrl+S")
    seat.settle()
    (saved,) = out.iterdir()
    assert "tháng 6 năm 2026" in seat.page.subtitle.text()
    assert seat.keys <= 3
    assert saved.read_bytes() == seat.page.paper.content

    while seat.page.panel.current != "activity_turns":
        seat.press("Tab")
        assert seat.keys < 60, seat
    seat.press("Enter")
    seat.settle()
    assert seat.page.panel.shows_records
    seat.press("Enter")
    seat.settle()
    assert seat.page.name == "activities"
    assert seat.page.desk.title.text().startswith("Sinh hoạt")
