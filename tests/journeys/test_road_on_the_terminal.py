"""The whole road at the terminal: set up, record, approve, exchange, print."""

import pytest

from tests.support.paper import read_pdf
from tests.support.terminal import a_commune, a_unit

ACTIVITY = (
    "activity_kind=Tọa đàm",
    "plan_item=NV-3.1",
    "place=Phòng Tin học",
    "audience=DT-3",
    "content=Giới thiệu",
    "result=Đạt",
)
DAYS = (
    ("Đầu kỳ tháng 3", "15/2/2026", 30),
    ("Ngày chốt", "14/3/2026", 40),
    ("Sau ngày chốt", "15/3/2026", 50),
    ("Cuối kỳ tháng 4", "14/4/2026", 60),
    ("Ngày đầu kỳ tháng 5", "15/4/2026", 70),
)
TURNS = {"2026-02": None, "2026-03": 70, "2026-04": 110, "2026-05": 70}
"""February is before the first record of all: not known, which is not zero."""


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """Walk the road once: a school records around the closing days and sends all to the commune."""
    folder = tmp_path_factory.mktemp("road")
    commune = a_commune(folder)
    school = a_unit(folder, commune)
    for title, day, reach in DAYS:
        words = (f"title={title}", f"starts_on={day}", f"reach_count={reach}")
        school("add", "activities", *words, *ACTIVITY)
    for month in TURNS:
        school("submit", "--period", month)
    school("add", "activities", "title=Chờ duyệt", "starts_on=1/3/2026", "reach_count=5", *ACTIVITY)
    sent = school("pack", "--out", folder / "usb")["files"]
    first = commune("accept", *sent)
    return folder, commune, school, sent, first


@pytest.mark.parametrize("month", TURNS)
def test_the_closing_day_decides_the_month(road, month):
    """14/3 counts for March, 15/3 for April; what waits for approval is only expected."""
    _, commune, school, _, _ = road
    waiting = 5 if month == "2026-03" else 0

    for terminal in (commune, school):
        turns = figure(terminal, month, "activity_turns")
        assert turns["value"] == TURNS[month]
        assert turns["expected"] == (None if month == "2026-02" else TURNS[month] + waiting)


@pytest.mark.parametrize("month", ["2026-03", "2026-04", "2026-05"])
def test_the_paper_prints_what_an_independent_count_finds(road, month, tmp_path):
    """The commune's paper is headed as it must be and bears the counted turns."""
    _, commune, _, _, _ = road
    made = commune("report", "monthly_summary", "--period", month, "--out", tmp_path)
    pages = read_pdf((tmp_path / made["files"][0]).read_bytes())
    text = " ".join(" ".join(page.text.split()) for page in pages)

    assert len(pages) == made["pages"]
    assert "ỦY BAN NHÂN DÂN" in text
    assert "XÃ ĐĂK PXI" in text
    assert f"lượt người dự {TURNS[month]} " in text


def test_taking_in_again_changes_nothing(road):
    """The same stick a second time: every change was had before."""
    _, commune, _, sent, first = road
    before = commune("digest")["digest"]
    again = commune("accept", *sent)

    assert first["applied"] > 0
    assert (again["applied"], again["new"], again["changed"]) == (0, {}, 0)
    assert again["already"] == first["changes"]
    assert commune("digest")["digest"] == before


def test_looking_at_a_bundle_writes_nothing(road):
    """`open` counts what `accept` would do and leaves the store as it was."""
    folder, commune, school, _, _ = road
    school("add", "activities", "title=Mới", "starts_on=2/3/2026")
    sent = school("pack", "--out", folder / "usb")["files"]
    before = commune("digest")["digest"]
    seen = commune("open", *sent)

    assert seen["new"] == {"activities": 1}
    assert commune("digest")["digest"] == before
    assert commune("accept", *sent)["new"] == {"activities": 1}


def test_after_the_return_bundle_both_sides_hold_the_same(road):
    """The digest of the school is one and the same at the school and at the commune."""
    folder, commune, school, _, _ = road
    school_sent = school("pack", "--out", folder / "usb")["files"]
    if school_sent:
        commune("accept", *school_sent)
    answer = commune("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"]
    school("accept", *answer)

    here = school("digest", "--unit", "TR-NTT")
    there = commune("digest", "--unit", "TR-NTT")
    assert (here["digest"], here["rows"]) == (there["digest"], there["rows"])
    assert school("digest")["digest"] == here["digest"]


def test_names_of_students_never_reach_the_commune(road):
    """The commune sees the group and the village of a student, not the name."""
    folder, commune, school, _, _ = road
    school("add", "people", "full_name=Y Bí Mật", "birth_year=2014", "audience=DT-3",
           "village=Pa Cheng")  # fmt: skip
    school("add", "people", "full_name=Trần Công Khai", "birth_year=1980", "audience=DT-2")
    sent = school("pack", "--out", folder / "usb")["files"]
    commune("accept", *sent)
    rows = commune("list", "people")["rows"]

    assert {row["full_name"] for row in rows} == {None, "Trần Công Khai"}
    assert next(r for r in rows if r["full_name"] is None)["person_key"] is not None
    assert commune("search", "bí mật")["rows"] == []


def test_the_board_tells_who_has_reported(road):
    """The school has approved records of March, the others have none; the issuer has no tile."""
    _, commune, _, _, _ = road
    units = commune("board", "--period", "2026-03")["units"]
    reported = {unit["code"] for unit in units if unit["reported"]}

    assert len(units) == 29
    assert reported == {"TR-NTT"}


def test_a_returned_record_reaches_its_unit_with_the_note(road):
    """The commune's words stand beside the record at the school; the record is as it was."""
    folder, commune, school, _, _ = road
    kept = commune("list", "activities", "--text", "ngay chot")["rows"][-1]
    before = school("show", "activities", kept["id"])["record"]
    commune("return", "TR-NTT", "--period", "2026-03", "--note", "Thiếu ảnh",
            "--record", f"activities/{kept['id']}", "--field", "result")  # fmt: skip
    school("accept", *commune("pack", "--to", "TR-NTT", "--out", folder / "usb")["files"])
    shown = school("show", "activities", kept["id"])

    assert [note["note"] for note in shown["returned"]] == ["Thiếu ảnh"]
    assert shown["record"] == before


def figure(terminal, month, key):
    """Return one figure of a month."""
    figures = terminal("figures", "--period", month)["figures"]
    return next(one for one in figures if one["key"] == key)
