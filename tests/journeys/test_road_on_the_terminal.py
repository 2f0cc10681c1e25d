"""The whole road at the terminal: set up, record, approve, exchange, print."""

import pytest

from tests.support.paper import words_of
from tests.support.terminal import a_commune, a_unit

ACTIVITY = (
    "activity_kind=Tọa đàm",
    "plan_item=NV-3.1",
    "place=Phòng Tin học",
    "audience=DT-3",
    "content=Giới thiệu",
    "result=Đạt",
)


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """Walk the road once: a commune, a school with records of three days, everything exchanged."""
    folder = tmp_path_factory.mktemp("road")
    commune = a_commune(folder)
    school = a_unit(folder, commune)
    for title, day, reach in (
        ("Ngày chốt", "14/3/2026", 40),
        ("Sau ngày chốt", "15/3/2026", 50),
        ("Đầu kỳ", "15/2/2026", 30),
    ):
        school(
            "add", "activities", f"title={title}", f"starts_on={day}", f"reach_count={reach}",
            *ACTIVITY,
        )  # fmt: skip
    return folder, commune, school


def test_the_closing_day_decides_the_month(road, tmp_path):
    """14/3 counts for March, 15/3 for April, 15/2 for March: 70 turns in March, 50 in April."""
    folder, commune, school = road
    for month in ("2026-03", "2026-04"):
        school("submit", "--period", month)
    sent = school("pack", "--out", folder / "usb")
    commune("accept", *sent["files"])
    turns = {
        month: figure(commune, month, "activity_turns")["value"]
        for month in ("2026-02", "2026-03", "2026-04")
    }
    made = commune("report", "monthly_summary", "--period", "2026-03", "--out", tmp_path)
    text = words_of(made["files"][0])

    assert turns == {"2026-02": 0, "2026-03": 70, "2026-04": 50}
    assert "ỦY BAN NHÂN DÂN" in text
    assert "XÃ ĐĂK PXI" in text
    assert "70" in text


def figure(terminal, month, key):
    """Return one figure of a month."""
    figures = terminal("figures", "--period", month)["figures"]
    return next(one for one in figures if one["key"] == key)
