"""A month goes to the commune and back through the real windows, by stick, key by key."""

import pytest

from kh57_desktop.services.exchange import PRACTICE_STICK
from tests.support.terminal import a_unit

WHOLE = ("activity_kind=Tọa đàm", "plan_item=NV-3.1", "place=Sân trường", "audience=DT-3",
         "content=Chào cờ", "result=Đạt", "reach_count=40")  # fmt: skip


@pytest.fixture
def stick(tmp_path):
    """Plug in the folder that stands for the stick in practice."""
    root = tmp_path / PRACTICE_STICK
    root.mkdir()
    return root


def bundles(stick):
    """Return the names of the bundles that lie on the stick."""
    return sorted(path.name for path in stick.rglob("*.kh57"))


def test_a_month_is_approved_sent_taken_in_and_confirmed(pair, sit_down, stick):
    """One key approves, F8 sends, F7 takes in, one key sends the receipt; both hold the same."""
    commune, school = pair
    for day in ("20/5/2026", "3/6/2026"):
        school("add", "activities", f"title=Sinh hoạt {day}", f"starts_on={day}", *WHOLE)
    seat = sit_down(school.home).unlock()
    seat.press("Ctrl+Enter")
    seat.settle()
    assert "Đã duyệt 2 bản ghi" in seat.shell.main.done_line.accessibleName()
    assert seat.page.sending.pending.text() == "4"  # each was recorded and approved

    send(seat)
    assert len(bundles(stick)) == 1
    office = sit_down(commune.home).unlock()
    take_in(office)
    assert "4 thay đổi" in cards(office)
    assert "Mã biên nhận" in cards(office)
    assert office.focus.text() == "Gửi trả gói biên nhận"
    office.press("Enter")
    office.settle()
    assert office.focus is office.page.drive.release
    office.leave()
    assert len(bundles(stick)) == 2

    seat = sit_down(school.home).unlock()
    seat.press("Alt+7")
    seat.settle()
    seat.press("F7")
    seat.settle()
    assert seat.page.send_card.said.text() == "Xã đã xác nhận mọi thay đổi"
    seat.leave()
    here, there = school("digest", "--unit", "TR-NTT"), commune("digest", "--unit", "TR-NTT")
    assert (here["digest"], here["rows"]) == (there["digest"], there["rows"])
    assert {row["state"] for row in commune("list", "activities")["rows"]} == {"approved"}


def send(seat):
    """Send from the first page and leave: one key writes, one lets go of the stick (K11: 3)."""
    before = seat.keys
    seat.press("F8")
    seat.settle()
    assert "đọc lại khớp" in seat.shell.main.done_line.accessibleName()
    assert seat.focus is seat.page.drive.release
    seat.press("Enter")
    seat.settle()
    assert seat.keys - before == 2
    assert "không có gì phải rút" in seat.shell.main.done_line.accessibleName()
    seat.leave()


def take_in(seat):
    """Take in from the first page all that lies on the stick: one key (K12)."""
    seat.press("F7")
    seat.settle()
    assert seat.keys == 1


def cards(seat):
    """Return what the cards on top of the page say."""
    box = seat.page.cards
    return " ".join(box.itemAt(place).widget().accessibleName() for place in range(box.count()))


def test_two_values_of_two_pcs_are_decided_with_one_key(pair, sit_down, stick, tmp_path):
    """The second PC's bundle brings a card; F9 shows it, 1 decides (K13)."""
    commune, first = pair
    second = a_unit(tmp_path, commune, name="TR-NTT-2")
    first("accept", *commune("pack", "--to", "TR-NTT", "--out", stick)["files"])
    kept = first("add", "activities", "title=Ngày hội số", "starts_on=3/6/2026", *WHOLE)["id"]
    second("accept", *first("pack", "--to", "TR-NTT", "--out", stick)["files"])
    first("edit", "activities", kept, "place=Hội trường")
    second("edit", "activities", kept, "place=Thư viện")
    for bundle in stick.rglob("*.kh57"):
        bundle.unlink()
    second("pack", "--to", "TR-NTT", "--out", stick)
    seat = sit_down(first.home).unlock()
    seat.press("Alt+7")
    seat.settle()
    seat.press("F7")
    seat.settle()
    assert seat.page.conflicts.text() == "Xung đột 1"

    seat.press("F9")
    seat.settle()
    seat.keys = 0
    seat.press("1")
    seat.settle()
    assert seat.keys == 1
    assert seat.page.rows.total == 0
    seat.leave()
    assert first("conflicts")["conflicts"] == []
    chosen = first("show", "activities", kept)["record"]["place"]
    second("accept", *first("pack", "--to", "TR-NTT", "--out", stick)["files"])
    assert second("show", "activities", kept)["record"]["place"] == chosen


def test_a_returned_record_waits_on_the_school_s_first_page(pair, sit_down, tmp_path):
    """F9 and a note at the commune; F4 opens it at the school (K19)."""
    commune, school = pair
    school("add", "activities", "title=Ngày hội số", "starts_on=3/6/2026", *WHOLE)
    school("submit", "--period", "2026-06")
    commune("accept", *school("pack", "--out", tmp_path / "usb")["files"])
    office = sit_down(commune.home).unlock()
    office.press("Alt+2")
    office.settle()
    office.press("Down")
    office.settle()
    office.press("F9")
    office.type("Số lượt khác sổ giấy, đề nghị kiểm tra.")
    office.press("Ctrl+Enter")
    office.settle()
    assert office.focus is office.page.desk.others.button
    assert "Đã ghi ý kiến trả lại" in office.shell.main.done_line.accessibleName()
    office.leave()
    school("accept", *commune("pack", "--to", "TR-NTT", "--out", tmp_path / "usb")["files"])

    seat = sit_down(school.home).unlock()
    seat.press("F4")
    seat.settle()
    assert "Số lượt khác sổ giấy" in desk_cards(seat)
    seat.leave()


def desk_cards(seat):
    """Return what the cards above the form say."""
    box = seat.page.desk.cards
    return " ".join(box.itemAt(place).widget().accessibleName() for place in range(box.count()))
